"""The window that puts a backup in place: after it, somebody gets a password and works on."""

from clerkdesk.ports.store import Store
from clerkdesk.ports.vault import Vault
from clerkdesk.ui.jobs import Jobs
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.opening import Opening
from clerkdesk.ui.setup.login_presenter import LoginPresenter
from clerkdesk.ui.setup.restore_presenter import RestorePresenter
from clerkdesk.ui.setup.restore_view import RestoreView


def restore(vault: Vault, jobs: Jobs, memory: UiMemory) -> Opening:
    """The window over the store of this desk, or over none."""
    presenter = RestorePresenter(vault, jobs)
    people = LoginPresenter(vault.unlock, vault.unlock_with_recovery_key, jobs)
    view = RestoreView(presenter, people, here=vault.exists())
    for one in (presenter, people):
        one.setParent(view)
    opening = Opening(view, view.notice, memory)
    view.back_wanted.connect(opening.back_wanted)

    def restored(store: Store) -> None:
        view.ask_password()
        people.take_restored(store)

    presenter.restored.connect(restored)
    presenter.entered.connect(opening.hand_on)
    people.opened.connect(opening.hand_on)
    return opening
