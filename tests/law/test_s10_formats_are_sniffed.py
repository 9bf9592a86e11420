"""S10 (Điều 5.2.c): attachments by the office's list of formats; content is sniffed, programs refused."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.cli.packet_description import packet_from
from clerkdesk.domain.allowed_formats import FormatRules, usual_formats
from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import DangerousFile, FormatRefused
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.packets import PacketFile
from clerkdesk.services.admit_file import ChangeFormats
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.inbox import arrive
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import PDF_FILE, FakeOffice
from tests.fakes.packets import PDF
from tests.fakes.sample_documents import ADMIN, CLERK, NOW

PROGRAM = b"MZ\x90\x00" + bytes(200)
RAR = b"Rar!\x1a\x07\x00"
MAIN = PacketFile("41_TTr-UBND.pdf", "application/pdf", PDF)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.pdf.exe", PDF_FILE),
        ("bao-cao\u202efdp.exe", PDF_FILE),
        ("bao-cao.pdf", PROGRAM),
    ],
)
def test_a_program_is_refused_where_the_clerk_drops_a_file(name: str, content: bytes) -> None:
    office = FakeOffice()
    desk = office.desk()
    with pytest.raises(DangerousFile) as refused:
        desk.from_file(name, content, Channel.MAIL)
    assert "Không nhận tệp" in str(refused.value)
    assert "\u202e" not in str(refused.value)
    with pytest.raises(DangerousFile):
        desk.prepare_file(name, content)
    assert content not in office.store.files.contents.values()


def test_a_program_in_a_packet_stays_in_the_packet_and_never_joins_the_document() -> None:
    office = FakeOffice()
    virus = PacketFile("phu-luc.pdf.exe", "application/pdf", PDF)
    arrival = arrive(office, files=(MAIN, virus))
    desk = office.desk()
    candidate = desk.from_arrival(arrival)
    assert [file.name for file in candidate.files if file.role is not FileRole.PACKET] == [
        MAIN.name
    ]
    assert "phu-luc.pdf.exe" in candidate.file_warnings[0]
    document = desk.register(candidate, candidate.values, CLERK).document
    names = [file.name for file in document.entry.attachments]
    assert "phu-luc.pdf.exe" not in names
    assert office.store.files.has(arrival.header.sha256)  # the evidence stays as it came


def test_the_real_kind_is_recorded_whatever_the_sender_says() -> None:
    office = FakeOffice()
    said = PacketFile("anh.png", "application/pdf", b"\x89PNG\r\n\x1a\n0")
    candidate = office.desk().from_arrival(arrive(office, files=(MAIN, said)))
    assert [f.media_type for f in candidate.files if f.name == "anh.png"] == ["image/png"]


def test_outside_the_list_is_warned_of_or_kept_out_by_setting() -> None:
    office = FakeOffice()
    packed = PacketFile("ho-so.rar", "", RAR)
    arrival = arrive(office, files=(MAIN, packed))
    candidate = office.desk().from_arrival(arrival)
    assert "ho-so.rar" in [file.name for file in candidate.files]
    assert "ho-so.rar" in candidate.file_warnings[0]
    ChangeFormats(office.store.settings)(FormatRules(usual_formats(), block=True), ADMIN)
    candidate = office.desk().from_arrival(arrival)
    assert "ho-so.rar" not in [file.name for file in candidate.files]
    with pytest.raises(FormatRefused):
        office.desk().from_file("van-ban.docx", PDF_FILE, Channel.MAIL)


def test_the_form_says_what_was_left_out(qtbot: QtBot) -> None:
    office = FakeOffice()
    arrival = arrive(office, files=(MAIN, PacketFile("chay.vbs", "text/plain", b"MsgBox 1")))
    window = MainWindow(
        [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
        office="UBND xã Thạnh Mẫu",
        memory=SessionMemory(),
    )
    qtbot.addWidget(window)
    presenter = EntryPresenter(office.desk(), InstantJobs())
    view = EntryView(presenter, InstantJobs(), window, {})
    presenter.setParent(view)
    qtbot.addWidget(view)
    presenter.open_arrival(arrival)
    assert not view.facts.warnings.isHidden()
    assert "chay.vbs" in view.facts.warnings.text()


def test_the_command_line_packs_no_program(tmp_path: Path) -> None:
    (tmp_path / "bao-cao.pdf").write_bytes(PROGRAM)
    description = tmp_path / "mo-ta.json"
    agency = {"code": "H13.01", "name": "Sở Nội vụ"}
    fields = {
        "from": agency,
        "to": [agency],
        "code_number": "41",
        "code_notation": "TTr",
        "issued_date": "2026-11-20",
        "place": "Mẫu",
        "doc_type": "Tờ trình",
        "subject": "xin",
        "signer_name": "A",
        "signer_position": "B",
        "attachments": [{"path": "bao-cao.pdf"}],
    }
    description.write_text(json.dumps(fields), "utf-8")
    with pytest.raises(DangerousFile):
        packet_from(description, NOW)
