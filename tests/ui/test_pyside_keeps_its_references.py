"""PySide6 itself: some versions lose a reference to `True` at every signal and abort after hours."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal

EMITS = 2000
NOISE = 50


class _Sender(QObject):
    told = Signal(bool)
    plain = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal from Python 3.12 on")
def test_emitting_a_signal_loses_no_reference(qapp: object) -> None:
    sender = _Sender()
    heard: list[bool] = []
    sender.told.connect(heard.append)
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        sender.told.emit(True)
        sender.plain.emit()
    assert len(heard) == EMITS
    heard.clear()
    assert abs(sys.getrefcount(True) - before) < NOISE
