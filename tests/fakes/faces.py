"""Every face of every workplace in a busy office, by the name of its picture."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from clerkdesk.domain.assignments import Deed
from clerkdesk.domain.errors import MailCertificateRefused
from clerkdesk.domain.mail_account import MailAccount, MailSecret
from clerkdesk.domain.page_findings import CoverSheet, PageFindings
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.services.mail_setting import TrialStep
from clerkdesk.ui.copies.panel import CopyPanel
from clerkdesk.ui.counter.page import CounterPage
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.mail.settings_page import MailSettingsPage
from clerkdesk.ui.my_work.view import MyWorkView
from clerkdesk.ui.numbers.page import NumbersPage
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.outgoing.presentation_note import PresentationNote
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.side_books.view import SideBooksView
from clerkdesk.ui.today.view import TodayView
from tests.fakes.busy_office import BusyOffice, picture_of_cover
from tests.fakes.sample_documents import ADMIN

Show = Callable[[OfficeWindow, BusyOffice], object]


def _today(window: OfficeWindow) -> TodayView:
    page = window.window.go_to(workplaces.TODAY)
    assert isinstance(page, TodayView)
    return page


def _my_work(window: OfficeWindow, section: str) -> None:
    page = window.window.go_to(workplaces.MY_WORK)
    assert isinstance(page, MyWorkView)
    page.show_section(section)


def _incoming(window: OfficeWindow, office: BusyOffice, act: str = "") -> None:
    page = window.incoming()
    page.show_document(office.given)
    handling = page.listing.preview.handling
    handling.put_form_away()
    if act == "forward":
        handling.focus_forward()
    elif act == "progress":
        handling._open_deed(Deed.PROGRESS)
    elif act == "finish":
        handling._open_finish()


def _incoming_filters(window: OfficeWindow, office: BusyOffice) -> None:
    _incoming(window, office)
    filters = window.incoming().listing.filters
    filters.toggle_panel()


def _outgoing(
    window: OfficeWindow, office: BusyOffice, which: str = "issued", tab: int = 0
) -> None:
    page = window.outgoing()
    page.show_document(office.store.outgoing.get(getattr(office, which).uid))
    page.listing.preview.show_tab(tab)


def _draft(window: OfficeWindow, office: BusyOffice) -> None:
    page = window.outgoing()
    page._edit(office.store.outgoing.get(office.drafted.uid))


def _copy(window: OfficeWindow, office: BusyOffice) -> None:
    page = window.outgoing()
    page.show_document(office.store.outgoing.get(office.issued.uid))
    page.listing.preview.findChildren(CopyPanel)[0].copy.click()


def _presentation(window: OfficeWindow, office: BusyOffice) -> None:
    _draft(window, office)
    note = window.outgoing().draft.findChildren(PresentationNote)[0]
    note.more.click()


def _numbers(window: OfficeWindow, face: int) -> None:
    page = window.window.go_to(workplaces.NUMBERS)
    assert isinstance(page, NumbersPage)
    page.show_face(face)
    if face == 1:
        page.series.table.choose(1)
    if face == 3:
        page.reconcile._reconcile()


def _side(window: OfficeWindow, book: SideBookKey) -> None:
    page = window.window.go_to(workplaces.SIDE_BOOKS)
    assert isinstance(page, SideBooksView)
    page.open_book(book)


def _counter(window: OfficeWindow, office: BusyOffice) -> None:
    page = window.window.go_to(workplaces.COUNTER)
    assert isinstance(page, CounterPage)
    page.show_dossier(office.dossier)


def _find(window: OfficeWindow, text: str) -> None:
    page = window.window.go_to(workplaces.FIND)
    assert isinstance(page, FindView)
    page.search(text)


def _mail(window: OfficeWindow, office: BusyOffice) -> None:
    """The mailbox after a trial: one server lets in, the other shows a certificate of another name."""
    desk = office.desk(ADMIN)
    account = MailAccount(
        "ubnd.thunghiem@tinh.gov.vn", imap_host="mail.tinh.gov.vn", smtp_host="mail.tinh.gov.vn"
    )
    office.mail_servers.add(account.address)
    desk.mail.change(account, ADMIN, desk.today)
    desk.mail.change.keep_secret(
        desk.mail.change.account(), MailSecret(office.mail_servers.password)
    )
    _settings(window, "mail")
    page = window.window.findChildren(MailSettingsPage)[0]
    wrong = MailCertificateRefused("mail.tinh.gov.vn:465", "chứng thư cấp cho tên khác")
    page.show_trial(
        [
            TrialStep("Nhận thư (IMAP) tại mail.tinh.gov.vn: máy chủ báo thư mới ngay"),
            TrialStep("Gửi thư (SMTP) tại mail.tinh.gov.vn", wrong),
        ]
    )


def _settings(window: OfficeWindow, section: str) -> None:
    page = window.window.go_to(workplaces.SETTINGS)
    assert isinstance(page, SettingsView)
    page.show_section(section)


def _trust(window: OfficeWindow, office: BusyOffice) -> None:
    office.believe()
    _settings(window, "trust")


def _correction(window: OfficeWindow, office: BusyOffice) -> None:
    _incoming(window, office)
    window.incoming().listing.preview._ask_correction()


def _scan(window: OfficeWindow, office: BusyOffice) -> ScanView:
    """The page Quét with nothing but the letter waiting."""
    page = window.window.go_to(workplaces.SCAN)
    assert isinstance(page, ScanView)
    for batch in office.store.spool.batches():
        if batch.batch_id != office.letter.batch_id:
            page._presenter.discard(batch)
    return page


def _scan_backs(window: OfficeWindow, office: BusyOffice) -> None:
    """Three fronts, and a back too few."""
    page, sheet = _scan(window, office), office.scanner.pages[0]
    office.scanner.pages = [sheet] * 3
    page._scan.click()
    office.scanner.pages = [sheet] * 2
    page._backs.click()
    window.window.clear_notice()


def _scan_filed(window: OfficeWindow, office: BusyOffice) -> None:
    """A pile with the covers of two documents in the register and of one that is not."""
    page, sheet = _scan(window, office), office.scanner.pages[0]
    rows = office.store.incoming.rows[:2]
    year, covers = office.clock.now.year, [(str(row.arrival_number), row.series) for row in rows]
    pile = []
    for number, series in [*covers, ("999", "")]:
        cover = CoverSheet("incoming", year, number, series)
        picture = picture_of_cover(cover)
        office.workshop.findings[picture] = PageFindings(cover=cover)
        pile += [picture, sheet, sheet]
    office.scanner.pages = pile
    page._scan.click()
    page._accept()


def _backup(window: OfficeWindow, office: BusyOffice) -> None:
    """Four days of backups on a stick, the last one proved, and a journal beside them."""
    place, keep = Path(tempfile.gettempdir()), window.desk.keep_safe
    keep.choose(str(place), 24, window.desk.person)
    began = office.clock.now
    for day in (3, 2, 1, 0):
        office.clock.now = began - timedelta(days=day)
        keep.back_up()
    office.clock.now = began
    keep.drill()
    keep.choose_journal(str(place), window.desk.person)
    _settings(window, "backup")


FACES: Mapping[str, Show] = {
    "today": lambda w, _o: _today(w),
    "receipts": lambda w, _o: _today(w).show_receipts(),
    "my-work": lambda w, _o: _my_work(w, "overdue"),
    "incoming": _incoming,
    "incoming-filters": _incoming_filters,
    "incoming-forward": lambda w, o: _incoming(w, o, "forward"),
    "incoming-progress": lambda w, o: _incoming(w, o, "progress"),
    "incoming-finish": lambda w, o: _incoming(w, o, "finish"),
    "verdict": lambda w, o: w.show_verdict(o.let_fall()),
    "correction": _correction,
    "register-form": lambda w, o: w.register_batch(o.letter),
    "register-arrival": lambda w, o: w.open_arrival(o.store.exchange.arrivals()[0]),
    "register-by-hand": lambda w, _o: w.incoming().paper_wanted.emit(),
    "incoming-import": lambda w, _o: w.incoming().open_import(),
    "outgoing": _outgoing,
    "outgoing-draft": lambda w, o: _outgoing(w, o, "drafted"),
    "outgoing-opinions": lambda w, o: _outgoing(w, o, "drafted", 1),
    "outgoing-versions": lambda w, o: _outgoing(w, o, "drafted", 2),
    "outgoing-returned": lambda w, o: _outgoing(w, o, "returned"),
    "draft": _draft,
    "copies": _copy,
    "presentation": _presentation,
    "dispatch": lambda w, _o: w.show_dispatch(),
    "side-books": lambda w, _o: _side(w, SideBookKey.PETITIONS),
    "side-loans": lambda w, _o: _side(w, SideBookKey.LOANS),
    "side-meetings": lambda w, _o: _side(w, SideBookKey.MEETINGS),
    "counter": _counter,
    "scan": lambda w, _o: w.scan(),
    "scan-backs": _scan_backs,
    "scan-profiles": lambda w, _o: _settings(w, "scan"),
    "scan-filed": _scan_filed,
    "sign": lambda w, _o: w.window.go_to(workplaces.SIGN),
    "find": lambda w, _o: _find(w, "ho so dien tu"),
    "numbers": lambda w, _o: _numbers(w, 0),
    "series": lambda w, _o: _numbers(w, 1),
    "issuers": lambda w, _o: _numbers(w, 2),
    "reconciliation": lambda w, _o: _numbers(w, 3),
    "differences": lambda w, _o: _numbers(w, 4),
    "settings": lambda w, _o: _settings(w, "office"),
    "people": lambda w, _o: _settings(w, "people"),
    "backup": _backup,
    "calendar": lambda w, _o: _settings(w, "calendar"),
    "forwarding": lambda w, _o: _settings(w, "forwarding"),
    "formats": lambda w, _o: _settings(w, "formats"),
    "access": lambda w, _o: _settings(w, "access"),
    "access-log": lambda w, _o: _settings(w, "access_log"),
    "bases": lambda w, _o: _settings(w, "bases"),
    "directory": lambda w, _o: _settings(w, "directory"),
    "trust": _trust,
    "imports": lambda w, _o: _settings(w, "imports"),
    "mail": _mail,
    "sticks": lambda w, _o: _settings(w, "sync"),
    "paper-rules": lambda w, _o: _settings(w, "paper"),
    "later": lambda w, _o: w.window.go_to(workplaces.REPORTS),
}
"""Name -> how to come there; the order is that of the rail."""
