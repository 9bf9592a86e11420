"""S04 (Điều 3.4): what is registered is found by every field, and who did what with it is shown."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Channel, Urgency
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.history_lines import HistoryLines
from clerkdesk.ui.office import OfficeWindow
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK, incoming_entry


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    sought = incoming_entry(
        subject="Kiểm kê đất đai",
        issuing_org="Sở Tài nguyên",
        doc_type="Thông báo",
        code_number="77",
        code_notation="TB-STN",
        field="Địa chính",
        signer_name="Lý Thường",
        storage_location="Cặp số 12",
        note="kèm bản đồ",
        urgency=Urgency.URGENT,
        channel=Channel.MAIL,
        signature_result=SignatureResult.VALID,
        issued_date=date(2026, 3, 2),
        full_text="Nội dung có một chữ hiếm: thổ nhưỡng.",
    )
    made.store.incoming.add(incoming_entry(subject="Văn bản khác"), CLERK.login)
    made.store.incoming.add(sought, CLERK.login)
    made.desk().forward(made.store.incoming.rows[1].uid, "Bà Địa Chính", None, "xử lý gấp", CLERK)
    return made


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> OfficeWindow:
    return open_window(office, qtbot)


@pytest.mark.parametrize(
    "typed",
    [
        "kiem ke dat dai",
        "Sở Tài nguyên",
        "thong bao",
        "77/TB-STN",
        "dia chinh",
        "Lý Thường",
        "cap so 12",
        "kem ban do",
        "thổ nhưỡng",
        '"tho nhuong"',
        "xu ly gap",
    ],
)
def test_one_box_finds_it_by_any_field_and_by_its_pages(window: OfficeWindow, typed: str) -> None:
    window.search(typed)
    view = window.window.stack.currentWidget()
    assert isinstance(view, FindView)
    assert [hit.document.entry.subject for hit in view.table.rows()] == ["Kiểm kê đất đai"]
    assert view.table.rows()[0].where


@pytest.mark.parametrize(
    "values",
    [
        {"state": "forwarded"},
        {"doc_type": "Thông báo"},
        {"issuing_org": "Sở Tài nguyên"},
        {"field": "Địa chính"},
        {"urgency": "1"},
        {"channel": "mail"},
        {"signature_result": "valid"},
        {"to_person": "Bà Địa Chính"},
        {"issued_from": date(2026, 3, 1), "issued_to": date(2026, 3, 3)},
    ],
)
def test_each_filter_of_the_register_leaves_only_it(
    window: OfficeWindow, values: dict[str, object]
) -> None:
    view = window.incoming().listing
    view.filters.set_values(values)
    view.filters.changed.emit()
    assert [row.entry.subject for row in view.table.rows()] == ["Kiểm kê đất đai"]
    assert len(view.filters.chips.chips) == len(values)


def test_its_history_stands_beside_it(window: OfficeWindow, office: FakeOffice) -> None:
    window.show_incoming(office.store.incoming.rows[1])
    lines = window.incoming().listing.preview.findChild(HistoryLines)
    assert isinstance(lines, HistoryLines)
    text = "\n".join(label.text() for label in lines.findChildren(QLabel))
    assert "Vào sổ" in text
    assert "Bà Địa Chính" in text
