"""«Việc khác ▾»: what is seldom done with a document, in one menu that names the keys."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button


class OfferingPreview(Protocol):
    """What a preview lends to those who add something to it."""

    body: QVBoxLayout
    foot: QVBoxLayout

    def offer(self, *acts: QPushButton) -> None:
        """More that may be done, in «Việc khác»."""
        ...


class OtherActs(QWidget):
    """Takes buttons out of a crowded preview. Each stays a button for whoever made it: hidden there
    it is not offered here, and its key works only while it is offered."""

    def __init__(self) -> None:
        super().__init__()
        self._held = QWidget(self)
        self._held.hide()
        self._keys: dict[QObject, list[QShortcut]] = {}
        self._acts: list[QPushButton] = []
        self.menu = QMenu(self)
        self.press = button(_("Việc khác ▾"))
        self.press.setProperty("kind", "compact")
        self.press.setMenu(self.menu)
        self.press.setAccessibleName(_("Việc khác"))
        self.menu.aboutToShow.connect(self._fill)

    def add(self, *acts: QPushButton) -> None:
        """Offer these too, in this order, below what is there."""
        for act in acts:
            self._acts.append(act)
            shortcuts: Iterable[QShortcut] = act.findChildren(QShortcut)
            keys = self._keys[act] = list(shortcuts)
            said = act.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            hidden = said and act.isHidden()  # one that was just made is hidden, too
            act.setParent(self._held)
            for key in keys:
                key.setParent(self.press)  # a key works where its widget is seen
                key.setEnabled(not hidden)
            act.setVisible(not hidden)
            act.installEventFilter(self)
        self._show_press()

    def clear(self, acts: Iterable[QPushButton]) -> None:
        """These are done with."""
        for act in acts:
            self._acts.remove(act)
            for key in self._keys.pop(act):
                key.setEnabled(False)
                key.deleteLater()
            act.removeEventFilter(self)
            act.setParent(None)
            act.deleteLater()
        self._show_press()

    def offered(self) -> list[QPushButton]:
        """What stands in the menu now."""
        return [act for act in self._acts if not act.isHidden()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """An act is offered, or no longer."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            for key in self._keys.get(watched, ()):
                key.setEnabled(event.type() == QEvent.Type.ShowToParent)
            self._show_press()
        return False

    def _show_press(self) -> None:
        self.press.setVisible(bool(self.offered()))

    def _fill(self) -> None:
        self.menu.clear()
        for act in self.offered():
            keys = [key.key().toString() for key in self._keys[act]]
            name = act.accessibleName() or act.text()
            entry = self.menu.addAction("\t".join([name, *keys]))
            entry.setEnabled(act.isEnabled())
            entry.triggered.connect(act.click)
