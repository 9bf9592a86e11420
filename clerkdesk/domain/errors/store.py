"""The store, its accounts and the registers: opening, disk, numbers, rights."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class WrongPassword(ClerkError):
    """Login and password open no slot."""

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
class NumberAskedFor(ClerkError):
    """Another desk holds the book: its number was asked for and comes by itself."""

    book: str
    happened = N_("Sổ «{book}» do máy khác của cơ quan cấp số: đã gửi yêu cầu xin số.")
    do_next = N_("Số về máy này ngay khi máy đó cấp, qua mạng nội bộ hoặc qua tỉnh; không cần chờ.")


@dataclass(eq=False)
class TakeOverOutrun(ClerkError):
    """What two persons saw of a lost desk's book is no longer so, or is not certain yet."""

    book: str
    happened = N_("Sổ «{book}» vừa đổi máy giữ, hoặc máy chủ đang chờ các máy khai lại số.")
    do_next = N_("Mở lại danh sách máy, xem ai đang giữ sổ rồi mới lấy lại quyền cấp số.")


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
    """Fields break their rules; `problems` maps field name to a Vietnamese sentence."""

    problems: dict[str, str]
    happened = N_("Phiếu đăng ký còn thiếu hoặc sai thông tin.")
    do_next = N_("Sửa các ô được đánh dấu rồi lưu lại.")


@dataclass(eq=False)
class StillRegistering(ClerkError):
    """The document before is being given its number; another may not take its form."""

    happened = N_("Văn bản trước đang được vào sổ.")
    do_next = N_("Chờ vài giây cho đến khi hiện số đến, rồi mở văn bản tiếp theo.")


@dataclass(eq=False)
class StepNotAllowed(ClerkError):
    """The document is in a state from which this step is not lawful."""

    step: str
    state: str
    happened = N_("Không thể {step} khi văn bản ở trạng thái «{state}».")
    do_next = N_(
        "Văn bản đi làm theo thứ tự: duyệt, lãnh đạo ký, cấp số, ký số cơ quan, phát hành; "
        "văn bản đến: chuyển xử lý rồi mới hoàn thành."
    )


@dataclass(eq=False)
class DossierStepNotAllowed(StepNotAllowed):
    """A dossier of the one-stop counter is in a state from which this step is not lawful."""

    happened = N_("Không thể {step} khi hồ sơ ở trạng thái «{state}».")
    do_next = N_(
        "Tải lại danh sách: máy khác có thể vừa xử lý hồ sơ này. Các việc làm được lúc này là các nút "
        "đang hiện trên hồ sơ."
    )


@dataclass(eq=False)
class DossierNotReady(ClerkError):
    """A dossier may not be accepted: something is missing, or its totals do not reconcile."""

    reasons: str
    happened = N_("Chưa tiếp nhận được hồ sơ: {reasons}.")
    do_next = N_("Bổ sung ở bảng thành phần rồi bấm «Tiếp nhận», hoặc in phiếu yêu cầu bổ sung.")


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
