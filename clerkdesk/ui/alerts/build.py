"""Builds what tells the clerk of new, urgent and late things, around an office's window."""

from collections.abc import Callable

from clerkdesk.ui.alerts.office_alerts import OfficeAlerts
from clerkdesk.ui.alerts.presenter import AlertsPresenter
from clerkdesk.ui.shell.tray import Tray, open_tray
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.sync_presenter import SyncPresenter


def build_alerts(
    around: Surroundings, sync: SyncPresenter, tray: Callable[[], Tray] | None = None
) -> OfficeAlerts:
    """Alerts of this office; `tray` makes another one than the desktop's."""
    window = around.window
    presenter = AlertsPresenter(around.desk, around.jobs)

    def show() -> None:
        window.show()
        window.raise_()
        window.activateWindow()

    made = tray() if tray is not None else open_tray(window.windowTitle(), show, window)
    alerts = OfficeAlerts(presenter, window, made, sync.sync_now)
    presenter.setParent(alerts)
    presenter.open_wanted.connect(around.ways.open_arrival)
    presenter.failed.connect(window.show_error)
    sync.state_changed.connect(presenter.met_server)
    sync.arrived.connect(lambda _count: presenter.look())
    return alerts
