"""F1d, F1i (NĐ 30, PL VI): urgency stands in every list by word and colour; what is new is announced."""

from datetime import datetime

import pytest

from clerkdesk.domain.alerts import Alert, Said, what_to_say
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import URGENCY_NAMES, Incoming, Urgency
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.ui.incoming.list_columns import incoming_columns
from clerkdesk.ui.outgoing.list_columns import outgoing_columns
from clerkdesk.ui.theme import State
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM_TIME)
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=VIETNAM_TIME)


def urgent(urgency: Urgency) -> Incoming:
    return FakeOffice().store.incoming.add(incoming_entry(urgency=urgency), CLERK.login)


@pytest.mark.parametrize("urgency", [u for u in Urgency if u is not Urgency.NORMAL])
def test_urgency_is_a_word_and_a_colour_in_the_register(urgency: Urgency) -> None:
    document = urgent(urgency)
    marks = [
        column.mark(document)
        for column in incoming_columns(lambda: TODAY)
        if column.mark is not None
    ]
    words = [mark for mark in marks if mark is not None]
    assert (
        URGENCY_NAMES[urgency],
        State.BAD if urgency >= Urgency.EXPRESS else State.WARN,
    ) in words


def test_an_ordinary_document_carries_no_mark() -> None:
    document = urgent(Urgency.NORMAL)
    columns = incoming_columns(lambda: TODAY)
    assert all(column.mark(document) is None for column in columns if column.mark is not None)


def test_urgency_is_a_column_of_both_registers() -> None:
    for columns in (incoming_columns(lambda: TODAY), outgoing_columns()):
        assert "urgency" in {column.key for column in columns}


def test_a_new_document_is_announced_and_an_express_one_at_any_hour() -> None:
    usual, express = Alert("a", "văn bản mới"), Alert("b", "hỏa tốc", Urgency.EXPRESS)
    calendar = OfficeCalendar()
    assert what_to_say([usual], Said(), MORNING, calendar).tell == (usual,)
    assert what_to_say([usual], Said(), NIGHT, calendar).tell == ()
    assert what_to_say([express], Said(), NIGHT, calendar).standing == (express,)
