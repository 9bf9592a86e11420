"""The office's mailbox as a setting: account for all desks, password in this machine's key store."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clerkdesk.domain.errors import ClerkError, InvalidEntry, MailSecretMissing
from clerkdesk.domain.mail_account import MailAccount, MailSecret, account_problems
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.mail import MailCodec, MailServers
from clerkdesk.ports.store import KeyStore, Settings

ACCOUNT = "mail.account"
_SECRET_HERE = "mail.secret"
"""Where this machine has no key store: in the encrypted store, of this desk alone."""


@dataclass(frozen=True, slots=True)
class MailDevices:
    """What the machine offers for mail."""

    codec: MailCodec
    servers: MailServers
    keys: KeyStore


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One thing that was tried: done, or why not."""

    title: str
    error: ClerkError | None = None


def read_account(settings: Settings) -> MailAccount:
    """The office's mailbox; an empty one where none was set up."""
    stored = settings.get(ACCOUNT)
    return from_plain(MailAccount, stored) if isinstance(stored, Mapping) else MailAccount()


class MailSecrets:
    """Keeps the password: in the key store of the operating system, or, where the machine has none,
    in the encrypted store; never in an op, never on another desk."""

    def __init__(self, settings: Settings, keys: KeyStore) -> None:
        self._settings = settings
        self._keys = keys

    def get(self, account: MailAccount) -> MailSecret:
        """The secret of this account.

        Raises:
            MailSecretMissing: nobody has typed it on this machine.
        """
        kept = self._keys.get(account.secret_name)
        stored = kept.decode("utf-8") if kept is not None else self._settings.get(_SECRET_HERE)
        values = json.loads(stored) if isinstance(stored, str) else None
        if not isinstance(values, dict) or values.get("address") != account.address.casefold():
            raise MailSecretMissing(account.address)
        return from_plain(MailSecret, values)

    def has(self, account: MailAccount) -> bool:
        """Whether somebody has typed it on this machine."""
        try:
            return bool(self.get(account).password)
        except MailSecretMissing:
            return False

    def put(self, account: MailAccount, secret: MailSecret) -> None:
        """Keep the secret of this account."""
        values = {"address": account.address.casefold(), **plain_fields(secret)}
        text = json.dumps(values, ensure_ascii=False)
        if self._keys.put(account.secret_name, text.encode("utf-8")):
            self._settings.keep_here(_SECRET_HERE, None)
        else:
            self._settings.keep_here(_SECRET_HERE, text)

    def in_key_store(self, account: MailAccount) -> bool:
        """Whether the operating system keeps it."""
        return self._keys.get(account.secret_name) is not None

    def forget(self, account: MailAccount) -> None:
        """Forget it."""
        self._keys.delete(account.secret_name)
        self._settings.keep_here(_SECRET_HERE, None)


class ChangeMail:
    """What an administrator does with the mailbox, and the clerk with its password."""

    def __init__(self, settings: Settings, devices: MailDevices) -> None:
        self._settings = settings
        self._devices = devices
        self.secrets = MailSecrets(settings, devices.keys)

    def account(self) -> MailAccount:
        """The account that holds."""
        return read_account(self._settings)

    def __call__(self, account: MailAccount, by: Person, today: date) -> MailAccount:
        """Keep `account`; mail is taken in from the day on which an address was first set up.

        Raises:
            InvalidEntry: a field is wrong; nothing was changed.
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        if wrong := account_problems(account):
            raise InvalidEntry(wrong)
        before = self.account()
        if account.since is None:
            same = before.address.casefold() == account.address.casefold()
            account = replace(account, since=before.since if same and before.since else today)
        if account != before:
            self._settings.put(ACCOUNT, account, by.login)
        return account

    def leave(self, by: Person) -> None:
        """Use no mailbox any more; what waits in the outbox waits on.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        self.secrets.forget(self.account())
        self._settings.put(ACCOUNT, MailAccount(), by.login)

    def keep_secret(self, account: MailAccount, secret: MailSecret) -> None:
        """The password as it was typed on this machine."""
        self.secrets.put(account, secret)

    def try_out(self, account: MailAccount, secret: MailSecret | None) -> Sequence[TrialStep]:
        """Log in at both servers and out again; nothing is sent or taken in.

        Args:
            secret: as typed; None = the one that is kept.

        Raises:
            InvalidEntry: the account is not filled in.
        """
        if wrong := account_problems(account):
            raise InvalidEntry(wrong)
        servers, steps = self._devices.servers, []
        try:
            told = secret or self.secrets.get(account)
        except MailSecretMissing as missing:
            return [TrialStep(_("Mật khẩu"), missing)]
        title = _("Nhận thư (IMAP) tại {server}").format(server=account.imap_host)
        try:
            mailbox = servers.mailbox(account, told)
            try:
                for folder in account.folders:
                    mailbox.validity(folder)
                calls = mailbox.calls
            finally:
                mailbox.close()
            how = _("máy chủ báo thư mới ngay") if calls else _("hỏi thư mới theo giờ hẹn")
            steps.append(TrialStep(f"{title}: {how}"))
        except ClerkError as error:
            steps.append(TrialStep(title, error))
        title = _("Gửi thư (SMTP) tại {server}").format(server=account.smtp_host)
        try:
            servers.postman(account, told).close()
            steps.append(TrialStep(title))
        except ClerkError as error:
            steps.append(TrialStep(title, error))
        return steps
