"""Every day's first window: login."""

from collections.abc import Callable

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
) -> Opening:
    """The login window; arguments as in `ports.store.Vault`."""
    presenter = LoginPresenter(unlock, unlock_with_recovery_key, jobs)
    last = memory.get(LAST_LOGIN)
    view = LoginView(presenter, login=last if isinstance(last, str) else "")
    presenter.setParent(view)
    opening = Opening(view, view.notice, memory)
    presenter.opened.connect(opening.hand_on)
    return opening
