"""The main job, done at the real window: scan, register, forward, draft, sign, send, reopen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from clerkdesk.demo.hand import Hand, StepFailed
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Recipient
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.outgoing.page import OutgoingPage
from clerkdesk.ui.program import Program
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.setup.login_view import LoginView
from clerkdesk.ui.setup.setup_presenter import ADMIN, CLERK
from clerkdesk.ui.setup.setup_view import SetupView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sign.view import SignView
from clerkdesk.ui.today.view import TodayView


@dataclass(frozen=True, slots=True)
class Paper:
    """What lies in the feeder, how it is scanned, and what the clerk writes in the form himself.

    A `source` or `dpi` that is not given stays as the window chose it.
    """

    scanner: str
    sheets: int
    more_in_feeder: bool = False
    """Whether sheets of another document follow: the clerk stops, and drops what came of them."""
    source: str = ""
    dpi: int | None = None
    fill: Mapping[str, object] = field(default_factory=dict)


class Walk:
    """One clerk's day; every step leaves a picture and waits for what the clerk would see."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand

    # --- first start, login --------------------------------------------------------------------------

    def first_start(
        self,
        program: Program,
        office: dict[str, object],
        accounts: tuple[dict[str, object], dict[str, object]],
        password: str,
    ) -> OfficeWindow:
        """Fill in office and accounts, keep the recovery key, arrive at «Hôm nay»."""
        view = program.opening.view
        if not isinstance(view, SetupView):
            raise StepFailed("the first window is not the first start")
        view.office.set_values(office)
        self.hand.picture(view, "first-start")
        self.hand.click(view.next_button)
        for who, values in zip((ADMIN, CLERK), accounts, strict=True):
            view.accounts[who].set_values(values)
            view.passwords[who].first.box.setText(password)
            view.passwords[who].again.box.setText(password)
        self.hand.click(view.create_button)
        self.hand.wait("the recovery key", lambda: view.steps.currentIndex() == 2)
        self.hand.picture(view, "recovery-key")
        view.kept.box.setText(view.key.text())  # as typed from the paper
        self.hand.click(view.finish_button)
        return self._office(program)

    def log_in(self, program: Program, login: str, password: str) -> OfficeWindow:
        """Open the store with an account's password."""
        view = program.opening.view
        if not isinstance(view, LoginView):
            raise StepFailed("the first window is not the login")
        self.hand.pause()
        self.hand.picture(view, "login")
        view.login.box.setText(login)
        view.password.box.setText(password)
        self.hand.click(view.login_button)
        return self._office(program)

    def _office(self, program: Program) -> OfficeWindow:
        self.hand.wait("the office window", lambda: program.office_window is not None)
        assert program.office_window is not None
        program.office_window.window.resize(1366, 768)
        return program.office_window

    # --- incoming --------------------------------------------------------------------------------------

    def scan(self, office: OfficeWindow, paper: Paper) -> None:
        """Scan the sheets of one document; turn one and drop one, and take both back."""
        view = office.window.go_to(workplaces.SCAN)
        assert isinstance(view, ScanView)
        device, sheets = paper.scanner, paper.sheets
        self.hand.wait("the scanner", lambda: view.device.findData(device) >= 0)
        view.device.setCurrentIndex(view.device.findData(device))
        if paper.source:
            view.source.setCurrentIndex(view.source.findData(paper.source))
        if paper.dpi is not None:
            view.dpi.setCurrentIndex(view.dpi.findData(paper.dpi))
        self.hand.press(view, "scan")
        self.hand.wait(f"{sheets} pages", lambda: len(view.tiles()) >= sheets)
        if paper.more_in_feeder:
            self.hand.press(view, "stop")
        self.hand.wait("the end of the run", view.is_ready)
        spool = office.desk.store.spool
        self.hand.wait(
            "every page that came before the stop",
            lambda: len(view.tiles()) == sum(len(batch.pages) for batch in spool.batches()),
        )
        for tile in view.tiles()[sheets:]:
            tile.drop_wanted.emit(tile.page, True)
        self.hand.wait("the others out", lambda: all(t.page.dropped for t in view.tiles()[sheets:]))
        self.hand.wait("small pictures", lambda: all(t.has_picture for t in view.tiles()))
        last = view.tiles()[sheets - 1]
        last.turn_wanted.emit(last.page, 90)
        self.hand.wait("the turned page", lambda: last.page.turned == 90 and last.has_picture)
        last.drop_wanted.emit(last.page, True)
        self.hand.wait("the dropped page", lambda: last.page.dropped)
        self.hand.picture(office.window, "scan-page-dropped")
        for _undo in range(2):
            view.undo()
            self.hand.pause(300)
        self.hand.wait("the page back", lambda: not last.page.dropped and last.page.turned == 0)
        self.hand.wait("its picture", lambda: last.has_picture)
        self.hand.picture(office.window, "scan")

    def register_scan(self, office: OfficeWindow, fill: dict[str, object]) -> Incoming:
        """Register the scanned batch; `fill` are fields that the clerk adds to what was read."""
        scan = office.window.go_to(workplaces.SCAN)
        self.hand.press(scan, "register")
        page = office.incoming()
        entry = page.entry
        self.hand.wait("the form filled from the page", entry.is_read)
        entry.form.set_values(fill)
        self.hand.wait("the page", entry.pages.is_drawn)
        self.hand.picture(office.window, "register-form")
        self._save_entry(entry)
        self.hand.wait(
            "the copy with the ĐẾN stamp",
            lambda: entry.document is not None and len(entry.document.entry.attachments) > 1,
        )
        self.hand.picture(office.window, "register-number")
        assert entry.document is not None
        return entry.document

    def take_in(self, office: OfficeWindow) -> Incoming:
        """Check and register the oldest document that came from the province."""
        page = office.incoming()
        page.listing.refresh()
        self.hand.wait("the arrivals", lambda: bool(page.listing.arrivals.arrivals))
        self.hand.picture(office.window, "arrivals")
        self.hand.press(page.listing, "take-in")
        entry = page.entry
        self.hand.wait("the checked arrival", entry.is_read)
        self.hand.wait("its page", entry.pages.is_drawn)
        office.window.clear_notice()
        self.hand.picture(office.window, "register-arrival")
        self._save_entry(entry)
        self.hand.wait("its stamp", lambda: entry.document is not None)
        assert entry.document is not None
        document = entry.document
        page.show_document(document)
        return document

    def scan_only(self, office: OfficeWindow, device: str) -> None:
        """Scan one more pile and leave it for later."""
        view = office.window.go_to(workplaces.SCAN)
        assert isinstance(view, ScanView)
        self.hand.wait("an empty desk", lambda: not view.tiles())
        self.hand.wait("the scanner", lambda: view.device.findData(device) >= 0)
        view.device.setCurrentIndex(view.device.findData(device))
        self.hand.press(view, "scan")
        self.hand.wait("its pages", lambda: bool(view.tiles()))
        self.hand.wait("the end of the run", view.is_ready)

    def settings(self, office: OfficeWindow) -> None:
        """Look at the settings."""
        view = office.window.go_to(workplaces.SETTINGS)
        assert isinstance(view, SettingsView)
        self.hand.wait("the office's facts", lambda: bool(view.office.values()["name"]))
        self.hand.picture(office.window, "settings")

    def faces(self, office: OfficeWindow) -> None:
        """Look at the screens that the day has filled on its way."""
        page = office.incoming()
        self.hand.wait("the register", lambda: page.listing.table.chosen() is not None)
        page.listing.refresh()
        self.hand.pause(600)
        self.hand.picture(office.window, "incoming-shared-out")
        for key, name in ((workplaces.MY_WORK, "my-work"), (workplaces.SIDE_BOOKS, "side-books")):
            office.window.go_to(key)
            self.hand.pause(600)
            self.hand.picture(office.window, name)
        office.show_dispatch()
        self.hand.pause(600)
        self.hand.picture(office.window, "dispatch")
        office.outgoing().show_list()

    def _save_entry(self, entry: EntryView) -> None:
        """Save; what was read with doubt, also what came while saving was asked, is looked at."""
        form = entry.form
        while entry.document is None:
            for name in form.flagged():
                form.focus_field(name)
                self.hand.pause(50)
            self.hand.press(entry, "save")
            self.hand.wait("the number", lambda: entry.document is not None or bool(form.flagged()))

    def forward(self, office: OfficeWindow, to_person: str, due: date) -> Incoming:
        """Forward the document that was just registered, and see it in the list."""
        page = office.incoming()
        self.hand.press(page.entry, "forward")
        listing = page.listing
        self.hand.wait("the list", lambda: listing.table.chosen() is not None)
        self.hand.wait("forwarding", listing.preview.form.isVisible)
        listing.preview.form.set_values({"to_person": to_person, "due_date": due})
        self.hand.press(listing.preview, "forward")
        self.hand.wait("the forwarded state", lambda: self._state(page) is IncomingState.FORWARDED)
        self.hand.wait("its first page", lambda: listing.preview.picture.is_drawn)
        office.window.clear_notice()
        self.hand.picture(office.window, "register-incoming")
        found = listing.table.chosen()
        assert found is not None
        return found

    def find(self, office: OfficeWindow, text: str) -> int:
        """Search without diacritics; returns how many documents are shown."""
        view = office.window.go_to(workplaces.FIND)
        assert isinstance(view, FindView)
        view.search(text)
        self.hand.wait(f"results for {text!r}", lambda: bool(view.table.rows()))
        self.hand.picture(office.window, "find")
        return len(view.table.rows())

    def _state(self, page: IncomingPage) -> IncomingState | None:
        chosen = page.listing.table.chosen()
        return chosen.state if chosen else None

    # --- outgoing --------------------------------------------------------------------------------------

    def draft(
        self,
        office: OfficeWindow,
        file: Path,
        values: dict[str, object],
        to: Recipient,
        *,
        picture: str = "",
    ) -> Outgoing:
        """Enter a document from its Word file and have it approved."""
        page = office.outgoing()
        page.new_draft()
        self.hand.wait("the empty form", lambda: bool(page.draft.form.values()["issuing_org_name"]))
        page.draft.choose_file(file)
        self.hand.wait("the file as PDF", lambda: page.draft.pages.page_count() > 0)
        page.draft.form.set_values({**values, "recipients": (to,)})
        self.hand.wait("the page", page.draft.pages.is_drawn)
        if picture:
            self.hand.picture(office.window, picture)
        self.hand.press(page.draft, "save")
        self.hand.wait("the draft in the list", lambda: page.listing.table.chosen() is not None)
        self.hand.wait("its next step", page.listing.preview.offers_step)
        self.hand.press(page.listing, "next-step")
        preview = page.listing.preview
        self.hand.wait(
            "it before the leader", lambda: preview.shown_state() is OutgoingState.SUBMITTED
        )
        self.hand.press(page.listing, "next-step")
        self.hand.wait("the approval", lambda: self._outgoing(page) is OutgoingState.APPROVED)
        found = page.listing.table.chosen()
        assert found is not None
        return found

    def sign(
        self, office: OfficeWindow, document: Outgoing, pins: dict[SignatureKind, str]
    ) -> None:
        """The leader signs, the number is allotted and written, the organisation signs."""
        view = office.window.go_to(workplaces.SIGN)
        assert isinstance(view, SignView)
        view.show_document(document.uid)
        self.hand.wait("the tokens", lambda: view.token.chosen() is not None)
        self._sign_as(view, OutgoingState.APPROVED, pins[SignatureKind.PERSON], "sign-leader")
        self.hand.wait("the leader's signature", lambda: self._at(view, OutgoingState.SIGNED))
        self.hand.press(view, "act")
        self.hand.wait(
            "the number on the page",
            lambda: self._at(view, OutgoingState.NUMBERED) and view.number_is_written(),
        )
        office.window.clear_notice()
        self._sign_as(view, OutgoingState.NUMBERED, pins[SignatureKind.ORGANISATION], "sign")
        self.hand.wait("the seal", lambda: self._at(view, OutgoingState.SEALED))
        self.hand.wait("the signed page", view.pages.is_drawn)
        self.hand.picture(office.window, "signed")

    def issue(self, office: OfficeWindow) -> None:
        """Issue the sealed document; it waits in the outbox while there is no line."""
        view = office.window.go_to(workplaces.SIGN)
        assert isinstance(view, SignView)
        self.hand.press(view, "act")
        self.hand.wait("nothing left to sign", lambda: not view.table.rows())
        page = office.outgoing()
        self.hand.wait("the issued row", lambda: self._outgoing(page) is OutgoingState.ISSUED)
        self.hand.wait("word of the missing line", lambda: not office.online())
        preview = page.listing.preview
        self.hand.wait("its preview", lambda: preview.shown_state() is OutgoingState.ISSUED)
        self.hand.wait("its page", lambda: preview.picture.is_drawn)
        self.hand.picture(office.window, "outbox-offline")

    def await_status(self, office: OfficeWindow, status: DeliveryStatus) -> Outgoing:
        """Wait until the recipient's status is shown in the register."""
        page = office.outgoing()

        def shown() -> bool:
            row = page.listing.table.chosen()
            return row is not None and any(d.status is status for d in row.deliveries)

        office.sync.sync_now()
        self.hand.wait(f"status {status.name}", shown)
        self.hand.pause(400)
        self.hand.wait("its page", lambda: page.listing.preview.picture.is_drawn)
        office.window.clear_notice()
        found = page.listing.table.chosen()
        assert found is not None
        return found

    def today(self, office: OfficeWindow) -> None:
        """Look at the first screen of the day."""
        view = office.window.go_to(workplaces.TODAY)
        assert isinstance(view, TodayView)
        self.hand.pause(600)
        self.hand.picture(office.window, "today")

    def _sign_as(self, view: SignView, state: OutgoingState, pin: str, picture: str) -> None:
        self.hand.wait("the place of the signature", lambda: self._at(view, state))
        self.hand.wait("the right token", view.is_ready)
        view.token.pin.put(pin)
        self.hand.wait("the page", view.pages.is_drawn)
        self.hand.picture(view.window(), picture)
        self.hand.press(view, "act")

    def _at(self, view: SignView, state: OutgoingState) -> bool:
        return view.shown_state() is state

    def _outgoing(self, page: OutgoingPage) -> OutgoingState | None:
        chosen = page.listing.table.chosen()
        return chosen.state if chosen else None


def deadline(today: date) -> date:
    """A deadline that a leader would give: a week."""
    return today + timedelta(days=7)
