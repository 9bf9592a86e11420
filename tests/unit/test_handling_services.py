"""Forwarding, receiving, reporting, finishing, reminding: rights, refusals and what is printed."""

from datetime import date, timedelta

import pytest

from clerkdesk.domain.assignments import WHOLE_OFFICE, Deed, Part
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StepNotAllowed
from clerkdesk.domain.incoming import Incoming, IncomingState, Urgency
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.ports.documents import FormTable
from clerkdesk.services.forward import Others
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, TODAY, incoming_entry

LEADER = "Chủ tịch Nguyễn Văn Mẫu"
AN = "Công chức Phạm Văn Chuyên"
OTHER = Person("khac", "Lý Thị Khác", "Cán bộ", frozenset({Role.SPECIALIST}))


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for person in (LEADER_PERSON, SPECIALIST, OTHER):
        made.store.accounts.add(person, "mật khẩu đủ dài")
    made.desk().rules.set_groups({"Phòng Kinh tế": [OTHER.login]}, "quantri")
    return made


def registered(office: FakeOffice, **changes: object) -> Incoming:
    return office.store.incoming.add(incoming_entry(**changes), CLERK.login)


def given(office: FakeOffice, to: str = AN, others: Others | None = None) -> Incoming:
    document = registered(office)
    due = TODAY + timedelta(days=5)
    return office.desk().forward(document.uid, to, due, "xem", CLERK, others)


def test_several_people_have_their_parts_and_their_own_deadlines(office: FakeOffice) -> None:
    document = given(
        office, "công chức phạm văn chuyên", Others("Phòng Kinh tế 25/11", WHOLE_OFFICE)
    )
    (made,) = document.assignments
    assert [(p.name, p.part, p.due_date) for p in made.people] == [
        (AN, Part.LEAD, None),
        ("Phòng Kinh tế", Part.COOPERATE, date(2026, 11, 25)),
        (WHOLE_OFFICE, Part.INFORM, None),
    ]
    assert made.to_person == AN


def test_a_wrong_date_behind_a_name_is_named_by_its_field(office: FakeOffice) -> None:
    document = registered(office)
    with pytest.raises(InvalidEntry) as met:
        office.desk().forward(
            document.uid, AN, None, "", CLERK, Others("An 31/11", "Bình 1/2/2020")
        )
    assert set(met.value.problems) == {"cooperate", "inform"}
    assert office.store.incoming.get(document.uid) == document


def test_the_proposal_counts_working_days_and_knows_whose_turn_it_is(office: FakeOffice) -> None:
    document = registered(office)
    desk = office.desk()
    first = desk.forward.proposal(document.uid, CLERK)
    assert first.due_date == desk.rules.calendar().next_working_day(TODAY, 7)
    assert first.opinion_by == ""
    assert {LEADER, AN, "Phòng Kinh tế", WHOLE_OFFICE} <= set(first.names)
    desk.forward(document.uid, LEADER, None, "", CLERK)
    assert desk.forward.proposal(document.uid, CLERK).opinion_by == LEADER
    own = office.desk(LEADER_PERSON).forward.proposal(document.uid, LEADER_PERSON)
    assert own.opinion_by == LEADER


def test_the_leaders_opinion_written_down_by_the_clerk_answers_his_round(
    office: FakeOffice,
) -> None:
    document = given(office, LEADER)
    desk = office.desk()
    after = desk.forward(document.uid, AN, None, "Tham mưu", CLERK, Others(opinion_by=LEADER))
    assert after.assignments[-1].answers == after.assignments[0].key
    assert desk.my_work(LEADER_PERSON).to_comment == []
    assert [task.document.uid for task in desk.my_work(SPECIALIST).assigned] == [document.uid]


def test_a_specialist_works_on_what_is_given_to_him_and_on_nothing_else(office: FakeOffice) -> None:
    document = given(office, AN, Others(cooperate="Phòng Kinh tế"))
    desk = office.desk(SPECIALIST)
    desk.handle(document.uid, Deed.RECEIVE, SPECIALIST)
    now = desk.handle(document.uid, Deed.PROGRESS, SPECIALIST, "đang lấy số liệu")
    assert now.state is IncomingState.IN_WORK
    assert not any(act.on_paper for act in now.acts)
    with pytest.raises(StepNotAllowed):
        desk.handle(document.uid, Deed.RECEIVE, SPECIALIST)
    with pytest.raises(NotAllowed):
        desk.settle(document.uid, OTHER, reason="để biết")  # cooperates only
    desk.handle(document.uid, Deed.FINISH_PART, OTHER, "đã gửi số liệu")
    mine = given(office, LEADER)
    for person in (SPECIALIST, OTHER, ADMIN):
        with pytest.raises(NotAllowed):
            desk.handle(mine.uid, Deed.PROGRESS, person, "x")
        with pytest.raises(NotAllowed):
            desk.settle(mine.uid, person, reason="x")
        with pytest.raises(NotAllowed):
            desk.remind([mine.uid], person)
    assert desk.settle(document.uid, SPECIALIST, reason="lưu").state is IncomingState.DONE


def test_the_clerk_writes_down_who_signed_on_paper(office: FakeOffice) -> None:
    document = given(office, AN, Others(cooperate="Phòng Kinh tế"))
    now = office.desk().handle(document.uid, Deed.RECEIVE, CLERK, person="Phòng Kinh tế")
    (act,) = now.acts
    assert (act.person, act.by, act.on_paper) == ("Phòng Kinh tế", CLERK.login, True)


def test_progress_and_return_need_words(office: FakeOffice) -> None:
    document = given(office)
    for deed in (Deed.PROGRESS, Deed.RETURN):
        with pytest.raises(InvalidEntry):
            office.desk().handle(document.uid, deed, SPECIALIST, "  ")
    back = office.desk().handle(document.uid, Deed.RETURN, SPECIALIST, "không thuộc thẩm quyền")
    assert back.state is IncomingState.TO_FORWARD
    assert [d.uid for d in office.desk().my_work(CLERK).given_back] == [document.uid]
    office.desk().forward(document.uid, "Phòng Kinh tế", None, "", CLERK)
    assert office.desk().my_work(CLERK).given_back == []


def test_a_document_ends_with_a_numbered_reply_or_a_reason(office: FakeOffice) -> None:
    document, draft = given(office), office.draft()
    desk = office.desk()
    with pytest.raises(InvalidEntry):
        desk.settle(document.uid, SPECIALIST)
    with pytest.raises(InvalidEntry) as met:
        desk.settle(document.uid, SPECIALIST, reply_uid=draft.uid)
    assert "chưa được cấp số" in met.value.problems["reply"]
    reply = office.numbered(name="tra-loi.docx")
    done = desk.settle(document.uid, SPECIALIST, reply_uid=reply.uid)
    assert done.ending is not None
    assert done.ending.reply_code == reply.code
    assert desk.settle.reopen(document.uid, SPECIALIST).state is IncomingState.IN_WORK


def test_a_leaders_work_holds_what_waits_for_him(office: FakeOffice) -> None:
    document = given(office, LEADER)
    draft, approved = office.draft(), office.approved(name="hai.docx")
    office.desk().approve.submit(draft.uid, CLERK)
    work = office.desk(LEADER_PERSON).my_work(LEADER_PERSON)
    assert [task.document.uid for task in work.to_comment] == [document.uid]
    assert [d.uid for d in work.to_approve] == [draft.uid]
    assert [d.uid for d in work.to_sign] == [approved.uid]
    office.sign(approved, SignatureKind.PERSON)
    assert office.desk().my_work(LEADER_PERSON).to_sign == []
    clerk = office.desk().my_work(CLERK)
    assert (clerk.to_comment, list(clerk.to_approve), list(clerk.to_sign)) == ([], [], [])


def test_of_several_parts_the_one_that_leads_is_shown(office: FakeOffice) -> None:
    given(office, AN, Others(inform=WHOLE_OFFICE))
    (task,) = office.desk().my_work(SPECIALIST).assigned
    assert task.assignee.part is Part.LEAD
    (told,) = office.desk().my_work(OTHER).assigned
    assert told.assignee.part is Part.INFORM
    assert told.due_date is None


def test_reminding_is_recorded_and_the_list_is_printed(office: FakeOffice) -> None:
    document = given(office, AN, Others(cooperate="Phòng Kinh tế 23/11"))
    office.clock.now += timedelta(days=3)
    desk = office.desk()
    assert desk.remind.overdue(desk.today) == []  # the document itself still has time
    desk.remind([document.uid], CLERK)
    line = office.store.ops.history("incoming", document.uid)[-1]
    assert (line.what, line.by) == ("Nhắc Phòng Kinh tế", CLERK.login)
    office.clock.now += timedelta(days=9)
    (late,) = desk.remind.overdue(desk.today)
    assert desk.remind.print_list([late]).startswith(b"%PDF")
    _title, table = office.printer.printed[-1]
    assert isinstance(table, FormTable)
    assert table.rows[0][3:] == [
        f"{AN}; Phòng Kinh tế",
        "27/11/2026",
        "7",
        "1 lần, lần cuối 25/11/2026",
    ]


def test_each_of_a_group_signs_for_himself(office: FakeOffice) -> None:
    document = given(office, AN, Others(inform=WHOLE_OFFICE))
    desk = office.desk()
    desk.handle(document.uid, Deed.RECEIVE, OTHER)
    assert desk.my_work(OTHER).assigned == []
    assert [task.document.uid for task in desk.my_work(LEADER_PERSON).assigned] == [document.uid]
    desk.handle(document.uid, Deed.RECEIVE, LEADER_PERSON, person=WHOLE_OFFICE)
    assert desk.my_work(LEADER_PERSON).assigned == []
    with pytest.raises(StepNotAllowed):
        desk.handle(document.uid, Deed.RECEIVE, OTHER)


def test_what_an_office_sets_about_groups_and_deadlines_is_read_back(office: FakeOffice) -> None:
    rules = office.desk().rules
    rules.set_usual_deadlines({Urgency.NORMAL: 15}, "quantri")
    assert rules.usual_deadlines()[Urgency.NORMAL] == 15
    assert rules.usual_deadlines()[Urgency.URGENT] == 2
    assert rules.groups() == {"Phòng Kinh tế": [OTHER.login]}


def test_who_stands_in_for_another_has_his_work_today(office: FakeOffice) -> None:
    document = given(office)
    desk = office.desk()
    desk.access.substitute(
        SPECIALIST.login, OTHER.login, TODAY, TODAY + timedelta(days=2), "nghỉ phép", SPECIALIST
    )
    assert [task.document.uid for task in desk.my_work(OTHER).assigned] == [document.uid]
    desk.handle(document.uid, Deed.PROGRESS, OTHER, "làm thay")
    office.clock.now += timedelta(days=3)
    assert desk.my_work(OTHER).assigned == []
