"""One behaviour for the real vault and its fake."""

from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.errors import (
    KeyStoreLost,
    StoreExists,
    StoreMissing,
    WrongPassword,
    WrongRecoveryKey,
)
from clerkdesk.ports.vault import Vault
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore, FakeVault


@pytest.fixture(params=["files", "fake"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    if request.param == "fake":
        return FakeVault()
    return FileVault(
        tmp_path / "deep" / "store",
        tmp_path / "marks",
        FakeKeyStore(),
        Clock(),
        cost=PasswordCost(1, 8, 1),
    )


def test_first_start_makes_a_store_that_its_people_open(vault: Vault) -> None:
    assert not vault.exists()
    with pytest.raises(StoreMissing):
        vault.unlock("vanthu", "x")
    new = vault.create(OFFICE, PASSWORDS)
    assert vault.exists()
    document = new.store.incoming.add(incoming_entry(), "vanthu")
    new.store.close()
    for person, password in PASSWORDS.items():
        opened = vault.unlock(person.login, password)
        assert opened.person == person
        assert opened.store.settings.office() == OFFICE
        assert opened.store.incoming.get(document.uid) == document
        opened.store.close()


def test_a_wrong_password_or_key_does_not_open_it(vault: Vault) -> None:
    new = vault.create(OFFICE, PASSWORDS)
    new.store.close()
    with pytest.raises(StoreExists):
        vault.create(OFFICE, PASSWORDS)
    for login, password in ((CLERK.login, "sai"), ("ai", PASSWORDS[CLERK])):
        with pytest.raises(WrongPassword):
            vault.unlock(login, password)
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery_key("ABCD-EFGH")
    with pytest.raises(KeyStoreLost):
        vault.unlock_with_key_store()
    vault.unlock_with_recovery_key(new.recovery_key.lower()).close()


def test_a_new_account_opens_the_store_too(vault: Vault) -> None:
    from dataclasses import replace

    new = vault.create(OFFICE, PASSWORDS)
    person = replace(CLERK, login="moi", full_name="Người Mới")
    new.store.accounts.add(person, "mật khẩu riêng")
    new.store.accounts.change_password("moi", "mật khẩu riêng", "đã đổi")
    new.store.close()
    with pytest.raises(WrongPassword):
        vault.unlock("moi", "mật khẩu riêng")
    opened = vault.unlock("Moi", "đã đổi")
    assert opened.person == person
    opened.store.close()
