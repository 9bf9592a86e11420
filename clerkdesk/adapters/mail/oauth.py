"""OAuth2 for mail (XOAUTH2): a refresh token of the key store is exchanged for one that opens the session."""

import httpx

from clerkdesk.domain.errors import MailLineCut, MailRefused, MailUnreachable, MailWrongPassword
from clerkdesk.domain.mail_account import MailAccount, MailSecret
from clerkdesk.domain.texts import _

_TIMEOUT = 20.0
_NOT_YOU = (400, 401, 403)


def access_token(account: MailAccount, secret: MailSecret) -> str:
    """A token for one session (RFC 6749, 6).

    Raises:
        MailUnreachable, MailLineCut: no answer.
        MailWrongPassword: the refresh token or the client is not accepted.
        MailRefused: the answer holds no token.
    """
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": secret.password,
        "client_id": account.client_id,
    }
    if secret.client_secret:
        asked["client_secret"] = secret.client_secret
    host = httpx.URL(account.token_address).host
    try:
        answer = httpx.post(account.token_address, data=asked, timeout=_TIMEOUT)
    except httpx.ConnectError as error:
        raise MailUnreachable(host) from error
    except httpx.HTTPError as error:
        raise MailLineCut(host) from error
    if answer.status_code in _NOT_YOU:
        raise MailWrongPassword(account.login_name, host)
    token: object = None
    if answer.is_success:
        try:
            values = answer.json()
        except ValueError:
            values = None
        token = values.get("access_token") if isinstance(values, dict) else None
    if not isinstance(token, str) or not token:
        raise MailRefused(host, _("không cấp mã truy cập ({code})").format(code=answer.status_code))
    return token
