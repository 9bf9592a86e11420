"""Beside a chosen outgoing document: how it goes, by which article; changed with a reason in place."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.outgoing import PAPER_DECISION_NAMES, Outgoing, OutgoingState, PaperDecision
from clerkdesk.domain.paper_due import papers_due
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import ChoiceBox, button, text_label
from clerkdesk.ui.dispatch.paper_line import article
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.print_made import PrintMade

_NUMBERED = (OutgoingState.NUMBERED, OutgoingState.SEALED, OutgoingState.ISSUED)


class DecidedLine(QFrame):
    """For issued documents what holds; for numbered ones the print that becomes the paper original."""

    changed = Signal(object)  # Outgoing

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        print_made: PrintMade,
        failed: Callable[[ClerkError], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._print_made = print_made
        self._failed = failed
        self._document: Outgoing | None = None
        self.setProperty("sunken", "true")
        self.sentence = text_label("", "small")
        self.sentence.setWordWrap(True)
        self.change = button(_("Đổi…"), self._open, link=True)
        self.original = button(_("In bản chính"), self._print, link=True)
        self.original.setToolTip(_("In bản đã ký số, chừa chỗ đóng dấu (NĐ 30, Điều 18.5)"))
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Cách gửi"))
        for decision, name in PAPER_DECISION_NAMES.items():
            self.choice.addItem(_(name)[:1].upper() + _(name)[1:], decision.value)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Lý do, Enter để lưu"))
        self.reason.setAccessibleName(_("Lý do gửi khác với đề xuất"))
        self.reason.returnPressed.connect(self._keep)
        self.problem = text_label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._opened = QWidget()
        inner = QVBoxLayout(self._opened)
        inner.setContentsMargins(0, 0, 0, 0)
        for widget in (self.choice, self.reason):
            inner.addWidget(widget)
        self._opened.hide()
        links = QHBoxLayout()
        links.addWidget(self.change)
        links.addWidget(self.original)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addWidget(self.sentence)
        layout.addLayout(links)
        layout.addWidget(self._opened)
        layout.addWidget(self.problem)
        self.hide()

    def show_document(self, document: Outgoing) -> None:
        """The document that is chosen now."""
        fresh = self._document is None or self._document.uid != document.uid
        self._document = document
        entry = document.entry
        self.setVisible(document.state in _NUMBERED)
        decided = document.state is OutgoingState.ISSUED and entry.paper_decision is not None
        self.change.setVisible(decided)
        self.sentence.setVisible(decided)
        if decided and entry.paper_decision is not None:
            waiting = len(papers_due(document))
            parts = [
                _(PAPER_DECISION_NAMES[entry.paper_decision])[:1].upper()
                + _(PAPER_DECISION_NAMES[entry.paper_decision])[1:],
                entry.paper_reason or article(entry.paper_basis),
                _("còn {n} bản giấy chưa gửi").format(n=waiting) if waiting else "",
            ]
            self.sentence.setText(" · ".join(part for part in parts if part))
            self.choice.setCurrentIndex(self.choice.findData(entry.paper_decision.value))
        if fresh:
            self.reason.clear()
            self._opened.hide()
            self._say("")

    def _open(self) -> None:
        self._opened.setVisible(self._opened.isHidden())
        if self._opened.isVisible():
            self.choice.setFocus()

    def _keep(self) -> None:
        document, desk = self._document, self._desk
        if document is None:
            return
        chosen, reason = PaperDecision(self.choice.currentData()), self.reason.text()

        def done(changed: Outgoing) -> None:
            self._opened.hide()
            self._say("")
            self.changed.emit(changed)

        def failed(error: ClerkError) -> None:
            if isinstance(error, InvalidEntry):
                self._say(" ".join(error.problems.values()))
            else:
                self._failed(error)

        self._jobs.run(
            Lane.STORE,
            lambda: desk.decide_paper.override(document.uid, chosen, reason, desk.person),
            done=done,
            failed=failed,
        )

    def _print(self) -> None:
        document, desk = self._document, self._desk
        if document is None:
            return
        name = _("bản chính {code}").format(code=document.code)
        self._print_made(name, lambda: desk.paper_copy.outgoing_original(document))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
