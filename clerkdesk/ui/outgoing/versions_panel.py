"""The tab «Phiên bản»: every main file the document had, and comparing two of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.remarks import FileVersion
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import ChoiceBox, ElidedLabel, button, scrolled, text_label
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter, Details


class VersionsPanel(QWidget):
    """Newest first; two boxes choose what is compared."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: ActsPresenter | None = None
        self._versions: Sequence[FileVersion] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.older, self.newer = ChoiceBox(), ChoiceBox()
        self.older.setAccessibleName(_("So sánh từ bản"))
        self.newer.setAccessibleName(_("với bản"))
        self.compare = button(_("So sánh nội dung"), self._compare)
        self.compare.setObjectName("compare")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(scrolled(inner), 1)
        for widget in (self.older, self.newer, self.compare):
            layout.addWidget(widget)

    def set_presenter(self, presenter: ActsPresenter) -> None:
        """Who compares."""
        self._presenter = presenter

    def show_details(self, details: Details) -> None:
        """Show the versions of this document."""
        self._versions = details.versions
        while self._lines.count():
            widget = self._lines.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for box in (self.older, self.newer):
            box.clear()
        for number in range(1, len(details.versions) + 1):
            words = _("Bản {n}").format(n=number)
            self.older.addItem(words)
            self.newer.addItem(words)
        for number, version in list(enumerate(details.versions, start=1))[::-1]:
            who = details.names.get(version.by, version.by)
            time = f"{version.at.astimezone(VIETNAM_TIME):%d/%m %H:%M}"
            self._lines.addWidget(
                ElidedLabel(_("Bản {n} · {name}").format(n=number, name=version.file.name))
            )
            self._lines.addWidget(text_label(f"{time} · {who}", "small"))
        two = len(details.versions) > 1
        for widget in (self.older, self.newer, self.compare):
            widget.setVisible(two)
        if two:
            self.older.setCurrentIndex(len(details.versions) - 2)
            self.newer.setCurrentIndex(len(details.versions) - 1)
        if not details.versions:
            self._lines.addWidget(text_label(_("Chưa có tệp nào."), "muted"))

    def _compare(self) -> None:
        older, newer = self.older.currentIndex(), self.newer.currentIndex()
        if self._presenter is not None and min(older, newer) >= 0:
            self._presenter.compare(self._versions[older], self._versions[newer])
