"""Bundles on a stick that cannot be taken in, and why; nothing of them was kept."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class BundleTorn(ClerkError):
    """It ends early or was altered: its signature does not hold."""

    name: str
    happened = N_("Gói «{name}» không nguyên vẹn: chép chưa xong hoặc đã bị sửa.")
    do_next = N_(
        "Chép lại gói từ máy đã ghi, rút USB bằng «Tháo an toàn», rồi đọc lại. Chưa có gì được nhận."
    )


@dataclass(eq=False)
class NotABundle(ClerkError):
    """It is another kind of file, or of a newer version."""

    name: str
    happened = N_("Tệp «{name}» không phải gói chuyển tay mà phiên bản này đọc được.")
    do_next = N_("Chọn tệp có đuôi .cdgoi; nếu máy kia dùng bản mới hơn, cập nhật ClerkDesk trước.")


@dataclass(eq=False)
class BundleForeign(ClerkError):
    """It belongs to another agency."""

    agency: str
    happened = N_("Gói này của cơ quan khác ({agency}).")
    do_next = N_("Chỉ máy của cơ quan đó đọc được. Chưa có gì được nhận.")


@dataclass(eq=False)
class BundleNotForHere(ClerkError):
    """It was encrypted for other desks."""

    device: str
    happened = N_("Gói này không ghi cho máy này; máy đã ghi là {device}.")
    do_next = N_("Trên máy đó, nhận thẻ của máy này rồi ghi gói mới.")


@dataclass(eq=False)
class BundleUnknownDesk(ClerkError):
    """Its writer's card is not known here, or its keys are others."""

    device: str
    fingerprint: str
    happened = N_("Chưa biết máy {device} đã ghi gói này (mã thẻ {fingerprint}).")
    do_next = N_(
        "Nhận thẻ của máy đó trước: so mã thẻ trên hai máy, đúng thì bấm «Nhận thẻ», rồi đọc lại gói."
    )


@dataclass(eq=False)
class BundleForked(ClerkError):
    """It holds another history of a desk than the one that is known here."""

    device: str
    seq: int
    happened = N_("Nhật ký của máy {device} trong gói khác với nhật ký đã biết, từ mục {seq}.")
    do_next = N_(
        "Dữ liệu của một máy đã bị sao chép hoặc khôi phục ngoài chương trình: ngừng cấp số trên máy đó "
        "và báo quản trị. Chưa có gì được nhận."
    )


@dataclass(eq=False)
class NoDeskCards(ClerkError):
    """There is nobody to write for."""

    happened = N_("Chưa biết máy nào khác của cơ quan để ghi gói.")
    do_next = N_("Trên máy kia bấm «Ghi thẻ của máy này», mang tệp thẻ sang đây và bấm «Nhận thẻ».")


@dataclass(eq=False)
class BundleNotWritten(ClerkError):
    """The stick is full, was pulled out, or is write-protected; nothing of the bundle is on it."""

    place: str
    happened = N_("Chưa ghi được gói vào «{place}»: ổ đầy, bị rút hoặc không cho ghi.")
    do_next = N_(
        "Cắm lại ổ, dọn chỗ hoặc bớt tệp kèm theo, rồi ghi lại. Dữ liệu trên máy vẫn nguyên."
    )


@dataclass(eq=False)
class BundleNotEnrolled(ClerkError):
    """The province knows no such desk, or knows it by another key."""

    device: str
    agency: str
    happened = N_("Máy {device} của cơ quan {agency} chưa ghi danh ở tỉnh, hoặc đã đổi khóa.")
    do_next = N_("Ghi danh máy đó bằng mã dùng một lần, rồi ghi gói mới. Chưa có gì được nhận.")


@dataclass(eq=False)
class BundleGap(ClerkError):
    """The province lacks what came before: it was put back from a backup since."""

    device: str
    seq: int
    happened = N_("Gói của máy {device} bắt đầu sau chỗ tỉnh đã có; còn thiếu từ mục {seq}.")
    do_next = N_("Trên máy đó ghi lại gói với «Ghi lại từ đầu». Chưa có gì được nhận.")
