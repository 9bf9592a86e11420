"""A signing window for `test_pin_leaves_no_trace`: types what comes on stdin, a byte at a time.

Never run by hand. Arguments: a folder, the folder of the demo tokens, and what is done. Says «ready»,
«typed» and «signed» with the process ids of its children, and ends when stdin does.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.services.issue_signed import ChangePacketSigning
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.lock.window_lock import WindowLock
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.outgoing.presentation_note import PresentationNote, PresentationPresenter
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sign.presenter import SignPresenter
from clerkdesk.ui.sign.view import SignView
from tests.fakes.sample_documents import ADMIN
from tests.fakes.token_office import TokenOffice, token_office


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


def shown(office: TokenOffice, jobs: ThreadJobs) -> tuple[SignView, WindowLock]:
    """The signing page in a window with a lock, as `ui/sign/build.py` puts it there."""
    desk = office.office.desk()
    presenter = SignPresenter(desk, jobs)
    note = PresentationNote(PresentationPresenter(desk, jobs))
    made: list[SignView] = []

    def page() -> SignView:
        made.append(SignView(presenter, jobs, window, note))
        return made[0]

    sign = workplaces.workplace(workplaces.SIGN, page)
    window = MainWindow([sign], office="UBND xã", memory=SessionMemory())
    window.covered.connect(presenter.stop)
    lock = WindowLock(window, desk, jobs, SessionMemory())
    presenter.failed.connect(lambda error: say("error", error))
    window.resize(1366, 768)
    window.show()
    window.go_to(workplaces.SIGN)
    window.covered.connect(made[0].token.pin.wipe)
    return made[0], lock


def main(folder: Path, tokens: Path, what: str) -> None:
    """Sign what waits with the PIN that is typed.

    Args:
        what: «batch»: for the leader. «packet»: the packet of a document that is issued. «locked»: the
            window is locked with the PIN typed and not sent. «locked-in-batch»: behind the first of three.
    """
    from clerkdesk.adapters.token.software import load_software_tokens

    app = QApplication(sys.argv[:1])
    software = load_software_tokens(tokens)
    assert software is not None
    with token_office(folder, software) as office:
        if what == "packet":
            ChangePacketSigning(office.office.store.settings)(True, ADMIN)
            for signed in office.sign(office.pile_for_seal(1), SignatureKind.ORGANISATION):
                assert signed.error is None
            say("sealed")
            assert os.read(0, 1) == b"\n"
        else:
            office.pile(3 if what == "locked-in-batch" else 1)
        jobs = ThreadJobs()
        view, lock = shown(office, jobs)
        known = view.token.chosen if what == "packet" else view.is_ready
        while not known() or not view.token.pin.isEnabled():
            app.processEvents()
        if what == "locked-in-batch":
            for row in range(3):
                view.table.toggle(row)
            office.token.play(slow=400)
        say("ready")
        view.token.pin.setFocus()
        while (letter := os.read(0, 1)) not in (b"", b"\n"):
            QTest.keyClick(view.token.pin, letter.decode())
        say("typed", children())
        assert os.read(0, 1) == b"\n"
        end = OutgoingState.ISSUED if what == "packet" else OutgoingState.SIGNED
        pids = ""
        if what != "locked":
            QTest.keyClick(view.token.pin, Qt.Key.Key_Return)
            while not office.in_state(end):
                app.processEvents()
                pids = children()
        if what.startswith("locked"):
            lock.lock()
        say("signed", pids, children())
        while os.read(0, 1):
            app.processEvents()
        jobs.close()


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
