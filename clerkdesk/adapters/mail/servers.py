"""Opens sessions at the office's mail servers; what speaks IMAP and SMTP is loaded with the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerkdesk.domain.mail_account import MailAccount, MailSecret

if TYPE_CHECKING:
    from clerkdesk.adapters.mail.imap_mailbox import ImapMailbox
    from clerkdesk.adapters.mail.smtp_postman import SmtpPostman

_TIMEOUT = 30.0
"""Seconds without a byte after which a line counts as cut."""


class WireMailServers:
    """`ports.mail.MailServers` on IMAP and SMTP."""

    def __init__(self, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout

    def mailbox(self, account: MailAccount, secret: MailSecret) -> ImapMailbox:
        """Log in at the IMAP server."""
        from clerkdesk.adapters.mail.imap_mailbox import ImapMailbox

        return ImapMailbox(account, secret, self._timeout)

    def postman(self, account: MailAccount, secret: MailSecret) -> SmtpPostman:
        """Log in at the SMTP server."""
        from clerkdesk.adapters.mail.smtp_postman import SmtpPostman

        return SmtpPostman(account, secret, self._timeout)
