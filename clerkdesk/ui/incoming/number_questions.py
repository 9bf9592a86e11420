"""What numbers ask of the form of an incoming document: which book, and why out of the order of dates."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.issuers import Issuer
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import ChoiceBox, text_label
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.numbers.attach import AskReason, DespiteQuestion, ask_in
from clerkdesk.ui.surroundings import Surroundings


class BookChoice(QWidget):
    """«Sổ đến của …»: only where the office has a second book, as for HĐND."""

    def __init__(self, presenter: EntryPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.box = ChoiceBox()
        self.box.setObjectName("incoming-book")
        self.box.setAccessibleName(_("Vào sổ văn bản đến của"))
        self.box.currentIndexChanged.connect(lambda _index: self._choose())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(text_label(_("Vào sổ văn bản đến của"), "label"))
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.hide()

    def show_books(self, issuers: list[Issuer]) -> None:
        """Offer each book once; the agency's is chosen for every new document."""
        books = {issuer.incoming_series: issuer.name for issuer in reversed(issuers)}
        self.box.clear()
        for series, name in reversed(books.items()):
            self.box.addItem(name, series)
        self.box.setCurrentIndex(0)
        self.setVisible(self.box.count() > 1)

    def _choose(self) -> None:
        self._presenter.book = str(self.box.currentData() or "")


def attach_entry_questions(
    view: EntryView, presenter: EntryPresenter, around: Surroundings, ask: AskReason | None = None
) -> BookChoice:
    """Put the choice under the head of the form; a date out of order becomes a question."""
    choice = BookChoice(presenter)
    layout = view.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(1, choice)
    presenter.opened.connect(
        lambda _candidate: around.jobs.run(
            Lane.STORE,
            lambda: list(around.desk.rules.issuers()),
            done=choice.show_books,
            failed=around.window.show_error,
        )
    )
    question = DespiteQuestion(
        around.window,
        ask or ask_in(view),
        lambda reason: presenter.save(view.form.values(), despite=reason),
    )
    question.setParent(view)
    presenter.failed.connect(question.failed)
    return choice
