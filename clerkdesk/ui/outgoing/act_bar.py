"""The buttons under the preview: the next step large, what else may be done small under it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, shown_key, text_label
from clerkdesk.ui.other_acts import OtherActs
from clerkdesk.ui.outgoing.acts import Act, acts_of, is_next
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter
from clerkdesk.ui.reason_bar import ReasonBar
from clerkdesk.ui.theme import State

_BATCHES = 3
_BESIDE = 2
"""Small buttons in sight; what is done less often stands in «Việc khác»."""


class ActBar(QWidget):
    """Made anew where other things may be done; reasons and scans are asked for in place."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: ActsPresenter | None = None
        self._document: Outgoing | None = None
        self._offered: tuple[object, ...] = ()
        self.reason = ReasonBar()
        self.scans = _ScanChooser()
        self._holder = QWidget()
        self.others = OtherActs()
        self._more: list[QPushButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        for widget in (self.reason, self.scans, self.others.press, self._holder):
            self._layout.addWidget(widget)
        self.others.setParent(self)

    def set_presenter(self, presenter: ActsPresenter) -> None:
        """Who does what is pressed."""
        self._presenter = presenter
        self.scans.set_presenter(presenter)

    def show_document(self, document: Outgoing | None) -> None:
        """Offer what may be done with this document."""
        before, self._document = self._document, document
        same = before is not None and document is not None and before.uid == document.uid
        if not (same and before is not None and document and before.state is document.state):
            self.reason.put_away()
            self.scans.hide()
        person = self._presenter.person if self._presenter else None
        acts = acts_of(document, person) if document is not None and person is not None else ()
        offered = (document.state if document else None, *acts)
        if offered == self._offered:
            return  # the same buttons, with the cursor where it is
        self._offered = offered
        self.others.clear(self._more)
        old, self._holder = self._holder, self._buttons(document, acts)
        self._layout.replaceWidget(old, self._holder)
        old.hide()
        old.setParent(None)  # nobody finds or presses what is going away
        old.deleteLater()

    def offers_step(self) -> bool:
        """Whether the next lawful step may be taken here."""
        return self._holder.findChild(QPushButton, "next-step") is not None

    def _buttons(self, document: Outgoing | None, acts: Sequence[Act]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        row = 0
        others = [act for act in acts if document is None or not is_next(act, document.state)]
        seen = others[:_BESIDE]
        for number, act in enumerate(seen):
            grid.addWidget(self._button(act), row, number, 1, 1 if len(seen) > 1 else 2)
        self._more = [self._button(act) for act in others[_BESIDE:]]
        self.others.add(*self._more)
        row += 1
        for act in acts:
            if document is not None and is_next(act, document.state):
                made = self._button(act, primary=True)
                made.setObjectName("next-step")
                grid.addWidget(made, row, 0, 1, 2)
        return holder

    def _button(self, act: Act, *, primary: bool = False) -> QPushButton:
        made = button(_(act.words), lambda: self._press(act), key=act.key, primary=primary)
        if act.key != "F8":
            made.setText(_(act.words))  # the key is in the tooltip: two buttons share a line
            made.setToolTip(shown_key(act.key))
            made.setProperty("kind", "compact")
        made.setProperty("act", act.name)
        shortcuts: Iterable[QShortcut] = made.findChildren(QShortcut)
        for shortcut in shortcuts:
            shortcut.setAutoRepeat(False)  # a key held down takes one step, not two
        return made

    def _press(self, act: Act) -> None:
        document, presenter = self._document, self._presenter
        if document is None or presenter is None:
            return
        self.scans.hide()
        if act.question:
            self.reason.ask(
                _(act.question),
                _(act.done),
                lambda reason: presenter.do(act.name, document, reason),
            )
            return
        self.reason.put_away()
        presenter.do(act.name, document)


class _ScanChooser(QFrame):
    """Which scan becomes the main file: pages that wait in the scanner's tray, or a PDF."""

    def __init__(self) -> None:
        super().__init__()
        theme.set_look(self, "soft", State.ACCENT.value)
        self._presenter: ActsPresenter | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(10, 8, 10, 8)
        self._rows.setSpacing(6)
        self.hide()

    def set_presenter(self, presenter: ActsPresenter) -> None:
        """Where scans come from and go."""
        self._presenter = presenter
        presenter.batches_ready.connect(self._show)

    def _show(self, document: Outgoing, batches: Sequence[ScanBatch]) -> None:
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        waiting = [batch for batch in batches if batch.kept]
        words = (
            _("Chọn bản quét đã ký, đóng dấu:")
            if waiting
            else _("Quét bản đã ký, đóng dấu (F9) rồi chọn ở đây, hoặc chọn tệp PDF:")
        )
        question = text_label(words, "label")
        question.setWordWrap(True)
        self._rows.addWidget(question)
        buttons = [
            self._batch_button(document, batch, number)
            for number, batch in enumerate(waiting[-_BATCHES:][::-1], start=1)
        ]
        buttons.append(button(_("Chọn tệp PDF…"), lambda: self._choose(document)))
        for made in buttons:
            self._rows.addWidget(made)
        self.show()
        buttons[0].setFocus()

    def _batch_button(self, document: Outgoing, batch: ScanBatch, number: int) -> QPushButton:
        time = batch.started_at.astimezone(VIETNAM_TIME)
        words = _("Quét {time} · {count} trang").format(
            time=f"{time:%H:%M %d/%m}", count=len(batch.kept)
        )
        made = button(words, lambda: self._take(document, batch))
        made.setObjectName(f"batch-{number}")
        return made

    def _take(self, document: Outgoing, batch: ScanBatch) -> None:
        if self._presenter is not None:
            self.hide()
            self._presenter.attach_batch(document.uid, batch)

    def _choose(self, document: Outgoing) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Bản quét đã ký, đóng dấu"), "", _("Bản quét (*.pdf)")
        )
        if name and self._presenter is not None:
            self.hide()
            self._presenter.attach_file(document.uid, Path(name))
