"""Libraries of tokens that this program cannot load are named, with the reason, before anyone tries."""

import os
import struct
import subprocess
from pathlib import Path

import pytest

from clerkdesk.adapters.doctor.devices import check_unusable_modules
from clerkdesk.adapters.token.installed import MORE_MODULES
from clerkdesk.adapters.token.probing import machine_of, not_loaded, sorted_out
from clerkdesk.adapters.token.tokens import ChildTokens
from clerkdesk.adapters.token.unlisted import unlisted_modules
from clerkdesk.domain.health import HealthState
from clerkdesk.domain.tokens import UnusableModule
from tests.fakes.demo_tokens import shared_tokens


def dll(machine: int) -> bytes:
    """As much of a Windows library as says for which processor it is."""
    head = bytearray(b"MZ" + bytes(126))
    struct.pack_into("<I", head, 0x3C, 128)
    return bytes(head) + b"PE\0\0" + struct.pack("<H", machine) + bytes(64)


def elf(machine: int) -> bytes:
    return b"\x7fELF\x01\x01" + bytes(12) + struct.pack("<H", machine) + bytes(64)


@pytest.mark.parametrize(
    ("content", "machine"),
    [
        (dll(0x14C), "x86"),
        (dll(0x8664), "x86_64"),
        (dll(0xAA64), "arm64"),
        (elf(3), "x86"),
        (elf(62), "x86_64"),
        (elf(999), ""),
        (b"MZ" + b"\xff" * 200, None),
        (b"", None),
        (b"#!/bin/sh\n", None),
    ],
)
def test_the_head_of_a_library_says_for_which_machine_it_is(
    tmp_path: Path, content: bytes, machine: str | None
) -> None:
    library = tmp_path / "token.dll"
    library.write_bytes(content)
    assert machine_of(library) == machine


def test_a_32_bit_library_is_explained_and_the_good_ones_serve(tmp_path: Path) -> None:
    small, text = tmp_path / "viettel-ca_v6.dll", tmp_path / "text.so"
    small.write_bytes(dll(0x14C))
    text.write_text("no library")
    good = shared_tokens().module
    tokens = ChildTokens([small, good, text, tmp_path / "absent.dll"])
    try:
        assert tokens.unusable() == (
            UnusableModule(
                str(small),
                "thư viện là bản 32 bit, ClerkDesk cần bản 64 bit",
                "Cài bản 64 bit của phần mềm đi kèm USB token; nơi cấp token có bản này.",
            ),
            UnusableModule(
                str(text),
                "tệp không phải là thư viện của máy này",
                "Cài lại phần mềm đi kèm USB token, hoặc hỏi nơi cấp chứng thư số.",
            ),
        )
        tokens.certificates()
    finally:
        tokens.close()


def compiled(
    folder: Path, name: str, *options: str, source: str = "int x(void){return 1;}"
) -> Path:
    file, made = folder / f"{name}.c", folder / f"{name}.so"
    file.write_text(source)
    command = ["gcc", "-shared", "-fPIC", "-o", str(made), str(file), *options]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return made


def test_a_library_that_lacks_another_one_or_is_no_pkcs11_is_named_after_the_look(
    tmp_path: Path,
) -> None:
    part = compiled(tmp_path, "libvendorpart")
    lame = compiled(
        tmp_path, "token", str(part), source="int x(void);int C_GetFunctionList(void){return x();}"
    )
    other = compiled(tmp_path, "other")
    part.unlink()
    tokens = ChildTokens([lame, other, shared_tokens().module])
    try:
        tokens.certificates()
        assert {one.path: one.reason for one in tokens.unusable()} == {
            str(lame): "thiếu thư viện đi kèm «libvendorpart.so»",
            str(other): "tệp không phải là thư viện PKCS#11",
        }
        assert all(one.do_next for one in tokens.unusable())
    finally:
        tokens.close()


def test_windows_says_by_a_number_that_a_part_is_missing() -> None:
    said = "OS exception while loading c:/x.dll: [WinError 126] The specified module"
    assert not_loaded("c:/x.dll", said).reason == "thiếu một thư viện đi kèm"
    assert not_loaded("c:/x.dll", "broken").reason == "hệ điều hành không nạp được thư viện"


def test_a_library_that_nobody_allowed_is_named_and_not_used(tmp_path: Path) -> None:
    root = tmp_path / "Windows"
    folder = Path(f"{root}\\System32")  # the name that the table makes, here too
    folder.mkdir()
    names = ("new-ca_v9.dll", "bit4xpki.dll", "kernel.dll", "pkcs11-spy.dll")
    strange, *_others = (folder / name for name in names)
    for name in names:
        (folder / name).write_bytes(dll(0x8664) + b"C_GetFunctionList")
    (folder / "csp.dll").write_bytes(dll(0x8664))
    environment = {"SYSTEMROOT": str(root), MORE_MODULES: os.pathsep.join(("a.dll", "/no/b"))}
    found = unlisted_modules("win32", environment)
    assert [(one.path, one.reason) for one in found] == [
        (str(strange), "thư viện không có trong danh sách cho phép"),
        ("a.dll", "khai báo thiếu đường dẫn đầy đủ"),
        ("/no/b", "đã khai báo nhưng không có tệp này"),
    ]
    assert all(MORE_MODULES in one.do_next for one in found)
    lines = list(check_unusable_modules(found))
    assert all(line.state is HealthState.WARN and line.advice for line in lines)
    assert str(strange) in lines[0].found


def test_a_32_bit_twin_beside_the_right_one_is_no_trouble(tmp_path: Path) -> None:
    for folder, machine in (("System32", 62), ("SysWOW64", 3)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "gclib.dll").write_bytes(elf(machine))
    modules = [tmp_path / folder / "gclib.dll" for folder in ("SysWOW64", "System32")]
    good, bad = sorted_out(modules)
    assert list(good) == [modules[1]]
    assert list(bad) == []
