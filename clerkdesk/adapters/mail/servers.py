"""Opens sessions at the office's mail servers."""

from clerkdesk.adapters.mail.imap_mailbox import ImapMailbox
from clerkdesk.adapters.mail.smtp_postman import SmtpPostman
from clerkdesk.domain.mail_account import MailAccount, MailSecret

_TIMEOUT = 30.0
"""Seconds without a byte after which a line counts as cut."""


class WireMailServers:
    """`ports.mail.MailServers` on IMAP and SMTP."""

    def __init__(self, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout

    def mailbox(self, account: MailAccount, secret: MailSecret) -> ImapMailbox:
        """Log in at the IMAP server."""
        return ImapMailbox(account, secret, self._timeout)

    def postman(self, account: MailAccount, secret: MailSecret) -> SmtpPostman:
        """Log in at the SMTP server."""
        return SmtpPostman(account, secret, self._timeout)
