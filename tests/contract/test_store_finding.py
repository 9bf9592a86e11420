"""Finding in both registers, real store and fake: every filter, every order, every page."""

import dataclasses
import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerkdesk.adapters.store import finding
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.incoming import Assignment, Channel, Incoming, IncomingState, Urgency
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Recipient, Step
from clerkdesk.domain.register_order import INCOMING_KEYS, OUTGOING_KEYS
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.registers import (
    SORTABLE_INCOMING,
    SORTABLE_OUTGOING,
    Found,
    IncomingFilter,
    OutgoingFilter,
    Page,
)
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import (
    NOW,
    OFFICE,
    PASSWORDS,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    Clock,
    attachment,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore, FakeStore

CHEAP = PasswordCost(rounds=1, memory=8, lanes=1)
LATER = date(2026, 12, 1)


@pytest.fixture(params=["sqlcipher", "fake"], scope="module")
def full(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store with documents that differ in everything; the tests of this module only read it."""
    if request.param == "fake":
        store: Store = FakeStore(OFFICE, PASSWORDS, Clock())
    else:
        folder = tmp_path_factory.mktemp("store")
        vault = FileVault(folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=CHEAP)
        store = vault.create(OFFICE, PASSWORDS).store
    _fill_incoming(store)
    _fill_outgoing(store)
    yield store
    store.close()


def _fill_incoming(store: Store) -> None:
    entries = [
        incoming_entry(field="Đất đai", due_date=LATER, urgency=Urgency.EXPRESS),
        incoming_entry(
            issuing_org="Sở Đất đai",
            doc_type="Báo cáo",
            code_number="9",
            code_notation="BC-SĐĐ",
            channel=Channel.MAIL,
            signature_result=SignatureResult.VALID,
            issued_date=date(2026, 11, 1),
        ),
        incoming_entry(
            issuing_org="Sở Dân tộc",
            code_number="15a",
            subject="Đăng ký đất đai",
            attachments=(attachment("ban-do-quy-hoach.pdf", FileRole.APPENDIX),),
        ),
        incoming_entry(
            code_number="", code_notation="", doc_type="Đơn", subject="ăn ở", issued_date=None
        ),
        incoming_entry(code_number="150", full_text="nước sạch nông thôn", due_date=TODAY),
        incoming_entry(code_number="", code_notation="KH-UBND", issuing_org="Sở dân tộc"),
        incoming_entry(issuing_org="Ủy ban nhân dân tỉnh", subject="An toàn", due_date=LATER),
    ]
    given_ = [
        store.incoming.add(entry, "vanthu" if place else "quantri")
        for place, entry in enumerate(entries)
    ]
    for uid, person in [(given_[0].uid, "Chủ tịch"), (given_[0].uid, "Phòng Kinh tế")]:
        store.incoming.forward(uid, Assignment(person, "Xem xét", None, "vanthu", NOW))
    store.incoming.forward(given_[1].uid, Assignment("Chủ tịch", "", TODAY, "vanthu", NOW))
    store.incoming.set_state(given_[2].uid, IncomingState.DONE, "vanthu")


def _fill_outgoing(store: Store) -> None:
    entries = [
        outgoing_entry(field="Đất đai", urgency=Urgency.URGENT),
        outgoing_entry(drafting_unit="Địa chính", subject="Đo đạc", due_date=LATER),
        outgoing_entry(
            signer_name="Đỗ Văn Dũng", recipients=(Recipient("Sở Đất đai"), Recipient("Báo"))
        ),
        outgoing_entry(doc_type="Báo cáo", subject="báo cáo"),
    ]
    drafts = [store.outgoing.draft(entry, "vanthu") for entry in entries]
    for draft, day in zip(drafts[:3], [TODAY, TODAY, LATER], strict=True):
        store.outgoing.take_step(draft.uid, Step.APPROVE, "lanhdao")
        store.outgoing.take_step(draft.uid, Step.SIGN_PERSON, "lanhdao")
        store.outgoing.allot(draft.uid, SUBMISSIONS, SUBMISSION, "VP", day, "vanthu")
    store.outgoing.change(drafts[3].uid, replace(entries[3], note="sửa"), "vanthu")


def numbers(rows: object) -> list[int]:
    assert isinstance(rows, list)
    return [row.arrival_number for row in rows]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (IncomingFilter(), [7, 6, 5, 4, 3, 2, 1]),
        (IncomingFilter(doc_type="Báo cáo"), [2]),
        (IncomingFilter(doc_type="báo cáo"), []),
        (IncomingFilter(issuing_org="Sở Dân tộc"), [3]),
        (IncomingFilter(field="Đất đai"), [1]),
        (IncomingFilter(urgency=Urgency.EXPRESS), [1]),
        (IncomingFilter(urgency=Urgency.NORMAL, channel=Channel.PAPER), [7, 6, 5, 4, 3]),
        (IncomingFilter(channel=Channel.MAIL), [2]),
        (IncomingFilter(signature_result=SignatureResult.VALID), [2]),
        (IncomingFilter(to_person="Chủ tịch"), [2, 1]),
        (IncomingFilter(to_person="Phòng Kinh tế"), [1]),
        (IncomingFilter(to_person="Chủ tịch", channel=Channel.MAIL), [2]),
        (IncomingFilter(to_person="Chủ tịch", text="ban hành"), [2, 1]),
        (IncomingFilter(registered_by="quantri"), [1]),
        (IncomingFilter(arrived_from=LATER), []),
        (IncomingFilter(arrived_from=TODAY, arrived_to=TODAY, state=IncomingState.DONE), [3]),
        (IncomingFilter(issued_from=date(2026, 1, 1)), [2]),
        (IncomingFilter(issued_to=date(2016, 7, 15)), [7, 6, 5, 3, 1]),
        (IncomingFilter(due_to=TODAY), [5, 2]),
        (IncomingFilter(overdue_on=LATER), [5, 2]),
        (IncomingFilter(year=2026, text="quy che"), [6, 5, 2, 1]),
        (IncomingFilter(year=2025), []),
    ],
)
def test_each_filter_of_the_incoming_register(
    full: Store, wanted: IncomingFilter, expected: list[int]
) -> None:
    assert numbers(list(full.incoming.find(wanted, Page()))) == expected
    assert full.incoming.count(wanted) == len(expected)
    assert full.incoming.found(wanted) == Found(len(expected))
    for sort in sorted(SORTABLE_INCOMING):
        assert sorted(numbers(list(full.incoming.find(wanted, Page(sort=sort))))) == expected[::-1]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (OutgoingFilter(), 4),
        (OutgoingFilter(series=SUBMISSIONS.series_id), 3),
        (OutgoingFilter(doc_type="Báo cáo"), 1),
        (OutgoingFilter(drafting_unit="Địa chính"), 1),
        (OutgoingFilter(signer_name="Đỗ Văn Dũng"), 1),
        (OutgoingFilter(recipient="Sở Đất đai"), 1),
        (OutgoingFilter(recipient="Báo", text="dung", year=2026), 1),
        (OutgoingFilter(field="Đất đai"), 1),
        (OutgoingFilter(urgency=Urgency.NORMAL), 3),
        (OutgoingFilter(issued_from=TODAY, issued_to=TODAY), 2),
        (OutgoingFilter(states=(OutgoingState.DRAFT, OutgoingState.ISSUED)), 1),
        (OutgoingFilter(states=(OutgoingState.DRAFT, OutgoingState.NUMBERED)), 4),
        (OutgoingFilter(states=(OutgoingState.ISSUED,)), 0),
    ],
)
def test_each_filter_of_the_outgoing_register(
    full: Store, wanted: OutgoingFilter, expected: int
) -> None:
    assert full.outgoing.count(wanted) == expected
    assert full.outgoing.found(wanted) == Found(expected)
    for sort in ("", *sorted(SORTABLE_OUTGOING)):
        assert len(full.outgoing.find(wanted, Page(sort=sort))) == expected
    by_number = replace(wanted, order_by_number=True)
    assert len(full.outgoing.find(by_number, Page())) == expected


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", sorted(SORTABLE_INCOMING))
def test_the_incoming_register_sorts_by_each_column(
    full: Store, sort: str, descending: bool
) -> None:
    rows = [*full.incoming.find(IncomingFilter(), Page(sort=sort, descending=descending))]
    filled = [row for row in rows if INCOMING_KEYS[sort](row) is not None]
    assert rows[: len(filled)] == filled, "what has nothing in the column stands last"
    keys = [(INCOMING_KEYS[sort](row), row.arrival_number) for row in filled]
    assert keys == sorted(keys, reverse=descending)
    empty = numbers(rows[len(filled) :])
    assert empty == sorted(empty, reverse=descending)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", sorted(SORTABLE_OUTGOING))
def test_the_outgoing_register_sorts_by_each_column(
    full: Store, sort: str, descending: bool
) -> None:
    rows = [*full.outgoing.find(OutgoingFilter(), Page(sort=sort, descending=descending))]
    filled = [row for row in rows if OUTGOING_KEYS[sort](row) is not None]
    assert rows[: len(filled)] == filled
    keys = [(OUTGOING_KEYS[sort](row), row.changed) for row in filled]
    assert keys == sorted(keys, reverse=descending)


def test_names_sort_without_their_marks_first(full: Store) -> None:
    rows = full.incoming.find(IncomingFilter(), Page(sort="issuing_org", descending=False))
    names = list(dict.fromkeys(row.entry.issuing_org for row in rows))
    assert names == [
        "Sở Dân tộc",
        "Sở dân tộc",
        "Sở Đất đai",
        "UBND tỉnh Sóc Trăng",
        "Ủy ban nhân dân tỉnh",
    ]


def test_codes_sort_by_their_number(full: Store) -> None:
    rows = full.incoming.find(IncomingFilter(), Page(sort="code", descending=False))
    assert [row.entry.code_number for row in rows] == ["9", "15", "15", "15a", "150", "", ""]
    assert rows[-1].code == ""


def test_the_book_runs_by_year_and_number_with_drafts_last(full: Store) -> None:
    wanted = OutgoingFilter(order_by_number=True)
    for descending, expected in [(True, [3, 2, 1, None]), (False, [1, 2, 3, None])]:
        rows = full.outgoing.find(wanted, Page(descending=descending))
        assert [row.outgoing_number for row in rows] == expected


@pytest.mark.parametrize(("walked", "asking", "newest"), [(3, 0, 1), (2, 1, 2), (100, 0, 1)])
def test_every_way_to_find_gives_the_same_rows(
    full: Store, monkeypatch: pytest.MonkeyPatch, walked: int, asking: int, newest: int
) -> None:
    """The real store takes other ways where documents are many; here they are many from three on."""
    pairs = itertools.product(
        [
            *(
                IncomingFilter(),
                IncomingFilter("ban"),
                IncomingFilter("2016", channel=Channel.PAPER),
            ),
            *(IncomingFilter(channel=Channel.PAPER), IncomingFilter(urgency=Urgency.NORMAL)),
            *(IncomingFilter("ban", to_person="Chủ tịch"), IncomingFilter('"quy che"', year=2026)),
        ],
        [
            Page(limit, skip=skip, sort=sort, descending=descending)
            for sort in ("", *sorted(SORTABLE_INCOMING))
            for descending in (True, False)
            for limit, skip in [(2, 0), (1, 3), (3, 2), (9, 5), (2, 50)]
        ],
    )
    asked = list(pairs)
    before = [numbers(list(full.incoming.find(*one))) for one in asked]
    monkeypatch.setattr(finding, "_WALKED", walked)
    monkeypatch.setattr(finding, "_ASKING", asking)
    monkeypatch.setattr(finding, "_NEWEST", newest)
    assert [numbers(list(full.incoming.find(*one))) for one in asked] == before


def test_counting_stops_only_where_there_are_more(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_COUNTED", 2)
    got = full.incoming.found(IncomingFilter("2016", channel=Channel.PAPER))
    exact = full.incoming.count(IncomingFilter("2016", channel=Channel.PAPER))
    assert got == Found(exact) or (not got.exact and got.count < exact)


@pytest.mark.parametrize("sort", ["", "issuing_org", "due_date"])
@pytest.mark.parametrize("descending", [True, False])
def test_pages_make_up_the_list(full: Store, sort: str, descending: bool) -> None:
    for wanted in (IncomingFilter(), IncomingFilter(channel=Channel.PAPER), IncomingFilter("ban")):
        whole = numbers(
            list(full.incoming.find(wanted, Page(100, sort=sort, descending=descending)))
        )
        pages = [
            number
            for skip in range(0, len(whole) + 2, 2)
            for number in numbers(
                list(
                    full.incoming.find(wanted, Page(2, skip=skip, sort=sort, descending=descending))
                )
            )
        ]
        assert pages == whole


def test_a_list_sorts_by_its_own_columns_only(full: Store) -> None:
    for sort in ("note", "uid; DROP TABLE incoming"):
        with pytest.raises(ValueError, match="sorts by"):
            full.incoming.find(IncomingFilter(), Page(sort=sort))
        with pytest.raises(ValueError, match="sorts by"):
            full.outgoing.find(OutgoingFilter(), Page(sort=sort))
    with pytest.raises(ValueError, match="before"):
        full.outgoing.find(OutgoingFilter(order_by_number=True), Page(before=3))


@pytest.mark.parametrize(
    ("text", "expected", "corrected"),
    [
        ('"quy chế"', [6, 5, 2, 1], ""),
        ("«chế quy»", [], ""),
        ("chế quy", [6, 5, 2, 1], ""),
        ('"quy ch', [6, 5, 2, 1], ""),
        ('"quy ch"', [], ""),
        ("15/", [7, 1], ""),
        ("15", [7, 5, 3, 1], ""),
        ("15/2016", [7, 1], ""),
        ("15/2016/qđ", [7, 1], ""),
        ("15/2", [7, 1], ""),
        ('"15/2016"', [7, 1], ""),
        ("15/2016/qđ-ubnd/x", [], ""),
        ("15/2016 ban do", [], ""),
        ("ban do quy hoach", [3], ""),
        ("n", [7, 6, 5, 2, 1], ""),
        ("nuoc sach nong tho", [5], ""),
        ("nuoc sach nongg thon", [5], "nuoc sach nong thon"),
        ("nước scah", [5], "nước sach"),
        ("đăng kyys", [], ""),
        ("dangg ký", [3], "dang ký"),
        ("1577", [], ""),
        ("dangg quoach", [], ""),
        ('"', [7, 6, 5, 4, 3, 2, 1], ""),
    ],
)
def test_what_a_clerk_types(full: Store, text: str, expected: list[int], corrected: str) -> None:
    assert numbers(list(full.incoming.find(IncomingFilter(text), Page()))) == expected
    assert full.incoming.found(IncomingFilter(text)) == Found(len(expected), corrected=corrected)


_TYPED = st.one_of(
    st.text(max_size=30),
    st.text(alphabet='"«»“” /-*()^:+.,15aAđĐếNqQ', max_size=20),
    st.lists(
        st.sampled_from(["quy", "chế", "AND", "OR", "NOT", "NEAR(", "15/2016", '"', "*", "g"])
    ).map(" ".join),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=_TYPED)
def test_no_input_is_a_syntax_error(full: Store, text: str) -> None:
    rows = full.incoming.find(IncomingFilter(text), Page())
    assert full.incoming.found(IncomingFilter(text)).count == len(rows)
    assert full.outgoing.count(OutgoingFilter(text)) == len(
        full.outgoing.find(OutgoingFilter(text), Page(sort="subject"))
    )


def test_both_registers_name_the_fields_that_they_sort_by() -> None:
    assert set(INCOMING_KEYS) == SORTABLE_INCOMING
    assert set(OUTGOING_KEYS) == SORTABLE_OUTGOING
    assert {field.name for field in dataclasses.fields(Incoming)} >= {"arrival_number", "state"}
    assert {field.name for field in dataclasses.fields(Outgoing)} >= {"issued_date", "state"}
