"""Builds Văn bản đến: the register and the form, each with its presenter."""

from clerkdesk.domain.books import Direction
from clerkdesk.domain.texts import _
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.importing.build import build_register_import
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.incoming.list_presenter import IncomingListPresenter
from clerkdesk.ui.incoming.list_view import IncomingListView
from clerkdesk.ui.incoming.meeting_button import MeetingButton
from clerkdesk.ui.incoming.number_questions import attach_entry_questions
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.incoming.paper_copy import PaperCopyButton
from clerkdesk.ui.numbers.attach import attach_number_panel
from clerkdesk.ui.surroundings import Surroundings


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
    copy = PaperCopyButton(desk, jobs, around.print_pdf, window.show_error)
    listing.preview.body.addWidget(copy)
    listing_presenter.preview_changed.connect(copy.show_preview)
    meeting = MeetingButton(around.ways.plan_meeting)
    listing.preview.body.addWidget(meeting)
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
    attach_entry_questions(entry, entry_presenter, around)
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
