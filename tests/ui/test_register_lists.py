"""The lists of both registers in the window: filters as chips, sorting, urgent rows, files."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.register_fields import INCOMING, OUTGOING
from clerkdesk.ports.list_files import FileKind
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ui.exports.wish import written
from clerkdesk.ui.incoming.list_columns import incoming_columns
from clerkdesk.ui.incoming.list_filters import incoming_filter, incoming_filters
from clerkdesk.ui.incoming.list_view import IncomingListView
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.outgoing.list_columns import outgoing_columns
from clerkdesk.ui.tables.model import MARK_ROLE, SECOND_ROLE, SECOND_STATE_ROLE
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    entries = [
        incoming_entry(subject="một", doc_type="Công văn", field="Y tế"),
        incoming_entry(subject="hai", urgency=Urgency.EXPRESS, due_date=TODAY - timedelta(days=1)),
        incoming_entry(subject="ba", urgency=Urgency.URGENT, due_date=TODAY + timedelta(days=2)),
    ]
    for entry in entries:
        made.store.incoming.add(entry, CLERK.login)
    return made


@pytest.fixture
def window(office: FakeOffice, memory: SessionMemory, qtbot: QtBot) -> OfficeWindow:
    return open_window(office, qtbot, memory)


def subjects(view: IncomingListView) -> list[str]:
    return [document.entry.subject for document in view.table.rows()]


def test_filters_stand_as_chips_and_go_one_by_one_or_all_at_once(
    window: OfficeWindow, qtbot: QtBot
) -> None:
    view = window.incoming().listing
    qtbot.keyClick(
        view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert view.filters.panel.isVisible()
    view.filters.form.set_values({"doc_type": "Quyết định", "urgency": "3"})
    view.filters.form.changed.emit("urgency")
    qtbot.waitUntil(lambda: subjects(view) == ["hai"])
    chips = view.filters.chips
    assert [chip.words for chip in chips.chips] == [
        "Loại văn bản: Quyết định",
        "Mức độ khẩn: Hỏa tốc",
    ]
    assert view.filters.more.text() == "Lọc thêm (2)"
    chips.chips[1].away.click()
    assert subjects(view) == ["ba", "hai"]
    chips.clear_button.click()
    assert subjects(view) == ["ba", "hai", "một"]
    assert not chips.isVisible()
    assert view._total.text() == "3 văn bản"


def test_filters_are_remembered_without_what_names_people(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot, window: OfficeWindow
) -> None:
    view = window.incoming().listing
    view.filters.set_values(
        {"year": str(TODAY.year), "arrived_from": TODAY, "to_person": "Chủ tịch", "urgency": "3"}
    )
    assert memory.get("filters.incoming") == {
        "year": str(TODAY.year),
        "urgency": "3",
        "arrived_from": TODAY.isoformat(),
    }
    again = open_window(office, qtbot, memory).incoming().listing
    assert dict(again.filters.values()) == {
        "year": str(TODAY.year),
        "urgency": "3",
        "arrived_from": TODAY,
    }
    assert subjects(again) == ["hai"]


@pytest.mark.parametrize("stored", [None, "x", {"year": "không"}, {"arrived_from": "31/31"}, 7])
def test_nonsense_that_was_remembered_filters_nothing(stored: object) -> None:
    assert incoming_filters(TODAY).recalled(stored) == {}


def test_every_filter_of_the_panel_reaches_the_store() -> None:
    spec = incoming_filters(TODAY)
    values = {
        "year": "2026", "state": "done", "due": "soon", "doc_type": "Công văn", "urgency": "2",
        "issuing_org": "Sở Nội vụ", "field": "Y tế", "to_person": "Chủ tịch", "channel": "mail",
        "signature_result": "valid", "registered_by": "vanthu", "arrived_from": TODAY,
        "arrived_to": TODAY, "issued_from": date(2026, 1, 1), "issued_to": date(2026, 2, 1),
    }  # fmt: skip
    assert set(spec.active(values)) == set(values)
    wanted = incoming_filter("chữ", spec.active(values), TODAY)
    nothing = IncomingFilter()
    unset = {
        name
        for name in IncomingFilter.__dataclass_fields__
        if getattr(wanted, name) == getattr(nothing, name)
    }
    assert unset == {"overdue_on", "series"}  # a second book is rare: no box for it
    assert wanted.due_to == TODAY + timedelta(days=3)
    assert incoming_filter("", {"due": "overdue"}, TODAY) == IncomingFilter(overdue_on=TODAY)


def test_urgent_and_late_rows_say_so_in_words_and_colour(window: OfficeWindow) -> None:
    view = window.incoming().listing
    model = view.table.model
    keys = [column.key for column in view.table.columns]
    subject, due = keys.index("subject"), keys.index("due")
    marks = [model.index(row, subject).data(MARK_ROLE) for row in range(3)]
    assert marks == ["warn Khẩn", "bad Hỏa tốc", None]
    assert model.index(1, due).data(SECOND_ROLE) == "Quá hạn"
    assert model.index(1, due).data(SECOND_STATE_ROLE) == "bad"
    spoken = model.index(1, subject).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Hỏa tốc" in spoken


def test_a_click_on_a_title_sorts_the_whole_register(window: OfficeWindow) -> None:
    view = window.incoming().listing
    view.table.header.sort("subject", descending=False)
    assert subjects(view) == ["ba", "hai", "một"]
    view.table.header.sort("subject", descending=True)
    assert subjects(view) == ["một", "hai", "ba"]
    view.table.header.reset()
    assert subjects(view) == ["ba", "hai", "một"]


def test_a_document_that_a_filter_hides_is_shown_when_it_is_asked_for(
    office: FakeOffice, window: OfficeWindow
) -> None:
    view = window.incoming().listing
    view.filters.set_values({"urgency": "3"})
    view._show_filter()
    hidden = office.store.incoming.rows[0]
    window.show_incoming(hidden)
    chosen = view.table.chosen()
    assert chosen is not None
    assert chosen.uid == hidden.uid
    assert view.filters.values() == {}


def test_new_documents_do_not_move_the_cursor(office: FakeOffice, window: OfficeWindow) -> None:
    view = window.incoming().listing
    view.table.choose(1)
    office.store.incoming.add(incoming_entry(subject="bốn"), CLERK.login)
    view.refresh()
    chosen = view.table.chosen()
    assert chosen is not None
    assert chosen.entry.subject == "hai"
    assert view.table.view.currentIndex().row() == 2


def test_the_outgoing_register_counts_all_that_has_not_left(
    office: FakeOffice, window: OfficeWindow
) -> None:
    office.draft()
    office.desk().issue(office.sealed().uid, CLERK)
    view = window.outgoing().listing
    heard: list[int] = []
    view._presenter.underway_changed.connect(heard.append)
    view.filters.set_values({"state": OutgoingState.ISSUED.value})
    view._show_filter()
    assert [document.state for document in view.table.rows()] == [OutgoingState.ISSUED]
    assert heard == [1]


def test_every_column_is_every_field_that_the_law_names() -> None:
    """Điều 10.1.b, 11.1.d."""
    came = {column.title for column in written(incoming_columns(lambda: TODAY))}
    went = {column.title for column in written(outgoing_columns())}
    assert {field.label for field in INCOMING} <= came
    assert {field.label for field in OUTGOING} <= went


@pytest.mark.parametrize("every", [False, True])
def test_what_is_shown_is_what_is_written(
    office: FakeOffice,
    window: OfficeWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    every: bool,
) -> None:
    view = window.incoming().listing
    file = tmp_path / "so.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    view.table.header.show_column("field", True)
    view.table.header.show_column("code", False)
    view.filters.set_values({"doc_type": "Công văn"})
    view._show_filter()
    view.exports.wanted.emit(every, "xlsx")
    (made,) = office.table_files.written
    assert made.kind is FileKind.XLSX
    assert ("Lĩnh vực" in made.titles, "Số, ký hiệu" in made.titles) == (True, every)
    assert ("Ghi chú" in made.titles) == every
    assert [row[made.titles.index("Trích yếu nội dung")] for row in made.rows] == ["một"]
    assert window.window.notice.happened.text() == f"Đã ghi {file}."


def test_a_register_longer_than_a_window_is_written_to_its_end(
    office: FakeOffice, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = office.store.incoming.rows[0]
    office.store.incoming.rows[:] = [
        replace(first, uid=f"{n}", arrival_number=n) for n in range(1, 1_203)
    ]
    view = window.incoming().listing
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "so.csv"), "")
    )
    view.exports.wanted.emit(False, "csv")
    assert [row[0] for row in office.table_files.written[0].rows] == [
        str(n) for n in range(1_202, 0, -1)
    ]
