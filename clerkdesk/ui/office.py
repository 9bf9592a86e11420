"""The main window of one open office: workplaces built when first seen, and the ways between them."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clerkdesk.domain.access import Sight
from clerkdesk.domain.books import Direction
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import TrustNews
from clerkdesk.ports.store import Arrival
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.desk import Desk
from clerkdesk.services.keep_side_book import meeting_from
from clerkdesk.ui.alerts.build import build_alerts
from clerkdesk.ui.alerts.clock_bar import ClockBar
from clerkdesk.ui.backup.build import build_backup_watch
from clerkdesk.ui.counter.build import build_counter
from clerkdesk.ui.counter.code_watch import CodeWatch
from clerkdesk.ui.find.build import build_find
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.idle_work import IdleWork
from clerkdesk.ui.incoming.build import build_incoming
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.later import build_later
from clerkdesk.ui.lists import Lists, read_lists
from clerkdesk.ui.lock.session_lock import SessionLock
from clerkdesk.ui.lock.window_lock import WindowLock
from clerkdesk.ui.mail.meetings_build import build_mail_meetings
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.my_work.build import build_my_work
from clerkdesk.ui.network_watch import NetworkWatch
from clerkdesk.ui.numbers.build import build_numbers
from clerkdesk.ui.numbers.page import NumbersPage
from clerkdesk.ui.numbers.reminder import YearReminderPresenter, remind_in
from clerkdesk.ui.outgoing.build import build_outgoing
from clerkdesk.ui.outgoing.page import OutgoingPage
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.printing import PrintPdf
from clerkdesk.ui.scan.build import build_scan
from clerkdesk.ui.settings.build import BACKUP, DIRECTORY, MAIL, TRUST, build_settings
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.side_books.build import build_side_books
from clerkdesk.ui.side_books.view import SideBooksView
from clerkdesk.ui.sign.build import build_sign
from clerkdesk.ui.sign.seal_watch import SealWatch
from clerkdesk.ui.sign.view import SignView
from clerkdesk.ui.status_chips import StatusChips
from clerkdesk.ui.surroundings import Builder, RefreshingPage, Surroundings
from clerkdesk.ui.sync_presenter import SyncPresenter, SyncState
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.build import build_today
from clerkdesk.ui.trust.build import build_trust_watch
from clerkdesk.ui.trust.page import TrustPage

P = TypeVar("P", bound=QWidget)

_BUILDERS: dict[str, Builder] = {
    workplaces.TODAY: build_today,
    workplaces.MY_WORK: build_my_work,
    workplaces.INCOMING: build_incoming,
    workplaces.OUTGOING: build_outgoing,
    workplaces.SIDE_BOOKS: build_side_books,
    workplaces.SCAN: build_scan,
    workplaces.SIGN: build_sign,
    workplaces.COUNTER: build_counter,
    workplaces.FIND: build_find,
    workplaces.NUMBERS: build_numbers,
    workplaces.SETTINGS: build_settings,
}


class OfficeWindow(QObject):
    """Owns the main window of an open office; it is the `Ways` of its workplaces.

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
        self.server = connect
        self._lists = lists
        self.sync = sync
        self._online = False
        self.window = MainWindow(
            [
                workplaces.workplace(key, partial(self._build, key))
                for key in workplaces.TITLES
                if workplaces.REGISTER_OF.get(key) not in lists.hidden
            ],
            office=lists.office.short_name,
            memory=memory,
        )
        self.chips = StatusChips(self.window, desk.clock)
        self._around = Surroundings(
            desk=desk,
            jobs=jobs,
            window=self.window,
            memory=memory,
            lists=lambda: self._lists,
            ways=self,
            chips=self.chips,
            server=connect,
            print_pdf=PrintPdf(desk.devices.pdf_desk, jobs, self.window.show_error, self.window),
        )
        self.year = YearReminderPresenter(desk, jobs)
        remind_in(self.window, self.year)
        self.alerts = build_alerts(self._around, sync)
        self.trust = build_trust_watch(self._around)
        self.backup = build_backup_watch(self._around)
        self.trust.settled.connect(lambda count: self.refresh_shown() if count else None)
        self.lock = WindowLock(self.window, desk, jobs, memory)
        self.lock.failed.connect(self.window.show_error)
        self.session = SessionLock(self.lock, self.window, desk, jobs)
        self.codes = CodeWatch(self._around)
        self.mail = build_mail_meetings(self._around, self.alerts.presenter, self.refresh_shown)
        for watch in (sync, self.mail):
            self.session.shut.connect(watch.stop)
            self.session.reopened.connect(watch.start)
        self.window.files_dropped.connect(self.open_files)
        self._set_keys()
        self.seals = SealWatch(desk, jobs)
        self.seals.setParent(self.window)
        self.idle_work = IdleWork(desk.store, jobs)
        self.idle_work.setParent(self.window)
        self.seals.sealed.connect(self.window.show_notice)
        sync.state_changed.connect(self._show_sync)
        self.network = NetworkWatch()
        self.network.setParent(self.window)
        self.network.came.connect(sync.wake)
        self.network.came.connect(self.mail.meet)
        self.network.metered_changed.connect(partial(setattr, desk.line, "system_says"))
        self.clock_bar = ClockBar(desk.guard_clock)
        self.window.add_banner(self.clock_bar)
        sync.state_changed.connect(lambda _state: self.clock_bar.look())
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
        self.lock.start()
        self.year.check()
        self.sync.start()
        self.mail.start()
        self.network.start()
        self.seals.start()
        self.alerts.start()
        self.trust.start()
        self.backup.start()
        self.session.start()
        self.idle_work.start()

    def online(self) -> bool:
        """Whether the last meeting with the server came about."""
        return self._online

    def incoming(self) -> IncomingPage:
        """Go to the incoming workplace."""
        return self._page(workplaces.INCOMING, IncomingPage)

    def outgoing(self) -> OutgoingPage:
        """Go to the outgoing workplace."""
        return self._page(workplaces.OUTGOING, OutgoingPage)

    # --- the ways between workplaces ---------------------------------------------------------------

    def scan(self) -> None:
        """Go to the scanner."""
        self.window.go_to(workplaces.SCAN)

    def register_batch(self, batch: ScanBatch) -> None:
        """Open the form on scanned pages; a batch without pages goes back to where it was scanned."""
        if batch.kept:
            self.incoming().open_batch(batch)
        else:  # every page was taken out: there they can be put back
            self.scan()

    def open_arrival(self, arrival: Arrival) -> None:
        """Open the form on a packet."""
        self.incoming().open_arrival(arrival)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open the form on files of the clerk's."""
        self.incoming().open_files(paths)

    def load_trust(self, paths: Sequence[Path]) -> None:
        """Take in trust and revocation lists that were dropped on another page."""
        page = self._page(workplaces.SETTINGS, SettingsView).show_section(TRUST)
        assert isinstance(page, TrustPage)
        page.take(paths)

    def trust_came(self, news: TrustNews) -> None:
        """Trust or revocation lists were taken in: open verdicts are judged again."""
        self.trust.take(news)

    def fetch_trust(self) -> None:
        """Ask for newer trust and revocation lists now."""
        self.trust.fetch()

    def show_incoming(self, document: Incoming | None) -> None:
        """Show the incoming register, on `document` if one is given."""
        page = self.incoming()
        if document is not None:
            page.show_document(document)

    def show_verdict(self, document: Incoming) -> None:
        """Show what the checks of an incoming document's signatures found."""
        self.incoming().show_verdict(document)

    def show_outgoing(self, document: Outgoing | None) -> None:
        """Show the outgoing register, on `document` if one is given."""
        page = self.outgoing()
        if document is not None:
            page.show_document(document)

    def import_register(self, direction: Direction) -> None:
        """Bring an old register in."""
        page = self.incoming() if direction is Direction.INCOMING else self.outgoing()
        page.open_import()

    def show_directory(self) -> None:
        """Go to the directory."""
        self._page(workplaces.SETTINGS, SettingsView).show_section(DIRECTORY)

    def show_mail(self) -> None:
        """Go to the settings of the official mailbox."""
        self._page(workplaces.SETTINGS, SettingsView).show_section(MAIL)

    def show_backup(self) -> None:
        """Go to backups and restoring."""
        self._page(workplaces.SETTINGS, SettingsView).show_section(BACKUP)

    def show_conflicts(self) -> None:
        """Show what desks wrote differently."""
        self._page(workplaces.NUMBERS, NumbersPage).show_conflicts()

    def show_dispatch(self) -> None:
        """Show the paper that must leave."""
        self.outgoing().show_dispatch()

    def show_sign(self, document: Outgoing) -> None:
        """Go to signing, with this document chosen."""
        self._page(workplaces.SIGN, SignView).show_document(document.uid)

    def plan_meeting(self, document: Incoming) -> None:
        """Put an invitation into the meetings; one that is there already is shown."""
        view = self._page(workplaces.SIDE_BOOKS, SideBooksView)
        self._jobs.run(
            Lane.STORE,
            lambda: list(self.desk.store.side_books.about(document.uid)),
            done=lambda lines: view.plan_meeting(meeting_from(document), lines),
            failed=self.window.show_error,
        )

    def search(self, text: str) -> None:
        """Look for `text` everywhere."""
        self._page(workplaces.FIND, FindView).search(text)

    def send(self) -> None:
        """Something waits to leave: meet the servers now."""
        self.sync.sync_now()
        self.mail.meet()

    def registered(self) -> None:
        """A document was registered or put away: counters and server must know."""
        self._jobs.run(
            Lane.STORE,
            lambda: len(self.desk.store.spool.batches()),
            done=lambda count: self.window.set_counter(workplaces.SCAN, count),
            failed=self.window.show_error,
        )
        self.send()

    def office_changed(self) -> None:
        """Facts of the office were changed: its name is shown anew and lists are read again."""
        self._jobs.run(
            Lane.STORE,
            lambda: read_lists(self.desk),
            done=self._take_lists,
            failed=self.window.show_error,
        )

    def connected(self) -> None:
        """This desk has just been enrolled at the server."""
        self.office_changed()
        self.sync.start()

    def focus_search(self) -> None:
        """Put the cursor into the search box of the page, or of Tra cứu where it has none."""
        if self.window.is_covered():
            return
        page = self.window.stack.currentWidget()
        headers: Iterable[PageHeader] = page.findChildren(PageHeader) if page else []
        for header in headers:
            if header.isVisible() and header.search is not None:
                header.focus_search()
                return
        self._page(workplaces.FIND, FindView).header.focus_search()

    def _page(self, key: str, kind: type[P]) -> P:
        """Go to a workplace.

        Raises:
            NotAllowed: it is kept from this account; said in the window by the hook of errors.
        """
        register = workplaces.REGISTER_OF.get(key)
        if register is not None:
            Sight(self._lists.hidden).demand(register)
        page = self.window.go_to(key)
        assert isinstance(page, kind)
        return page

    def _build(self, key: str) -> QWidget:
        build = _BUILDERS.get(key)
        return build_later(self._around, key) if build is None else build(self._around)

    def _set_keys(self) -> None:
        window = self.window
        window.add_key("F2", lambda: self.incoming().listing.register_wanted.emit())
        window.add_key("F3", lambda: self.outgoing().new_draft())
        window.add_key("F8", lambda: window.go_to(workplaces.SIGN))
        window.add_key("F9", self.scan)
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

    # --- what the server says ----------------------------------------------------------------------

    def _show_sync(self, state: SyncState) -> None:
        self._online = state.online
        self.chips.show_sync(state)
        self.refresh_shown()

    def _arrived(self) -> None:
        if self.window.current() not in (workplaces.TODAY, workplaces.INCOMING):
            self.window.show_notice(  # those two pages show it themselves
                _("Có văn bản hoặc trạng thái mới từ trục liên thông."),
                State.ACCENT,
                action=_("Xem"),
                pressed=self.incoming,
            )
        self.refresh_shown()

    def refresh_shown(self) -> None:
        """Something changed in the store: the page that is shown reads again."""
        page = self.window.stack.currentWidget()
        if isinstance(page, RefreshingPage):
            page.refresh()

    def _take_lists(self, lists: Lists) -> None:
        self._lists = lists
        self.window.set_office(lists.office.short_name)
