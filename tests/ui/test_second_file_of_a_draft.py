"""The wrong file was chosen first: nothing of it stays in the form of the draft, above all no recipient."""

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.reading import Box, ReadDocument, ReadField
from clerkdesk.ui.outgoing.draft_view import DraftView
from tests.fakes.office import NEXT_DOOR, FakeOffice
from tests.fakes.office_window import open_window

FIRST: dict[str, object] = {"subject": "xin kinh phí", "urgency": "1", "recipients": (NEXT_DOOR,)}


def reading(values: dict[str, object]) -> ReadDocument:
    fields = {name: ReadField(value, 0.5, 1, Box(0, 0, 9, 9)) for name, value in values.items()}
    return ReadDocument(fields)


@pytest.fixture
def draft(qtbot: QtBot) -> DraftView:
    page = open_window(FakeOffice(), qtbot).outgoing()
    page.new_draft()
    page.draft._fill_in(reading(FIRST), FIRST)
    assert page.draft.form.values()["recipients"] == (NEXT_DOOR,)
    return page.draft


def test_what_only_the_first_file_said_goes_with_it(draft: DraftView) -> None:
    second: dict[str, object] = {"subject": "báo cáo tháng"}
    draft._fill_in(reading(second), second)
    values = draft.form.values()
    assert values["subject"] == "báo cáo tháng"
    assert values["recipients"] == ()
    assert values["urgency"] == "0"
    assert draft.form.flagged() == ["subject"]


def test_what_the_clerk_has_changed_meanwhile_stays(draft: DraftView) -> None:
    other = Recipient("UBND xã An Mẫu", "H13.02")
    draft.form.set_values({"recipients": (NEXT_DOOR, other)})
    draft._fill_in(reading({}), {})
    assert draft.form.values()["recipients"] == (NEXT_DOOR, other)
    assert not draft.form.values()["subject"]


def test_a_third_file_takes_the_place_of_the_second(draft: DraftView) -> None:
    for subject in ("báo cáo tháng", "báo cáo quý"):
        values: dict[str, object] = {"subject": subject}
        draft._fill_in(reading(values), values)
    assert draft.form.values()["subject"] == "báo cáo quý"
