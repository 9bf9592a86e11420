"""Ties the office's own network to the window: its chip, its news, and rest while the store is locked."""

from collections.abc import Callable

from clerkdesk.services.meet_desks import Round
from clerkdesk.ui.lock.session_lock import SessionLock
from clerkdesk.ui.office_network.presenter import NetworkPresenter
from clerkdesk.ui.office_network.words import chip_text
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sync_presenter import SyncPresenter

CHIP = "office-network"


def watch_network(
    network: NetworkPresenter,
    window: MainWindow,
    session: SessionLock,
    sync: SyncPresenter,
    refresh: Callable[[], object],
) -> None:
    """What came by one line goes on by the other."""

    def show(done: Round) -> None:
        words, state, more = chip_text(done)
        window.set_chip(CHIP, words, state, more)

    network.setParent(window)
    network.state_changed.connect(show)
    network.came.connect(refresh)
    network.gave.connect(sync.sync_now)
    network.said.connect(window.show_notice)
    network.failed.connect(window.show_error)
    session.shut.connect(network.stop)
    session.reopened.connect(network.start)
    sync.arrived.connect(lambda _count: network.wake())
