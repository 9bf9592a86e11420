"""One line in the form of a draft: what the rule proposes about paper, and «Đổi…» beside it."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.outgoing import PAPER_DECISION_NAMES, PaperDecision
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.services.decide_paper import PaperOutlook
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import ChoiceBox, button, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.forms.recipients import RecipientsEditor
from clerkdesk.ui.jobs import Jobs, Lane


class PaperLinePresenter(QObject):
    """Asks the rule about a draft as it stands in its form."""

    changed = Signal(object)  # PaperOutlook
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._asked = 0

    def ask(self, values: Mapping[str, object]) -> None:
        """Ask anew; an older answer that comes later is not shown."""
        self._asked += 1
        number = self._asked

        def show(outlook: PaperOutlook) -> None:
            if number == self._asked:
                self.changed.emit(outlook)

        def say(error: ClerkError) -> None:
            if number == self._asked:
                self.failed.emit(error)

        self._jobs.run(
            Lane.STORE, lambda: self._desk.decide_paper.outlook(values), done=show, failed=say
        )


class PaperLine(QFrame):
    """«Đề xuất: … · Đổi…»; opened, a choice and the reason for it."""

    def __init__(self, form: FieldForm, presenter: PaperLinePresenter) -> None:
        super().__init__()
        self.setProperty("sunken", "true")
        self._form = form
        self._presenter = presenter
        presenter.setParent(self)
        self._expected: PaperDecision | None = None
        self.sentence = text_label("")
        self.sentence.setWordWrap(True)
        self.change = button(_("Đổi…"), self._open, link=True)
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Cách gửi"))
        self.choice.addItem(_("Theo đề xuất"), "")
        for decision, name in PAPER_DECISION_NAMES.items():
            self.choice.addItem(_(name)[:1].upper() + _(name)[1:], decision.value)
        self.reason = QLineEdit()
        self.reason.setObjectName("paper_reason")
        self.reason.setAccessibleName(_("Lý do gửi khác với đề xuất"))
        self.reason.setPlaceholderText(_("Lý do gửi khác với đề xuất"))
        self.problem = text_label("", "problem")
        self.problem.hide()
        first = QHBoxLayout()
        first.addWidget(self.sentence, 1)
        first.addWidget(self.change)
        self._opened = QWidget()
        second = QHBoxLayout(self._opened)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        second.addWidget(self.choice)
        second.addWidget(self.reason, 1)
        self._opened.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(6)
        layout.addLayout(first)
        layout.addWidget(self._opened)
        layout.addWidget(self.problem)
        self.choice.currentIndexChanged.connect(lambda _index: self._chosen())
        form.changed.connect(self._edited)
        presenter.changed.connect(self._show)
        presenter.failed.connect(lambda error: self.sentence.setText(str(error)))

    def values(self) -> dict[str, object]:
        """The clerk's choice and reason, as the draft keeps them."""
        chosen = self.choice.currentData() or None
        reason = nfc(" ".join(self.reason.text().split())) if chosen else ""
        return {"paper_decision": chosen, "paper_reason": reason}

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show a draft's choice, and ask the rule about it."""
        chosen = values.get("paper_decision")
        key = PaperDecision(str(chosen)).value if chosen else ""
        self.choice.setCurrentIndex(self.choice.findData(key))
        self.reason.setText(str(values.get("paper_reason") or ""))
        self._opened.setVisible(bool(key))
        self.show_problems({})
        self._presenter.ask(self._form.values())

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """The sentence about a missing reason, with the cursor where it belongs."""
        sentence = problems.get("paper_reason", "")
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self._opened.show()
            self.reason.setFocus()

    def _edited(self, name: str) -> None:
        if name in ("doc_type", "field", "subject", "recipients"):
            self._presenter.ask(self._form.values())

    def _open(self) -> None:
        self._opened.setVisible(self._opened.isHidden())
        if self._opened.isVisible():
            self.choice.setFocus()

    def _chosen(self) -> None:
        self.reason.setEnabled(bool(self.choice.currentData()))
        self.show_problems({})
        self._tell_recipients()

    def _show(self, outlook: PaperOutlook) -> None:
        self.sentence.setText(outlook_text(outlook))
        self.sentence.setToolTip(f"{outlook.now.reason}\n{outlook.now.basis}")
        self._expected = outlook.signed.decision
        self._tell_recipients()

    def _tell_recipients(self) -> None:
        """The chips show the paper that will leave once the document is signed."""
        chosen = self.choice.currentData()
        editor = self._form.editor("recipients")
        if isinstance(editor, RecipientsEditor):
            editor.set_paper_decision(PaperDecision(chosen) if chosen else self._expected)


def outlook_text(outlook: PaperOutlook) -> str:
    """One sentence: what is proposed, by which article, and what signing will change."""
    now = outlook.now
    name = _(PAPER_DECISION_NAMES[now.decision])
    if outlook.signed.decision is not now.decision:
        return _(
            "Đề xuất: {later} nếu ký số công vụ hợp lệ ({later_basis}); chưa ký thì {now} ({basis})"
        ).format(
            later=_(PAPER_DECISION_NAMES[outlook.signed.decision]),
            later_basis=article(outlook.signed.basis),
            now=name,
            basis=article(now.basis),
        )
    return _("Đề xuất: {now}: {reason} ({basis})").format(
        now=name, reason=now.reason[:1].lower() + now.reason[1:], basis=article(now.basis)
    )


def article(basis: str) -> str:
    """The article alone where the basis begins with it: the tooltip has the whole."""
    first = basis.split(";", maxsplit=1)[0]
    return first.split(", ", 1)[1] if ", " in first else first
