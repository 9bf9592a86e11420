"""A signing window for `test_pin_leaves_no_trace`: types what comes on stdin, a byte at a time.

Never run by hand. Arguments: a folder, and the folder of the demo tokens. Says «ready», «typed» and
«signed» with the process ids of its children, and ends when stdin does.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.outgoing.presentation_note import PresentationNote, PresentationPresenter
from clerkdesk.ui.sign.presenter import SignPresenter
from clerkdesk.ui.sign.view import SignView
from tests.fakes.token_office import token_office


class QuietShell:
    """A window around the page that says nothing, but for errors, which end the test."""

    def show_notice(self, *_what: object, **_how: object) -> None:
        """Nothing."""

    def show_error(self, error: object, **_how: object) -> None:
        """Tell the test."""
        say("error", error)

    def clear_notice(self) -> None:
        """Nothing."""

    def set_counter(self, _key: str, _number: int) -> None:
        """Nothing."""

    def set_key_hints(self, *_hints: tuple[str, str]) -> None:
        """Nothing."""


def say(*words: object) -> None:
    """One line for the test."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def children() -> str:
    """Process ids of all that live below this process."""
    found, left = [], [os.getpid()]
    while left:
        for task in Path(f"/proc/{left.pop()}/task").glob("*/children"):
            more = [int(pid) for pid in task.read_text().split()]
            found += more
            left += more
    return " ".join(map(str, found))


def main(folder: Path, tokens: Path) -> None:
    """Sign the one document that waits with the PIN that is typed."""
    from clerkdesk.adapters.token.software import load_software_tokens

    app = QApplication(sys.argv[:1])
    software = load_software_tokens(tokens)
    assert software is not None
    with token_office(folder, software) as office:
        office.pile(1)
        jobs = ThreadJobs()
        desk = office.office.desk()
        presenter = SignPresenter(desk, jobs)
        note = PresentationNote(PresentationPresenter(desk, jobs))
        view = SignView(presenter, jobs, QuietShell(), note)
        view.resize(1366, 700)
        view.show()
        while not view.is_ready():
            app.processEvents()
        say("ready")
        view.token.pin.setFocus()
        while (letter := os.read(0, 1)) not in (b"", b"\n"):
            QTest.keyClick(view.token.pin, letter.decode())
        say("typed", children())
        assert os.read(0, 1) == b"\n"
        QTest.keyClick(view.token.pin, Qt.Key.Key_Return)
        while not office.in_state(OutgoingState.SIGNED):
            app.processEvents()
        say("signed", children())
        while os.read(0, 1):
            app.processEvents()
        jobs.close()


main(Path(sys.argv[1]), Path(sys.argv[2]))
