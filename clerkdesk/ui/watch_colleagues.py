"""Ties the office's own network to the window: its chip, its news, and rest while the store is locked."""

from clerkdesk.services.meet_desks import Round
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.office_network.presenter import NetworkPresenter
from clerkdesk.ui.office_network.words import chip_text

CHIP = "office-network"


def watch_network(network: NetworkPresenter, office: OfficeWindow) -> None:
    """Begin with the first meeting with the province; what came by one line goes on by the other."""
    window, sync = office.window, office.sync

    def show(done: Round) -> None:
        words, state, more = chip_text(done)
        window.set_chip(CHIP, words, state, more)

    network.setParent(window)
    network.state_changed.connect(show)
    network.came.connect(office.refresh_shown)
    network.gave.connect(sync.sync_now)
    network.said.connect(window.show_notice)
    network.failed.connect(window.show_error)
    sync.state_changed.connect(lambda _state: network.begin())
    office.network.came.connect(network.wake)
    office.session.shut.connect(network.stop)
    office.session.reopened.connect(network.start)
