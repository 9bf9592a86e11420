"""The doctor's checks: what is there, what is missing, and what to do about it."""

import errno
import io
import json
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from clerkdesk.adapters.doctor import devices, machine
from clerkdesk.adapters.doctor.letters import missing_letters, vietnamese_letters
from clerkdesk.adapters.token.installed import installed_modules, known_modules
from clerkdesk.cli import main
from clerkdesk.cli.check_health import tell_health
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.domain.errors import HelperCrashed
from clerkdesk.domain.health import HealthLine, HealthState
from clerkdesk.process import resources
from tests.fakes.program import LEADER, SCANNER, FakeProgram


def terminal() -> Terminal:
    return Terminal(io.StringIO(), io.StringIO())


def small_font(file: Path, letters: str) -> Path:
    names = [f"g{number}" for number in range(len(letters))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap(dict(zip(map(ord, letters), names, strict=True)))
    builder.setupGlyf(dict.fromkeys([".notdef", *names], Glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Small"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)
    return file


# --- machine -----------------------------------------------------------------------------------


def test_a_folder_that_can_be_written_is_well_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    line = machine.check_folder(tmp_path)
    assert line.state is not HealthState.MISSING
    assert str(tmp_path) in line.found
    assert not list(tmp_path.iterdir())


def test_a_folder_that_does_not_exist_yet_is_not_made(tmp_path: Path) -> None:
    line = machine.check_folder(tmp_path / "a" / "b")
    assert "sẽ được tạo" in line.found
    assert not (tmp_path / "a").exists()


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    line = machine.check_folder(tmp_path)
    assert line.state is HealthState.MISSING
    assert line.found.endswith("không có quyền truy cập")
    assert "--folder" in line.advice


@pytest.mark.parametrize(
    ("free", "state"),
    [(10**6, HealthState.MISSING), (10**9, HealthState.WARN), (10**11, HealthState.OK)],
)
def test_room_on_the_disk_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: HealthState
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr("shutil.disk_usage", lambda _place: usage)
    assert machine.check_folder(tmp_path).state is state


def test_a_machine_without_a_key_store_is_a_warning() -> None:
    assert machine.check_key_store("Secret Service").found == "Secret Service"
    line = machine.check_key_store("")
    assert line.state is HealthState.WARN
    assert line.advice


def test_missing_ocr_data_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing() -> Path:
        raise resources.ResourceMissing("vie.traineddata")

    monkeypatch.setattr(machine, "tessdata_folder", nothing)
    line = machine.check_ocr_data()
    assert line.state is HealthState.MISSING
    assert "tesseract-ocr-vie" in line.advice
    (tmp_path / "vie.traineddata").touch()
    monkeypatch.setattr(machine, "tessdata_folder", lambda: tmp_path)
    assert machine.check_ocr_data().state is HealthState.OK


def test_the_alphabet_has_134_letters_with_marks() -> None:
    marked = {letter for letter in vietnamese_letters() if not letter.isascii()}
    assert len(marked) == 134
    assert {"ữ", "Ặ", "đ", "Đ", "ỵ", "Ỷ"} <= marked


def test_a_font_without_vietnamese_letters_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = small_font(tmp_path / "whole.ttf", "".join(sorted(vietnamese_letters())))
    poor = small_font(tmp_path / "poor.ttf", "abcdeghiklmnopqrstuvxyêô")
    torn = tmp_path / "torn.ttf"
    torn.write_bytes(whole.read_bytes()[:300])
    assert missing_letters(whole) == set()
    assert "ữ" in (missing_letters(poor) or ())
    assert missing_letters(torn) is None

    def font(name: str) -> Path:
        if name == "none.ttf":
            raise resources.ResourceMissing(name)
        return tmp_path / name

    monkeypatch.setattr(machine, "font_file", font)
    lines = list(machine.check_fonts(("whole.ttf", "poor.ttf", "torn.ttf", "none.ttf")))
    assert [line.state for line in lines] == ["ok", "missing", "missing", "missing"]
    assert all(line.advice for line in lines[1:])


def test_libreoffice_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: f"/usr/bin/{program}")
    assert machine.check_word_converter().found == "/usr/bin/soffice"
    monkeypatch.setattr("shutil.which", lambda _program: None)
    assert machine.check_word_converter().state is HealthState.WARN


def test_a_missing_package_is_named() -> None:
    line = machine.check_packages(("lxml", "no-such-package-of-clerkdesk"))
    assert line.state is HealthState.MISSING
    assert "no-such-package-of-clerkdesk" in line.found


# --- devices and server ------------------------------------------------------------------------


def test_scanners_and_tokens_are_told_by_name() -> None:
    assert devices.check_scanners(lambda: [SCANNER]).found == "Máy quét thử"
    assert devices.check_tokens(lambda: [LEADER]).found == "Đỗ Thị Hường"
    assert devices.check_scanners(list).state is HealthState.WARN
    assert devices.check_tokens(list).state is HealthState.WARN


def test_a_child_that_crashes_is_a_line_and_no_crash() -> None:
    def crash() -> Sequence[object]:
        raise HelperCrashed("quét")

    line = devices.check_scanners(crash)  # type: ignore[arg-type]
    assert line.state is HealthState.WARN
    assert line.found == str(HelperCrashed("quét"))
    assert line.advice


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_the_driver_system_is_told(platform: str) -> None:
    line = devices.check_scanner_drivers(platform)
    assert (line.state is HealthState.OK) == (line.advice == "")


def test_sane_that_is_not_there_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)
    line = devices.check_scanner_drivers("linux")
    assert line.state is HealthState.WARN
    assert "sane-utils" in line.advice


def test_token_libraries_are_full_paths_and_those_that_exist_are_found(tmp_path: Path) -> None:
    assert all(path.is_absolute() for path in known_modules("linux", {}))
    assert set(installed_modules("linux", {})) <= set(known_modules("linux", {}))
    library = tmp_path / "System32" / "bit4xpki.dll"
    windows = {"SYSTEMROOT": str(tmp_path)}
    names = {path.name.rpartition("\\")[2] for path in known_modules("win32", windows)}
    assert {library.name, "viettel-ca_v6.dll", "gclib.dll"} <= names
    assert known_modules("win32", {}) == []


def test_an_account_may_name_more_libraries_by_full_path(tmp_path: Path) -> None:
    library, twin = tmp_path / "a.so", tmp_path / "b.so"
    library.touch()
    twin.symlink_to(library)
    named = {"CLERKDESK_TOKEN_MODULES": f"{library}{os.pathsep}evil.so{os.pathsep}{twin}"}
    assert installed_modules("linux", named)[0] == library
    assert twin not in installed_modules("linux", named)
    assert Path("evil.so") not in known_modules("linux", named)


def test_no_token_library_is_a_warning() -> None:
    assert devices.check_token_modules(()).state is HealthState.WARN
    assert devices.check_token_modules((Path("/usr/lib/x.so"),)).state is HealthState.OK


@pytest.fixture
def web() -> Iterator[dict[str, object]]:
    """A web server whose `answer` is set by the test."""
    told: dict[str, object] = {"status": 200, "body": b'{"status": "ok", "version": "9"}'}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told["path"] = self.path
            self.send_response(int(str(told["status"])))
            self.end_headers()
            self.wfile.write(told["body"])  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    told["url"] = f"http://127.0.0.1:{server.server_port}"
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_server_that_answers_is_well(web: dict[str, object]) -> None:
    line = devices.check_server(f"{web['url']}/")
    assert (line.state, web["path"]) == (HealthState.OK, "/healthz")
    assert "(9)" in line.found


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (200, b"<html>"), (200, b"[]")])
def test_a_server_that_is_another_or_ill_is_a_warning(
    web: dict[str, object], status: int, body: bytes
) -> None:
    web |= {"status": status, "body": body}
    assert devices.check_server(str(web["url"])).state is HealthState.WARN


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "khong phai url", "http://[", "ftp://x"])
def test_a_server_that_does_not_answer_is_a_warning(url: str) -> None:
    line = devices.check_server(url)
    assert line.state is HealthState.WARN
    assert line.advice


def test_no_server_is_no_fault() -> None:
    assert devices.check_server("").state is HealthState.OK


# --- the verb ----------------------------------------------------------------------------------


def test_the_table_shows_advice_and_missing_gives_exit_1() -> None:
    screen = terminal()
    lines = [
        HealthLine("Thư viện", HealthState.OK, "đủ"),
        HealthLine("Máy quét", HealthState.WARN, "không có", "Cắm máy quét."),
    ]
    assert tell_health(lines, screen) == Exit.DONE
    lines.append(HealthLine("Phông", HealthState.MISSING, "không thấy", "Cài phông."))
    assert tell_health(lines, screen) == Exit.NOT_ALL
    shown = screen.out.getvalue()  # type: ignore[attr-defined]
    assert "✘ Thiếu" in shown
    assert "→ Cài phông." in shown
    assert "Còn thiếu 1 thứ" in shown


def test_doctor_looks_at_everything_on_this_machine(tmp_path: Path) -> None:
    screen, program = terminal(), FakeProgram()
    code = main(["doctor", "--json", "--folder", str(tmp_path)], program, screen)
    lines = json.loads(screen.out.getvalue())  # type: ignore[attr-defined]
    assert all(list(line) == ["name", "state", "found", "advice"] for line in lines)
    assert code == (Exit.NOT_ALL if any(line["state"] == "missing" for line in lines) else 0)
    assert {line["name"] for line in lines} >= {
        *("Phiên bản", "Thư viện", "Thư mục dữ liệu", "Kho khóa của máy tính"),
        *("Trình điều khiển máy quét", "Máy quét", "Thư viện USB token", "USB token"),
        *("Dữ liệu nhận dạng chữ", "Đổi Word sang PDF", "Máy chủ của tỉnh"),
    }
    assert all(line["advice"] for line in lines if line["state"] != "ok")
    assert program.feeder.closed
    assert program.tokens.closed
