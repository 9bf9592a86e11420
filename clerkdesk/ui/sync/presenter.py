"""Đồng bộ, USB decides here: what is shown of the line, and what a stick is written for and brings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.bundles import BundleRow, DeskCard
from clerkdesk.domain.data_budget import MEGABYTE, DataBudget, Line
from clerkdesk.domain.errors import ClerkError, ServerUnreachable
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.carry_bundle import Carried
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.desk import Desk
from clerkdesk.services.line_meter import LineFacts
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.theme import State


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """Everything on the page, read at one moment."""

    line: LineFacts
    own: DeskCard
    others: Sequence[DeskCard]
    rows: Sequence[BundleRow]
    connected: bool
    """This desk was introduced to the province."""


class SyncPagePresenter(QObject):
    """Sticks are slow: they are written and read in the lane of backups, registering goes on."""

    shown = Signal(object)  # SyncFacts
    running = Signal(str)  # what runs; empty: nothing
    said = Signal(str, object)  # sentence, State
    card_read = Signal(object)  # DeskCard, to be compared by two persons
    failed = Signal(object)  # ClerkError
    sync_wanted = Signal()

    def __init__(self, desk: Desk, connect: ConnectServer, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._connect = connect
        self._jobs = jobs
        self.may_carry = may(desk.person, Right.KEEP_BOOKS)
        self.may_open_tap = may(desk.person, Right.ISSUE)

    def refresh(self) -> None:
        """Read again."""
        self._jobs.run(Lane.STORE, self._read, done=self.shown.emit, failed=self.failed.emit)

    def choose(self, line: Line, megabytes: int) -> None:
        """Decide how the line is paid, and how much files may use of it in a day."""
        budget = replace(self._desk.line.budget, line=line, megabytes=megabytes)
        self._keep(budget, _("Đã lưu mức dung lượng mỗi ngày."))

    def lift(self) -> None:
        """Let everything go today."""
        self._change(
            lambda: self._desk.line.lift_today(self._desk.person),
            _("Hôm nay gửi hết; từ ngày mai lại theo mức đã chọn."),
        )

    def write(
        self, place: Path, readers: Sequence[DeskCard], megabytes: int, *, from_start: bool = False
    ) -> None:
        """Write a bundle."""
        carry, person, most = self._desk.carry, self._desk.person, megabytes * MEGABYTE

        def work() -> Carried:
            return carry.write(place, readers, person, most_bytes=most, from_start=from_start)

        self._long(_("Đang ghi gói…"), work, self._written)

    def read(self, file: Path) -> None:
        """Take a bundle in."""
        carry, person = self._desk.carry, self._desk.person
        self._long(_("Đang đọc gói…"), lambda: carry.read(file, person), self._taken)

    def hand_in(self, file: Path) -> None:
        """Give a stick of any desk to the province, by this desk's line."""
        carry, person = self._desk.carry, self._desk.person

        def work() -> Carried:
            hub = self._connect.hub()
            if hub is None:
                raise ServerUnreachable
            try:
                return carry.hand_in(file, person, hub)
            finally:
                hub.close()

        self._long(_("Đang đưa gói lên tỉnh…"), work, self._handed_in)

    def write_card(self, place: Path) -> None:
        """Put this desk's card on a stick."""
        self._long(
            _("Đang ghi thẻ…"),
            lambda: self._desk.carry.write_card(place, self._desk.person),
            lambda file: self.said.emit(
                _("Đã ghi thẻ «{file}».").format(file=file.name), State.GOOD
            ),
        )

    def read_card(self, file: Path) -> None:
        """Show whose card it is; nobody is believed yet."""
        self._jobs.run(
            Lane.BACKUP,
            lambda: self._desk.carry.read_card(file),
            done=self.card_read.emit,
            failed=self.failed.emit,
        )

    def keep_card(self, card: DeskCard) -> None:
        """Two persons have compared its fingerprint."""
        self._change(
            lambda: self._desk.carry.keep_card(card, self._desk.person),
            _("Đã nhận thẻ của máy {device}.").format(device=card.device),
        )

    def _read(self) -> SyncFacts:
        carry = self._desk.carry
        own = carry.own_card(self._desk.person.login)
        connected = bool(self._connect.address)
        return SyncFacts(self._desk.line.facts(), own, carry.others(), carry.rows(), connected)

    def _keep(self, budget: DataBudget, words: str) -> None:
        self._change(lambda: self._desk.line.choose(budget, self._desk.person), words)

    def _change(self, change: Callable[[], object], words: str) -> None:
        def done(_nothing: object) -> None:
            self.said.emit(words, State.GOOD)
            self.refresh()
            self.sync_wanted.emit()

        self._jobs.run(Lane.STORE, change, done=done, failed=self.failed.emit)

    def _long(self, words: str, work: Callable[[], object], done: Callable[..., object]) -> None:
        def ended(result: object) -> None:
            self.running.emit("")
            done(result)
            self.refresh()

        def failed(error: ClerkError) -> None:
            self.running.emit("")
            self.failed.emit(error)

        self.running.emit(words)
        self._jobs.run(Lane.BACKUP, work, done=ended, failed=failed)

    def _written(self, carried: Carried) -> None:
        words = _("Đã ghi «{file}»: {ops} thay đổi, {files} tệp. Tháo USB an toàn rồi mang đi.")
        said = words.format(file=carried.file.name, ops=carried.ops, files=carried.files)
        if carried.left_out:
            more = _("Còn {n} tệp không vừa mức đã chọn.").format(n=carried.left_out)
            self.said.emit(f"{said} {more}", State.WARN)
        else:
            self.said.emit(said, State.GOOD)

    def _taken(self, carried: Carried) -> None:
        if carried.ops or carried.files:
            words = _("Đã nhận từ máy {device}: {ops} thay đổi, {files} tệp.")
        else:
            words = _("Gói của máy {device} đã được nhận trước đây; không có gì mới.")
        said = words.format(device=carried.writer, ops=carried.ops, files=carried.files)
        self.said.emit(said, State.GOOD)
        self.sync_wanted.emit()

    def _handed_in(self, carried: Carried) -> None:
        if carried.ops or carried.files:
            words = _("Tỉnh đã nhận gói của máy {device}: {ops} thay đổi, {files} tệp.")
        else:
            words = _("Tỉnh đã có mọi thứ trong gói của máy {device}.")
        said = words.format(device=carried.writer, ops=carried.ops, files=carried.files)
        if carried.left_out:
            more = _("{n} thay đổi của máy chưa ghi danh thì tỉnh chưa nhận.")
            self.said.emit(f"{said} {more.format(n=carried.left_out)}", State.WARN)
        else:
            self.said.emit(said, State.GOOD)
        self.sync_wanted.emit()
