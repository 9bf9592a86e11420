"""A hand at the window: waits, clicks, fills forms and takes pictures, as a person would."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

SIZE = (1366, 768)
_TURN_SECONDS = 0.01
PATIENCE = 90.0
"""Seconds after which a step that shows nothing has failed; OCR of three pages is the longest."""


_MOMENT = 5.0
"""Seconds that a button may be grey."""


class StepFailed(Exception):
    """The window did not come to what the step waits for."""


class Hand:
    """Uses windows and keeps pictures of them in `folder`."""

    def __init__(self, folder: Path, *, patience: float = PATIENCE) -> None:
        self._folder = folder
        self._patience = patience
        self.pictures: list[str] = []

    def wait(self, what: str, condition: Callable[[], bool]) -> None:
        """Let the window live until `condition` holds.

        Raises:
            StepFailed: it never did.
        """
        end = time.monotonic() + self._patience
        while not condition():
            if time.monotonic() > end:
                self._keep_what_stands()
                raise StepFailed(what)
            _live_on()

    def _keep_what_stands(self) -> None:
        """A picture of each window where the step stopped, for whoever looks for the cause."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for number, window in enumerate(QApplication.topLevelWidgets()):
            if window.isVisible():
                window.grab().save(str(self._folder / f"stopped-{number}.png"))

    def pause(self, milliseconds: int = 150) -> None:
        """Let what is on its way arrive and be painted."""
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            _live_on()

    def press(self, place: QObject, name: str) -> None:
        """Click the button called `name` inside `place`.

        Raises:
            StepFailed: there is none that can be pressed.
        """
        children: Iterable[QAbstractButton] = place.findChildren(QAbstractButton, name)
        found = list(children)

        def ready() -> list[QAbstractButton]:
            return [button for button in found if button.isVisible() and button.isEnabled()]

        end = time.monotonic() + _MOMENT
        while not ready() and time.monotonic() < end:  # a person sees it grey and waits a moment
            _live_on()
        if not (buttons := ready()):
            how = ["grey" if button.isVisible() else "hidden" for button in found]
            raise StepFailed(f"no button {name!r} to press: {how}")
        self.click(buttons[0])

    def click(self, button: QWidget) -> None:
        """Click a button."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def picture(self, window: QWidget, name: str) -> None:
        """Keep the window as it is seen at 1366x768."""
        window.resize(*SIZE)
        self.pause(250)
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not window.grab().save(str(file)):
            raise StepFailed(f"cannot keep picture {file.name}")
        self.pictures.append(file.name)


def _live_on() -> None:
    """One turn of the event loop. Not QTest.qWait: it keeps Python's lock while it waits, and the
    lanes, which import and compute in Python, would stand still."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    time.sleep(_TURN_SECONDS)
