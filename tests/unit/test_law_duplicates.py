"""When two incoming documents are one and the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.duplicates import Identity, earliest, identity, spellings
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.numbering import PrintedCode
from tests.fakes.sample_documents import TODAY, incoming_entry

CODE = PrintedCode("15", "2016/QĐ-UBND")
SAME = Identity(CODE, "UBND tỉnh Sóc Trăng", 2016)


def registered(
    number: int = 1, state: IncomingState = IncomingState.TO_FORWARD, **changes: object
) -> Incoming:
    return Incoming(f"id-{number}", number, 2026, incoming_entry(**changes), state)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"issuing_org": "ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG"}, True, id="written out"),
        pytest.param({"issuing_org": "UBND  tinh Soc Trang"}, True, id="without marks"),
        pytest.param({"code_number": "015"}, True, id="a zero before it"),
        pytest.param({"issuing_org": "UBND tỉnh Hậu Giang"}, False, id="another agency"),
        pytest.param({"code_number": "150"}, False, id="another number"),
        pytest.param({"code_notation": "2016/QĐ-HĐND"}, False, id="another notation"),
        pytest.param({"issued_date": date(2017, 7, 15)}, False, id="another year"),
        pytest.param({"issued_date": None}, False, id="known by its arrival only"),
    ],
)
def test_what_is_the_same(changes: dict[str, object], same: bool) -> None:
    assert SAME.of(registered(**changes)) is same


def test_a_cancelled_one_does_not_count() -> None:
    assert not SAME.of(registered(state=IncomingState.CANCELLED))


def test_the_first_of_several_is_named() -> None:
    assert earliest([registered(7), registered(3), registered(5)], SAME) == registered(3)
    assert earliest([], SAME) is None


def test_a_document_without_number_or_agency_has_no_identity() -> None:
    assert identity(None, "UBND tỉnh", None, TODAY) is None
    assert identity(CODE, "  ", None, TODAY) is None
    assert identity(CODE, "UBND tỉnh", None, TODAY) == Identity(CODE, "UBND tỉnh", TODAY.year)


@given(st.integers(1, 9999), st.integers(0, 2))
def test_every_spelling_of_a_number_is_the_same(number: int, zeros: int) -> None:
    written = "0" * zeros + str(number)
    assert str(number) in spellings(written)
    assert Identity(PrintedCode(written, "CV"), "Sở Nội vụ", 2016).of(
        registered(code_number=str(number), code_notation="CV", issuing_org="SỞ NỘI VỤ")
    )
