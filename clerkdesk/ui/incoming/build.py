"""Builds Văn bản đến: the register and the form, each with its presenter."""

from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Arrival
from clerkdesk.ui.copies.attach import attach_copying
from clerkdesk.ui.corrections.presenter import CorrectionPresenter
from clerkdesk.ui.corrections.view import CorrectionView
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.importing.build import build_register_import
from clerkdesk.ui.incoming.change_answers import ChangeAnswers
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.incoming.list_presenter import IncomingListPresenter
from clerkdesk.ui.incoming.list_view import IncomingListView
from clerkdesk.ui.incoming.meeting_button import MeetingButton
from clerkdesk.ui.incoming.number_questions import attach_entry_questions
from clerkdesk.ui.incoming.other_ways import attach_other_ways
from clerkdesk.ui.incoming.packet_files import attach_packet_files
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.incoming.paper_copy import PaperCopyButton
from clerkdesk.ui.incoming.torn_packets import attach_torn_packets
from clerkdesk.ui.mail.forward_panel import attach_forwarding_by_mail
from clerkdesk.ui.numbers.attach import attach_number_panel
from clerkdesk.ui.revisions.attach import Revisions, attach_revisions
from clerkdesk.ui.scan.cover_button import CoverButton
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State
from clerkdesk.ui.verdict.attach import attach_verdict


def build_incoming(around: Surroundings) -> IncomingPage:
    """The register of incoming documents and the form over it."""
    desk, jobs, window = around.desk, around.jobs, around.window
    listing_presenter = IncomingListPresenter(desk, jobs)
    entry_presenter = EntryPresenter(desk, jobs)
    exporter = Exporter(desk, jobs)
    listing = IncomingListView(listing_presenter, exporter, window, around.memory)
    names = around.lists().people_names()
    listing.set_suggestions({**around.lists().by_field(), "to_person": names})
    listing.preview.set_people(names)
    copy = PaperCopyButton(desk, around.print_made)
    copy.setParent(listing)
    listing.preview.offer(copy.press)
    listing_presenter.preview_changed.connect(copy.show_preview)
    cover = CoverButton(desk, around.print_made)
    cover.setParent(listing)
    listing.preview.offer(cover.press)
    listing_presenter.preview_changed.connect(lambda shown: cover.show_document(shown.document))
    meeting = MeetingButton(around.ways.plan_meeting)
    meeting.setParent(listing)
    listing.preview.offer(meeting.press)
    listing_presenter.preview_changed.connect(meeting.show_preview)
    entry = EntryView(entry_presenter, jobs, window, around.lists().by_field())
    page = IncomingPage(
        listing,
        entry,
        entry_presenter,
        lambda: build_register_import(around, Direction.INCOMING),
    )
    listing_presenter.setParent(page)
    exporter.setParent(page)
    entry_presenter.setParent(page)
    form = entry.form

    def look_at(name: str) -> None:
        if name == "issuing_org":
            form.set_remark(name, around.lists().index.warning(str(form.editor(name).value())))

    form.changed.connect(look_at)
    entry_presenter.opened.connect(
        lambda _candidate: form.set_suggestions(
            "issuing_org", around.lists().by_field()["issuing_org"]
        )
    )
    attach_number_panel(
        listing.preview,
        listing_presenter.preview_changed,
        listing.table.row_chosen,
        listing.show_document,
        around,
    )
    attach_copying(
        page,
        listing,
        listing.preview.body,
        listing.preview.offer,
        listing_presenter.preview_changed,
        listing.table.row_chosen,
        around,
    )
    revisions = _connect_revisions(page, listing_presenter, entry_presenter, around)
    _connect_verdicts(page, listing_presenter, around, revisions)
    attach_entry_questions(entry, entry_presenter, around)
    _connect_changes(page, listing_presenter, around)
    attach_other_ways(page, entry_presenter, around)
    attach_packet_files(page, around)
    page.scan_wanted.connect(around.ways.scan)
    handling = listing_presenter.handling
    handling.sheet_ready.connect(lambda pdf: around.print_pdf(_("phiếu giải quyết"), pdf))
    handling.read_people()
    listing_presenter.register_ready.connect(lambda pdf: around.print_pdf(_("sổ văn bản đến"), pdf))
    entry.sheet_wanted.connect(lambda document: handling.print_sheet(document.uid))
    entry.label_wanted.connect(entry_presenter.want_label)
    entry_presenter.label_ready.connect(lambda pdf: around.print_pdf(_("nhãn dấu đến"), pdf))
    for settled in (entry_presenter.registered, entry_presenter.paper_recorded):
        settled.connect(lambda _result: around.ways.registered())
    entry_presenter.discarded.connect(around.ways.registered)
    return page


def _connect_verdicts(
    page: IncomingPage,
    presenter: IncomingListPresenter,
    around: Surroundings,
    revisions: Revisions,
) -> None:
    """Page of a verdict, trust lists that are dropped, the way to a leader's mailbox."""
    attach_forwarding_by_mail(
        page.listing.preview.body,
        page.listing.preview.offer,
        presenter.preview_changed,
        page.listing.table.row_chosen,
        around,
    )
    page.trust_dropped.connect(around.ways.load_trust)
    attach_verdict(
        page,
        page.listing,
        page.listing.preview,
        presenter.preview_changed,
        page.verdict_wanted,
        around,
        revisions.open,
    )


def _connect_revisions(
    page: IncomingPage,
    listing_presenter: IncomingListPresenter,
    entry_presenter: EntryPresenter,
    around: Surroundings,
) -> Revisions:
    """What was signed beside what came: from the register and from the form."""
    opened, beside, on_form = attach_revisions(
        page, page.listing.preview, page.entry.show_below_findings, around
    )
    listing_presenter.preview_changed.connect(
        lambda shown: beside.show_file(shown.document.main_file, shown.check)
    )
    entry_presenter.opened.connect(
        lambda given: on_form.show_file(given.main_file, None if given.secret else given.check)
    )
    entry_presenter.secret_found.connect(lambda _error: on_form.show_file(None, None))
    return opened


def _connect_changes(
    page: IncomingPage, presenter: IncomingListPresenter, around: Surroundings
) -> None:
    """Recalls and updates of senders, and corrections of the clerk's own entries."""
    window, bar = around.window, page.listing.arrivals
    attach_torn_packets(page, around)
    answers = ChangeAnswers(around.desk, around.jobs)
    answers.setParent(page)
    bar.agreed.connect(answers.agree)
    bar.declined.connect(answers.decline)
    answers.failed.connect(window.show_error)
    answers.searching.connect(lambda words: window.show_notice(words, State.ACCENT))

    def locked(error: ClerkError) -> None:
        window.show_error(error)
        presenter.refresh()

    answers.locked.connect(locked)

    def answered(words: str, document: Incoming | None) -> None:
        window.show_notice(words)
        presenter.refresh()
        if document is not None:
            presenter.select(document.uid)
        around.ways.registered()

    def agreed(arrival: Arrival, document: Incoming | None) -> None:
        code = arrival.code
        if document is not None and document.state is IncomingState.CANCELLED:
            words = _("Đã hủy văn bản {code} theo yêu cầu của nơi gửi; số đến giữ nguyên.")
        elif document is not None:
            words = _("Đã ghi nhận cập nhật của văn bản {code}.")
        else:
            words = _("Đã đồng ý; văn bản {code} chưa vào sổ nên không còn chờ tiếp nhận.")
        answered(words.format(code=code), document)

    answers.agreed.connect(agreed)
    answers.declined.connect(
        lambda arrival: answered(
            _("Đã từ chối yêu cầu về văn bản {code}; nơi gửi được báo.").format(code=arrival.code),
            None,
        )
    )
    correction = CorrectionView(CorrectionPresenter(around.desk, around.jobs), window)
    page.addWidget(correction)

    def correct(document: Incoming) -> None:
        correction.open(document)
        page.setCurrentWidget(correction)

    def corrected(document: Incoming | None) -> None:
        page.setCurrentWidget(page.listing)
        if document is not None:
            presenter.refresh()
            presenter.select(document.uid)

    page.listing.preview.correct_wanted.connect(correct)
    correction.left.connect(corrected)
