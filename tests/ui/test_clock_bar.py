"""The question about the PC's date stands over every page until it is answered; nothing is modal."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.ui.alerts.clock_bar import ClockBar
from tests.fakes.sample_documents import NOW


def test_both_dates_are_shown_and_one_button_answers(qtbot: QtBot) -> None:
    guard = GuardClock(lambda: NOW)
    bar = ClockBar(guard)
    qtbot.addWidget(bar)
    guard.heard(NOW)
    bar.look()
    assert bar.isHidden()
    guard.heard(NOW - timedelta(days=2))
    bar.look()
    assert not bar.isHidden()
    assert "22/11/2026" in bar.words.text()
    assert "20/11/2026" in bar.words.text()
    bar.right_button.click()
    assert bar.isHidden()
    guard.demand()
