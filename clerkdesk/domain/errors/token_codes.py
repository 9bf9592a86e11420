"""What every PKCS#11 return code means to a clerk: what happened, why, and what to do now.

None of these is a wrong PIN: a code that is taken for one makes people type until the token locks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clerkdesk.domain.texts import N_


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """Three Vietnamese texts: `why` is a clause that follows `what`, `now` a sentence."""

    what: str
    why: str
    now: str


_REPLUG = N_(
    "Rút token, cắm lại, chờ đèn sáng rồi ký tiếp. Nếu vẫn lỗi, gửi mã lỗi cho bộ phận hỗ trợ."
)
_SUPPORT = N_("Gửi mã lỗi cho bộ phận hỗ trợ kèm tên token. Văn bản chưa ký giữ nguyên.")
_AGAIN = N_("Bấm ký lại. Nếu vẫn lỗi, rút token, cắm lại rồi thử.")
_OTHER = N_("Chọn chứng thư khác trên token, hoặc hỏi đơn vị cấp chứng thư số.")
_DRIVER = N_("Cài lại phần mềm đi kèm token (bản 64 bit), khởi động lại máy rồi thử.")
_ISSUER = N_("Mang token đến đơn vị quản lý chứng thư số để kiểm tra.")
_RESTART = N_("Đóng các phần mềm ký số khác, mở lại ClerkDesk rồi ký tiếp.")
_PIN_TOOL = N_("Mở phần mềm đi kèm token để đặt mã PIN mới, rồi ký lại.")

_NOT_DONE = N_("USB token không ký được")
_NO_KEY = N_("Không dùng được khóa bí mật trên USB token")
_NO_LIBRARY = N_("Phần mềm của USB token không làm việc")
_NO_SESSION = N_("Phiên làm việc với USB token bị từ chối")
_NO_LOGIN = N_("Không đăng nhập được vào USB token")

_GROUPS: tuple[tuple[CodeMeaning, tuple[str, ...]], ...] = (
    (CodeMeaning(_NOT_DONE, N_("token báo lỗi mà không nói rõ; mã PIN không sai"), _REPLUG),
     ("CKR_FUNCTION_FAILED", "CKR_GENERAL_ERROR")),
    (CodeMeaning(_NOT_DONE, N_("token hoặc cổng USB gặp trục trặc"), _REPLUG),
     ("CKR_DEVICE_ERROR",)),
    (CodeMeaning(_NOT_DONE, N_("bộ nhớ của token đã đầy"), _ISSUER), ("CKR_DEVICE_MEMORY",)),
    (CodeMeaning(_NOT_DONE, N_("máy tính không đủ bộ nhớ"), N_("Đóng bớt chương trình rồi ký lại.")),
     ("CKR_HOST_MEMORY",)),
    (CodeMeaning(_NOT_DONE, N_("thao tác đã bị hủy trên token"), _AGAIN),
     ("CKR_CANCEL", "CKR_FUNCTION_CANCELED")),
    (CodeMeaning(_NOT_DONE, N_("người dùng hoặc token không chấp nhận yêu cầu"), _AGAIN),
     ("CKR_FUNCTION_REJECTED", "CKR_TOKEN_RESOURCE_EXCEEDED", "CKR_OPERATION_CANCEL_FAILED")),
    (CodeMeaning(_NOT_DONE, N_("token không có chức năng được yêu cầu"), _SUPPORT),
     ("CKR_FUNCTION_NOT_SUPPORTED", "CKR_FUNCTION_NOT_PARALLEL")),
    (CodeMeaning(_NOT_DONE, N_("token không hỗ trợ thuật toán ký của chứng thư"), _OTHER),
     ("CKR_MECHANISM_INVALID", "CKR_MECHANISM_PARAM_INVALID", "CKR_CURVE_NOT_SUPPORTED",
      "CKR_DOMAIN_PARAMS_INVALID", "CKR_PARAMETER_SET_NOT_SUPPORTED")),
    (CodeMeaning(_NOT_DONE, N_("một thao tác trước trên token chưa kết thúc"), _RESTART),
     ("CKR_OPERATION_ACTIVE", "CKR_OPERATION_NOT_INITIALIZED", "CKR_PENDING",
      "CKR_OPERATION_NOT_VALIDATED")),
    (CodeMeaning(_NOT_DONE, N_("token không nhận dữ liệu cần ký"), _SUPPORT),
     ("CKR_DATA_INVALID", "CKR_DATA_LEN_RANGE", "CKR_BUFFER_TOO_SMALL", "CKR_ARGUMENTS_BAD",
      "CKR_AEAD_DECRYPT_FAILED")),
    (CodeMeaning(_NOT_DONE, N_("chữ ký token tạo ra không đúng"), _ISSUER),
     ("CKR_SIGNATURE_INVALID", "CKR_SIGNATURE_LEN_RANGE")),
    (CodeMeaning(_NOT_DONE, N_("token không tạo được số ngẫu nhiên"), _ISSUER),
     ("CKR_RANDOM_NO_RNG", "CKR_RANDOM_SEED_NOT_SUPPORTED", "CKR_SEED_RANDOM_REQUIRED")),
    (CodeMeaning(_NOT_DONE, N_("token tự kiểm tra thấy hỏng"), _ISSUER),
     ("CKR_FIPS_SELF_TEST_FAILED", "CKR_EXCEEDED_MAX_ITERATIONS")),
    (CodeMeaning(_NO_KEY, N_("khóa không còn ở chỗ cũ, có thể token vừa được cắm lại"), _REPLUG),
     ("CKR_KEY_HANDLE_INVALID", "CKR_OBJECT_HANDLE_INVALID", "CKR_KEY_CHANGED")),
    (CodeMeaning(_NO_KEY, N_("khóa không được cấp để ký văn bản"), _OTHER),
     ("CKR_KEY_FUNCTION_NOT_PERMITTED", "CKR_ACTION_PROHIBITED", "CKR_KEY_TYPE_INCONSISTENT",
      "CKR_KEY_SIZE_RANGE", "CKR_KEY_NOT_NEEDED", "CKR_KEY_NEEDED", "CKR_KEY_INDIGESTIBLE", "CKR_KEY_EXHAUSTED")),
    (CodeMeaning(_NO_KEY, N_("khóa được bảo vệ, không đọc ra được (điều này là đúng)"), _SUPPORT),
     ("CKR_KEY_UNEXTRACTABLE", "CKR_KEY_NOT_WRAPPABLE", "CKR_ATTRIBUTE_SENSITIVE",
      "CKR_INFORMATION_SENSITIVE")),
    (CodeMeaning(_NO_KEY, N_("khóa công khai trên token không đúng"), _ISSUER),
     ("CKR_PUBLIC_KEY_INVALID",)),
    (CodeMeaning(_NO_KEY, N_("token không hiểu thuộc tính được hỏi"), _SUPPORT),
     ("CKR_ATTRIBUTE_READ_ONLY", "CKR_ATTRIBUTE_TYPE_INVALID", "CKR_ATTRIBUTE_VALUE_INVALID",
      "CKR_TEMPLATE_INCOMPLETE", "CKR_TEMPLATE_INCONSISTENT", "CKR_COPY_PROHIBITED")),
    (CodeMeaning(_NO_KEY, N_("dữ liệu mã hóa trên token không đúng"), _ISSUER),
     ("CKR_ENCRYPTED_DATA_INVALID", "CKR_ENCRYPTED_DATA_LEN_RANGE", "CKR_WRAPPED_KEY_INVALID",
      "CKR_WRAPPED_KEY_LEN_RANGE", "CKR_WRAPPING_KEY_HANDLE_INVALID",
      "CKR_WRAPPING_KEY_SIZE_RANGE", "CKR_WRAPPING_KEY_TYPE_INCONSISTENT",
      "CKR_UNWRAPPING_KEY_HANDLE_INVALID", "CKR_UNWRAPPING_KEY_SIZE_RANGE",
      "CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT")),
    (CodeMeaning(_NO_SESSION, N_("quá nhiều chương trình đang dùng token"), _RESTART),
     ("CKR_SESSION_COUNT", "CKR_SESSION_EXISTS", "CKR_SESSION_READ_ONLY_EXISTS",
      "CKR_SESSION_READ_WRITE_SO_EXISTS", "CKR_SESSION_PARALLEL_NOT_SUPPORTED",
      "CKR_SESSION_ASYNC_NOT_SUPPORTED", "CKR_SESSION_READ_ONLY")),
    (CodeMeaning(_NO_SESSION, N_("token đang được khóa ghi"), _OTHER),
     ("CKR_TOKEN_WRITE_PROTECTED", "CKR_SAVED_STATE_INVALID", "CKR_STATE_UNSAVEABLE")),
    (CodeMeaning(_NO_SESSION, N_("token không có sự kiện nào"), _AGAIN), ("CKR_NO_EVENT",)),
    (CodeMeaning(_NO_LOGIN, N_("token đang được chương trình khác mở bằng tài khoản khác"), _RESTART),
     ("CKR_USER_ANOTHER_ALREADY_LOGGED_IN", "CKR_USER_ALREADY_LOGGED_IN",
      "CKR_USER_TOO_MANY_TYPES", "CKR_USER_TYPE_INVALID")),
    (CodeMeaning(_NO_LOGIN, N_("token đòi xác nhận mã PIN cho từng chữ ký mà chưa được xác nhận"), _AGAIN),
     ("CKR_USER_NOT_LOGGED_IN",)),
    (CodeMeaning(_NO_LOGIN, N_("token chưa được đặt mã PIN"), _PIN_TOOL),
     ("CKR_USER_PIN_NOT_INITIALIZED",)),
    (CodeMeaning(_NO_LOGIN, N_("mã PIN của token đã hết hạn, phải đổi trước khi ký"), _PIN_TOOL),
     ("CKR_PIN_EXPIRED", "CKR_NEW_PIN_MODE", "CKR_PIN_TOO_WEAK")),
    (CodeMeaning(_NO_LOGIN, N_("token đòi mã dùng một lần (OTP)"), _ISSUER), ("CKR_NEXT_OTP",)),
    (CodeMeaning(_NO_LIBRARY, N_("thư viện của token chưa khởi động hoặc khởi động hai lần"), _RESTART),
     ("CKR_CRYPTOKI_NOT_INITIALIZED", "CKR_CRYPTOKI_ALREADY_INITIALIZED")),
    (CodeMeaning(_NO_LIBRARY, N_("thư viện của token không nạp được"), _DRIVER),
     ("CKR_LIBRARY_LOAD_FAILED",)),
    (CodeMeaning(_NO_LIBRARY, N_("thư viện của token không chạy được nhiều luồng"), _DRIVER),
     ("CKR_CANT_LOCK", "CKR_NEED_TO_CREATE_THREADS", "CKR_MUTEX_BAD", "CKR_MUTEX_NOT_LOCKED")),
    # The next have messages of their own (NoToken, TokenGone, WrongPin, PinLocked).
    (CodeMeaning(N_("Không thấy USB token"), N_("token không có trong khe đọc"), _REPLUG),
     ("CKR_TOKEN_NOT_PRESENT", "CKR_TOKEN_NOT_RECOGNIZED", "CKR_TOKEN_NOT_INITIALIZED", "CKR_SLOT_ID_INVALID")),
    (CodeMeaning(N_("USB token bị rút ra"), N_("phiên làm việc đã mất theo token"), _REPLUG),
     ("CKR_DEVICE_REMOVED", "CKR_SESSION_HANDLE_INVALID", "CKR_SESSION_CLOSED")),
    (CodeMeaning(_NO_LOGIN, N_("mã PIN không đúng"), N_("Nhập lại mã PIN thật cẩn thận.")),
     ("CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE")),
    (CodeMeaning(_NO_LOGIN, N_("token đã bị khóa vì nhập sai mã PIN nhiều lần"), _ISSUER),
     ("CKR_PIN_LOCKED",)),
)  # fmt: skip

CODES: Mapping[str, CodeMeaning] = {code: meaning for meaning, codes in _GROUPS for code in codes}
"""By name, as in the PKCS#11 specification (v2.40, and what v3.1 adds)."""

VENDOR = CodeMeaning(_NOT_DONE, N_("hãng sản xuất token báo một lỗi riêng"), _SUPPORT)
"""Codes of 0x80000000 and above: only the vendor knows them."""


def meaning_of(code: str) -> CodeMeaning:
    """The meaning of a code by name; a number («0x80000001») is a vendor's own."""
    return CODES.get(code, VENDOR)
