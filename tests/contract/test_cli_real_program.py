"""The command line as it is installed: real processes, the real composition root, a real store."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clerkdesk import app
from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.incoming import Channel, IncomingEntry
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.program import Places
from tests.fakes.packets import NEW, PDF

OFFICE = Office("H13.99.1", "UBND xã An Mẫu", "An Mẫu", "UBND thành phố", "An Mẫu", "UBND")


def clerkdesk(*arguments: object, stdin: str = "", **environment: str) -> tuple[int, str, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "clerkdesk", *map(str, arguments)],
        input=stdin.encode(),
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def places(folder: Path) -> Places:
    usual = app.usual_places(folder)
    return Places(folder, usual.marks, folder / "window.json")


def test_a_packet_is_read(tmp_path: Path) -> None:
    file = tmp_path / "goi.edxml"
    file.write_bytes(EdxmlCodec().write(NEW))
    code, out, err = clerkdesk("edxml", "read", "--json", file)
    assert (code, err) == (Exit.DONE, "")
    assert json.loads(out)[0]["document_id"] == NEW.document_id


def test_a_pdf_is_checked_in_a_real_child(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    code, out, _err = clerkdesk("verify", "--json", file)
    (report,) = json.loads(out)
    assert (code, report["file"]) == (Exit.NOT_ALL, str(file))
    assert report["verdict"] != "valid"


def test_a_missing_store_is_told_and_not_made(folder: Path) -> None:
    code, _out, err = clerkdesk(
        *("search", "x", "--login", "a", "--password-from-stdin", "--folder", folder), stdin="p\n"
    )
    assert code == Exit.NOT_RUN
    assert "Chưa có kho dữ liệu" in err
    assert not folder.exists()


def test_search_finds_without_diacritics_and_gives_way_to_an_open_window(folder: Path) -> None:
    clerk = Person("vanthu", "Trần Văn Thư", "Văn thư", frozenset({Role.CLERK, Role.ADMIN}))
    made = app.create_office(places(folder), OFFICE, {clerk: "mật khẩu dài 1"})
    arrived = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    made.store.incoming.add(
        IncomingEntry(
            *(date(2026, 11, 20), arrived, arrived, "Sở Nội vụ", "Công văn"),
            *("Về việc báo cáo công tác văn thư", Channel.PAPER, SignatureResult.PAPER),
        ),
        clerk.login,
    )
    arguments = ("search", "cong tac van thu", "--login", "vanthu", "--password-from-stdin")
    wanted = (*arguments, "--folder", folder, "--json")
    code, out, err = clerkdesk(*wanted, stdin="mật khẩu dài 1\n")
    assert (code, out) == (Exit.IN_USE, "")
    assert "cửa sổ ClerkDesk khác" in err
    made.store.close()
    code, out, err = clerkdesk(*wanted, stdin="mật khẩu dài 1\n")
    assert (code, err) == (Exit.DONE, "")
    assert [row["subject"] for row in json.loads(out)] == ["Về việc báo cáo công tác văn thư"]
    assert clerkdesk(*wanted, stdin="sai\n")[0] == Exit.NOT_RUN


def test_doctor_reports_this_machine(folder: Path) -> None:
    code, out, _err = clerkdesk("doctor", "--json", "--folder", folder)
    lines = json.loads(out)
    assert code in (Exit.DONE, Exit.NOT_ALL)
    assert any(line["name"] == "Máy quét" for line in lines)
    assert all(line["advice"] for line in lines if line["state"] != "ok")
