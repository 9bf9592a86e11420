"""Failures that the clerk can act on: two Vietnamese sentences each, what happened and what to do now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

from clerkdesk.domain.texts import N_, _


@dataclass(eq=False)
class ClerkError(Exception):
    """A failure the clerk can act on; anything else is a defect and goes to the log.

    A subclass fixes the two Vietnamese sentences; its fields fill them in.
    """

    happened: ClassVar[str]
    do_next: ClassVar[str]

    def __str__(self) -> str:
        return _(self.happened).format(**self.values())

    @property
    def advice(self) -> str:
        """What the clerk can do now, one or two sentences."""
        return _(self.do_next).format(**self.values())

    def values(self) -> dict[str, object]:
        """The fields that fill in the sentences."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def to_wire(error: ClerkError) -> dict[str, object]:
    """Write `error` so that `from_wire` in another process makes an equal one."""
    return {"type": type(error).__name__, "values": error.values()}


def from_wire(message: Mapping[str, object]) -> ClerkError:
    """Make the error that another process wrote with `to_wire`.

    Raises:
        ValueError: no error of that name exists here; the two processes differ in version.
    """
    for kind in _kinds(ClerkError):
        if kind.__name__ == message["type"]:
            values = message["values"]
            assert isinstance(values, dict)
            return kind(**values)
    raise ValueError(f"unknown error {message['type']!r}")


def _kinds(root: type[ClerkError]) -> Iterator[type[ClerkError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _kinds(kind)


# --- scanner -----------------------------------------------------------------------------------


@dataclass(eq=False)
class NoScanner(ClerkError):
    """No driver reports a scanner."""

    happened = N_("Không tìm thấy máy quét nào.")
    do_next = N_("Kiểm tra dây cáp và nguồn điện của máy quét, rồi bấm «Tìm lại máy quét».")


@dataclass(eq=False)
class FeederEmpty(ClerkError):
    """The feeder has no paper; nothing was scanned."""

    happened = N_("Khay nạp của máy quét không có giấy.")
    do_next = N_("Đặt giấy vào khay nạp, mặt chữ theo hình trên máy, rồi bấm «Quét» (F9).")


@dataclass(eq=False)
class PaperJam(ClerkError):
    """The feeder stopped; pages before `page` are safe."""

    page: int
    happened = N_("Máy quét bị kẹt giấy ở trang {page}.")
    do_next = N_(
        "Gỡ giấy kẹt, đặt lại từ trang {page}, rồi bấm «Quét thêm». Các trang trước đã được lưu."
    )


@dataclass(eq=False)
class CoverOpen(ClerkError):
    """The cover is open; pages before are safe."""

    happened = N_("Nắp máy quét đang mở.")
    do_next = N_("Đóng nắp máy quét rồi bấm «Quét thêm». Các trang đã quét vẫn còn.")


@dataclass(eq=False)
class ScannerBusy(ClerkError):
    """Another program holds the device."""

    device: str
    happened = N_("Máy quét «{device}» đang được chương trình khác sử dụng.")
    do_next = N_("Đóng chương trình quét khác, chờ vài giây rồi bấm «Quét» lại.")


@dataclass(eq=False)
class ScannerFailed(ClerkError):
    """The driver broke off; `page` is the first page that is not safe."""

    device: str
    page: int
    reason: str
    happened = N_("Máy quét «{device}» dừng ở trang {page}: {reason}.")
    do_next = N_("Kiểm tra cáp và nguồn, đặt lại giấy từ trang {page}, rồi bấm «Quét thêm».")


# --- child processes and files -----------------------------------------------------------------


@dataclass(eq=False)
class HelperCrashed(ClerkError):
    """A child process died; the window and the store are untouched."""

    task: str
    happened = N_("Phần «{task}» dừng đột ngột.")
    do_next = N_(
        "Dữ liệu đã lưu vẫn còn nguyên. Làm lại thao tác; nếu vẫn lỗi, bấm «Sao chép báo cáo lỗi»."
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


# --- token and signatures ----------------------------------------------------------------------


@dataclass(eq=False)
class NoToken(ClerkError):
    """No token with a usable certificate is plugged in."""

    happened = N_("Không thấy USB token nào có chứng thư số dùng được.")
    do_next = N_("Cắm USB token vào máy, chờ đèn sáng rồi bấm «Tìm lại token».")


@dataclass(eq=False)
class TokenGone(ClerkError):
    """The token left while it was in use; no half-signed file was kept."""

    happened = N_("USB token bị rút ra trong khi đang ký.")
    do_next = N_("Cắm lại token rồi ký tiếp. Văn bản đang ký dở giữ nguyên như trước khi ký.")


@dataclass(eq=False)
class WrongPin(ClerkError):
    """The token refused the PIN."""

    happened = N_("Mã PIN của USB token không đúng.")
    do_next = N_("Nhập lại mã PIN thật cẩn thận: nhập sai nhiều lần token sẽ bị khóa.")


@dataclass(eq=False)
class PinLocked(ClerkError):
    """The token is locked after wrong PINs."""

    happened = N_("USB token đã bị khóa vì nhập sai mã PIN nhiều lần.")
    do_next = N_("Liên hệ đơn vị quản lý chứng thư số để mở khóa token.")


@dataclass(eq=False)
class TokenRefused(ClerkError):
    """The module answered with a code of its own; `code` is its PKCS#11 name."""

    code: str
    happened = N_("USB token không thực hiện được lệnh ký (mã {code}).")
    do_next = N_("Rút token, cắm lại rồi thử lại. Nếu vẫn lỗi, gửi mã {code} cho bộ phận hỗ trợ.")


@dataclass(eq=False)
class CannotSign(ClerkError):
    """The document is not in a state that may be signed; `reason` is a Vietnamese clause."""

    name: str
    reason: str
    happened = N_("Chưa ký được văn bản «{name}»: {reason}.")
    do_next = N_("Xử lý lý do nêu trên rồi ký lại. Tệp chưa bị thay đổi.")


@dataclass(eq=False)
class NoSoftwareToken(ClerkError):
    """SoftHSM2, which plays the tokens of a demo office, is not installed."""

    happened = N_("Máy này chưa cài SoftHSM2 nên không tạo được token mẫu.")
    do_next = N_("Cài gói softhsm2 rồi chạy lại bản mẫu, hoặc cắm USB token thật để ký.")


# --- store and accounts ------------------------------------------------------------------------


@dataclass(eq=False)
class WrongPassword(ClerkError):
    """The password (or recovery key) opens no slot."""

    happened = N_("Tên đăng nhập hoặc mật khẩu không đúng.")
    do_next = N_(
        "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt, rồi nhập lại. Quên mật khẩu thì dùng khóa khôi phục đã in."
    )


@dataclass(eq=False)
class WrongRecoveryKey(ClerkError):
    """The printed recovery key does not open the store."""

    happened = N_("Khóa khôi phục không đúng.")
    do_next = N_("Nhập lại đúng từng nhóm ký tự trên tờ khóa khôi phục đang giữ trong tủ hồ sơ.")


@dataclass(eq=False)
class KeyStoreLost(ClerkError):
    """The operating system's key store no longer has this store's key."""

    happened = N_("Kho khóa của máy tính không còn khóa mở dữ liệu.")
    do_next = N_("Đăng nhập bằng mật khẩu tài khoản, hoặc dùng khóa khôi phục đã in.")


@dataclass(eq=False)
class StoreDamaged(ClerkError):
    """The store file fails its integrity check."""

    file: str
    happened = N_("Tệp dữ liệu «{file}» bị hỏng, không đọc được.")
    do_next = N_("Đừng xóa tệp này. Chép giữ lại một bản, rồi khôi phục từ bản sao lưu gần nhất.")


@dataclass(eq=False)
class StoreNotEncrypted(ClerkError):
    """A plain SQLite file lies where the encrypted store should be."""

    file: str
    happened = N_("Tệp dữ liệu «{file}» không được mã hóa, nên không phải kho của ClerkDesk.")
    do_next = N_(
        "Chuyển tệp này sang chỗ khác và báo bộ phận kỹ thuật; ClerkDesk không ghi lên tệp này."
    )


@dataclass(eq=False)
class StoreMissing(ClerkError):
    """There is no store at this place yet."""

    folder: str
    happened = N_("Chưa có kho dữ liệu trong thư mục «{folder}».")
    do_next = N_("Thiết lập đơn vị lần đầu, hoặc chọn đúng thư mục dữ liệu.")


@dataclass(eq=False)
class StoreExists(ClerkError):
    """A store is never created over an old one."""

    folder: str
    happened = N_("Thư mục «{folder}» đã có kho dữ liệu.")
    do_next = N_("Đăng nhập vào kho đang có, hoặc chọn một thư mục khác, còn trống.")


@dataclass(eq=False)
class StoreInUse(ClerkError):
    """Another ClerkDesk process writes to this store."""

    happened = N_("Kho dữ liệu đang được một cửa sổ ClerkDesk khác sử dụng.")
    do_next = N_("Dùng cửa sổ đang mở, hoặc đóng nó rồi thử lại.")


@dataclass(eq=False)
class DiskFull(ClerkError):
    """Nothing of the action was kept; everything before it is safe."""

    happened = N_("Ổ đĩa đã đầy nên chưa lưu được.")
    do_next = N_(
        "Dọn bớt tệp không dùng trên ổ đĩa rồi bấm lưu lại. Dữ liệu đã lưu trước đó vẫn nguyên vẹn."
    )


@dataclass(eq=False)
class NotHolder(ClerkError):
    """This desk does not hold the book, or holds it under an older epoch."""

    book: str
    happened = N_("Máy này không giữ quyền cấp số của sổ «{book}».")
    do_next = N_(
        "Cấp số tại máy đang giữ sổ, hoặc đề nghị quản trị chuyển quyền giữ sổ cho máy này."
    )


@dataclass(eq=False)
class BookLocked(ClerkError):
    """The high-water mark outside the store is ahead: an older store was put back."""

    book: str
    seen: int
    stored: int
    happened = N_("Sổ «{book}» đã cấp đến số {seen} nhưng kho dữ liệu chỉ có đến số {stored}.")
    do_next = N_(
        "Có thể dữ liệu vừa được khôi phục từ bản cũ. Dừng cấp số và báo quản trị để đối chiếu."
    )


@dataclass(eq=False)
class InvalidEntry(ClerkError):
    """One or more fields break their rule; `problems` maps field name to a Vietnamese sentence."""

    problems: dict[str, str]
    happened = N_("Phiếu đăng ký còn thiếu hoặc sai thông tin.")
    do_next = N_("Sửa các ô được đánh dấu rồi lưu lại.")


@dataclass(eq=False)
class StepNotAllowed(ClerkError):
    """The document is in a state from which this step is not lawful."""

    step: str
    state: str
    happened = N_("Không thể {step} khi văn bản ở trạng thái «{state}».")
    do_next = N_("Làm theo thứ tự: duyệt, lãnh đạo ký, cấp số, ký số cơ quan, phát hành.")


@dataclass(eq=False)
class NotAllowed(ClerkError):
    """The account's role does not include this right."""

    action: str
    happened = N_("Tài khoản của bạn không có quyền {action}.")
    do_next = N_("Đăng nhập bằng tài khoản có quyền, hoặc đề nghị quản trị cấp quyền.")


@dataclass(eq=False)
class NotFound(ClerkError):
    """The row was not found; perhaps another desk has moved it."""

    what: str
    happened = N_("Không tìm thấy {what}.")
    do_next = N_("Tải lại danh sách rồi thử lại.")


@dataclass(eq=False)
class BookNotOpen(NotHolder):
    """No book of that year exists; only the present year's opens by itself."""

    happened = N_("Sổ «{book}» chưa được mở.")
    do_next = N_("Kiểm tra lại ngày trên phiếu, hoặc đề nghị quản trị mở sổ của năm đó.")


@dataclass(eq=False)
class StoreTooNew(ClerkError):
    """A newer ClerkDesk has written this store; this one would not understand it."""

    file: str
    happened = N_("Tệp dữ liệu «{file}» do phiên bản ClerkDesk mới hơn tạo ra.")
    do_next = N_("Cài phiên bản ClerkDesk mới nhất trên máy này rồi mở lại.")


@dataclass(eq=False)
class LoginTaken(ClerkError):
    """Another account of the office has this login."""

    login: str
    happened = N_("Tên đăng nhập «{login}» đã có người dùng.")
    do_next = N_("Chọn tên đăng nhập khác.")


# --- network and exchange ----------------------------------------------------------------------


@dataclass(eq=False)
class ServerUnreachable(ClerkError):
    """No answer from the province server; work goes on, the outbox keeps what waits."""

    happened = N_("Chưa kết nối được máy chủ của tỉnh.")
    do_next = N_("Cứ làm việc bình thường: văn bản chờ gửi sẽ tự gửi khi có mạng.")


@dataclass(eq=False)
class ServerRefused(ClerkError):
    """The server answered with a refusal (RFC 9457); `reason` is its title."""

    reason: str
    happened = N_("Máy chủ của tỉnh từ chối yêu cầu: {reason}.")
    do_next = N_("Báo quản trị của tỉnh kèm lý do nêu trên. Văn bản vẫn nằm trong hàng chờ gửi.")


@dataclass(eq=False)
class DeskFenced(ClerkError):
    """The server knows another history of this desk: the store was put back or copied."""

    happened = N_("Máy chủ phát hiện dữ liệu của máy này khác với dữ liệu đã gửi trước đây.")
    do_next = N_("Ngừng cấp số trên máy này và báo quản trị của tỉnh để đối chiếu.")


@dataclass(eq=False)
class BadPacket(ClerkError):
    """An edXML packet that cannot be read; it is kept as it came."""

    name: str
    reason: str
    happened = N_("Gói tin «{name}» không đọc được: {reason}.")
    do_next = N_(
        "Gói tin vẫn được giữ nguyên. Đề nghị bên gửi gửi lại, hoặc chuyển tệp cho bộ phận kỹ thuật."
    )


@dataclass(eq=False)
class BadDescription(ClerkError):
    """The description from which a packet shall be made is not one; nothing was written."""

    name: str
    reason: str
    happened = N_("Tệp mô tả «{name}» chưa đúng: {reason}.")
    do_next = N_("Sửa tệp mô tả theo mẫu trong docs/command-line.md rồi chạy lại.")


@dataclass(eq=False)
class UnfitPacket(BadPacket):
    """A document that does not fit the format of packets; nothing was sent."""

    happened = N_("Chưa tạo được gói tin gửi đi cho văn bản «{name}»: {reason}.")
    do_next = N_("Sửa thông tin nêu trên trong phiếu của văn bản rồi gửi lại. Chưa có gì được gửi.")


@dataclass(eq=False)
class SecretDocument(ClerkError):
    """Secret documents are outside the system (QĐ 15/2016, Điều 1.2); nothing of it is kept."""

    happened = N_(
        "Văn bản mật không được nhập, quét hay gửi trên phần mềm này (Điều 1.2 QĐ 15/2016)."
    )
    do_next = N_(
        "Đăng ký vào sổ văn bản mật bằng giấy và xử lý theo quy định bảo vệ bí mật nhà nước."
    )


@dataclass(eq=False)
class CannotServe(ClerkError):
    """The province server cannot start at this address; `reason` is a clause."""

    address: str
    reason: str
    happened = N_("Không khởi động được máy chủ tại {address}: {reason}.")
    do_next = N_(
        "Chọn cổng khác, hoặc nêu địa chỉ mà các máy dùng bằng --public-url, rồi chạy lại."
    )
