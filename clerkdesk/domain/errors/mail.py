"""The official mailbox: no server, a cut line, a wrong password, a certificate that nobody vouches for."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class MailUnreachable(ClerkError):
    """No mail server answers under this name and port."""

    server: str
    happened = N_("Không tìm thấy máy chủ thư «{server}».")
    do_next = N_(
        "Xem máy có mạng không, rồi kiểm tra tên máy chủ và cổng. Thư chờ gửi vẫn nằm trong hàng chờ."
    )


@dataclass(eq=False)
class MailLineCut(ClerkError):
    """The line broke, or the server fell silent, in the middle."""

    server: str
    happened = N_("Đường truyền tới máy chủ thư «{server}» bị ngắt giữa chừng.")
    do_next = N_("Không cần làm gì: chương trình tự nối lại, không thư nào mất hay gửi hai lần.")


@dataclass(eq=False)
class MailWrongPassword(ClerkError):
    """The server does not let this user in."""

    user: str
    server: str
    happened = N_("Máy chủ thư «{server}» không nhận mật khẩu của «{user}».")
    do_next = N_(
        "Nhập lại mật khẩu ở Thiết lập › Thư điện tử công vụ. Hộp thư có xác thực hai bước cần mật khẩu ứng dụng."
    )


@dataclass(eq=False)
class MailCertificateRefused(ClerkError):
    """The server cannot prove that it is the one whose name was typed; nothing was told to it."""

    server: str
    reason: str
    happened = N_("Chứng thư của máy chủ thư «{server}» không tin được: {reason}.")
    do_next = N_(
        "Mật khẩu chưa bị gửi đi. Kiểm tra tên máy chủ và giờ của máy; nếu tỉnh dùng chứng thư riêng, nạp tệp chứng thư của tỉnh."
    )


@dataclass(eq=False)
class MailWithoutTls(ClerkError):
    """The server does not speak TLS on this port; nothing was told to it."""

    server: str
    happened = N_("Máy chủ thư «{server}» không dùng TLS ở cổng này.")
    do_next = N_(
        "Mật khẩu chưa bị gửi đi. Đổi kiểu bảo mật hoặc cổng (IMAP 993, SMTP 465; STARTTLS 143 và 587)."
    )


@dataclass(eq=False)
class MailRefused(ClerkError):
    """The server says no; `reason` is what it said."""

    server: str
    reason: str
    happened = N_("Máy chủ thư «{server}» từ chối: {reason}.")
    do_next = N_("Báo quản trị hộp thư kèm câu trả lời trên. Thư chờ gửi vẫn nằm trong hàng chờ.")


@dataclass(eq=False)
class MailPutOff(MailRefused):
    """The server cannot take this mail now; it is tried again."""

    happened = N_("Máy chủ thư «{server}» chưa nhận thư này: {reason}.")
    do_next = N_("Không cần làm gì: chương trình tự gửi lại sau ít phút.")


@dataclass(eq=False)
class MailNotAccepted(MailRefused):
    """The server will never take this mail: no such recipient, too large, or not allowed."""

    happened = N_("Máy chủ thư không nhận thư này: {reason}.")
    do_next = N_("Kiểm tra địa chỉ của nơi nhận và cỡ tệp kèm theo, rồi gửi lại.")


@dataclass(eq=False)
class MailSecretMissing(ClerkError):
    """This machine's key store holds no password for the mailbox."""

    address: str
    happened = N_("Máy này chưa có mật khẩu của hộp thư «{address}».")
    do_next = N_("Vào Thiết lập › Thư điện tử công vụ, nhập mật khẩu rồi bấm «Thử kết nối».")


@dataclass(eq=False)
class BadMail(ClerkError):
    """A mail that cannot be read; it is kept as it came."""

    name: str
    reason: str
    happened = N_("Thư «{name}» không đọc được: {reason}.")
    do_next = N_("Thư vẫn được giữ nguyên. Mở trong hộp thư để xem, hoặc đề nghị bên gửi gửi lại.")


@dataclass(eq=False)
class MailIsNoDocument(ClerkError):
    """A notice or a report of a mail server that was dropped where documents are registered."""

    name: str
    happened = N_(
        "Thư «{name}» là thông báo của nơi nhận hoặc của máy chủ thư, không phải văn bản."
    )
    do_next = N_("Không cần đăng ký: tin trong thư đã ghi vào văn bản đi hoặc nằm trong hộp đến.")
