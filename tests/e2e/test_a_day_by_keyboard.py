"""A clerk's day without a mouse: log in, scan, register, forward, find, draft, sign, number, seal, issue."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from clerkdesk.demo.builders import Builders
from clerkdesk.demo.day import Day
from clerkdesk.demo.draft import REQUEST, word_draft
from clerkdesk.demo.office import LEADER, PASSWORD, THANH_MAU
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.program import Program
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sign.view import SignView
from tests.e2e.typing import Typing


class KeyboardDay:
    """The steps; each ends when the clerk would see that it came about."""

    def __init__(self, day: Day, program: Program) -> None:
        self.day, self.hand, self.keys = day, day.hand, Typing(day.hand)
        self.office = self._log_in(program)

    def _log_in(self, program: Program) -> OfficeWindow:
        program.opening.view.window().activateWindow()
        self.hand.pause(300)
        self.keys.write(PASSWORD)  # the cursor is there, the name is remembered
        self.keys.press("Return")
        self.hand.wait("the office", lambda: program.office_window is not None)
        assert program.office_window is not None
        window = program.office_window.window
        window.resize(1366, 768)
        window.activateWindow()
        self.hand.pause(300)
        return program.office_window

    def scan(self) -> None:
        self.keys.press("F9")
        view = self.office.window.go_to(workplaces.SCAN)
        assert isinstance(view, ScanView)
        self.hand.wait("the scanner", lambda: view.device.findData("virtual:decision") >= 0)
        self.keys.tab_to("Máy quét")
        for _device in range(view.device.count()):
            if view.device.currentData() != "virtual:decision":
                self.keys.press("Down")
        self.keys.press("F9")
        self.hand.wait("three pages", lambda: len(view.tiles()) == 3 and view.is_ready())

    def register(self) -> None:
        self.keys.press("F2")
        entry = self.office.incoming().entry
        self.hand.wait("the form filled from the page", entry.is_read)
        for _doubt in range(5):
            if entry.document is not None:
                break
            self.keys.press("Ctrl+Return")  # once more where the machine had doubts
            self.hand.wait(
                "the answer", lambda: entry.document is not None or _may_press(entry, "save")
            )
        self.hand.wait("the number", lambda: entry.document is not None)

    def forward(self) -> None:
        self.keys.press("F7")
        listing = self.office.incoming().listing
        self.hand.wait("the form", listing.preview.form.isVisible)
        self.hand.pause(300)
        self.keys.write(f"{LEADER.position} {LEADER.full_name}")
        self.keys.press("F7")
        chosen = listing.table.chosen
        self.hand.wait(
            "the forwarded document",
            lambda: (row := chosen()) is not None and row.state is IncomingState.FORWARDED,
        )

    def find(self) -> int:
        self.keys.press("Ctrl+K")
        self.keys.write("trao doi luu tru")
        self.keys.press("Return", "Down")
        table = self.office.incoming().listing.table
        self.hand.wait("what was found", lambda: table.chosen() is not None)
        assert table.view.hasFocus()
        return table.model.rowCount()

    def draft(self, folder: Path) -> None:
        file = folder / "to-trinh.docx"
        file.write_bytes(word_draft(REQUEST, THANH_MAU, LEADER))
        self.keys.press("F3")
        page = self.office.outgoing()

        def choose() -> None:
            self.keys.write(str(file))
            self.keys.press("Return")

        self.keys.in_dialog(choose)
        self.keys.press("Ctrl+O")
        self.office.window.activateWindow()  # what a window manager does
        form = page.draft.form
        self.hand.wait("the form filled from the draft", lambda: bool(form.values()["signer_name"]))
        self.keys.tab_to("Bộ phận soạn thảo")
        self.keys.write("Văn phòng")
        self.keys.press("Ctrl+Return")
        preview = page.listing.preview
        for state in (OutgoingState.DRAFT, OutgoingState.SUBMITTED, OutgoingState.APPROVED):
            self.hand.wait(state.value, lambda state=state: preview.shown_state() is state)
            self.hand.wait("the next step", lambda: _may_press(preview, "next-step"))
            self.keys.press("F8")

    def sign_and_issue(self) -> None:
        tokens = self.day.own.tokens
        view = self.office.window.go_to(workplaces.SIGN)
        assert isinstance(view, SignView)
        self._sign(view, tokens.leader_pin, OutgoingState.SIGNED)
        self.keys.press("Ctrl+Return")
        self.hand.wait("number and date on the page", view.number_is_written)
        self._sign(view, tokens.organisation_pin, OutgoingState.SEALED)
        self.keys.press("Ctrl+Return")
        self.hand.wait("nothing left to sign", lambda: not view.table.rows())

    def _sign(self, view: SignView, pin: str, then: OutgoingState) -> None:
        self.hand.wait("the right token", view.is_ready)
        self.keys.tab_to("Mã PIN")
        self.keys.write_keys(pin)
        self.keys.press("Return")
        self.hand.wait(then.value, lambda: view.shown_state() is then)


def _may_press(place: QWidget, name: str) -> bool:
    buttons: Iterable[QAbstractButton] = place.findChildren(QAbstractButton, name)
    return any(button.isVisible() and button.isEnabled() for button in buttons)


@pytest.mark.usefixtures("qapp")
def test_a_whole_day_needs_no_mouse(tmp_path: Path, builders: Builders) -> None:
    day = Day(tmp_path, builders)
    with day.furnished() as program:
        clerk = KeyboardDay(day, program)
        clerk.scan()
        clerk.register()
        clerk.forward()
        assert clerk.find() == 1
        clerk.draft(tmp_path)
        clerk.sign_and_issue()
        (document,) = clerk.office.desk.store.outgoing.find(OutgoingFilter(), Page())
        assert (document.state, document.code) == (OutgoingState.ISSUED, "01/TTr-UBND")
