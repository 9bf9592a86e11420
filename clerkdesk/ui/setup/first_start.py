"""The very first window: the office, its accounts, the recovery key."""

from collections.abc import Callable
from pathlib import Path

from clerkdesk.ports.store import NewStore, OpenedStore
from clerkdesk.ui.jobs import Jobs
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.opening import Opening
from clerkdesk.ui.setup.setup_presenter import CreateStore, SetupPresenter
from clerkdesk.ui.setup.setup_view import SetupView


def first_start(
    create: CreateStore,
    enter: Callable[[NewStore], OpenedStore],
    folder: Path,
    jobs: Jobs,
    memory: UiMemory,
) -> Opening:
    """The window of the first start; `enter` says at whose desk it ends."""
    presenter = SetupPresenter(create, jobs)
    view = SetupView(presenter, folder)
    presenter.setParent(view)
    opening = Opening(view, view.notice, memory)
    view.print_wanted.connect(opening.print_wanted)
    view.restore_wanted.connect(opening.restore_wanted)

    presenter.finished.connect(lambda new: opening.hand_on(enter(new)))
    return opening
