"""How the office reaches its official mailbox: servers, security, way of logging in; never a secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.recipients import is_email
from clerkdesk.domain.texts import N_, _

_PORTS = range(1, 65536)


class MailLogin(StrEnum):
    """How the servers know the office."""

    PASSWORD = "password"
    """The mailbox's password, or an app password."""
    OAUTH2 = "oauth2"
    """A token of the mail provider (XOAUTH2)."""


LOGIN_NAMES = {
    MailLogin.PASSWORD: N_("Mật khẩu (hoặc mật khẩu ứng dụng)"),
    MailLogin.OAUTH2: N_("OAuth2 (XOAUTH2)"),
}


class MailSecurity(StrEnum):
    """When TLS begins; there is no way without it."""

    TLS = "tls"
    STARTTLS = "starttls"


SECURITY_NAMES = {
    MailSecurity.TLS: N_("TLS ngay từ đầu"),
    MailSecurity.STARTTLS: N_("STARTTLS"),
}


@dataclass(frozen=True, slots=True)
class MailAccount:
    """The official mailbox of the office."""

    address: str = ""
    user: str = ""
    """What is typed at login; empty = the address."""
    imap_host: str = ""
    imap_port: int = 993
    imap_security: MailSecurity = MailSecurity.TLS
    smtp_host: str = ""
    smtp_port: int = 465
    smtp_security: MailSecurity = MailSecurity.TLS
    login: MailLogin = MailLogin.PASSWORD
    token_address: str = ""
    """Where OAuth2 access tokens are asked for."""
    client_id: str = ""
    authority: str = ""
    """PEM of the authority that the office believes for these servers alone; empty = those of the
    machine. A certificate that none of them vouches for is refused: nothing is trusted on first use."""
    folders: tuple[str, ...] = ("INBOX",)
    sent_folder: str = ""
    """Empty = the one that the server marks as such."""
    since: date | None = None
    """Mails that came before this day stay where they are."""
    poll_minutes: int = 2
    """In office hours, where the server cannot call by itself (IDLE)."""

    @property
    def is_set(self) -> bool:
        """Whether an office has set its mailbox up."""
        return bool(self.address)

    @property
    def login_name(self) -> str:
        """What the servers are told."""
        return self.user or self.address

    @property
    def secret_name(self) -> str:
        """Under what the key store keeps the secret."""
        return f"mail:{self.address.casefold()}"


@dataclass(frozen=True, slots=True)
class MailSecret:
    """What only the key store may keep."""

    password: str = ""
    """Of the mailbox, or the OAuth2 refresh token."""
    client_secret: str = ""


def account_problems(account: MailAccount) -> dict[str, str]:
    """What is wrong with an account, by field."""
    wrong: dict[str, str] = {}
    if not is_email(account.address):
        wrong["address"] = _("Địa chỉ thư phải có dạng ten@coquan.gov.vn.")
    for name, host in (("imap_host", account.imap_host), ("smtp_host", account.smtp_host)):
        if not host or any(letter in host for letter in " /:@"):
            wrong[name] = _("Nhập tên máy chủ, ví dụ mail.tinh.gov.vn, không có «https://».")
    for name, port in (("imap_port", account.imap_port), ("smtp_port", account.smtp_port)):
        if port not in _PORTS:
            wrong[name] = _("Cổng là số từ 1 đến 65535.")
    if account.login is MailLogin.OAUTH2:
        here = account.token_address.startswith(("http://127.0.0.1", "http://localhost"))
        if not (account.token_address.startswith("https://") or here):
            wrong["token_address"] = _("Địa chỉ cấp mã phải bắt đầu bằng https://.")
        if not account.client_id:
            wrong["client_id"] = _("Nhập mã ứng dụng (client ID) do nhà cung cấp thư cấp.")
    if account.authority and "-----BEGIN CERTIFICATE-----" not in account.authority:
        wrong["authority"] = _("Tệp chứng thư phải ở dạng PEM.")
    if not 1 <= account.poll_minutes <= 60:
        wrong["poll_minutes"] = _("Số phút từ 1 đến 60.")
    return wrong


KNOWN_SERVERS: Mapping[str, tuple[str, str, int, MailSecurity]] = {
    "gmail.com": ("imap.gmail.com", "smtp.gmail.com", 465, MailSecurity.TLS),
    "outlook.com": ("outlook.office365.com", "smtp.office365.com", 587, MailSecurity.STARTTLS),
}
"""By the domain of an address: IMAP, SMTP, its port and security (documentation of the providers)."""


def proposed_servers(address: str) -> tuple[str, str, int, MailSecurity]:
    """What usually stands behind an address: known providers, else «mail.<domain>»."""
    domain = address.rpartition("@")[2].strip().lower()
    usual = f"mail.{domain}" if domain else ""
    return KNOWN_SERVERS.get(domain, (usual, usual, 465, MailSecurity.TLS))
