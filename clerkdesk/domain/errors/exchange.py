"""The province server and packets: no line, a refusal, a packet that cannot be read."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


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
    do_next = N_(
        "Báo quản trị của tỉnh kèm lý do nêu trên. Không có gì bị mất; việc đang chờ vẫn nằm trong hàng chờ."
    )


@dataclass(eq=False)
class DeskFenced(ClerkError):
    """The server knows another history of this desk: the store was put back or copied."""

    happened = N_("Máy chủ phát hiện dữ liệu của máy này khác với dữ liệu đã gửi trước đây.")
    do_next = N_("Ngừng cấp số trên máy này và báo quản trị của tỉnh để đối chiếu.")


@dataclass(eq=False)
class ProvinceLogBroken(ClerkError):
    """What the province signed does not fit what this desk has seen; `where` names days and ops."""

    where: str
    happened = N_("Nhật ký của máy chủ tỉnh không khớp với dữ liệu máy này đã nhận: {where}.")
    do_next = N_("Báo quản trị của tỉnh để đối chiếu; giữ nguyên sổ giấy và dữ liệu của máy này.")


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
class OwnPacket(ClerkError):
    """A packet that this office made itself came back as a file; nothing was taken in."""

    name: str
    happened = N_("Gói tin «{name}» do chính cơ quan gửi đi.")
    do_next = N_("Chọn gói tin nhận từ cơ quan khác. Văn bản này đã có trong sổ văn bản đi.")


@dataclass(eq=False)
class NothingToExport(ClerkError):
    """There is no packet that could be written to a file."""

    happened = N_("Không có gói tin nào để xuất.")
    do_next = N_(
        "Chỉ văn bản đã phát hành cho nơi nhận có mã định danh mới có gói tin; kiểm tra nơi nhận và «Gửi qua»."
    )


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


@dataclass(eq=False)
class NotTheSender(ClerkError):
    """A recall or change of a document by an agency that did not send it."""

    code: str
    sender: str
    happened = N_(
        "Yêu cầu về văn bản «{code}» đến từ mã «{sender}», không phải nơi đã gửi văn bản."
    )
    do_next = N_("Liên hệ cơ quan ban hành để hỏi lại, hoặc từ chối yêu cầu này kèm lý do.")
