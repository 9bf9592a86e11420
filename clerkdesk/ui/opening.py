"""The first window of the program: how it hands on the store that was opened, and who opened it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clerkdesk.ports.store import OpenedStore
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.shell.notices import NoticeBar

LAST_LOGIN = "login.last"


class Opening(QObject):
    """Shows `view`; `opened` carries an OpenedStore."""

    opened = Signal(object)
    print_wanted = Signal(str, str)  # recovery key, office name
    restore_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, view: QWidget, notice: NoticeBar, memory: UiMemory) -> None:
        super().__init__()
        self.view = view
        self.notice = notice
        self._memory = memory

    def hand_on(self, opened: OpenedStore) -> None:
        """The store is open: remember whose desk it is."""
        self._memory.put(LAST_LOGIN, opened.person.login)
        self.opened.emit(opened)
