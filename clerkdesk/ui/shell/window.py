"""The main window: rail, a stack of pages built when first shown, notices, status bar, keys."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.packet_drops import are_packets
from clerkdesk.ui.shell.notices import NoticeBar
from clerkdesk.ui.shell.page_room import PageRoom
from clerkdesk.ui.shell.rail import Rail
from clerkdesk.ui.shell.status import StatusBar
from clerkdesk.ui.shell.workplaces import SETTINGS, Workplace
from clerkdesk.ui.tab_order import follow_layout
from clerkdesk.ui.theme import State

_GEOMETRY = "window.geometry"
_SMALLEST = QSize(880, 480)
"""1366×768 pixels at 150 % without the frame of the window."""
_NARROW = 1000


class MainWindow(QMainWindow):
    """The frame around every workplace; it is the `Shell` that pages are given.

    Keys: Alt+1..9 or Ctrl+1..9 choose a workplace in the order of the rail, Alt+0 settings;
    `add_key` adds F-keys that work wherever the page does not use them itself. `closing` comes
    before the window goes, `covered` when it is locked.

    Args:
        workplaces: in the order of the rail.
        office: the name on top of the rail.
        memory: keeps geometry; hand the same one to tables and splitters.
    """

    workplace_shown = Signal(str)
    covered = Signal()
    closing = Signal()
    files_dropped = Signal(object)  # paths that no page under the cursor wanted

    def __init__(self, workplaces: Sequence[Workplace], *, office: str, memory: UiMemory) -> None:
        super().__init__()
        self._workplaces = {place.key: place for place in workplaces}
        self._pages: dict[str, QWidget] = {}
        self._keys: dict[QKeySequence, Callable[[], object]] = {}
        self._memory = memory
        self._current = ""
        self.setWindowTitle(_("ClerkDesk — {office}").format(office=office))
        self.setMinimumSize(_SMALLEST)
        self.setAcceptDrops(True)
        self.rail = Rail(workplaces, office)
        self.rail.chosen.connect(self.go_to)
        self.stack = QStackedWidget()
        self.notice = NoticeBar()
        self.status = StatusBar()
        self.setStatusBar(self.status)
        middle = QWidget()
        middle.setProperty("page", "true")
        right = self._right = QVBoxLayout()
        right.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 10)
        right.setSpacing(8)
        right.addWidget(self.notice)
        right.addWidget(PageRoom(self.stack), 1)
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self._room = QStackedWidget()
        self._room.addWidget(middle)
        self._seat: QWidget | None = None
        self.setCentralWidget(self._room)
        self._add_rail_keys()
        self._restore_geometry()

    # --- pages -----------------------------------------------------------------------------------

    def go_to(self, key: str) -> QWidget:
        """Show a workplace, building it at its first time, and return its page."""
        if key not in self._pages:
            page = self._workplaces[key].build()
            self._pages[key] = page
            self.stack.addWidget(page)
        self.rail.mark(key)
        page = self._pages[key]
        if key != self._current:
            self._current = key
            self.stack.setCurrentWidget(page)
            follow_layout(page)
            page.setFocus()  # a page says by its focus proxy where the cursor goes
            self.workplace_shown.emit(key)
        return page

    def current(self) -> str:
        """Key of the workplace that is shown; empty before the first."""
        return self._current

    def is_built(self, key: str) -> bool:
        """Whether a workplace was shown yet."""
        return key in self._pages

    # --- the lock ----------------------------------------------------------------------------------

    def cover(self, page: QWidget) -> None:
        """Show nothing but `page` until `uncover`; no key of the window does anything."""
        while (popup := QApplication.activePopupWidget()) is not None:  # menus and lists, too
            popup.close()
        self._seat = QApplication.focusWidget()
        for box in QApplication.topLevelWidgets():  # a question that is open shows things, too
            if isinstance(box, QDialog) and box.isVisible():
                box.reject()
        if self._room.indexOf(page) < 0:
            self._room.addWidget(page)
        self._room.setCurrentWidget(page)
        self.status.hide()
        self.covered.emit()

    def uncover(self) -> None:
        """Show again what was shown, the cursor where it was."""
        self._room.setCurrentIndex(0)
        self.status.show()
        if self._seat is not None and isValid(self._seat):
            self._seat.setFocus()
        self._seat = None

    def is_covered(self) -> bool:
        """Whether a page lies over everything."""
        return self._room.currentIndex() > 0

    # --- what pages ask (Shell) --------------------------------------------------------------------

    def show_notice(
        self,
        text: str,
        state: State = State.GOOD,
        *,
        action: str = "",
        pressed: Callable[[], object] | None = None,
        seconds: float | None = None,
    ) -> None:
        """As `Shell.show_notice`."""
        self.notice.show_notice(text, state, action=action, pressed=pressed, seconds=seconds)

    def show_error(
        self,
        error: ClerkError,
        *,
        action: str = "",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        """As `Shell.show_error`."""
        self.notice.show_error(error, action=action, pressed=pressed)

    def clear_notice(self) -> None:
        """As `Shell.clear_notice`."""
        self.notice.clear()

    def set_counter(self, key: str, number: int) -> None:
        """As `Shell.set_counter`."""
        self.rail.set_counter(key, number)

    def set_key_hints(self, *hints: tuple[str, str]) -> None:
        """As `Shell.set_key_hints`."""
        self.status.set_hints(*hints)

    # --- what the composition root sets --------------------------------------------------------------

    def set_chip(self, key: str, text: str, state: State, tooltip: str = "") -> None:
        """A chip of the status bar: `status.SYNC`, `TOKEN`, `SCANNER`, or another key."""
        self.status.set_chip(key, text, state, tooltip)

    def set_office(self, office: str) -> None:
        """The office's name has changed."""
        self.rail.set_office(office)
        self.setWindowTitle(_("ClerkDesk — {office}").format(office=office))

    def add_banner(self, banner: QWidget) -> None:
        """A bar over the notices of every page, for what must not be missed."""
        self._right.insertWidget(0, banner)

    def add_key(self, key: str, pressed: Callable[[], object]) -> None:
        """A key for the whole window, e.g. «F9». A button or field of the page that uses the same
        key itself comes first."""
        self._keys[QKeySequence(key)] = pressed

    # --- Qt ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A key that neither the focused widget nor a shortcut of the page took."""
        key = QKeySequence(event.keyCombination())
        pressed = self._keys.get(key)
        if self.is_covered() or (pressed is not None and self._waits_for(key)):
            return
        if pressed is not None:
            pressed()
        elif event.key() == Qt.Key.Key_Escape and not self.notice.isHidden():
            self.notice.clear()
        else:
            super().keyPressEvent(event)

    def _waits_for(self, key: QKeySequence) -> bool:
        """Whether a button of the page shows this key, grey for now: it must not mean another thing."""
        shortcuts: Iterable[QShortcut] = self.findChildren(QShortcut)
        owners = [shortcut.parent() for shortcut in shortcuts if shortcut.key() == key]
        return any(isinstance(owner, QAbstractButton) and owner.isVisible() for owner in owners)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window leaves more of its width to the page."""
        self.rail.set_narrow(self.width() < _NARROW)
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Packets may be dropped on every page; what else a page wants it takes itself."""
        if not self.is_covered() and _packets(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand packets on."""
        if not self.is_covered() and (paths := _packets(event.mimeData())):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the geometry and say so."""
        geometry = self.saveGeometry().toBase64().data()
        self._memory.put(_GEOMETRY, bytes(geometry).decode("ascii"))
        self.closing.emit()
        super().closeEvent(event)

    def _add_rail_keys(self) -> None:
        numbered = [key for key in self.rail.order() if key != SETTINGS][:9]
        wanted = list(enumerate(numbered, start=1))
        if SETTINGS in self._workplaces:
            wanted.append((0, SETTINGS))
        for number, key in wanted:
            for modifier in ("Alt", "Ctrl"):
                shortcut = QShortcut(QKeySequence(f"{modifier}+{number}"), self)
                shortcut.activated.connect(lambda key=key: self._go_by_key(key))
            self.rail.row(key).setToolTip(f"Alt+{number}")

    def _go_by_key(self, key: str) -> None:
        if not self.is_covered():
            self.go_to(key)

    def _restore_geometry(self) -> None:
        remembered = self._memory.get(_GEOMETRY)
        if not isinstance(remembered, str) or not self.restoreGeometry(
            QByteArray.fromBase64(remembered.encode("ascii"))
        ):
            self.resize(1366, 768)


def remember_splitter(splitter: QSplitter, key: str, memory: UiMemory) -> None:
    """Give a splitter the sizes that it had yesterday, and keep those that it gets."""
    name = f"splitter.{key}"
    remembered = memory.get(name)
    if isinstance(remembered, list) and all(isinstance(size, int) for size in remembered):
        splitter.setSizes(remembered)
    splitter.splitterMoved.connect(lambda: memory.put(name, splitter.sizes()))


def _packets(carried: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
    return [path for path in paths if are_packets(path)]
