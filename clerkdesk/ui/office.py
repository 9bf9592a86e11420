"""Wires the workplaces of one open office into the main window; nothing is built before it is seen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clerkdesk.domain.agencies import Agency, Office
from clerkdesk.domain.outgoing import Outgoing, Recipient
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.desk import Desk
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, EmptyState
from clerkdesk.ui.find.presenter import FindPresenter
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.incoming.list_presenter import IncomingListPresenter
from clerkdesk.ui.incoming.list_view import IncomingListView
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.memory import DARK, UiMemory
from clerkdesk.ui.outgoing.draft_presenter import DraftPresenter
from clerkdesk.ui.outgoing.draft_view import DraftView
from clerkdesk.ui.outgoing.list_presenter import OutgoingListPresenter
from clerkdesk.ui.outgoing.list_view import OutgoingListView
from clerkdesk.ui.outgoing.page import OutgoingPage
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.printing import PrintPdf
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.settings.presenter import SettingsPresenter
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sign.presenter import SignPresenter
from clerkdesk.ui.sign.view import SignView
from clerkdesk.ui.status_chips import StatusChips
from clerkdesk.ui.sync_presenter import SyncPresenter, SyncState
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.presenter import TodayPresenter
from clerkdesk.ui.today.view import TodayView

_LATER = {
    workplaces.COUNTER: (
        N_("Hồ sơ nhận tại quầy: quét rồi đăng ký như văn bản đến, nguồn đến «Một cửa»."),
        N_("Quét hồ sơ vừa nhận"),
        workplaces.SCAN,
    ),
    workplaces.RECORDS: (
        N_("Ghi ký hiệu hồ sơ vào ô «Nơi lưu» khi vào sổ; sau này tìm lại theo ô đó."),
        N_("Tra cứu theo nơi lưu"),
        workplaces.FIND,
    ),
    workplaces.REPORTS: (
        N_("Dùng bộ lọc năm, trạng thái và hạn của sổ: số văn bản hiện ở góc phải."),
        N_("Mở sổ văn bản đến"),
        workplaces.INCOMING,
    ),
}


@dataclass(frozen=True, slots=True)
class Lists:
    """What forms suggest; read once, off the GUI thread."""

    office: Office
    doc_types: Sequence[str]
    agencies: Sequence[Agency]
    people: Sequence[Person]
    suggestions: Mapping[str, Sequence[str]]
    """Of the office's own making, by field name."""


def read_lists(desk: Desk) -> Lists:
    """Read what forms suggest (STORE lane)."""
    return Lists(
        desk.store.settings.office(),
        [kind.name for kind in desk.rules.doc_types()],
        desk.store.directory.agencies(),
        desk.store.accounts.people(),
        desk.rules.suggestions(),
    )


class OfficeWindow(QObject):
    """Owns the main window and the presenters of an open office.

    Args:
        lists: what forms suggest at the start; read again when the directory changes.
    """

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        memory: UiMemory,
        sync: SyncPresenter,
        connect: ConnectServer,
        lists: Lists,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._jobs = jobs
        self._memory = memory
        self.server = connect
        self._lists = lists
        self.sync = sync
        self._online = False
        builders: dict[str, Callable[[], QWidget]] = {
            workplaces.TODAY: self._today,
            workplaces.INCOMING: self._incoming,
            workplaces.OUTGOING: self._outgoing,
            workplaces.SCAN: self._scan,
            workplaces.SIGN: self._sign,
            workplaces.FIND: self._find,
            workplaces.SETTINGS: self._settings,
        }
        self.window = MainWindow(
            [
                workplaces.workplace(key, builders.get(key) or partial(self._later, key))
                for key in workplaces.TITLES
            ],
            office=lists.office.short_name,
            memory=memory,
        )
        self.chips = StatusChips(self.window, desk.clock)
        self._print = PrintPdf(desk.devices.pdf_desk, jobs, self.window.show_error, self.window)
        self._set_keys()
        sync.state_changed.connect(self._show_sync)
        sync.arrived.connect(lambda _count: self._arrived())
        sync.failed.connect(self.window.show_error)

    def open(self) -> None:
        """Show the first screen; devices and server are looked for afterwards."""
        self.window.go_to(workplaces.TODAY)
        self.window.show()

    def start_watching(self) -> None:
        """Look for token and scanner, meet the server; after the window is shown."""
        devices = self.desk.devices
        self._jobs.run(
            Lane.TOKEN,
            devices.tokens.certificates,
            done=self.chips.show_tokens,
            failed=self.chips.show_token_error,
        )
        self._jobs.run(
            Lane.SCANNER,
            devices.scanner.devices,
            done=self.chips.show_scanners,
            failed=self.chips.show_scanner_error,
        )
        self.sync.start()

    def online(self) -> bool:
        """Whether the last meeting with the server came about."""
        return self._online

    # --- pages -----------------------------------------------------------------------------------

    def _today(self) -> TodayView:
        presenter = TodayPresenter(self.desk, self._jobs)
        view = TodayView(presenter, self.window)
        presenter.setParent(view)
        view.scan_wanted.connect(self._go_scan)
        view.search_wanted.connect(self._search)
        view.arrival_wanted.connect(lambda arrival: self.incoming().open_arrival(arrival))
        view.batch_wanted.connect(self._register_batch)
        view.incoming_wanted.connect(self._show_incoming)
        view.outgoing_wanted.connect(self._show_outgoing)
        view.sign_wanted.connect(self._show_sign)
        self.today_presenter = presenter
        return view

    def _incoming(self) -> IncomingPage:
        listing_presenter = IncomingListPresenter(self.desk, self._jobs)
        entry_presenter = EntryPresenter(self.desk, self._jobs)
        listing = IncomingListView(listing_presenter, self.window, self._memory)
        listing.preview.set_people(self._people_names())
        entry = EntryView(entry_presenter, self._jobs, self.window, self._suggestions())
        page = IncomingPage(listing, entry, entry_presenter)
        listing_presenter.setParent(page)
        entry_presenter.setParent(page)
        page.scan_wanted.connect(self._go_scan)
        listing_presenter.register_ready.connect(lambda pdf: self._print(_("sổ văn bản đến"), pdf))
        entry.label_wanted.connect(entry_presenter.want_label)
        entry_presenter.label_ready.connect(lambda pdf: self._print(_("nhãn dấu đến"), pdf))
        for settled in (entry_presenter.registered, entry_presenter.paper_recorded):
            settled.connect(lambda _result: self._registered())
        entry_presenter.discarded.connect(self._registered)
        return page

    def _outgoing(self) -> OutgoingPage:
        presenter = OutgoingListPresenter(self.desk, self._jobs)
        draft_presenter = DraftPresenter(self.desk, self._jobs)
        listing = OutgoingListView(
            presenter, self.window, self._memory, lambda: self.desk.today.year
        )
        draft = DraftView(
            draft_presenter, self._jobs, self.window, self._suggestions(), self._find_recipients
        )
        page = OutgoingPage(listing, draft, draft_presenter)
        presenter.setParent(page)
        draft_presenter.setParent(page)
        listing.sign_wanted.connect(self._show_sign)
        presenter.register_ready.connect(lambda pdf: self._print(_("sổ văn bản đi"), pdf))
        presenter.step_taken.connect(lambda _document: self.sync.sync_now())
        return page

    def _scan(self) -> ScanView:
        presenter = ScanPresenter(self.desk, self._jobs)
        view = ScanView(presenter, self.window, self._memory)
        presenter.setParent(view)
        presenter.failed.connect(self.window.show_error)
        presenter.devices_changed.connect(self.chips.show_scanners)
        view.register_wanted.connect(self._register_batch)
        view.files_dropped.connect(lambda paths: self.incoming().open_files(paths))
        return view

    def _sign(self) -> SignView:
        presenter = SignPresenter(self.desk, self._jobs)
        view = SignView(presenter, self._jobs, self.window)
        presenter.setParent(view)
        presenter.certificates_changed.connect(self.chips.show_tokens)
        view.issued.connect(lambda _document: self.sync.sync_now())
        return view

    def _find(self) -> FindView:
        presenter = FindPresenter(self.desk, self._jobs)
        view = FindView(presenter, self.window, self._memory)
        presenter.setParent(view)
        view.incoming_wanted.connect(self._show_incoming)
        view.outgoing_wanted.connect(self._show_outgoing)
        return view

    def _settings(self) -> SettingsView:
        presenter = SettingsPresenter(
            self.desk, ChangeSettings(self.desk.store), self.server, self._jobs
        )
        dark = self._memory.get(DARK) is True
        view = SettingsView(presenter, self.desk.person, self.window, dark=dark)
        presenter.setParent(view)
        presenter.facts_changed.connect(
            lambda facts: self.window.set_office(facts.office.short_name)
        )
        presenter.connected.connect(self._connected)
        view.dark_wanted.connect(self._set_dark)
        return view

    # --- going about -----------------------------------------------------------------------------

    def incoming(self) -> IncomingPage:
        """Go to the incoming workplace."""
        page = self.window.go_to(workplaces.INCOMING)
        assert isinstance(page, IncomingPage)
        return page

    def outgoing(self) -> OutgoingPage:
        """Go to the outgoing workplace."""
        page = self.window.go_to(workplaces.OUTGOING)
        assert isinstance(page, OutgoingPage)
        return page

    def _go_scan(self) -> None:
        self.window.go_to(workplaces.SCAN)

    def _register_batch(self, batch: ScanBatch) -> None:
        if batch.kept:
            self.incoming().open_batch(batch)
        else:  # every page was taken out: there they can be put back
            self._go_scan()

    def _registered(self) -> None:
        self._jobs.run(
            Lane.STORE,
            lambda: len(self.desk.store.spool.batches()),
            done=lambda count: self.window.set_counter(workplaces.SCAN, count),
            failed=self.window.show_error,
        )
        self.sync.sync_now()

    def _show_incoming(self, document: object) -> None:
        page = self.incoming()
        if document is not None:
            page.show_document(document)  # type: ignore[arg-type]

    def _show_outgoing(self, document: Outgoing | None) -> None:
        page = self.outgoing()
        if document is not None:
            page.show_document(document)

    def _show_sign(self, document: Outgoing) -> None:
        view = self.window.go_to(workplaces.SIGN)
        assert isinstance(view, SignView)
        view.show_document(document.uid)

    def _search(self, text: str) -> None:
        view = self.window.go_to(workplaces.FIND)
        assert isinstance(view, FindView)
        view.search(text)

    def focus_search(self) -> None:
        """Put the cursor into the search box of the page, or of Tra cứu where it has none."""
        page = self.window.stack.currentWidget()
        headers: Iterable[PageHeader] = page.findChildren(PageHeader) if page else []
        for header in headers:
            if header.isVisible() and header.search is not None:
                header.focus_search()
                return
        found = self.window.go_to(workplaces.FIND)
        assert isinstance(found, FindView)
        found.header.focus_search()

    def _set_keys(self) -> None:
        window = self.window
        window.add_key("F2", lambda: self.incoming().listing.register_wanted.emit())
        window.add_key("F3", lambda: self.outgoing().new_draft())
        window.add_key("F8", lambda: window.go_to(workplaces.SIGN))
        window.add_key("F9", self._go_scan)
        # a shortcut, not add_key: a text box would take Ctrl+K for itself
        search = QShortcut(QKeySequence("Ctrl+K"), window)
        search.activated.connect(self.focus_search)
        search.activatedAmbiguously.connect(self.focus_search)
        window.set_key_hints(
            ("F2", _("Đăng ký")),
            ("F3", _("Soạn")),
            ("F8", _("Ký")),
            ("F9", _("Quét")),
            ("Ctrl+K", _("Tìm")),
        )

    # --- what the server says --------------------------------------------------------------------

    def _show_sync(self, state: SyncState) -> None:
        self._online = state.online
        self.chips.show_sync(state)
        self._refresh_shown()

    def _arrived(self) -> None:
        if self.window.current() not in (workplaces.TODAY, workplaces.INCOMING):
            self.window.show_notice(  # those two pages show it themselves
                _("Có văn bản hoặc trạng thái mới từ trục liên thông."),
                State.ACCENT,
                action=_("Xem"),
                pressed=self.incoming,
            )
        self._refresh_shown()

    def _refresh_shown(self) -> None:
        page = self.window.stack.currentWidget()
        if isinstance(page, TodayView):
            self.today_presenter.refresh()
        elif isinstance(page, IncomingPage | OutgoingPage):
            page.listing.refresh()

    def _connected(self) -> None:
        self.reload_lists()
        self.sync.start()

    def reload_lists(self) -> None:
        """Read again what forms suggest."""
        self._jobs.run(
            Lane.STORE,
            lambda: read_lists(self.desk),
            done=self._take_lists,
            failed=self.window.show_error,
        )

    def _take_lists(self, lists: Lists) -> None:
        self._lists = lists

    def _set_dark(self, dark: bool) -> None:
        self._memory.put(DARK, dark)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, dark=dark)

    # --- suggestions -------------------------------------------------------------------------------

    def _suggestions(self) -> dict[str, list[str]]:
        leaders = [p for p in self._lists.people if Role.LEADER in p.roles]
        agencies = [agency.name for agency in self._lists.agencies]
        return {
            "doc_type": list(self._lists.doc_types),
            "issuing_org": agencies,
            "issuing_org_name": [self._lists.office.name],
            "signer_name": [person.full_name for person in leaders],
            "signer_position": [person.position for person in leaders],
            **{name: list(texts) for name, texts in self._lists.suggestions.items()},
        }

    def _people_names(self) -> list[str]:
        return [
            f"{person.position} {person.full_name}".strip()
            for person in self._lists.people
            if Role.ADMIN not in person.roles
        ]

    def _find_recipients(self, text: str) -> list[Recipient]:
        wanted = fold(text)
        own = self._lists.office.code
        return [
            Recipient(agency.name, agency.code, email=agency.email)
            for agency in self._lists.agencies
            if agency.code != own and (wanted in fold(agency.name) or wanted in fold(agency.code))
        ]

    def _later(self, key: str) -> QWidget:
        """A workplace that this version does not have: says so, and where the work is done now."""
        words, action, instead = _LATER[key]
        page = QWidget()
        header = PageHeader(_(workplaces.TITLES[key][0]))
        header.set_chips((_("Chưa có trong bản này"), State.NEUTRAL))
        card = Card()
        empty = EmptyState(_(words), _(action))
        empty.pressed.connect(lambda: self.window.go_to(instead))
        card.body.addWidget(empty, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(header)
        layout.addWidget(card, 1)
        page.setFocusProxy(empty.button)
        return page
