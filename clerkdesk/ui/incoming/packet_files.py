"""Gói edXML from files: dropped on the window or chosen, one after the other, with a sum at the end."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk
from clerkdesk.services.import_packets import PACKET_SUFFIX, Imported
from clerkdesk.services.take_in import Taken
from clerkdesk.ui.cards import button, shown_key
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State

_SUMS = {
    Taken.WAITS: N_("{n} chờ văn thư xử lý"),
    Taken.RECORDED: N_("{n} trạng thái đã ghi vào văn bản đi"),
    Taken.UNREADABLE: N_("{n} không đọc được, đã giữ lại để trả lời"),
    Taken.KNOWN: N_("{n} đã có từ trước"),
}


class PacketFiles(QObject):
    """Reads files off the store's lane, so that a slow stick holds up nothing."""

    taken = Signal(object)  # tuple[Imported, ...]
    failed = Signal(object)  # ClerkError: this file; the others go on

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._waiting: list[Path] = []
        self._done: list[Imported] = []
        self._busy = False

    def take(self, paths: Sequence[Path]) -> None:
        """Take in packets; a folder stands for the packets in it."""
        self._jobs.run(
            Lane.FILES,
            lambda: [file for path in paths for file in _files(path)],
            done=self._take,
            failed=self.failed.emit,
        )

    def _take(self, files: Sequence[Path]) -> None:
        self._waiting += files
        if not self._busy:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._busy = False
            done, self._done = tuple(self._done), []
            if done:
                self.taken.emit(done)
            return
        self._busy = True
        path = self._waiting.pop(0)
        self._jobs.run(
            Lane.FILES,
            lambda: read_file(path),
            done=lambda content: self._keep(path, content),
            failed=self._could_not,
        )

    def _keep(self, path: Path, content: bytes) -> None:
        desk = self._desk
        self._jobs.run(
            Lane.STORE,
            lambda: desk.import_packets(path.name, content, desk.person),
            done=self._kept,
            failed=self._could_not,
        )

    def _kept(self, imported: Imported) -> None:
        self._done.append(imported)
        self._next()

    def _could_not(self, error: ClerkError) -> None:
        self.failed.emit(error)
        self._next()


def sum_words(taken: Sequence[Imported]) -> str:
    """What became of the files, in one sentence."""
    counts = Counter(one.taken for one in taken)
    parts = [_(words).format(n=counts[kind]) for kind, words in _SUMS.items() if counts[kind]]
    return _("Đã nhận {n} gói tin: {parts}.").format(n=len(taken), parts="; ".join(parts))


def attach_packet_files(page: IncomingPage, around: Surroundings) -> PacketFiles:
    """Packets that are dropped on the register or chosen with «Nhập gói tin»."""
    files = PacketFiles(around.desk, around.jobs)
    files.setParent(page)
    page.packets_dropped.connect(files.take)
    files.failed.connect(around.window.show_error)

    def taken(done: tuple[Imported, ...]) -> None:
        bad = any(one.taken is Taken.UNREADABLE for one in done)
        around.window.show_notice(sum_words(done), State.WARN if bad else State.GOOD)
        page.refresh()
        around.ways.registered()
        arrival = _to_open(done)
        if arrival is not None:
            page.open_arrival(arrival)

    files.taken.connect(taken)

    def choose() -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            page, _("Nhập gói tin edXML"), "", _("Gói tin edXML (*.edxml *.xml)")
        )
        if names:
            files.take([Path(name) for name in names])

    made = button(_("Nhập gói tin"), choose, key="Shift+F4", link=True)
    made.setText(_("Nhập gói tin"))  # the key is in the tooltip: the row is short on small screens
    made.setToolTip(_("Nhập gói tin edXML từ tệp hoặc ổ USB") + f" ({shown_key('Shift+F4')})")
    page.listing.filters.row.end.insertWidget(1, made)  # behind the stretch
    return files


def _to_open(done: Sequence[Imported]) -> Arrival | None:
    """The one document that came, to be looked at at once."""
    if len(done) != 1 or done[0].taken is not Taken.WAITS:
        return None
    arrival = done[0].arrival
    if arrival is None or arrival.kind not in (PacketKind.NEW, PacketKind.REPLACE):
        return None
    return arrival


def _files(path: Path) -> Sequence[Path]:
    """The packets that `path` stands for, in the order of their names."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob(f"*{PACKET_SUFFIX}") if file.is_file())
