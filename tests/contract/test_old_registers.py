"""Old registers, real and fake: lines keep their numbers, current books are never touched."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clerkdesk.domain.books import INCOMING_SERIES, Direction, incoming_title
from clerkdesk.domain.errors import ImportStopped, OldBookFirst, OldNumberTaken
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.old_numbers import OLD_SERIES, with_suffix
from clerkdesk.domain.old_register import OldIncoming, OldOutgoing
from clerkdesk.domain.outgoing import OutgoingState, Step
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import (
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    incoming_entry,
    outgoing_entry,
)

ISSUED_AT = datetime(2024, 3, 1, 1, 0, tzinfo=UTC)


def line(number: int, day: date = date(2024, 3, 1), **changes: object) -> OldIncoming:
    entry = incoming_entry(arrival_date=day, issued_date=None, **changes)
    return OldIncoming(day.year, number, entry, "Chủ tịch", day)


def sent(number: int, notation: str = "QĐ-UBND", day: date = date(2024, 3, 1)) -> OldOutgoing:
    entry = outgoing_entry(register_date=day, doc_type="Quyết định")
    return OldOutgoing(day.year, number, f"{number:02d}", notation, day, entry, ISSUED_AT)


def numbers(store: Store, year: int | None = None) -> list[str]:
    return [row.shown_number for row in store.incoming.find(IncomingFilter(year=year), Page())]


def test_lines_keep_their_numbers_and_come_in_settled_and_searchable(store: Store) -> None:
    done = store.old_registers.bring_in_incoming(
        "so-2024.xlsx", [line(3, subject="về đường"), line(1), line(with_suffix(1, "a"))], "vanthu"
    )
    assert (done.rows, done.direction, done.undone) == (3, Direction.INCOMING, False)
    assert store.old_registers.imports() == [done]
    assert set(numbers(store, 2024)) == {"1", "1a", "3"}
    (found,) = store.incoming.find(IncomingFilter("ve duong"), Page())
    assert found.state is IncomingState.DONE
    assert found.assignments[0].to_person == "Chủ tịch"
    assert store.incoming.count(IncomingFilter("1a")) == 1
    (history,) = store.ops.history("incoming", found.uid)
    assert history.what == "Nhập từ sổ cũ, số 3"
    assert store.ops.first_break() is None
    (book,) = [book for book in store.books.all() if book.key.year == 2024]
    assert (book.key.series, book.last, book.title) == (OLD_SERIES, 3, "Văn bản đến 2024 (sổ cũ)")


def test_the_current_book_counts_on_as_if_nothing_came_in(store: Store) -> None:
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 1
    store.old_registers.bring_in_incoming("so.xlsx", [line(1), line(2)], "vanthu")
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 2


def test_a_number_in_use_stops_the_whole_import(store: Store) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    with pytest.raises(OldNumberTaken) as error:
        store.old_registers.bring_in_incoming("so.xlsx", [line(7), line(1, TODAY)], "vanthu")
    assert (error.value.number, error.value.year) == ("1", TODAY.year)
    assert numbers(store) == ["1"]
    assert store.old_registers.imports() == []


def test_a_stopped_import_leaves_nothing(store: Store) -> None:
    def stop(_count: int) -> None:
        raise ImportStopped

    before = len(store.ops.pending(1000))
    for bring_in, lines in (
        (store.old_registers.bring_in_incoming, [line(1)]),
        (store.old_registers.bring_in_outgoing, [sent(1)]),
    ):
        with pytest.raises(ImportStopped):
            bring_in("so.xlsx", lines, "vanthu", stop)  # type: ignore[operator] # one line each
    assert numbers(store) == []
    assert store.outgoing.count(OutgoingFilter()) == 0
    assert len(store.ops.pending(1000)) == before


def test_this_years_book_goes_on_only_after_a_yes(store: Store) -> None:
    lines = [line(1, TODAY), line(1285, TODAY), line(with_suffix(1285, "b"), TODAY)]
    store.old_registers.bring_in_incoming("so.xlsx", lines, "vanthu")
    assert store.old_registers.highest(TODAY.year) == 1285
    with pytest.raises(OldBookFirst) as error:
        store.incoming.add(incoming_entry(), "vanthu")
    assert error.value.last == 1285
    title = incoming_title(TODAY.year)
    store.books.open_year(
        Direction.INCOMING, INCOMING_SERIES, TODAY.year, title, "vanthu", last=1285
    )
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 1286


def test_a_number_typed_wrong_is_gone_with_its_undone_import(store: Store) -> None:
    wrong = store.old_registers.bring_in_incoming(
        "so.xlsx", [line(1, TODAY), line(3500, TODAY)], "vanthu"
    )
    store.old_registers.undo(wrong.import_id, "vanthu")
    assert store.old_registers.highest(TODAY.year) == 0
    store.old_registers.bring_in_incoming("so.xlsx", [line(1, TODAY), line(350, TODAY)], "vanthu")
    assert store.old_registers.highest(TODAY.year) == 350
    with pytest.raises(OldBookFirst) as error:
        store.incoming.add(incoming_entry(), "vanthu")
    assert error.value.last == 350


def test_an_undone_import_alone_does_not_keep_the_book_closed(store: Store) -> None:
    wrong = store.old_registers.bring_in_incoming("so.xlsx", [line(3500, TODAY)], "vanthu")
    store.old_registers.undo(wrong.import_id, "vanthu")
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 1


def test_a_void_number_of_an_old_book_is_not_given_again(store: Store) -> None:
    store.old_registers.bring_in_incoming("so.xlsx", [line(7, TODAY)], "vanthu")
    (row,) = store.incoming.find(IncomingFilter(year=TODAY.year), Page())
    store.incoming.void(row.uid, "vào sổ hai lần", "vanthu")
    assert store.old_registers.highest(TODAY.year) == 7


def test_an_undone_import_is_marked_not_deleted_and_what_was_used_stays(store: Store) -> None:
    done = store.old_registers.bring_in_incoming("so.xlsx", [line(1), line(2)], "vanthu")
    used = next(
        row
        for row in store.incoming.find(IncomingFilter(year=2024), Page())
        if row.arrival_number == 2
    )
    store.incoming.set_state(used.uid, IncomingState.IN_WORK, "vanthu")
    assert store.old_registers.undo(done.import_id, "vanthu") == (1, 1)
    states = {
        row.arrival_number: row.state
        for row in store.incoming.find(IncomingFilter(year=2024), Page())
    }
    assert states == {1: IncomingState.CANCELLED, 2: IncomingState.IN_WORK}
    assert store.old_registers.imports()[0].undone
    assert store.old_registers.taken_numbers({2024}) == frozenset({(2024, 2)})


def test_a_mended_file_fills_the_cancelled_lines_again(store: Store) -> None:
    done = store.old_registers.bring_in_incoming("so.xlsx", [line(1, subject="sai")], "vanthu")
    store.old_registers.undo(done.import_id, "vanthu")
    again = store.old_registers.bring_in_incoming("so.xlsx", [line(1, subject="đúng")], "vanthu")
    (row,) = store.incoming.find(IncomingFilter(year=2024), Page())
    assert (row.entry.subject, row.state) == ("đúng", IncomingState.DONE)
    history = [one.what for one in store.ops.history("incoming", row.uid)]
    assert history == [
        "Nhập từ sổ cũ, số 1",
        "Hủy nhập từ sổ cũ",
        "Nhập từ sổ cũ, số 1",
    ]
    assert store.old_registers.undo(again.import_id, "vanthu") == (1, 0)


def test_old_outgoing_lines_stand_behind_everything_of_today(store: Store) -> None:
    store.outgoing.draft(outgoing_entry(subject="hôm nay"), "vanthu")
    lines = [sent(1), sent(2, day=date(2024, 5, 1)), sent(1, "TTr-UBND")]
    done = store.old_registers.bring_in_outgoing("di.xlsx", lines, "vanthu")
    store.outgoing.draft(outgoing_entry(subject="sau đó"), "vanthu")
    rows = store.outgoing.find(OutgoingFilter(), Page())
    assert [row.entry.subject for row in rows[:2]] == ["sau đó", "hôm nay"]
    assert rows[2].code == "02/QĐ-UBND"
    assert {row.code for row in rows[2:]} == {"01/QĐ-UBND", "02/QĐ-UBND", "01/TTr-UBND"}
    more = store.outgoing.find(OutgoingFilter(), Page(limit=3))
    rest = store.outgoing.find(OutgoingFilter(), Page(limit=3, before=more[-1].changed))
    assert [row.uid for row in (*more, *rest)] == [row.uid for row in rows]
    old = rows[2]
    assert (old.state, old.series, old.issued_at) == (OutgoingState.ISSUED, OLD_SERIES, ISSUED_AT)
    assert store.outgoing.get(old.uid) == old
    assert store.outgoing.by_code("2", "QĐ-UBND", None) == old
    assert store.outgoing.count(OutgoingFilter("02/QĐ-UBND")) == 1
    with pytest.raises(OldNumberTaken):
        store.old_registers.bring_in_outgoing("di.xlsx", [sent(2, day=date(2024, 6, 1))], "vanthu")
    assert store.old_registers.undo(done.import_id, "vanthu") == (3, 0)
    assert store.outgoing.get(old.uid).state is OutgoingState.CANCELLED
    store.old_registers.bring_in_outgoing("di.xlsx", lines, "vanthu")
    assert store.outgoing.get(old.uid).state is OutgoingState.ISSUED


def test_a_number_of_this_year_is_never_given_again_under_the_same_code(store: Store) -> None:
    old = replace(sent(4, "TTr-UBND", TODAY))
    store.old_registers.bring_in_outgoing("di.xlsx", [old], "vanthu")
    assert store.old_registers.highest_by_code(TODAY.year) == {("Quyết định", "TTr-UBND"): 4}
    uid = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    store.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    store.outgoing.take_step(uid, Step.SIGN_PERSON, "lanhdao")
    with pytest.raises(OldBookFirst):
        store.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")
    assert not [book for book in store.books.all() if book.key.series == SUBMISSIONS.series_id]
    store.books.open_year(
        Direction.OUTGOING, SUBMISSIONS.series_id, TODAY.year, "Tờ trình", "vanthu", last=4
    )
    numbered = store.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")
    assert numbered.outgoing_number == 5
