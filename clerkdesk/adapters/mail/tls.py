"""TLS to mail servers: the certificate is always verified, with its name; nothing is trusted on first use."""

import ssl

from clerkdesk.domain.errors import MailCertificateRefused
from clerkdesk.domain.mail_account import MailAccount
from clerkdesk.domain.texts import _


def context_of(account: MailAccount) -> ssl.SSLContext:
    """What a server must prove.

    Raises:
        MailCertificateRefused: the office's own authority cannot be read.
    """
    try:
        context = ssl.create_default_context(cadata=account.authority or None)
    except ssl.SSLError as error:
        raise MailCertificateRefused(
            account.imap_host, _("tệp chứng thư của cơ quan cấp không đọc được")
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
