"""Builds Ký số."""

from clerkdesk.ui.sign.presenter import SignPresenter
from clerkdesk.ui.sign.view import SignView
from clerkdesk.ui.surroundings import Surroundings


def build_sign(around: Surroundings) -> SignView:
    """What waits for a signature, and the token that makes it."""
    presenter = SignPresenter(around.desk, around.jobs)
    view = SignView(presenter, around.jobs, around.window)
    presenter.setParent(view)
    presenter.certificates_changed.connect(around.chips.show_tokens)
    view.issued.connect(lambda _document: around.ways.send())
    return view
