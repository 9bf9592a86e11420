"""The command line: help, complaints in Vietnamese, the window, and a real process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clerkdesk import app
from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.cli import main
from clerkdesk.cli.terminal import Exit
from clerkdesk.cli.verbs import VERBS
from clerkdesk.ports.program import Program, WindowArguments
from tests.fakes.command_line import CommandLine
from tests.fakes.packets import NEW
from tests.fakes.program import (
    FakeProgram,
)


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    file = tmp_path / "goi.edxml"
    file.write_bytes(EdxmlCodec().write(NEW))
    return file


def builders(program: object) -> set[str]:
    return {name for name in dir(Program) if not name.startswith("_") and hasattr(program, name)}


def test_the_fake_program_and_the_real_one_have_every_builder(program: FakeProgram) -> None:
    assert builders(program) == builders(app) == builders(Program)


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_every_verb_has_vietnamese_help_with_an_example_and_exit_codes(
    verb: str, run: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(verb, "--help").code == Exit.DONE
    shown = capsys.readouterr().out
    assert f"Cách dùng: clerkdesk {verb}" in shown
    assert f"Ví dụ:\n  clerkdesk {verb}" in shown
    assert "Mã kết thúc:\n  0" in shown
    assert "usage" not in shown
    assert "options" not in shown


def test_every_verb_of_the_house_is_there() -> None:
    assert {verb.name for verb in VERBS} == {
        *("demo", "serve", "scan", "verify", "sign", "read-fields", "edxml", "search", "doctor"),
        "bundle",
        "import-register",
        "pages",
        "trust",
    }


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["verify"], "thiếu TỆP"),
        (["bogus"], "LỆNH không nhận 'bogus'"),
        (["verify", "a.pdf", "--at", "hôm qua"], "không phải thời điểm ISO 8601"),
        (["verify", "a.pdf", "--bogus"], "không hiểu «--bogus»"),
        (["scan"], "cần một trong các tùy chọn"),
        (["scan", "--out"], "cần một giá trị"),
        (["scan", "--out", "a.pdf", "--list"], "không dùng"),
        (["scan", "--out", "a.pdf", "--dpi", "-1"], "số nguyên dương"),
        (["sign", "a.pdf"], "thiếu --out, --certificate"),
        (["serve", "--folder", "x", "--port", "y"], "không nhận giá trị 'y'"),
        (["search", "chữ"], "thiếu --login"),
        (["edxml"], "thiếu VIỆC"),
    ],
)
def test_a_wrong_command_is_explained_in_vietnamese(
    arguments: list[str], complaint: str, run: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments).code == Exit.NOT_RUN
    shown = capsys.readouterr().err
    assert complaint in shown
    assert "--help" in shown


def test_without_a_verb_the_window_opens(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    assert run().code == 0
    assert run("--folder", tmp_path, "--demo").code == 0
    assert program.windows == [WindowArguments(), WindowArguments(tmp_path, demo=True)]


def test_a_window_program_without_streams_still_starts(
    program: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in ("stdout", "stderr", "stdin"):
        monkeypatch.setattr(sys, stream, None)
    assert main([], program) == Exit.DONE
    assert program.windows == [WindowArguments()]


def test_demo_runs_where_it_is_told(run: CommandLine, program: FakeProgram) -> None:
    run("demo")
    run("demo", "--headless", "--build", "x/y")
    assert program.demos == [(Path("build/demo"), False), (Path("x/y"), True)]


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tests.fakes.program", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


def test_output_is_utf_8_whatever_the_locale(packet: Path) -> None:
    ran = process(
        "edxml", "read", "--json", packet, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING=""
    )
    assert ran.returncode == Exit.DONE
    assert json.loads(ran.stdout.decode("utf-8"))[0]["subject"] == NEW.subject


def test_no_verb_but_the_window_loads_qt_or_vendor_code(packet: Path) -> None:
    code = (
        "import sys; from clerkdesk.cli import main; from tests.fakes.program import FakeProgram;"
        f"main(['edxml', 'check', {str(packet)!r}], FakeProgram());"
        "print([name for name in ('PySide6', 'pymupdf', 'pyhanko', 'uvicorn', 'PIL', 'httpx')"
        " if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert ran.stdout.decode().splitlines()[-1] == "[]"


def test_a_reader_that_leaves_early_is_no_crash(tmp_path: Path, packet: Path) -> None:
    command = f"{sys.executable} -m tests.fakes.program edxml read --json {packet} {packet} | true"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in ran.stderr
