"""A PDF as Word writes it is made anew for signing; that is said, and kept with the document."""

from collections.abc import Iterator

import pytest

from clerkdesk.adapters.pdf.desk import ChildPdfDesk
from clerkdesk.domain.attachments import FileRole, is_hybrid
from clerkdesk.services.draft import export_note
from clerkdesk.ui.outgoing.draft_presenter import DraftPresenter
from tests.fakes.attacks.holes import table_behind
from tests.fakes.attacks.update import Update
from tests.fakes.drafts import make_draft
from tests.fakes.heard import Heard
from tests.fakes.honest.papers import hybrid
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import DRAFT_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK


@pytest.fixture(scope="module")
def desk() -> Iterator[ChildPdfDesk]:
    made = ChildPdfDesk()
    yield made
    made.close()


def as_hybrid(pdf: bytes) -> bytes:
    """The draft with a table and a stream of rows at once."""
    update = Update(pdf)
    update.new(b"<< /Nothing true >>")
    streamed = update.with_stream()
    return table_behind(streamed, {}, b"/XRefStm %d" % Update(streamed).last_start())


def test_hybrid_files_are_told_from_others() -> None:
    assert is_hybrid(hybrid())
    assert not is_hybrid(make_draft())
    assert not is_hybrid(b"PK a Word file /XRefStm")


def test_what_will_be_signed_is_no_hybrid_any_more(desk: ChildPdfDesk) -> None:
    word = as_hybrid(make_draft())
    assert is_hybrid(word)
    assert not is_hybrid(desk.prepare_for_signing("tt.pdf", word))


def test_the_note_stands_in_the_register_once_and_the_source_is_kept() -> None:
    office = FakeOffice()
    services = office.desk()
    files, text, *_read = services.prepare_file("to-trinh.pdf", PDF_FILE + b"% /XRefStm 9\n")
    note = export_note(files, office.store.files)
    assert "đã xuất lại" in note
    stored = services.draft({**DRAFT_VALUES, "note": "Gấp"}, files, text, CLERK)
    assert stored.entry.note == f"Gấp {note}"
    values = {**DRAFT_VALUES, "note": stored.entry.note}
    again = services.draft.change(stored.uid, values, files, text, CLERK)
    assert again.entry.note == f"Gấp {note}"
    assert [file.role for file in again.entry.attachments][:2] == [FileRole.MAIN, FileRole.SOURCE]


def test_other_files_need_no_note() -> None:
    office = FakeOffice()
    assert office.draft().entry.note == str(DRAFT_VALUES.get("note", ""))


def test_the_drafter_is_told_at_once() -> None:
    office = FakeOffice()
    presenter = DraftPresenter(office.desk(), InstantJobs())
    heard = Heard(presenter, "file_noted", "failed")
    presenter.new()
    presenter._prepared(office.desk().prepare_file("a.pdf", PDF_FILE + b"% /XRefStm 9\n"))
    assert "đã xuất lại" in heard.last("file_noted")
