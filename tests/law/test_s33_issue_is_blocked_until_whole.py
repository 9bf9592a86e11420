"""S33, S34 (Điều 11.1.c-d): nothing is issued without its fields, its file and its recipients; what
is issued is kept, sent and followed for each recipient; every field of 11.1.d is there."""

from dataclasses import replace

import pytest

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StepNotAllowed
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Recipient, Step
from clerkdesk.domain.register_fields import OUTGOING
from clerkdesk.domain.register_forms import OUTGOING_FORM, outgoing_row
from clerkdesk.ports.registers import OutgoingFilter, Page
from tests.fakes.office import LEADER_PERSON, NEXT_DOOR, FakeOffice
from tests.fakes.sample_documents import CLERK

ENTERED = {
    "register_date",
    "issuing_org_name",
    "field",
    "drafting_unit",
    "doc_type",
    "subject",
    "signer_name",
    "signer_position",
    "storage_location",
    "note",
    "recipients",
    "urgency",
    "sheet_count",
    "due_date",
}
"""Điều 11.1.d; số, ký hiệu and ngày ban hành are allotted, tập tin stands beside the form."""


def spoiled(office: FakeOffice, **changes: object) -> Outgoing:
    """A sealed document whose row an older program or another desk left without a field."""
    sealed = office.sealed()
    rows = office.store.outgoing.rows
    entry = replace(sealed.entry, **changes)  # type: ignore[arg-type] # named fields
    rows[rows.index(sealed)] = replace(sealed, entry=entry)
    return rows[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", " "),
        ("signer_name", ""),
        ("signer_position", ""),
        ("storage_location", ""),
        ("drafting_unit", ""),
        ("recipients", ()),
    ],
)
def test_a_missing_field_blocks_the_issue_and_is_named(name: str, value: object) -> None:
    office = FakeOffice()
    document = spoiled(office, **{name: value})
    with pytest.raises(InvalidEntry) as met:
        office.desk().issue(document.uid, CLERK)
    assert set(met.value.problems) == {name}
    assert office.store.exchange.waiting() == []
    assert office.store.outgoing.get(document.uid).state is OutgoingState.SEALED


def test_a_missing_file_blocks_the_issue() -> None:
    office = FakeOffice()
    kept = tuple(f for f in office.sealed().entry.attachments if f.role is not FileRole.MAIN)
    document = spoiled(office, attachments=kept)
    with pytest.raises(InvalidEntry) as met:
        office.desk().issue(document.uid, CLERK)
    assert set(met.value.problems) == {"file"}
    with pytest.raises(StepNotAllowed):  # nor round the use case
        office.store.outgoing.take_step(document.uid, Step.ISSUE, CLERK.login)


def test_what_is_issued_is_kept_and_followed_for_each_recipient() -> None:
    office = FakeOffice()
    paper = Recipient("Chùa Mẫu", channel=Channel.PAPER, paper_copies=1)
    sealed = office.sealed(recipients=(NEXT_DOOR, paper))
    with pytest.raises(NotAllowed):
        office.desk().issue(sealed.uid, LEADER_PERSON)
    issued = office.desk().issue(sealed.uid, CLERK)
    assert [(d.recipient.name, d.status) for d in issued.deliveries] == [
        ("Sở Nội vụ", DeliveryStatus.WAITING),
        ("Chùa Mẫu", DeliveryStatus.WAITING),
    ]
    (parcel,) = office.store.exchange.waiting()
    assert parcel.header.recipients == ("H13.01",)
    assert issued.issued_at is not None
    assert office.store.outgoing.count(OutgoingFilter(states=(OutgoingState.ISSUED,))) == 1


def test_s34_every_field_of_the_decision_is_entered_or_allotted() -> None:
    names = {field.name for field in OUTGOING}
    assert names >= ENTERED
    required = {field.name for field in OUTGOING if field.required}
    assert required >= {"subject", "signer_name", "recipients", "storage_location", "doc_type"}


def test_s34_every_entered_field_is_found_and_every_column_is_printed() -> None:
    office = FakeOffice()
    changes = {"field": "Tài chính", "note": "Gửi kèm dự toán", "copies": 7, "sheet_count": 3}
    document = office.desk().issue(office.sealed(**changes).uid, CLERK)
    for text in ("Tài chính", "kèm dự toán", "Nguyễn Văn Mẫu", "01/ttr", "so noi vu"):
        found = office.store.outgoing.find(OutgoingFilter(text), Page())
        assert [row.uid for row in found] == [document.uid], text
    row = outgoing_row(document)
    assert len(row) == len(OUTGOING_FORM) == 10
    assert row[0] == "01/TTr-UBND"
    assert row[6] == "7"
    assert row[9] == "Gửi kèm dự toán"


def test_s34_lengths_of_the_list_are_kept() -> None:
    limits = {field.name: field.max_length for field in OUTGOING}
    assert limits["signer_name"] == 50
    assert limits["subject"] == 500


def test_a_register_says_the_type_of_a_document_once() -> None:
    office = FakeOffice()
    document = office.numbered(subject="Báo cáo tình hình giải quyết đơn thư")
    named = replace(document, entry=replace(document.entry, doc_type="Báo cáo"))
    cell = outgoing_row(named)[2]
    assert cell == "Báo cáo tình hình giải quyết đơn thư"
