"""Builds Văn bản đi: the register and the form of a draft, each with its presenter."""

from clerkdesk.domain.books import Direction
from clerkdesk.domain.outgoing import UNISSUED, Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.services.remark import Comparison
from clerkdesk.ui.cards import button
from clerkdesk.ui.copies.attach import attach_copying
from clerkdesk.ui.corrections.presenter import CorrectionPresenter
from clerkdesk.ui.corrections.view import CorrectionView
from clerkdesk.ui.dispatch.build import build_dispatch
from clerkdesk.ui.dispatch.decided_line import DecidedLine
from clerkdesk.ui.dispatch.paper_line import PaperLine, PaperLinePresenter
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.importing.build import build_register_import
from clerkdesk.ui.mail.resend_panel import attach_resending
from clerkdesk.ui.numbers.attach import attach_number_panel
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter
from clerkdesk.ui.outgoing.compare_view import CompareView
from clerkdesk.ui.outgoing.deliveries_view import DeliveriesView
from clerkdesk.ui.outgoing.draft_presenter import DraftPresenter
from clerkdesk.ui.outgoing.draft_view import DraftView
from clerkdesk.ui.outgoing.list_presenter import OutgoingListPresenter
from clerkdesk.ui.outgoing.list_view import OutgoingListView
from clerkdesk.ui.outgoing.page import OutgoingPage
from clerkdesk.ui.outgoing.presentation_note import PresentationNote, PresentationPresenter
from clerkdesk.ui.outgoing.words import taken_words
from clerkdesk.ui.packet_export import PacketExport
from clerkdesk.ui.recipient_book import RecipientBook
from clerkdesk.ui.scan.cover_button import CoverButton
from clerkdesk.ui.surroundings import Surroundings


def build_outgoing(around: Surroundings) -> OutgoingPage:
    """The register of outgoing documents and the form over it."""
    desk, jobs, window = around.desk, around.jobs, around.window
    presenter = OutgoingListPresenter(desk, jobs)
    draft_presenter = DraftPresenter(desk, jobs)
    exporter = Exporter(desk, jobs)
    listing = OutgoingListView(presenter, exporter, window, around.memory, around.lists().series)
    names = [agency.name for agency in around.lists().agencies]
    listing.set_suggestions({**around.lists().by_field(), "recipient": names})
    draft = DraftView(
        draft_presenter,
        jobs,
        window,
        around.lists().by_field(),
        RecipientBook(around).editor,
        lambda form: PaperLine(form, PaperLinePresenter(desk, jobs)),
        PresentationNote(PresentationPresenter(desk, jobs)),
    )
    page = OutgoingPage(
        listing,
        draft,
        draft_presenter,
        build_dispatch(around),
        lambda: build_register_import(around, Direction.OUTGOING),
    )
    advice = PresentationNote(PresentationPresenter(desk, jobs), narrow=True)
    listing.preview.notes.addWidget(advice)
    presenter.preview_changed.connect(lambda preview: advice.show_document(preview.document))
    listing.table.row_chosen.connect(
        lambda row: advice.show_document(None) if row is None else None
    )
    decided = DecidedLine(desk, jobs, around.print_made, window.show_error)
    listing.preview.body.addWidget(decided)
    presenter.preview_changed.connect(lambda preview: decided.show_document(preview.document))
    decided.changed.connect(lambda document: presenter.select(document.uid))
    presenter.setParent(page)
    exporter.setParent(page)
    draft_presenter.setParent(page)
    acts = ActsPresenter(desk, jobs)
    acts.setParent(page)
    listing.preview.set_acts(acts)
    _connect(acts, page, presenter, around)
    listing.sign_wanted.connect(around.ways.show_sign)
    attach_number_panel(
        listing.preview,
        presenter.preview_changed,
        listing.table.row_chosen,
        listing.show_document,
        around,
    )
    attach_copying(
        page,
        listing,
        listing.preview.notes,
        listing.preview.offer,
        presenter.preview_changed,
        listing.table.row_chosen,
        around,
    )
    attach_resending(
        listing.preview.notes, presenter.preview_changed, listing.table.row_chosen, around
    )
    cover = CoverButton(desk, around.print_made)
    cover.setParent(listing)
    listing.preview.offer(cover.press)
    presenter.preview_changed.connect(lambda shown: cover.show_document(shown.document))
    _attach_deliveries(page, presenter, around)
    export = PacketExport(around, listing)
    listing.preview.offer(export.press)
    presenter.preview_changed.connect(lambda shown: export.show_document(shown.document))
    presenter.report_ready.connect(
        lambda pdf: around.print_pdf(_("báo cáo giải quyết văn bản đi"), pdf)
    )
    presenter.register_ready.connect(lambda pdf: around.print_pdf(_("sổ văn bản đi"), pdf))
    presenter.step_taken.connect(lambda _document: around.ways.send())
    return page


def _attach_deliveries(
    page: OutgoingPage, presenter: OutgoingListPresenter, around: Surroundings
) -> None:
    """Every recipient of the chosen document, on a page over the register."""
    view, preview = DeliveriesView(around.memory), page.listing.preview
    page.addWidget(view)
    view.left.connect(page.show_list)
    shown: list[Outgoing] = []

    def open_view(document: Outgoing) -> None:
        view.show_document(document)
        page.show_over(view)

    press = button(_("Tình trạng gửi"), lambda: open_view(shown[0]))
    press.hide()

    def look(document: Outgoing) -> None:
        shown[:] = [document]
        press.setVisible(document.state not in UNISSUED and bool(document.deliveries))

    preview.offer(press)
    preview.deliveries_wanted.connect(open_view)
    presenter.preview_changed.connect(lambda preview: look(preview.document))


def _connect(
    acts: ActsPresenter, page: OutgoingPage, presenter: OutgoingListPresenter, around: Surroundings
) -> None:
    """What the acts of the preview lead to."""
    window = around.window
    compare = CompareView()
    entry = CorrectionView(CorrectionPresenter(around.desk, around.jobs), window)
    for view in (compare, entry):
        page.addWidget(view)

    def stepped(document: Outgoing) -> None:
        window.show_notice(taken_words(document))
        presenter.refresh()
        presenter.select(document.uid)
        around.ways.send()

    def shown(comparison: Comparison) -> None:
        compare.show_comparison(comparison)
        page.show_over(compare)

    def corrected(document: Outgoing | None) -> None:
        page.show_list()
        if document is not None:
            presenter.refresh()
            presenter.select(document.uid)

    def entry_wanted(document: Outgoing) -> None:
        entry.open(document)
        page.show_over(entry)

    def updated(document: Outgoing) -> None:
        window.show_notice(
            _("Đã đưa bản cập nhật {code} vào hàng chờ gửi.").format(code=document.code)
        )
        around.ways.send()

    acts.step_taken.connect(stepped)
    acts.updated.connect(updated)
    acts.failed.connect(window.show_error)
    acts.compared.connect(shown)
    compare.left.connect(page.show_list)
    acts.entry_wanted.connect(entry_wanted)
    entry.left.connect(corrected)
    acts.draft_wanted.connect(page.new_related)
    acts.sheet_ready.connect(lambda pdf: around.print_pdf(_("phiếu trình ký"), pdf))
