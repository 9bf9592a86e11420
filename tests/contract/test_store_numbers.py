"""Whatever the clerks do, the numbers of every book run from 1 without gaps, and the log is whole."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.outgoing import Step
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import (
    CLERK,
    OFFICE,
    PASSWORDS,
    Clock,
    attachment,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore

YEARS = (2025, 2026)
SERIES = (
    (Series("to-trinh", "Tờ trình", frozenset(), "{type}-{org}"), DocumentType("Tờ trình", "TTr")),
    (Series("cong-van", "Công văn", frozenset(), "{org}-{unit}"), DocumentType("Công văn", "")),
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["in", "cancel", "out", "step", "allot", "reopen"]), st.integers(0, 5)
    ),
    min_size=4,
    max_size=25,
)


@settings(max_examples=20, deadline=None)
@given(acts=ACTS)
def test_numbers_are_consecutive_in_every_book(acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault = FileVault(
            Path(folder) / "store",
            Path(folder) / "marks",
            FakeKeyStore(),
            Clock(),
            cost=PasswordCost(1, 8, 1),
        )
        store: Store = vault.create(OFFICE, PASSWORDS).store
        for year in YEARS:
            store.books.open_year(Direction.INCOMING, "den", year, str(year), "quantri")
        for act, choice in acts:
            if act == "reopen":
                store.close()
                store = vault.unlock("vanthu", PASSWORDS[CLERK]).store
            else:
                _do(store, act, choice)
        incoming = store.incoming.find(IncomingFilter(), Page(1000))
        for year in YEARS:
            numbers = [row.arrival_number for row in incoming if row.year == year]
            assert numbers == list(range(len(numbers), 0, -1))
        outgoing = store.outgoing.find(OutgoingFilter(), Page(1000))
        for series, _doc_type in SERIES:
            given_ = [row.outgoing_number for row in outgoing if row.series == series.series_id]
            assert sorted(number or 0 for number in given_) == list(range(1, len(given_) + 1))
        assert {book.last for book in store.books.all()} <= set(range(len(acts) + 1))
        assert store.ops.first_break() is None
        store.close()


def _do(store: Store, act: str, choice: int) -> None:
    incoming = store.incoming.find(IncomingFilter(), Page(1000))
    outgoing = store.outgoing.find(OutgoingFilter(), Page(1000))
    match act:
        case "in":
            day = date(YEARS[choice % 2], 11, 22)
            store.incoming.add(incoming_entry(arrival_date=day), "vanthu")
        case "cancel" if incoming:
            row = incoming[choice % len(incoming)]
            store.incoming.set_state(row.uid, IncomingState.CANCELLED, "vanthu")
        case "out":
            store.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu")
        case "step" | "allot" if outgoing:
            _go_on(store, act, outgoing[choice % len(outgoing)].uid, choice)


def _go_on(store: Store, act: str, uid: str, choice: int) -> None:
    steps = (Step.APPROVE, Step.SIGN_PERSON, Step.RETURN, Step.SIGN_ORGANISATION, Step.ISSUE)
    file: Attachment | None = attachment(f"ban-{choice}.pdf")
    try:
        if act == "allot":
            series, doc_type = SERIES[choice % 2]
            store.outgoing.allot(uid, series, doc_type, "VP", date(2026, 11, 22), "vanthu")
        else:
            store.outgoing.take_step(uid, steps[choice % 5], "lanhdao", file)
    except StepNotAllowed:
        return
