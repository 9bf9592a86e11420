"""Series, patterns and issuers: every type has one run of numbers, and no code is made twice."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.domain.issuers import SEAL, Issuer, issuer_called, issuer_problems, unit_sign
from clerkdesk.domain.numbering import PrintedCode, parse_code, split_number
from clerkdesk.domain.series import (
    LEGAL_PATTERN,
    LETTER_PATTERN,
    USUAL_PATTERN,
    DocumentType,
    Series,
    anew,
    body_series,
    compose_code,
    example,
    founding,
    pattern_problem,
    refounded,
    series_for,
    series_problems,
    usual_series,
)

TYPES = load_doc_types()
OFFICE = Issuer("", "UBND xã Thử Nghiệm", "UBND")
COUNCIL = Issuer("HĐND", "HĐND xã Thử Nghiệm", "HĐND", seal=f"{SEAL}:HĐND")
BODY = Issuer("HĐNVQS", "Hội đồng nghĩa vụ quân sự xã", "HĐNVQS")
DECISION = DocumentType("Quyết định", "QĐ")
LETTER = DocumentType("Công văn", "")
SUBMISSION = DocumentType("Tờ trình", "TTr")
LETTERS = st.text(string.ascii_letters + "ĐđÂâĂăƠơƯư", min_size=1, max_size=6)


def series(pattern: str, *names: str, name: str = "S", issuer: str = "") -> Series:
    return Series(name, name, frozenset(names), pattern, issuer)


@pytest.mark.parametrize(
    ("pattern", "kind", "unit", "code"),
    [
        pytest.param(USUAL_PATTERN, DECISION, "", "05/QĐ-UBND", id="a decision"),
        pytest.param("{type}-{org}", DECISION, "", "05/QĐ-UBND", id="without {number}"),
        pytest.param(LETTER_PATTERN, LETTER, "VX", "05/UBND-VX", id="công văn"),
        pytest.param(LETTER_PATTERN, LETTER, "", "05/UBND", id="công văn of no unit"),
        pytest.param(USUAL_PATTERN, LETTER, "", "05/UBND", id="a type without abbreviation"),
        pytest.param(LEGAL_PATTERN, DECISION, "", "05/2026/QĐ-UBND", id="a legal act"),
        pytest.param(USUAL_PATTERN, SUBMISSION, "", "05/TTr-UBND", id="small letters stay"),
    ],
)
def test_a_pattern_makes_the_code_of_the_decree(
    pattern: str, kind: DocumentType, unit: str, code: str
) -> None:
    made = compose_code(5, series(pattern), kind, "UBND", unit, year=2026)
    assert str(made) == code
    assert example(series(pattern), kind, "UBND", unit, 2026) == code


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "QĐ",
        "{type}",
        "{type}-{org}/{number}",
        "{loai}-{org}",
        "{type}-{org",
        "{type} {org}",
        "}{org}",
    ],
)
def test_a_pattern_that_makes_no_code_is_named(pattern: str) -> None:
    assert pattern_problem(pattern)


@given(
    number=st.integers(1, 99999),
    suffix=st.sampled_from(["", "a", "z"]),
    year=st.integers(1945, 2100),
    abbreviation=LETTERS,
    org=LETTERS,
    unit=LETTERS | st.just(""),
    pattern=st.sampled_from([USUAL_PATTERN, LETTER_PATTERN, LEGAL_PATTERN, "{org}-{type}-{unit}"]),
)
def test_what_is_composed_is_read_back(
    number: int, suffix: str, year: int, abbreviation: str, org: str, unit: str, pattern: str
) -> None:
    kind = DocumentType("loại", abbreviation)
    code = compose_code(number, series(pattern), kind, org, unit, year=year, suffix=suffix)
    assert parse_code(str(code)) == code
    assert split_number(code.code_number) == (number, suffix)
    assert code.code_notation.count(org) >= 1  # never upper-cased


def test_the_usual_series_of_a_commune_are_without_fault() -> None:
    whole = [*usual_series(TYPES), *usual_series(TYPES, "HĐND"), *body_series(BODY)]
    assert series_problems(whole, TYPES, [OFFICE, COUNCIL, BODY]) == []


def test_copies_share_one_series_and_legal_acts_have_their_own() -> None:
    whole = usual_series(TYPES)
    copies = {
        series_for(name, whole).series_id for name in ("Bản sao y", "Bản sao lục", "Bản trích sao")
    }
    assert copies == {"SAO"}
    acts = {
        series_for(name, whole).series_id
        for name in ("Quyết định", "Quyết định (QPPL)", "Nghị quyết", "Nghị quyết (QPPL)")
    }
    assert len(acts) == 4


@given(
    where=st.lists(st.integers(0, 4), min_size=len(TYPES), max_size=len(TYPES)),
    patterns=st.lists(
        st.sampled_from([USUAL_PATTERN, LETTER_PATTERN, LEGAL_PATTERN]), min_size=5, max_size=5
    ),
    numbers=st.lists(st.integers(1, 30), min_size=2, max_size=2),
)
def test_series_without_fault_never_make_one_code_twice(
    where: list[int], patterns: list[str], numbers: list[int]
) -> None:
    groups: list[set[str]] = [set() for _ in range(5)]
    for kind, group in zip(TYPES, where, strict=True):
        groups[group].add(kind.name)
    groups[4] = set()  # it takes every other type
    whole = [
        Series(f"S{n}", f"Loạt {n}", frozenset(names), patterns[n])
        for n, names in enumerate(groups)
        if names or n == 4
    ]
    if series_problems(whole, TYPES, [OFFICE]):
        return
    made: dict[str, tuple[str, int]] = {}
    for kind in TYPES:
        own = series_for(kind.name, whole)
        for number in numbers:
            code = str(compose_code(number, own, kind, "UBND", "VP", year=2026))
            assert made.setdefault(code, (own.series_id, number)) == (own.series_id, number)


@pytest.mark.parametrize(
    ("whole", "word"),
    [
        pytest.param([], "mọi loại còn lại", id="no series for the rest"),
        pytest.param(
            [series(USUAL_PATTERN, name="A"), series(LETTER_PATTERN, name="B")],
            "đúng một",
            id="two for the rest",
        ),
        pytest.param(
            [
                series(LETTER_PATTERN, name="CV"),
                series(USUAL_PATTERN, "Quyết định", name="A"),
                series(LEGAL_PATTERN, "quyết định", name="B"),
            ],
            "hai loạt",
            id="a type in two series",
        ),
        pytest.param(
            [
                series(LETTER_PATTERN, name="CV"),
                series(USUAL_PATTERN, "Quyết định", name="A"),
                series(USUAL_PATTERN, "Quyết định (QPPL)", name="B"),
            ],
            "QĐ-UBND",
            id="two series make one ký hiệu",
        ),
        pytest.param(
            [series(LETTER_PATTERN, name="CV"), series(USUAL_PATTERN, "Công văn mật", name="M")],
            "mật",
            id="secret documents have no series here",
        ),
        pytest.param(
            [series(LETTER_PATTERN, name="CV"), series(USUAL_PATTERN, "Chỉ thị", name="CV")],
            "dùng hai lần",
            id="one name twice",
        ),
    ],
)
def test_series_that_break_the_law_are_named(whole: list[Series], word: str) -> None:
    assert word in " ".join(series_problems(whole, TYPES, [OFFICE]))


def test_keeping_a_secret_is_not_a_secret_document() -> None:
    whole = [
        series(LETTER_PATTERN, name="CV"),
        series("{type}-{org}-BM", "Cam kết bảo mật", name="B"),
    ]
    assert series_problems(whole, TYPES, [OFFICE]) == []


def test_an_entity_founded_within_the_year_has_series_of_its_own() -> None:
    decided = anew(series(USUAL_PATTERN, "Quyết định", name="QĐ"), date(2025, 7, 1))
    assert decided.series_id == "QĐ.20250701"
    assert founding(decided.series_id) == ".20250701"
    assert founding("QĐ") == ""
    assert refounded(decided.series_id, date(2026, 1, 1)) == "QĐ.20260101"


def test_the_issuer_is_chosen_by_its_name() -> None:
    issuers = [OFFICE, COUNCIL]
    assert issuer_called("hđnd  xã thử nghiệm", issuers) is COUNCIL
    assert issuer_called("một tên khác", issuers) is OFFICE


@pytest.mark.parametrize(
    ("name", "notation", "wrong"),
    [
        ("", "X", {"name"}),
        ("UBND xã Thử Nghiệm", "X", {"name"}),
        ("Hội đồng thi đua", "", {"notation"}),
        ("Hội đồng thi đua", "HĐ TĐ", {"notation"}),
        ("Hội đồng thi đua", "ubnd", {"notation"}),
        ("Hội đồng thi đua", "HĐTĐ", set()),
    ],
)
def test_an_issuer_has_a_name_and_letters_of_its_own(
    name: str, notation: str, wrong: set[str]
) -> None:
    assert set(issuer_problems(Issuer("x", name, notation), [OFFICE])) == wrong


@pytest.mark.parametrize(
    ("unit", "sign"),
    [
        ("VX", "VX"),
        ("Văn phòng", "VPUB"),
        ("Kinh tế", "KT"),
        ("Văn hóa - Xã hội", "VHXH"),
        ("", ""),
        ("đội trật tự", "ĐTT"),
    ],
)
def test_a_unit_stands_in_the_code_as_the_office_laid_down(unit: str, sign: str) -> None:
    assert unit_sign(unit, {"văn phòng": "VPUB"}) == sign


def test_a_code_is_split_at_the_first_stroke() -> None:
    assert parse_code("15/2016/QĐ-UBND") == PrintedCode("15", "2016/QĐ-UBND")
