"""The one table from what sockets, TLS, IMAP and SMTP raise to what the clerk is told."""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
    ProtocolError,
)

from clerkdesk.domain.errors import (
    ClerkError,
    MailCertificateRefused,
    MailLineCut,
    MailNotAccepted,
    MailPutOff,
    MailRefused,
    MailUnreachable,
    MailWithoutTls,
    MailWrongPassword,
)
from clerkdesk.domain.texts import N_, _

_CERTIFICATE = (
    (
        ("hostname mismatch", "ip address mismatch", "not valid for"),
        N_("chứng thư cấp cho tên khác"),
    ),
    (("certificate has expired",), N_("chứng thư đã hết hạn")),
    (("not yet valid",), N_("chứng thư chưa đến ngày có hiệu lực")),
    (("self-signed", "self signed"), N_("chứng thư do máy chủ tự cấp, không cơ quan nào bảo đảm")),
    (("unable to get local issuer", "unable to get issuer"), N_("không rõ cơ quan cấp chứng thư")),
    (("revoked",), N_("chứng thư đã bị thu hồi")),
)
_NO_TLS = ("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG")
_RECORD = "record layer failure"


@contextmanager
def opening(server: str) -> Iterator[None]:
    """While a session is being opened: no answer means that there is no such server."""
    try:
        with talking(server):
            yield
    except MailLineCut as cut:
        cause = cut.__cause__
        if isinstance(cause, (socket.gaierror, ConnectionRefusedError, TimeoutError)) or (
            isinstance(cause, OSError) and not isinstance(cause, (ConnectionError, ssl.SSLError))
        ):
            raise MailUnreachable(server) from cause
        raise


@contextmanager
def talking(server: str) -> Iterator[None]:
    """While a session lives."""
    try:
        yield
    except ClerkError:
        raise
    except ssl.SSLError as error:
        raise _of_tls(server, error) from error
    except smtplib.SMTPServerDisconnected as error:
        raise MailLineCut(server) from error
    except smtplib.SMTPNotSupportedError as error:
        if "STARTTLS" in str(error):
            raise MailWithoutTls(server) from error
        raise MailRefused(server, said(str(error))) from error
    except smtplib.SMTPResponseException as error:
        raise MailRefused(server, said(error.smtp_error, error.smtp_code)) from error
    except (IMAPClientAbortError, ProtocolError) as error:
        raise MailLineCut(server) from error
    except IMAPClientError as error:
        raise MailRefused(server, said(str(error))) from error
    except (OSError, EOFError) as error:
        raise MailLineCut(server) from error


@contextmanager
def logging_in(user: str, server: str) -> Iterator[None]:
    """While the password is told: «no» means the password."""
    try:
        yield
    except (LoginError, smtplib.SMTPAuthenticationError) as error:
        text = str(error).lower()
        if "unavailable" in text or "try again" in text:  # RFC 5530: not the password's fault
            raise MailRefused(server, said(str(error))) from error
        raise MailWrongPassword(user, server) from error


def of_handing_over(server: str, code: int, answer: bytes | str) -> ClerkError:
    """What the answer to a mail means (RFC 5321, 4.2.1): 4xx later, 5xx never."""
    reason = said(answer, code)
    return MailPutOff(server, reason) if 400 <= code < 500 else MailNotAccepted(server, reason)


def said(answer: bytes | str, code: int = 0) -> str:
    """An answer of a server on one line, for a sentence."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())[:300].rstrip(". ")
    return f"{code} {line}".strip() if code else line


def _of_tls(server: str, error: ssl.SSLError) -> ClerkError:
    if isinstance(error, ssl.SSLCertVerificationError):
        said_ = f"{error.verify_message} {error.reason}".lower()
        for marks, words in _CERTIFICATE:
            if any(mark in said_ for mark in marks):
                return MailCertificateRefused(server, _(words))
        return MailCertificateRefused(server, str(error.verify_message))
    reason = str(error.reason or "")
    if reason in _NO_TLS or _RECORD in str(error):
        return MailWithoutTls(server)
    return MailLineCut(server)
