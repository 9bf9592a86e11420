"""Libraries of tokens that this program cannot load are named, with the reason, before anyone tries."""

import struct
from pathlib import Path

import pytest

from clerkdesk.adapters.token.probing import machine_of, sorted_out
from clerkdesk.adapters.token.tokens import ChildTokens
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
            UnusableModule(str(small), "thư viện là bản 32 bit, ClerkDesk cần bản 64 bit"),
            UnusableModule(str(text), "tệp không phải là thư viện của máy này"),
        )
        tokens.certificates()
    finally:
        tokens.close()


def test_a_32_bit_twin_beside_the_right_one_is_no_trouble(tmp_path: Path) -> None:
    for folder, machine in (("System32", 62), ("SysWOW64", 3)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "gclib.dll").write_bytes(elf(machine))
    modules = [tmp_path / folder / "gclib.dll" for folder in ("SysWOW64", "System32")]
    good, bad = sorted_out(modules)
    assert list(good) == [modules[1]]
    assert list(bad) == []
