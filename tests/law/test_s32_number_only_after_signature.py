"""S32, F1đ: after approval and signature, and only then, văn thư gives the number; it is in order,
unique and never lost (QĐ 15/2016 Điều 11.1.b; NĐ 30/2020 Điều 14, 15.2; Phụ lục VI F1đ)."""

import pytest

from clerkdesk.domain.errors import NotAllowed, StepNotAllowed
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.tokens import SignatureKind
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK


def test_s32_a_draft_and_an_approved_document_get_no_number() -> None:
    office = FakeOffice()
    for document in (office.draft(), office.approved()):
        with pytest.raises(StepNotAllowed):
            office.desk().allot(document.uid, CLERK)
    assert office.store.books.all() == []


def test_s32_a_signed_document_gets_the_next_number_from_the_clerk_only() -> None:
    office = FakeOffice()
    document = office.sign(office.approved(), SignatureKind.PERSON)
    for person in (LEADER_PERSON, SPECIALIST):
        with pytest.raises(NotAllowed):
            office.desk(person).allot(document.uid, person)
    numbered = office.desk().allot(document.uid, CLERK)
    assert (numbered.state, numbered.code) == (OutgoingState.NUMBERED, "01/TTr-UBND")
    with pytest.raises(StepNotAllowed):
        office.desk().allot(document.uid, CLERK)


def test_the_system_gives_number_and_time_in_order_and_tells_who() -> None:
    office = FakeOffice()
    codes = [office.numbered().code for _ in range(3)]
    assert codes == ["01/TTr-UBND", "02/TTr-UBND", "03/TTr-UBND"]
    last = office.store.outgoing.rows[-1]
    lines = office.store.ops.history("outgoing", last.uid)
    (given,) = [line for line in lines if line.what.startswith("Cấp số")]
    assert given.by == CLERK.login
    assert last.issued_date == office.desk().today
