import pytest

from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StepNotAllowed
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.tokens import SignatureKind, SignatureLevel
from clerkdesk.services.stamp_setting import STAMPS, ChangeStamps, read_stamps
from tests.fakes.office import LEADER_PERSON, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK

TSA = "http://tsa.ca.gov.vn"


def office() -> FakeOffice:
    made = FakeOffice()
    made.store.settings.put(STAMPS, {"level": "B-T", "authorities": [TSA]}, "quantri")
    made.tokens.line_is_up = False
    return made


def main_bytes(made: FakeOffice, document: Outgoing) -> bytes:
    main = made.store.outgoing.get(document.uid).main_file
    assert main is not None
    return made.store.files.get(main.sha256)


def test_what_was_signed_without_a_line_waits_and_is_sealed_when_it_is_back() -> None:
    made = office()
    document = made.sealed()
    before = main_bytes(made, document)
    seal = made.desk().seal_times
    assert [one.uid for one in seal.waiting()] == [document.uid]
    ran = seal(CLERK)
    assert (ran.done, ran.waiting) == ((), 1)
    assert "Chưa lấy được dấu thời gian" in seal.waiting()[0].said
    assert main_bytes(made, document) == before
    made.tokens.line_is_up = True
    ran = seal(CLERK)
    assert [one.uid for one in ran.done] == [document.uid]
    assert seal.waiting() == []
    after = main_bytes(made, document)
    assert after.startswith(before)
    assert after != before


def test_a_document_that_was_issued_meanwhile_is_sealed_too() -> None:
    made = office()
    document = made.desk().issue(made.sealed().uid, CLERK)
    assert document.state is OutgoingState.ISSUED
    before = main_bytes(made, document)
    made.tokens.line_is_up = True
    assert [one.uid for one in made.desk().seal_times(CLERK).done] == [document.uid]
    assert main_bytes(made, document).startswith(before)
    assert made.store.outgoing.get(document.uid).state is OutgoingState.ISSUED


def test_the_leaders_signature_waits_for_number_and_seal_whose_stamp_covers_it() -> None:
    made = office()
    document = made.sign(made.approved(), SignatureKind.PERSON)
    seal = made.desk().seal_times
    made.tokens.line_is_up = True
    assert seal(CLERK).done == ()
    assert [one.uid for one in seal.waiting()] == [document.uid]
    numbered = made.desk().write_number(made.desk().allot(document.uid, CLERK).uid, CLERK)
    made.sign(numbered, SignatureKind.ORGANISATION)
    assert seal.waiting() == []


def test_a_draft_takes_no_time_stamp() -> None:
    made = office()
    document = made.approved()
    assert document.main_file is not None
    with pytest.raises(StepNotAllowed):
        made.store.outgoing.seal_time(document.uid, document.main_file, "vanthu")


def test_an_office_that_chose_nothing_signs_without_time_stamps() -> None:
    made = FakeOffice()
    made.sealed()
    assert read_stamps(made.store.settings).level is SignatureLevel.B_B
    assert made.desk().seal_times.waiting() == []


def test_level_and_authorities_are_settings_that_only_some_may_change() -> None:
    made = FakeOffice()
    change = ChangeStamps(made.store.settings)
    stamps = change(SignatureLevel.B_LT, [TSA, "  ", "https://tsa2.vn"], ADMIN)
    assert stamps == read_stamps(made.store.settings)
    assert stamps.authorities == (TSA, "https://tsa2.vn")
    with pytest.raises(InvalidEntry):
        change(SignatureLevel.B_T, [], ADMIN)
    with pytest.raises(InvalidEntry):
        change(SignatureLevel.B_T, ["ftp://tsa"], ADMIN)
    with pytest.raises(NotAllowed):
        change(SignatureLevel.B_B, [], LEADER_PERSON)
