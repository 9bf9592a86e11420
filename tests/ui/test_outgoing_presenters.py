"""What drafting and the outgoing register decide, on fakes."""

from pathlib import Path

from clerkdesk.domain.errors import DiskFull, FileNotRead, NotAllowed, StepNotAllowed
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.ui.outgoing.draft_presenter import DraftPresenter
from clerkdesk.ui.outgoing.list_presenter import (
    OutgoingListPresenter,
    OutgoingPreview,
)
from clerkdesk.ui.registers.list_presenter import Window
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import DRAFT_VALUES, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import OFFICE, TODAY

DRAFT = ("opened", "file_ready", "working", "problems_found", "saved", "failed")
LIST = ("rows_changed", "preview_changed", "picture_ready", "step_taken", "failed")


def drafting(office: FakeOffice) -> tuple[DraftPresenter, Heard]:
    subject = DraftPresenter(office.desk(), InstantJobs())
    return subject, Heard(subject, *DRAFT)


def listing(
    office: FakeOffice, jobs: InstantJobs | None = None
) -> tuple[OutgoingListPresenter, Heard]:
    subject = OutgoingListPresenter(office.desk(), jobs or InstantJobs())
    return subject, Heard(subject, *LIST)


def word_file(folder: Path) -> Path:
    file = folder / "to-trinh.docx"
    file.write_bytes(b"PK a Word file")
    return file


def test_a_new_draft_starts_with_what_the_office_always_enters() -> None:
    subject, heard = drafting(FakeOffice())
    subject.new()
    values = heard.last("opened")
    assert isinstance(values, dict)
    assert (values["issuing_org_name"], values["register_date"]) == (OFFICE.name, TODAY)


def test_a_word_file_is_made_ready_and_the_draft_is_saved_with_it(tmp_path: Path) -> None:
    office = FakeOffice()
    subject, heard = drafting(office)
    subject.new()
    subject.choose_file(word_file(tmp_path))
    assert heard.of("file_ready") == [("Dự thảo to-trinh.pdf", 1)]
    assert subject.load_page(0, 75)
    subject.save(DRAFT_VALUES)
    saved = heard.last("saved")
    assert isinstance(saved, Outgoing)
    assert saved.state is OutgoingState.DRAFT
    assert [file.name for file in saved.entry.attachments] == [
        "Dự thảo to-trinh.pdf",
        "to-trinh.docx",
    ]
    assert heard.last("working") == ""


def test_saving_again_changes_the_same_draft(tmp_path: Path) -> None:
    office = FakeOffice()
    subject, heard = drafting(office)
    subject.new()
    subject.choose_file(word_file(tmp_path))
    subject.save(DRAFT_VALUES)
    subject.save({**DRAFT_VALUES, "subject": "trích yếu sửa lại"})
    (only,) = office.store.outgoing.rows
    assert only.entry.subject == "trích yếu sửa lại"
    subject.open(only)
    values = heard.last("opened")
    assert isinstance(values, dict)
    assert values["subject"] == "trích yếu sửa lại"


def test_a_file_made_ready_too_late_joins_no_other_draft(tmp_path: Path) -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    subject = DraftPresenter(office.desk(), jobs)
    heard = Heard(subject, "file_ready", "problems_found", "working")
    subject.new()
    jobs.go()
    subject.choose_file(word_file(tmp_path))
    subject.new()
    jobs.go()
    jobs.go()
    assert heard.of("file_ready") == []
    assert heard.last("working") == ""
    subject.save({})
    problems = heard.last("problems_found")
    assert isinstance(problems, dict)
    assert "file" in problems


def test_without_a_file_and_fields_nothing_is_stored() -> None:
    office = FakeOffice()
    subject, heard = drafting(office)
    subject.new()
    assert subject.load_page(0, 75) == b""
    subject.save({**DRAFT_VALUES, "signer_name": ""})
    problems = heard.last("problems_found")
    assert isinstance(problems, dict)
    assert set(problems) == {"file", "signer_name"}
    assert office.store.outgoing.rows == []


def test_a_file_that_is_gone_leaves_the_one_before(tmp_path: Path) -> None:
    subject, heard = drafting(FakeOffice())
    subject.new()
    subject.choose_file(word_file(tmp_path))
    subject.choose_file(tmp_path / "da-xoa.docx")
    assert isinstance(heard.last("failed"), FileNotRead)
    assert heard.last("working") == ""
    assert subject.load_page(0, 75)


def test_a_full_disk_keeps_the_form_open_to_be_saved_again(tmp_path: Path) -> None:
    office = FakeOffice()
    subject, heard = drafting(office)
    subject.new()
    subject.choose_file(word_file(tmp_path))
    office.store.error = DiskFull()
    subject.save(DRAFT_VALUES)
    assert isinstance(heard.last("failed"), DiskFull)
    assert heard.last("working") == ""
    office.store.error = None
    subject.save(DRAFT_VALUES)
    assert len(office.store.outgoing.rows) == 1


def test_the_register_takes_the_steps_that_need_no_token() -> None:
    office = FakeOffice()
    draft = office.draft()
    subject, heard = listing(office)
    subject.approve(draft.uid)
    approved = heard.last("step_taken")
    assert isinstance(approved, Outgoing)
    assert approved.state is OutgoingState.APPROVED
    subject.give_back(draft.uid, "thiếu căn cứ")
    rows = heard.last("rows_changed")
    assert isinstance(rows, Window)
    assert [row.state for row in rows.documents] == [OutgoingState.RETURNED]
    sealed = office.sealed()
    subject.issue(sealed.uid)
    preview = heard.last("preview_changed")
    assert isinstance(preview, OutgoingPreview)
    assert preview.document.state is OutgoingState.ISSUED
    assert heard.of("picture_ready")[-1][0] == sealed.uid


def test_a_step_that_is_not_due_or_not_allowed_is_said() -> None:
    office = FakeOffice()
    draft = office.draft()
    subject, heard = listing(office)
    subject.issue(draft.uid)
    assert isinstance(heard.last("failed"), StepNotAllowed)
    other = OutgoingListPresenter(office.desk(SPECIALIST), InstantJobs())
    heard = Heard(other, *LIST)
    other.approve(draft.uid)
    assert isinstance(heard.last("failed"), NotAllowed)
    assert office.store.outgoing.get(draft.uid) == draft


def test_a_later_filter_overtakes_an_earlier_one() -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    office.draft()
    subject, heard = listing(office, jobs)
    subject.refresh()
    subject.show(OutgoingFilter(states=(OutgoingState.ISSUED,)))
    jobs.go()
    (rows,) = heard.of("rows_changed")[-1]
    assert isinstance(rows, Window)
    assert (len(heard.of("rows_changed")), rows.total) == (1, 0)
    assert office.store.outgoing.rows[0].entry.signer_name
