"""`clerkdesk search` and `serve`: the store of the office and the server of the province."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.errors import (
    StoreInUse,
    WrongPassword,
)
from clerkdesk.domain.incoming import Channel, Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.verdicts import (
    SignatureResult,
)
from tests.fakes.command_line import CommandLine
from tests.fakes.program import (
    FakeProgram,
)


def incoming(number: int, subject: str) -> Incoming:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    entry = IncomingEntry(
        *(date(2026, 11, 20), at, at, "Sở Nội vụ", "Công văn", subject),
        *(Channel.PAPER, SignatureResult.PAPER, "118", "SNV-VTLT"),
    )
    return Incoming(f"uid{number}", number, 2026, entry, IncomingState.TO_FORWARD)


class Registers:
    """Just the two registers of a store, and whether it was closed."""

    def __init__(self, *found: Incoming) -> None:
        self.asked: list[object] = []
        self.incoming = SimpleNamespace(find=self._finder(found))
        self.outgoing = SimpleNamespace(find=self._finder(()))
        self.closed = False

    def _finder(self, found: tuple[Incoming, ...]) -> Callable[..., tuple[Incoming, ...]]:
        def find(wanted: object, page: object) -> tuple[Incoming, ...]:
            self.asked.append(wanted)
            return found

        return find

    def close(self) -> None:
        self.closed = True


def test_search_lists_what_both_registers_find(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    program.store = store = Registers(incoming(152, "Về việc báo cáo quý"))
    options = ("--login", "vanthu", "--password-from-stdin", "--folder", tmp_path)
    ran = run("search", "bao cao", *options, "--json", stdin="mật khẩu\n")
    (one,) = ran.json
    assert ran.code == Exit.DONE
    assert (one["register"], one["number"], one["date"]) == ("incoming", 152, "2026-11-20")
    assert (one["code"], one["state"]) == ("118/SNV-VTLT", "to_forward")
    assert program.opened == [(tmp_path, "vanthu", "mật khẩu")]
    assert len(store.asked) == 2
    assert store.closed
    shown = run("search", "bao cao", *options, stdin="mật khẩu\n").out
    assert "Chờ chuyển" in shown
    assert "20/11/2026" in shown


def test_search_that_finds_nothing_says_so(run: CommandLine, program: FakeProgram) -> None:
    program.store = store = Registers()
    ran = run(
        *("search", "x", "--login", "a", "--password-from-stdin", "--register", "outgoing"),
        stdin="p",
    )
    assert ran.code == Exit.NOT_ALL
    assert "Không tìm thấy" in ran.out
    assert len(store.asked) == 1


@pytest.mark.parametrize(
    ("error", "code"), [(StoreInUse(), Exit.IN_USE), (WrongPassword(), Exit.NOT_RUN)]
)
def test_a_store_that_does_not_open_is_explained(
    run: CommandLine, program: FakeProgram, error: StoreInUse | WrongPassword, code: int
) -> None:
    program.store_error = error
    ran = run("search", "x", "--login", "a", "--password-from-stdin", stdin="p\n")
    assert ran.code == code
    assert str(error) in ran.err
    assert error.advice in ran.err


def test_the_administrator_adds_agencies_and_codes(run: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "tinh"
    added = run("serve", "--folder", folder, "--add-agency", "H13.99.1", "UBND xã An Mẫu")
    assert added.code == Exit.DONE
    assert "UBND xã An Mẫu (H13.99.1)" in added.out
    code = run("serve", "--folder", folder, "--enrol-code", "H13.99.1")
    assert code.code == Exit.DONE
    assert len(code.out.strip()) >= 8
    unknown = run("serve", "--folder", folder, "--enrol-code", "H13.00.0")
    assert unknown.code == Exit.NOT_RUN
    assert "Không tìm thấy cơ quan" in unknown.err


def test_a_server_that_cannot_listen_says_why(run: CommandLine, tmp_path: Path) -> None:
    ran = run("serve", "--folder", tmp_path, "--host", "0.0.0.0", "--port", 0)
    assert ran.code == Exit.NOT_RUN
    assert "Cần làm:" in ran.err
