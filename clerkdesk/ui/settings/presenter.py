"""What «Thiết lập» decides: reads the office's facts, changes them, connects to the province."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.store import KEY_STORE_UNLOCK
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.desk import Desk
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane

_TWO_DIFFER = N_("Hai lần nhập không giống nhau.")


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the screen shows."""

    office: Office
    people: Sequence[Person]
    address: str
    """Of the province server; empty where this desk was never connected."""
    machine_may_open: bool = False
    """The office allows this machine's key store to open the store."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """PNG of the seal (key «seal») and of signatures (key: the signer's name)."""


class SettingsPresenter(QObject):
    """Changes go through the use cases, which ask for the right."""

    facts_changed = Signal(object)  # OfficeFacts
    problems_found = Signal(dict)
    changed = Signal(str)  # what was changed, Vietnamese
    connected = Signal()
    account_added = Signal()
    password_changed = Signal()
    failed = Signal(object)  # ClerkError

    def __init__(
        self, desk: Desk, change: ChangeSettings, connect: ConnectServer, jobs: Jobs
    ) -> None:
        super().__init__()
        self._desk = desk
        self._change = change
        self._connect = connect
        self._jobs = jobs

    def refresh(self) -> None:
        """Read the facts again."""
        self._jobs.run(
            Lane.STORE, self._read, done=self.facts_changed.emit, failed=self.failed.emit
        )

    def save_office(self, values: Mapping[str, object]) -> None:
        """Change the office's facts."""
        self._do(
            Lane.STORE,
            lambda: self._change.office(values, self._desk.person),
            _("Đã lưu thông tin đơn vị."),
        )

    def set_picture(self, whose: str, path: Path) -> None:
        """Keep the picture of a signature or of the seal."""
        self._do(
            Lane.STORE,
            lambda: self._change.picture(whose, path.name, read_file(path), self._desk.person),
            _("Đã lưu hình."),
        )

    def let_machine_open(self, allowed: bool) -> None:
        """Say whether this machine's key store may open the store."""
        self._do(
            Lane.STORE,
            lambda: self._change.key_store(allowed, self._desk.person),
            _("Đã lưu. Có hiệu lực sau lần đăng nhập bằng mật khẩu tới.")
            if allowed
            else _("Đã lưu. Từ lần sau phải nhập mật khẩu."),
        )

    def add_account(
        self, values: Mapping[str, object], role: Role, password: str, again: str
    ) -> None:
        """Give a colleague an account."""
        if password != again:
            self.problems_found.emit({"again": _(_TWO_DIFFER)})
            return
        self._do(
            Lane.STORE,
            lambda: self._change.account(values, role, password, self._desk.person),
            _("Đã lập tài khoản «{login}».").format(login=values.get("login")),
            self.account_added.emit,
        )

    def reset_password(self, login: str, password: str, again: str) -> None:
        """Give a colleague who has forgotten it a new password."""
        if password != again:
            self.problems_found.emit({"again": _(_TWO_DIFFER)})
            return
        self._do(
            Lane.STORE,
            lambda: self._change.reset_password(login, password, self._desk.person),
            _("Đã đặt mật khẩu mới cho «{login}».").format(login=login),
            self.password_changed.emit,
        )

    def change_own_password(self, old: str, password: str, again: str) -> None:
        """Change the password of whoever is at the desk."""
        if password != again:
            self.problems_found.emit({"again": _(_TWO_DIFFER)})
            return
        self._do(
            Lane.STORE,
            lambda: self._change.own_password(old, password, self._desk.person),
            _("Đã đổi mật khẩu."),
            self.password_changed.emit,
        )

    def connect_server(self, address: str, code: str) -> None:
        """Enrol this desk at the province server."""

        def work() -> None:
            self._connect(address, code, self._desk.person)

        self._do(Lane.NETWORK, work, _("Đã kết nối máy chủ của tỉnh."), self.connected.emit)

    def _read(self) -> OfficeFacts:
        store = self._desk.store
        people = store.accounts.people()
        hashes = {
            whose: self._desk.rules.picture(whose)
            for whose in (SEAL, *(person.full_name for person in people))
        }
        pictures = {whose: store.files.get(sha) for whose, sha in hashes.items() if sha}
        return OfficeFacts(
            office=store.settings.office(),
            people=people,
            address=self._connect.address,
            machine_may_open=store.settings.get(KEY_STORE_UNLOCK) is True,
            pictures=pictures,
        )

    def _do(
        self,
        lane: Lane,
        work: Callable[[], object],
        words: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        def done(_result: object) -> None:
            self.problems_found.emit({})
            self.changed.emit(words)
            self.refresh()
            if then is not None:
                then()

        self._jobs.run(lane, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
