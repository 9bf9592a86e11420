"""Child processes and files: what crashed, what is damaged, locked or of the wrong kind."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class HelperCrashed(ClerkError):
    """A child process died; the window and the store are untouched."""

    task: str
    happened = N_("Phần «{task}» dừng đột ngột.")
    do_next = N_(
        "Dữ liệu đã lưu vẫn còn nguyên. Làm lại thao tác; nếu vẫn lỗi, mở lại chương trình và báo bộ phận kỹ thuật."
    )


@dataclass(eq=False)
class HelperSilent(ClerkError):
    """A child process gave no answer in time and was ended."""

    task: str
    seconds: int
    happened = N_("Phần «{task}» không trả lời trong {seconds} giây nên đã được tắt.")
    do_next = N_("Dữ liệu đã lưu vẫn còn nguyên. Kiểm tra thiết bị hoặc tệp, rồi làm lại thao tác.")


@dataclass(eq=False)
class DamagedFile(ClerkError):
    """The content cannot be opened as what its name says."""

    name: str
    happened = N_("Tệp «{name}» bị hỏng hoặc không đúng định dạng, không mở được.")
    do_next = N_(
        "Đề nghị bên gửi gửi lại tệp, hoặc quét lại bản giấy. Tệp nhận được vẫn được giữ nguyên."
    )


@dataclass(eq=False)
class LockedFile(ClerkError):
    """The file needs a password that the clerk does not have."""

    name: str
    happened = N_("Tệp «{name}» bị khóa bằng mật khẩu.")
    do_next = N_("Đề nghị bên gửi gửi bản không đặt mật khẩu.")


@dataclass(eq=False)
class FilesLeftOut(ClerkError):
    """Of several files some gave no pages; those of the others are safe.

    Args:
        shown: the first few names, as they are said.
        why: what is wrong with the first of them, as a sentence without its full stop.
        files: the names of all.
        documents: paths of the PDFs among them that are to be registered as they are.
    """

    count: int
    shown: str
    why: str
    files: list[str]
    documents: list[str]
    happened = N_("Có {count} tệp không thành trang quét ({shown}). {why}.")
    do_next = N_(
        "Trang của các tệp khác đã vào tập. PDF có chữ ký số hoặc có chữ: mở như văn bản; tệp hỏng hoặc có mật khẩu: đề nghị bên gửi gửi lại."
    )


@dataclass(eq=False)
class AllFilesLeftOut(FilesLeftOut):
    """No file gave a page, the only one or several: there are no others to speak of."""

    do_next = N_(
        "Chưa có trang nào vào tập; tệp vẫn ở chỗ cũ. PDF có chữ ký số hoặc có chữ: mở như văn bản; tệp hỏng hoặc có mật khẩu: đề nghị bên gửi gửi lại."
    )


@dataclass(eq=False)
class FileNotRead(ClerkError):
    """A file that was named cannot be read from the disk; `reason` is a Vietnamese clause."""

    name: str
    reason: str
    happened = N_("Không đọc được tệp «{name}»: {reason}.")
    do_next = N_("Kiểm tra lại tên tệp, thư mục và quyền truy cập rồi làm lại.")


@dataclass(eq=False)
class FileNotWritten(ClerkError):
    """A result cannot be written; what stood there before is unchanged."""

    name: str
    reason: str
    happened = N_("Không ghi được tệp «{name}»: {reason}.")
    do_next = N_("Chọn thư mục khác hoặc kiểm tra quyền ghi rồi làm lại. Tệp cũ vẫn giữ nguyên.")


@dataclass(eq=False)
class UnsupportedFile(ClerkError):
    """The format is not one that this action takes."""

    name: str
    accepted: str
    happened = N_("Không dùng được tệp «{name}» ở đây.")
    do_next = N_("Chọn tệp thuộc một trong các dạng: {accepted}.")


@dataclass(eq=False)
class DangerousFile(ClerkError):
    """A program, a script, or a name that hides one; never taken in. `reason` is a clause."""

    name: str
    reason: str
    happened = N_("Không nhận tệp «{name}»: {reason}.")
    do_next = N_(
        "Không mở tệp này. Nếu bên gửi cần gửi văn bản, đề nghị gửi lại bản PDF; báo bộ phận kỹ thuật nếu nghi có mã độc."
    )


@dataclass(eq=False)
class FormatRefused(ClerkError):
    """Outside the office's list of formats, which keeps such files out."""

    name: str
    reason: str
    accepted: str
    happened = N_("Không nhận tệp «{name}»: {reason}.")
    do_next = N_(
        "Đề nghị gửi lại ở một trong các dạng: {accepted}. Quản trị sửa danh mục trong «Thiết lập»."
    )


@dataclass(eq=False)
class CannotPrintPaper(ClerkError):
    """There is no signed PDF from which paper could be made."""

    name: str
    happened = N_("Văn bản «{name}» chưa có bản PDF đã ký số và cấp số để in ra giấy.")
    do_next = N_("Hoàn tất ký số của người có thẩm quyền và cấp số, rồi in lại.")


@dataclass(eq=False)
class CannotCopy(ClerkError):
    """No copy can be made or printed of this; `reason` is a Vietnamese clause."""

    name: str
    reason: str
    happened = N_("Chưa sao được «{name}»: {reason}.")
    do_next = N_("Chọn văn bản hoặc cách sao khác rồi làm lại. Chưa có gì bị thay đổi.")


@dataclass(eq=False)
class NoWordConverter(ClerkError):
    """Neither LibreOffice nor Word is installed."""

    name: str
    happened = N_("Máy này chưa có chương trình đổi tệp Word «{name}» sang PDF.")
    do_next = N_("Mở tệp trong Word, chọn «Lưu thành» → PDF, rồi đưa tệp PDF vào đây.")


@dataclass(eq=False)
class OcrDataMissing(ClerkError):
    """The Vietnamese model is not where it should be."""

    folder: str
    happened = N_("Không tìm thấy dữ liệu nhận dạng chữ tiếng Việt (vie.traineddata).")
    do_next = N_(
        "Cài lại ClerkDesk, hoặc chép tệp vie.traineddata vào thư mục {folder}. Vẫn có thể nhập tay."
    )


@dataclass(eq=False)
class TooManyRows(ClerkError):
    """A list is longer than the programs that open such a file can bear."""

    rows: str
    most: str
    kind: str
    happened = N_("Danh sách có {rows} dòng; tệp {kind} chỉ nên có đến {most} dòng.")
    do_next = N_("Lọc bớt (theo năm, loại, ngày…), hoặc xuất ra Excel hay CSV.")


@dataclass(eq=False)
class ExportStopped(ClerkError):
    """The clerk stopped the writing of a file."""

    happened = N_("Đã dừng xuất danh sách.")
    do_next = N_("Không có tệp nào được ghi. Có thể xuất lại bất cứ lúc nào.")


@dataclass(eq=False)
class UnfitScan(ClerkError):
    """A scan below the standard of NĐ 30/2020, Phụ lục I, Phần II."""

    name: str
    reason: str
    happened = N_("Bản quét «{name}» chưa đúng chuẩn: {reason}.")
    do_next = N_("Quét lại bản đã ký, đóng dấu: PDF, ảnh màu, từ 200 dpi, tỷ lệ 100 %.")
