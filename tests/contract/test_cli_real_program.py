"""The command line as it is installed: real processes, the real composition root, a real store."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pymupdf
import pytest

from clerkdesk import app
from clerkdesk.adapters.doctor.devices import check_server
from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.adapters.token.installed import MORE_MODULES
from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.health import HealthState
from clerkdesk.domain.incoming import Channel, IncomingEntry
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.program import Places
from clerkdesk.process.resources import font_file
from tests.fakes.demo_tokens import LEADER, shared_tokens
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


def page_to_sign() -> bytes:
    """One page with a signer's block, as the last page of a document has it."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_font("F0", fontfile=str(font_file("Tinos-Bold.ttf")))
    for line, (x, y) in {
        "TM. ỦY BAN NHÂN DÂN": (330, 500),
        "CHỦ TỊCH": (370, 518),
        LEADER: (355, 620),
    }.items():
        page.insert_text((x, y), line, fontname="F0", fontsize=13)
    try:
        return bytes(document.tobytes())
    finally:
        document.close()


def test_a_token_signs_and_the_signature_is_whole(tmp_path: Path) -> None:
    tokens = shared_tokens()
    environment = {**tokens.environment, MORE_MODULES: str(tokens.module)}
    code, out, _err = clerkdesk("sign", "--list", "--json", **environment)
    assert code == Exit.DONE
    (leader,) = [one for one in json.loads(out) if not one["is_organisation"]]
    source, signed = tmp_path / "văn bản.pdf", tmp_path / "đã ký.pdf"
    source.write_bytes(page_to_sign())
    wanted = ("sign", "--certificate", leader["certificate_id"], "--signer", LEADER)
    files = ("--pin-from-stdin", source, "-o", signed)
    code, _out, err = clerkdesk(*wanted, *files, stdin="000000\n", **environment)
    assert (code, signed.exists()) == (Exit.NOT_RUN, False)
    assert "PIN" in err
    code, out, err = clerkdesk(*wanted, *files, stdin=f"{tokens.leader_pin}\n", **environment)
    assert code == Exit.DONE, err
    assert tokens.leader_pin not in out + err
    assert signed.read_bytes().startswith(source.read_bytes())
    trust = ("--anchor", tokens.root, "--crl", *tokens.crls)
    code, out, _err = clerkdesk("verify", "--json", signed, *trust)
    (report,) = json.loads(out)
    assert report["integrity"] == "intact"
    assert [one["signer"] for one in report["signatures"]] == [LEADER]


def test_the_server_runs_until_it_is_told_to_stop(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "clerkdesk", "serve", "--folder", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().decode().split()[-1]
            assert check_server(url).state is HealthState.OK
        finally:
            server.terminate()
        assert server.wait(30) == Exit.DONE
