"""What one desk did to books and numbers is so at the other desk too, and is told there."""

from dataclasses import replace

import pytest

from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.books import ActKind, LateNumber
from clerkdesk.domain.errors import NotHolder
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.reconciliation import FindingKind
from clerkdesk.services.reconcile import Reconcile
from tests.contract.test_store_number_acts import WHY, YESTERDAY, allot, signed
from tests.contract.test_store_remote import Desks, carry, conflicts, desks
from tests.fakes.documents import FakeFormPrinter
from tests.fakes.sample_documents import SUBMISSION, SUBMISSIONS, TODAY, incoming_entry

__all__ = ["desks"]
CODE = PrintedCode("15", "2016/QĐ-UBND")


def state(store: SqlStore) -> list[object]:
    return [
        (book, list(store.books.acts(book.key)), list(store.books.given(book.key)))
        for book in store.books.all()
    ]


def test_acts_on_numbers_travel(desks: Desks) -> None:
    one, other = desks
    arrival = one.incoming.add(incoming_entry(), "vanthu")
    one.incoming.add(incoming_entry(arrival_date=YESTERDAY), "vanthu", despite=WHY)
    one.incoming.add(incoming_entry(), "vanthu", series="den-HĐND")
    one.incoming.void(arrival.uid, WHY, "vanthu")
    first = allot(one, YESTERDAY)
    allot(one)
    late = allot(one, TODAY, late=LateNumber(1, "a", WHY))
    one.outgoing.void(first.uid, WHY, "vanthu")
    (key,) = [b.key for b in one.books.all() if b.key.series == SUBMISSIONS.series_id]
    one.books.set_closed(key, TODAY, "vanthu")
    carry(one, other)
    carry(one, other)
    assert conflicts(other) == []
    assert state(other) == state(one)
    assert other.outgoing.get(first.uid).state is OutgoingState.VOID
    assert other.outgoing.get(late.uid).code == "01a/TTr-UBND"
    assert other.incoming.get(arrival.uid).state is IncomingState.CANCELLED
    assert [row.series for row in other.incoming.by_code(CODE)] == ["den", "den", "den-HĐND"]
    one.books.set_closed(key, None, "vanthu")
    carry(one, other)
    assert state(other) == state(one)


def test_only_the_holder_acts_on_numbers(desks: Desks) -> None:
    one, other = desks
    document = allot(one)
    arrival = one.incoming.add(incoming_entry(), "vanthu")
    carry(one, other)
    (key,) = [b.key for b in one.books.all() if b.key.series == SUBMISSIONS.series_id]
    before = state(other)
    for act in (
        lambda: other.outgoing.void(document.uid, WHY, "vanthu"),
        lambda: other.incoming.void(arrival.uid, WHY, "vanthu"),
        lambda: other.books.set_closed(key, TODAY, "vanthu"),
        lambda: other.books.void_bare(key, 1, WHY, "vanthu"),
        lambda: allot(other, late=LateNumber(1, "a", WHY)),
    ):
        with pytest.raises(NotHolder):
            act()
    assert state(other) == before


def test_a_book_that_another_desk_did_not_hold_is_not_closed_by_it(desks: Desks) -> None:
    one, other = desks
    allot(one)
    carry(one, other)
    (key,) = [b.key for b in one.books.all()]
    one.books.set_closed(key, TODAY, "vanthu")
    false = replace(one.ops.pending(500)[-1], device="may-3", seq=1, op_id="giả")
    other.ops.apply_remote(1, 99, [false])
    assert other.books.all()[0].closed_on is None
    assert len(conflicts(other)) == 1


def test_a_number_of_two_desks_is_a_double_in_the_reconciliation(desks: Desks) -> None:
    one, other = desks
    for store, subject in ((one, "của máy một"), (other, "của máy hai")):
        store.incoming.add(incoming_entry(subject=subject), "vanthu")
    uid = signed(other)
    other.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "", TODAY, "vanthu")
    allot(one)
    carry(one, other)
    reports = Reconcile(other, FakeFormPrinter())(TODAY.year)
    doubles = {
        report.book.key.series: finding.detail
        for report in reports
        for finding in report.findings
        if finding.kind is FindingKind.DOUBLE
    }
    assert set(doubles) == {"den", SUBMISSIONS.series_id}
    assert "của máy một" in doubles["den"]
    assert not any(report.whole for report in reports)
    assert not any(
        act.kind is ActKind.VOID for r in reports for act in other.books.acts(r.book.key)
    )
