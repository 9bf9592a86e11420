"""What only a registry can check of a signature."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.known_keys import NEW_KEY, OTHER_KEY, KnownKey, memorable, other_key
from clerkdesk.domain.registry_checks import (
    CODE_DIFFERS,
    DATE_DIFFERS,
    NOT_THE_AGENCY,
    NUMBER_DIFFERS,
    NUMBER_MAY_DIFFER,
    PERSON_ELSEWHERE,
    PUBLIC_CERTIFICATE,
    SECOND_SEAL,
    SENT_BY_OTHER,
    Seen,
    registry_findings,
    same_agency,
    weight_of,
    with_registry,
)
from clerkdesk.domain.verdicts import CertificateState, Integrity, Verdict, Weight
from tests.fakes.signed import OFFICIAL_CHECK

PERSON, SEAL = OFFICIAL_CHECK.signatures
HOME = ("UBND xã Thử Nghiệm",)


def codes(*signatures: object, seen: Seen) -> list[str]:
    return [one.code for one in registry_findings(signatures or (PERSON, SEAL), seen)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã An Mẫu", "ỦY BAN NHÂN DÂN XÃ AN MẪU"),
        ("Uỷ ban nhân dân xã An Mẫu", "Ủy ban Nhân dân  xã An Mẫu"),
        ("Sở Y tế", "Sở Y tế tỉnh Sóc Trăng"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo tỉnh Sóc Trăng"),
        ("Văn phòng UBND tỉnh Sóc Trăng", "VP UBND tỉnh Sóc Trăng"),
        ("UBND TP. Cần Thơ", "Ủy ban nhân dân thành phố Cần Thơ"),
    ],
)
def test_one_agency_under_two_spellings(one: str, other: str) -> None:
    assert same_agency(one, other)
    assert same_agency(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã An", "UBND xã An Mẫu"),
        ("UBND tỉnh Sóc Trăng", "Văn phòng UBND tỉnh Sóc Trăng"),
        ("UBND xã An Bình", "UBND xã An Định"),
        ("Ủy ban nhân dân", "Ủy ban nhân dân xã An Mẫu"),
        ("UBND tỉnh Sóc Trăng", "UBND tỉnh Cần Thơ"),
        ("Công ty TNHH Mẫu", "UBND xã An Mẫu"),
        ("", "UBND xã An Mẫu"),
        ("", ""),
    ],
)
def test_two_agencies_are_two(one: str, other: str) -> None:
    assert not same_agency(one, other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_alike_in_both_orders(one: str, other: str) -> None:
    assert same_agency(one, other) == same_agency(other, one)


def test_nothing_is_odd_where_letterhead_sender_number_and_day_agree() -> None:
    seen = Seen(
        letterhead=HOME,
        sender=("Ủy ban nhân dân xã Thử Nghiệm",),
        sender_code="H51.12",
        page_code="05/QĐ-UBND",
        packet_code="5/QĐ-UBND",
        page_date=date(2026, 3, 2),
        packet_date=date(2026, 3, 2),
        surely=True,
    )
    assert registry_findings((PERSON, SEAL), seen) == ()
    assert registry_findings((PERSON, SEAL), Seen()) == ()


def test_the_seal_of_another_agency_takes_the_green_away() -> None:
    for seen in (
        Seen(letterhead=("UBND tỉnh Mẫu",)),
        Seen(sender=("UBND tỉnh Mẫu",)),
        Seen(letterhead=("UBND tỉnh Mẫu",), sender=HOME),
    ):
        found = registry_findings((PERSON, SEAL), seen)
        assert [one.code for one in found] == [NOT_THE_AGENCY, PERSON_ELSEWHERE]
        assert "«UBND tỉnh Mẫu»" in found[0].text
        lowered = with_registry(OFFICIAL_CHECK, found)
        assert lowered.verdict is Verdict.INDETERMINATE
        assert lowered.registry == found


def test_an_office_may_send_what_another_agency_has_issued() -> None:
    seen = Seen(letterhead=HOME, sender=("Văn phòng UBND huyện Mẫu",))
    (note,) = registry_findings((PERSON, SEAL), seen)
    assert note.code == SENT_BY_OTHER
    assert with_registry(OFFICIAL_CHECK, [note]).verdict is Verdict.VALID


def test_a_second_seal_beside_the_agencys_own_is_a_note() -> None:
    guest = replace(SEAL, signer="Sở Tài chính", organisation="Sở Tài chính")
    (note,) = registry_findings((SEAL, guest), Seen(letterhead=HOME))
    assert note.code == SECOND_SEAL
    assert weight_of(note) is Weight.NOTE
    alone = registry_findings((PERSON, guest), Seen(letterhead=HOME))
    assert [one.code for one in alone] == [NOT_THE_AGENCY]


def test_a_note_takes_nothing_away_and_nothing_becomes_green() -> None:
    (note,) = registry_findings((PERSON,), Seen(letterhead=("UBND tỉnh Mẫu",)))
    assert weight_of(note) is Weight.NOTE
    assert with_registry(OFFICIAL_CHECK, [note]).verdict is Verdict.VALID
    invalid = replace(OFFICIAL_CHECK, verdict=Verdict.INVALID)
    assert with_registry(invalid, []).verdict is Verdict.INVALID


def test_former_names_of_an_agency_are_its_own() -> None:
    seen = Seen(letterhead=("UBND xã Mới", "UBND xã Thử Nghiệm"))
    assert codes(seen=seen) == []


def test_number_and_day_are_held_against_the_packet() -> None:
    seen = Seen(page_code="15/QĐ-UBND", packet_code="16/QĐ-UBND", surely=True)
    assert codes(seen=seen) == [NUMBER_DIFFERS]
    assert codes(seen=replace(seen, surely=False)) == [NUMBER_MAY_DIFFER]
    seen = Seen(page_date=date(2026, 3, 1), packet_date=date(2026, 3, 2), surely=True)
    assert codes(seen=seen) == [DATE_DIFFERS]
    assert codes(seen=Seen(page_code="", packet_code="16/QĐ-UBND", surely=True)) == []


def test_an_agency_with_a_public_certificate_and_with_another_code_is_told() -> None:
    public = replace(SEAL, trust_list="public")
    assert codes(public, seen=Seen()) == [PUBLIC_CERTIFICATE]
    coded = replace(SEAL, identifier="MNS:H51.12")
    assert codes(coded, seen=Seen(sender_code="H51.13")) == [CODE_DIFFERS]
    assert codes(coded, seen=Seen(sender_code="h51.12")) == []
    assert codes(replace(SEAL, identifier="MST:0101234567"), seen=Seen(sender_code="H51.12")) == []


def test_a_time_stamp_is_nobodys_signature() -> None:
    stamp = replace(PERSON, signer="TSA", organisation="Ban Cơ yếu", key="k9", is_time_stamp=True)
    assert codes(SEAL, stamp, seen=Seen(letterhead=HOME)) == []
    assert not memorable(stamp, [])
    assert other_key(stamp, [FIRST]) is None


def test_a_broken_signature_is_not_held_against_anything() -> None:
    assert codes(replace(SEAL, integrity=Integrity.CHANGED), seen=Seen(sender=("Ai đó",))) == []


FIRST = KnownKey("Nguyễn Văn An", "UBND xã", "k1", "CA công vụ", datetime(2026, 3, 2, tzinfo=UTC))
AN = replace(PERSON, signer="Nguyễn Văn An", organisation="UBND xã", key="k2")


def test_the_first_key_of_a_name_is_remembered_and_known_again() -> None:
    assert memorable(AN, [])
    assert other_key(AN, []) is None
    assert other_key(replace(AN, key="k1"), [FIRST]) is None


def test_another_key_is_an_alarm_unless_a_trusted_authority_vouches_for_it() -> None:
    stranger = replace(AN, certificate=CertificateState.UNTRUSTED)
    alarm = other_key(stranger, [FIRST])
    assert alarm is not None
    assert alarm.code == OTHER_KEY
    assert weight_of(alarm) is Weight.DOUBT
    assert "02/03/2026, do CA công vụ cấp" in alarm.text
    assert not memorable(stranger, [FIRST]), "so that it is told every time"
    renewed = other_key(AN, [FIRST])
    assert renewed is not None
    assert renewed.code == NEW_KEY
    assert memorable(AN, [FIRST])


def test_a_key_of_a_broken_signature_is_not_remembered() -> None:
    assert not memorable(replace(AN, integrity=Integrity.BROKEN), [])
    assert not memorable(replace(AN, key=""), [])
