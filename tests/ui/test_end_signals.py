"""Log-out and Ctrl+C end the program in order."""

import os
import signal
import sys

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.ui.end_signals import EndSignals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Qt is told of log-out on Windows")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_program_in_the_gui_thread(qtbot: QtBot, number: signal.Signals) -> None:
    told: list[bool] = []
    signals = EndSignals(lambda: told.append(True))
    try:
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: told == [True], timeout=5000)
    finally:
        signals.restore()
    assert told == [True]


def test_handlers_are_given_back(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    EndSignals(lambda: None).restore()
    assert signal.getsignal(signal.SIGTERM) is before
