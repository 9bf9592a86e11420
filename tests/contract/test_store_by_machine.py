"""The key store's slot from setting to login, on a real store."""

from pathlib import Path

from clerkdesk.adapters.store.slot_file import machine_may_open, store_is_here
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.services.change_settings import ChangeSettings
from tests.fakes.sample_documents import ADMIN, CLERK, NOW, OFFICE, PASSWORDS
from tests.fakes.store import FakeKeyStore


def test_an_administrator_lets_this_machine_open_the_store_and_takes_it_back(
    tmp_path: Path,
) -> None:
    folder, keys = tmp_path / "store", FakeKeyStore()
    vault = FileVault(folder, tmp_path / "marks", keys, lambda: NOW, cost=PasswordCost(1, 8, 1))
    assert not store_is_here(folder)
    vault.create(OFFICE, PASSWORDS).store.close()
    assert store_is_here(folder)
    assert not machine_may_open(folder)

    opened = vault.unlock(ADMIN.login, PASSWORDS[ADMIN])
    ChangeSettings(opened.store).key_store(True, ADMIN)
    opened.store.close()
    vault.unlock(CLERK.login, PASSWORDS[CLERK]).store.close()  # the next login makes the slot
    assert machine_may_open(folder)

    store = vault.unlock_with_key_store()
    assert store.settings.office() == OFFICE
    ChangeSettings(store).key_store(False, ADMIN)
    store.close()
    vault.unlock(CLERK.login, PASSWORDS[CLERK]).store.close()
    assert not machine_may_open(folder)
