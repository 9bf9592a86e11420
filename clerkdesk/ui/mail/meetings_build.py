"""Builds the meetings with the mail servers around an office's window."""

from collections.abc import Callable

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ui.alerts.presenter import AlertsPresenter
from clerkdesk.ui.mail.meetings import CHIP, MailMeetings, MailStanding
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State


def build_mail_meetings(
    around: Surroundings, alerts: AlertsPresenter, refresh: Callable[[], object]
) -> MailMeetings:
    """Meetings of this office: their chip, what came, and failures that lead to the settings."""
    window, ways = around.window, around.ways
    meetings = MailMeetings(around.desk, around.jobs)
    meetings.setParent(window)

    def show(standing: MailStanding) -> None:
        window.set_chip(CHIP, *standing.words())
        if standing.received or standing.sent:
            refresh()

    def arrived(count: int) -> None:
        alerts.look()
        if window.current() not in (workplaces.TODAY, workplaces.INCOMING):
            window.show_notice(  # those two pages show it themselves
                _("Có {n} thư mới trong hộp thư công vụ.").format(n=count),
                State.ACCENT,
                action=_("Xem"),
                pressed=lambda: ways.show_incoming(None),
            )

    def failed(error: ClerkError) -> None:
        window.show_error(error, action=_("Thiết lập thư"), pressed=ways.show_mail)

    meetings.standing_changed.connect(show)
    meetings.arrived.connect(arrived)
    meetings.failed.connect(failed)
    return meetings
