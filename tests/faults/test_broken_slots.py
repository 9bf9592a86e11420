"""A slots file that was torn or edited: said as damage, by whatever door one comes in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import SLOTS, FileVault
from clerkdesk.domain.errors import StoreDamaged
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock
from tests.fakes.store import FakeKeyStore

PASSWORD = PASSWORDS[CLERK]
EDITS: list[tuple[str, object]] = [
    *(("salt", value) for value in ("zz", "", "00", 5)),
    *(("nonce", value) for value in ("zz", "", "00", None)),
    *(("wrapped", value) for value in ("zz", "", "00" * 47, None)),
    *(("rounds", value) for value in (-1, "3", 2**33, True)),
    *(("memory", value) for value in (-1, 2**31, 2**40)),
    *(("lanes", value) for value in (-1, 2**30)),
]


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    cost = PasswordCost(1, 8, 1)
    return FileVault(tmp_path / "store", tmp_path / "marks", FakeKeyStore(), Clock(), cost=cost)


@pytest.mark.parametrize(("part", "value"), EDITS)
def test_an_edited_slot_is_damage(
    vault: FileVault, tmp_path: Path, part: str, value: object
) -> None:
    new = vault.create(OFFICE, PASSWORDS)
    new.store.close()
    file = tmp_path / "store" / SLOTS
    whole = file.read_bytes()
    message = json.loads(whole)
    for slot in message["slots"].values():
        slot[part] = value
    file.write_text(json.dumps(message))
    doors: list[Callable[[], object]] = [
        lambda: vault.unlock("vanthu", PASSWORD),
        lambda: vault.unlock_with_recovery_key(new.recovery_key),
    ]
    for door in doors:
        with pytest.raises(StoreDamaged, match="slots"):
            door()
    file.write_bytes(whole)  # nothing was written over it
    vault.unlock("vanthu", PASSWORD).store.close()


@pytest.mark.parametrize("content", [b"[" * 100_000, None], ids=["bottomless", "a folder"])
def test_a_slots_file_that_is_none_is_damage(
    vault: FileVault, tmp_path: Path, content: bytes | None
) -> None:
    vault.create(OFFICE, PASSWORDS).store.close()
    file = tmp_path / "store" / SLOTS
    file.unlink()
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(StoreDamaged, match="slots"):
        vault.unlock("vanthu", PASSWORD)
