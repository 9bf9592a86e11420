"""The page of a verdict in the window, and a fallen verdict on Hôm nay."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.verdicts import Integrity
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.revisions.view import RevisionView
from clerkdesk.ui.today.fallen import fallen
from clerkdesk.ui.today.section import Moment
from clerkdesk.ui.verdict.view import VerdictView
from tests.fakes.busy_office import BOTH, BusyOffice
from tests.fakes.office_window import open_window


@pytest.fixture
def office() -> BusyOffice:
    return BusyOffice()


@pytest.fixture
def window(office: BusyOffice, qtbot: QtBot) -> OfficeWindow:
    return open_window(office, qtbot, person=BOTH)


def shown(window: OfficeWindow) -> VerdictView:
    page = window.incoming().currentWidget()
    assert isinstance(page, VerdictView)
    return page


def test_old_stands_beside_new_and_what_changed_is_marked(
    office: BusyOffice, window: OfficeWindow
) -> None:
    window.show_verdict(office.let_fall())
    rows = {row.name: row for row in shown(window).rows.rows()}
    assert (rows["Kết luận"].before, rows["Kết luận"].after) == ("Chưa xác định", "Không hợp lệ")
    assert rows["Thu hồi"].after.startswith("đã bị thu hồi, theo danh sách thu hồi lập ")
    assert rows["Kết luận"].changed
    assert not rows["Danh sách tin cậy"].changed


def test_a_fall_is_told_with_what_to_do_until_the_clerk_knows(
    office: BusyOffice, window: OfficeWindow
) -> None:
    document = office.let_fall()
    window.show_verdict(document)
    view = shown(window)
    assert "Việc cần làm" in view.fall.text()
    assert view.fall.isVisibleTo(view)
    view.known.click()
    assert not view.fall.isVisibleTo(view)
    assert not office.store.checks.fallen()
    assert office.store.ops.history("incoming", document.uid)[-1].what == (
        "Đã biết chữ ký số không còn hợp lệ"
    )


def test_the_row_of_hom_nay_leads_to_the_verdict(office: BusyOffice, window: OfficeWindow) -> None:
    document = office.let_fall()
    desk = office.desk()
    (row,) = fallen(Moment(desk, desk.clock(), desk.rules.calendar())).rows
    row.open(window)
    verdict = shown(window)._shown
    assert verdict is not None
    assert verdict.document.uid == document.uid


def test_checking_again_keeps_the_check_before(office: BusyOffice, window: OfficeWindow) -> None:
    document = office.let_fall()
    window.show_verdict(document)
    shown(window).again.click()
    assert document.main_file is not None
    assert len(office.store.checks.all_of(document.main_file.sha256)) == 3
    assert "Đã kiểm tra lại" in window.window.notice.happened.text()


def test_every_check_is_exported_as_json(
    office: BusyOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    document = office.let_fall()
    window.show_verdict(document)
    file = tmp_path / "chu-ky.json"
    shown(window)._presenter.export(document, file)
    values = json.loads(file.read_text(encoding="utf-8"))
    assert [check["verdict"] for check in values["checks"]] == ["indeterminate", "invalid"]
    assert values["checks"][1]["crls"][0]["number"] == 3127
    assert values["document"]["code"] == document.code


def test_what_was_signed_is_shown_beside_it_and_the_way_back_is_the_verdict(
    office: BusyOffice, window: OfficeWindow
) -> None:
    document = office.let_fall()
    assert document.main_file is not None
    last = office.store.checks.all_of(document.main_file.sha256)[-1]
    office.store.checks.record(replace(last, integrity=Integrity.INTACT))
    window.show_verdict(document)
    view = shown(window)
    assert not view.compare.isVisibleTo(view)  # it cannot differ
    office.store.checks.record(replace(last, integrity=Integrity.CHANGED))
    window.show_verdict(document)
    assert view.compare.isVisibleTo(view)
    view.compare.click()
    beside = window.incoming().currentWidget()
    assert isinstance(beside, RevisionView)
    beside.left.emit()
    assert window.incoming().currentWidget() is view


def test_paper_has_no_verdict_to_show(office: BusyOffice, window: OfficeWindow) -> None:
    window.show_verdict(office.given)
    view = shown(window)
    assert not view.again.isEnabled()
    assert view.rows.empty.isVisibleTo(view)
