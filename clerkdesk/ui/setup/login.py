"""Every day's first window: login."""

from collections.abc import Callable, Sequence

from clerkdesk.ports.store import OpenedStore, Store
from clerkdesk.ui.jobs import Jobs
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.opening import LAST_LOGIN, Opening
from clerkdesk.ui.setup.login_presenter import LoginPresenter
from clerkdesk.ui.setup.login_view import LoginView


def login(
    unlock: Callable[[str, str], OpenedStore],
    unlock_with_recovery_key: Callable[[str], Store],
    jobs: Jobs,
    memory: UiMemory,
    unlock_by_machine: Callable[[], OpenedStore] | None,
    unlock_with_shares: Callable[[Sequence[str]], Store] | None = None,
) -> Opening:
    """The login window; arguments as `LoginPresenter` takes them."""
    presenter = LoginPresenter(
        unlock, unlock_with_recovery_key, jobs, unlock_by_machine, unlock_with_shares
    )
    last = memory.get(LAST_LOGIN)
    view = LoginView(presenter, login=last if isinstance(last, str) else "")
    presenter.setParent(view)
    opening = Opening(view, view.notice, memory)
    view.restore_wanted.connect(opening.restore_wanted)
    presenter.opened.connect(opening.hand_on)
    return opening
