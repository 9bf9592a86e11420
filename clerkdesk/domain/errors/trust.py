"""Failures of taking in trust lists, certificates and revocation lists."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class NotATrustFile(ClerkError):
    """`file` is no trust list, no certificate of an authority and no revocation list."""

    file: str
    reason: str
    happened = N_("Tệp «{file}» không nạp được vào danh sách tin cậy: {reason}.")
    do_next = N_("Xin lại tệp (.cdtrust, .crl hoặc .crt) từ bộ phận công nghệ của tỉnh.")


@dataclass(eq=False)
class TrustFileForged(ClerkError):
    """The signature on a trust list does not hold."""

    file: str
    happened = N_("Danh sách tin cậy «{file}» đã bị sửa sau khi tỉnh ký, hoặc bị hỏng.")
    do_next = N_(
        "Không dùng tệp này. Danh sách đang có vẫn giữ nguyên; báo cho bộ phận công nghệ của tỉnh."
    )


@dataclass(eq=False)
class ProvinceKeyUnknown(ClerkError):
    """A trust list is signed, but not by the key that the office has pinned."""

    file: str
    key: str
    happened = N_("Danh sách tin cậy «{file}» được ký bằng khóa chưa được đơn vị công nhận: {key}.")
    do_next = N_(
        "Gọi bộ phận công nghệ của tỉnh để đối chiếu mã khóa. Nếu đúng, tài khoản quản trị ghi khóa ở Thiết lập, mục Danh sách tin cậy, rồi nạp lại."
    )


@dataclass(eq=False)
class OlderTrustFile(ClerkError):
    """A trust list is not newer than the one in force; it would bring back who was struck off."""

    file: str
    version: int
    held: int
    happened = N_("Danh sách tin cậy «{file}» là bản {version}, cũ hơn bản {held} đang dùng.")
    do_next = N_("Không nạp bản cũ. Xin tỉnh bản mới hơn bản {held}.")


@dataclass(eq=False)
class CrlIssuerUnknown(ClerkError):
    """A revocation list is not by an authority that the office knows, or its signature is wrong."""

    file: str
    issuer: str
    happened = N_(
        "Danh sách thu hồi «{file}» không phải do nhà cung cấp trong danh sách tin cậy ký ({issuer})."
    )
    do_next = N_("Nạp danh sách tin cậy có nhà cung cấp này trước, hoặc tải lại danh sách thu hồi.")


@dataclass(eq=False)
class OlderCrl(ClerkError):
    """A newer revocation list of the same authority is held."""

    file: str
    made: str
    held: str
    happened = N_("Danh sách thu hồi «{file}» lập {made}, cũ hơn bản đang có (lập {held}).")
    do_next = N_("Không cần nạp. Bản đang có mới hơn.")


@dataclass(eq=False)
class CrlNotFetched(ClerkError):
    """A revocation list could not be fetched from its distribution point."""

    url: str
    reason: str
    happened = N_("Chưa tải được danh sách thu hồi từ {url}: {reason}.")
    do_next = N_("Chương trình tự thử lại khi có mạng; cũng có thể chép tệp .crl qua USB rồi nạp.")
