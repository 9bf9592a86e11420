"""USB tokens and signing: a missing token, a wrong PIN, a document that may not be signed."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.errors.token_codes import meaning_of
from clerkdesk.domain.texts import N_, _


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
class WrongPinOneLeft(ClerkError):
    """The token refused the PIN, and says that the next wrong one locks it."""

    happened = N_("Mã PIN của USB token không đúng, và token chỉ còn cho nhập một lần nữa.")
    do_next = N_(
        "Dừng lại và tìm đúng mã PIN đã. Nhập sai thêm một lần là token bị khóa, phải mang đi mở khóa."
    )


@dataclass(eq=False)
class LastTry(ClerkError):
    """The token takes one more PIN; nobody has agreed to risk it."""

    happened = N_("USB token chỉ còn một lần nhập mã PIN trước khi bị khóa.")
    do_next = N_("Chỉ ký tiếp khi chắc chắn mã PIN: đánh dấu «Tôi chắc chắn mã PIN» rồi ký lại.")


@dataclass(eq=False)
class KeyMissing(ClerkError):
    """The token has the certificate, but not its private key."""

    name: str
    happened = N_("USB token có chứng thư của «{name}» nhưng không có khóa bí mật đi kèm.")
    do_next = N_("Chọn chứng thư khác, hoặc mang token đến đơn vị cấp chứng thư số kiểm tra.")


@dataclass(eq=False)
class NoTimeStamp(ClerkError):
    """No time-stamp authority answered as it must; `reason` is a Vietnamese clause."""

    reason: str
    happened = N_("Chưa lấy được dấu thời gian: {reason}.")
    do_next = N_(
        "Không cần làm gì: chữ ký vẫn có giá trị, dấu thời gian được gắn thêm khi có mạng trở lại."
    )


@dataclass(eq=False)
class PinLocked(ClerkError):
    """The token is locked after wrong PINs."""

    happened = N_("USB token đã bị khóa vì nhập sai mã PIN nhiều lần.")
    do_next = N_("Liên hệ đơn vị quản lý chứng thư số để mở khóa token.")


@dataclass(eq=False)
class TokenRefused(ClerkError):
    """The module answered with a code of its own; `code` is its PKCS#11 name (`token_codes`)."""

    code: str
    happened = N_("USB token không thực hiện được lệnh ký (mã {code}).")
    do_next = N_("Rút token, cắm lại rồi thử lại. Nếu vẫn lỗi, gửi mã {code} cho bộ phận hỗ trợ.")

    def __str__(self) -> str:
        meaning = meaning_of(self.code)
        return f"{_(meaning.what)}: {_(meaning.why)} ({self.code})."

    @property
    def advice(self) -> str:
        """What the clerk can do now about this very code."""
        return _(meaning_of(self.code).now)


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
