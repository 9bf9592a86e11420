"""Handing mails over by SMTP with verified TLS; what the answer means decides what becomes of a mail."""

import base64
import smtplib
from contextlib import suppress

from clerkdesk.adapters.mail.failures import logging_in, of_handing_over, opening, said, talking
from clerkdesk.adapters.mail.oauth import access_token
from clerkdesk.adapters.mail.tls import context_of
from clerkdesk.domain.errors import MailLineCut, MailWithoutTls
from clerkdesk.domain.mail_account import MailAccount, MailLogin, MailSecret, MailSecurity
from clerkdesk.domain.mails import OutgoingMail

_NAME = "clerkdesk.local"
"""Said in EHLO: names of PCs are nobody's business."""


class SmtpPostman:
    """`ports.mail.Postman`."""

    def __init__(self, account: MailAccount, secret: MailSecret, timeout: float) -> None:
        self._server = f"{account.smtp_host}:{account.smtp_port}"
        context = context_of(account)
        token = access_token(account, secret) if account.login is MailLogin.OAUTH2 else ""
        with opening(self._server):
            if account.smtp_security is MailSecurity.TLS:
                self._link: smtplib.SMTP = smtplib.SMTP_SSL(
                    account.smtp_host,
                    account.smtp_port,
                    local_hostname=_NAME,
                    timeout=timeout,
                    context=context,
                )
            else:
                self._link = smtplib.SMTP(
                    account.smtp_host, account.smtp_port, local_hostname=_NAME, timeout=timeout
                )
        try:
            with talking(self._server):
                if account.smtp_security is MailSecurity.STARTTLS:
                    self._link.ehlo()
                    if not self._link.has_extn("starttls"):
                        raise MailWithoutTls(self._server)
                    self._link.starttls(context=context)
                self._link.ehlo()
                with logging_in(account.login_name, self._server):
                    if token:
                        self._by_token(account.login_name, token)
                    else:
                        self._by_password(account.login_name, secret.password)
        except BaseException:
            self._link.close()
            raise

    def _by_password(self, user: str, password: str) -> None:
        """Log in; passwords beyond ASCII only in PLAIN, which smtplib cannot write (RFC 4616)."""
        if user.isascii() and password.isascii():
            self._link.login(user, password)
            return
        words = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        code, answer = self._link.docmd("AUTH", f"PLAIN {words}")
        if code not in (235, 503):
            raise smtplib.SMTPAuthenticationError(code, answer)

    def _by_token(self, user: str, token: str) -> None:
        words = f"user={user}\x01auth=Bearer {token}\x01\x01"
        self._link.auth("XOAUTH2", lambda challenge=None: "" if challenge else words)

    def send(self, mail: OutgoingMail, content: bytes) -> str:
        """Hand a mail over.

        Raises:
            MailPutOff, MailNotAccepted, MailLineCut
        """
        with talking(self._server):
            self._demand(*self._link.mail(mail.sender))
            self._demand(*self._link.rcpt(mail.to))
            try:
                code, answer = self._link.data(content)
            except smtplib.SMTPDataError as error:
                raise of_handing_over(self._server, error.smtp_code, error.smtp_error) from error
            self._demand(code, answer)
            return said(answer, code)

    def close(self) -> None:
        """Say goodbye, or hang up."""
        with suppress(smtplib.SMTPException, OSError):
            self._link.quit()
        self._link.close()

    def _demand(self, code: int, answer: bytes) -> None:
        if 200 <= code < 300:
            return
        if code in (-1, 421):  # the server hangs up: not this mail's fault
            raise MailLineCut(self._server)
        with suppress(smtplib.SMTPException, OSError):
            self._link.rset()
        raise of_handing_over(self._server, code, answer)
