"""S31, F1n, F5a (Điều 11.1.a): a draft goes to its leader, who comments, changes, returns or approves
it; every version, remark and decision stays with person and time."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.comparison import Change
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StepNotAllowed
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.remarks import RemarkKind
from clerkdesk.ui.outgoing.acts import acts_of, track_of
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter
from clerkdesk.ui.outgoing.compare_view import CompareView
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import DRAFT_VALUES, LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.pages import page_text
from tests.fakes.sample_documents import ADMIN, CLERK

SECOND = b"%PDF-1.7\n% the second version\n% fields so_van_ban ngay_ban_hanh\n%%EOF\n"


def written_again(office: FakeOffice, draft: Outgoing) -> Outgoing:
    """The draft with another file, as its author saves it after a return."""
    files = tuple(
        replace(f, sha256=office.store.files.put(SECOND)) if f.role is FileRole.MAIN else f
        for f in draft.entry.attachments
    )
    return office.desk().draft.change(draft.uid, DRAFT_VALUES, files, "", SPECIALIST)


def test_a_draft_is_submitted_returned_with_a_reason_and_approved_in_the_next_round() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    submitted = desk.approve.submit(draft.uid, SPECIALIST)
    assert submitted.state is OutgoingState.SUBMITTED
    with pytest.raises(InvalidEntry):
        desk.approve.give_back(draft.uid, "", LEADER_PERSON)
    returned = desk.approve.give_back(draft.uid, "Thiếu dự toán", LEADER_PERSON)
    assert (returned.state, returned.reason) == (OutgoingState.RETURNED, "Thiếu dự toán")
    written_again(office, returned)
    again = desk.approve.submit(draft.uid, SPECIALIST)
    assert (again.rounds, again.reason) == (2, "")
    assert desk.approve(draft.uid, LEADER_PERSON).state is OutgoingState.APPROVED
    said = [(line.by, line.what) for line in office.store.ops.history("outgoing", draft.uid)]
    assert ("chutich", "Trả lại: Thiếu dự toán") in said
    assert said[-1] == ("chutich", "Duyệt")


def test_the_drafter_may_not_approve_and_not_change_what_lies_before_the_leader() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    desk.approve.submit(draft.uid, SPECIALIST)
    with pytest.raises(NotAllowed):
        desk.approve(draft.uid, SPECIALIST)
    with pytest.raises(NotAllowed):
        written_again(office, draft)
    with pytest.raises(NotAllowed):
        desk.approve.submit(draft.uid, ADMIN)


def test_who_put_a_draft_before_the_leader_takes_it_back_and_changes_it() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    desk.approve.submit(draft.uid, SPECIALIST)
    withdrawn = desk.approve.withdraw(draft.uid, SPECIALIST)
    assert withdrawn.state is OutgoingState.DRAFT
    written_again(office, withdrawn)
    again = desk.approve.submit(draft.uid, SPECIALIST)
    assert (again.state, again.rounds) == (OutgoingState.SUBMITTED, 2)
    said = [line.what for line in office.store.ops.history("outgoing", draft.uid)]
    assert "Rút lại văn bản đã trình" in said
    desk.approve(draft.uid, LEADER_PERSON)
    with pytest.raises(StepNotAllowed):
        desk.approve.withdraw(draft.uid, SPECIALIST)


def test_nobody_withdraws_what_another_submitted_unless_he_may_return_it() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    desk.approve.submit(draft.uid, CLERK)
    with pytest.raises(NotAllowed):
        desk.approve.withdraw(draft.uid, SPECIALIST)
    assert desk.approve.withdraw(draft.uid, LEADER_PERSON).state is OutgoingState.DRAFT


def test_f1n_the_leader_changes_the_draft_that_lies_before_him() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    desk.approve.submit(draft.uid, SPECIALIST)
    values = {**DRAFT_VALUES, "subject": "xin kinh phí, lãnh đạo sửa"}
    changed = desk.draft.change(draft.uid, values, draft.entry.attachments, "", LEADER_PERSON)
    assert changed.entry.subject == "xin kinh phí, lãnh đạo sửa"
    assert changed.state is OutgoingState.SUBMITTED


def test_f5a_every_version_stays_with_its_person_and_time() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    changed = written_again(office, draft)
    assert [f.role for f in changed.entry.attachments].count(FileRole.VERSION) == 1
    first, second = desk.compare.versions(draft.uid)
    assert (first.by, second.by) == (CLERK.login, SPECIALIST.login)
    assert first.at < second.at
    assert office.store.files.get(second.file.sha256) == SECOND
    assert office.store.files.has(first.file.sha256)


def test_f5a_two_versions_are_compared_word_by_word(qtbot: QtBot) -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    written_again(office, draft)
    first, second = desk.compare.versions(draft.uid)
    office.workshop.texts[office.store.files.get(first.file.sha256)] = page_text("cấp 420 triệu")
    office.workshop.texts[SECOND] = page_text("cấp thêm 600", "triệu")
    comparison = desk.compare(first, second)
    assert [(p.change, p.text) for p in comparison.pieces] == [
        (Change.SAME, "cấp"),
        (Change.DELETED, "420"),
        (Change.INSERTED, "thêm 600"),
        (Change.SAME, "triệu"),
    ]
    view = CompareView()
    qtbot.addWidget(view)
    view.show_comparison(comparison)
    shown = view.text.toPlainText().replace("\xa0", " ")
    assert "[− 420]" in shown
    assert "[+ thêm 600]" in shown


def test_f5a_comments_and_initials_stay_and_tell_which_version_they_saw() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    desk.remark.initial(draft.uid, RemarkKind.INITIALS_DRAFTER, SPECIALIST)
    desk.remark.comment(draft.uid, "Bổ sung căn cứ", LEADER_PERSON)
    with pytest.raises(InvalidEntry):
        desk.remark.comment(draft.uid, "  ", LEADER_PERSON)
    with pytest.raises(NotAllowed):
        desk.remark.comment(draft.uid, "xem", ADMIN)
    initials, comment = office.store.remarks.of(draft.uid)
    assert draft.main_file is not None
    assert initials.version == draft.main_file.sha256
    assert (comment.by, comment.text) == ("chutich", "Bổ sung căn cứ")
    changed = written_again(office, draft)
    assert changed.main_file is not None
    assert initials.version != changed.main_file.sha256
    desk.approve(draft.uid, LEADER_PERSON)
    with pytest.raises(StepNotAllowed):
        desk.remark.initial(draft.uid, RemarkKind.INITIALS_HEAD, SPECIALIST)
    said = [line.what for line in office.store.ops.history("outgoing", draft.uid)]
    assert "Ý kiến: Bổ sung căn cứ" in said


def test_the_submission_sheet_carries_initials_and_comments() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    desk.remark.initial(draft.uid, RemarkKind.INITIALS_DRAFTER, SPECIALIST)
    desk.remark.comment(draft.uid, "Bổ sung căn cứ", LEADER_PERSON)
    desk.print_submission(draft.uid)
    template, values = office.printer.printed[-1]
    assert template == "submission_sheet"
    assert isinstance(values, dict)
    assert "Phạm Văn Chuyên" in values["drafter"]
    assert "Bổ sung căn cứ" in values["comments"]
    assert values["head"] == ""


def test_each_person_is_offered_what_he_may_do_and_the_track_names_who_is_next() -> None:
    office = FakeOffice()
    submitted = office.desk().approve.submit(office.draft().uid, SPECIALIST)
    assert [act.name for act in acts_of(submitted, LEADER_PERSON)] == [
        "approve",
        "return",
        "edit",
        "sheet",
    ]
    assert [act.name for act in acts_of(submitted, SPECIALIST)] == ["withdraw", "sheet"]
    track = track_of(submitted)
    assert track.stages[track.done - 1] == "Trình"
    assert track.next == "Tiếp theo: Duyệt · Văn thư, Lãnh đạo"


def test_the_buttons_of_the_preview_do_it(qtbot: QtBot) -> None:
    office = FakeOffice()
    draft = office.draft()
    acts = ActsPresenter(office.desk(LEADER_PERSON), InstantJobs())
    heard = Heard(acts, "step_taken", "details_ready", "failed")
    acts.do("submit", draft)
    acts.do("return", draft, "Thiếu dự toán")
    returned = heard.last("step_taken")
    assert isinstance(returned, Outgoing)
    assert returned.state is OutgoingState.RETURNED
    acts.look(draft.uid)
    acts.comment(draft.uid, "xem lại")
    assert len(heard.of("details_ready")) == 2
    acts.do("issue", draft)
    assert isinstance(heard.last("failed"), NotAllowed)
