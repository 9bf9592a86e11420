"""Builds Ký số."""

from clerkdesk.ui.numbers.attach import DespiteQuestion, ask_in
from clerkdesk.ui.outgoing.presentation_note import PresentationNote, PresentationPresenter
from clerkdesk.ui.sign.presenter import SignPresenter
from clerkdesk.ui.sign.view import SignView
from clerkdesk.ui.surroundings import Surroundings


def build_sign(around: Surroundings) -> SignView:
    """What waits for a signature, and the token that makes it."""
    presenter = SignPresenter(around.desk, around.jobs)
    view = SignView(
        presenter,
        around.jobs,
        around.window,
        PresentationNote(PresentationPresenter(around.desk, around.jobs)),
    )
    presenter.setParent(view)
    around.window.covered.connect(presenter.stop)
    around.window.covered.connect(view.token.pin.wipe)
    presenter.certificates_changed.connect(around.chips.show_tokens)
    question = DespiteQuestion(
        around.window,
        ask_in(view),
        lambda reason: presenter.allot(presenter.allotting, despite=reason),
    )
    question.setParent(view)
    presenter.failed.connect(question.failed)
    view.issued.connect(lambda _document: around.ways.send())
    return view
