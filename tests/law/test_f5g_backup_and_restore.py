"""F5g (NĐ 30 PL VI): periodic and ad-hoc backup and restore. S39, S45: kept securely, lock, drill."""

from datetime import timedelta
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.errors import (
    BookNotAttested,
    NotAllowed,
    SecondPersonNeeded,
    StoreLocked,
    WrongPassword,
)
from clerkdesk.domain.people import Person, Role
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ports.vault import PaperKey
from clerkdesk.services.keep_safe import KeepSafe
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

OTHER = next(person for person in PASSWORDS if person.login != CLERK.login)
VIEWER = Person("chuyenvien", "Phạm Văn Chuyên", "Công chức", frozenset({Role.SPECIALIST}))


def vault_in(folder: Path, clock: Clock) -> FileVault:
    cost = PasswordCost(1, 8, 1)
    return FileVault(folder / "store", folder / "marks", FakeKeyStore(), clock, cost=cost)


def test_the_office_backs_up_loses_the_pc_and_goes_on(tmp_path: Path) -> None:
    clock, stick = Clock(), tmp_path / "usb"
    stick.mkdir()
    new = vault_in(tmp_path / "pc", clock).create(OFFICE, PASSWORDS)
    store = new.store
    keep = KeepSafe(store, clock)
    with pytest.raises(NotAllowed):
        keep.choose(str(stick), 24, VIEWER)
    keep.choose(str(stick), 24, CLERK)
    assert keep.safety().due, "periodic"
    store.incoming.add(incoming_entry(), "vanthu")
    backup = keep.back_up()
    assert not keep.safety().due
    assert keep.safety().drill_due, "nobody knows yet whether it opens"
    assert keep.drill().good
    assert not keep.safety().drill_due
    clock.now += timedelta(days=31)
    assert keep.safety().due
    assert keep.safety().drill_due
    store.incoming.add(incoming_entry(), "vanthu")
    newest = keep.back_up()
    assert list(keep.safety().backups) == [newest, backup]
    store.close()

    restored = vault_in(tmp_path / "new", clock).restore(stick, newest, PaperKey(new.recovery_key))
    keep = KeepSafe(restored, clock)
    assert restored.incoming.count(IncomingFilter()) == 2
    with pytest.raises(BookNotAttested):
        restored.incoming.add(incoming_entry(), "vanthu")
    (waiting,) = keep.safety().to_attest
    key, word = waiting.book.key, PASSWORDS[OTHER]
    with pytest.raises(SecondPersonNeeded):
        keep.attest(key, 2, CLERK, CLERK.login, PASSWORDS[CLERK])
    with pytest.raises(WrongPassword):
        keep.attest(key, 2, CLERK, OTHER.login, "sai")
    with pytest.raises(NotAllowed):
        keep.attest(key, 2, VIEWER, OTHER.login, word)
    keep.attest(key, 2, CLERK, OTHER.login, word)
    assert restored.incoming.add(incoming_entry(), "vanthu").arrival_number == 3
    restored.close()


def test_two_of_three_persons_open_what_everybody_else_has_lost(tmp_path: Path) -> None:
    vault = vault_in(tmp_path, Clock())
    store = vault.create(OFFICE, PASSWORDS).store
    keep, admin = KeepSafe(store, Clock()), Person("qt", "Q", "Q", frozenset({Role.ADMIN}))
    with pytest.raises(NotAllowed):
        keep.divide_office_key(VIEWER)
    shares = keep.divide_office_key(admin)
    store.close()
    for pair in ((0, 1), (0, 2), (1, 2)):
        vault.unlock_with_shares([shares[number] for number in pair]).close()


def test_a_locked_store_shows_nothing_until_the_password(tmp_path: Path) -> None:
    vault = vault_in(tmp_path, Clock())
    store = vault.create(OFFICE, PASSWORDS).store
    assert isinstance(store, SqlStore)
    store.incoming.add(incoming_entry(), "vanthu")
    store.shut()
    with pytest.raises(StoreLocked):
        store.incoming.count(IncomingFilter())
    with pytest.raises(WrongPassword):
        store.open_again(CLERK.login, "sai")
    store.open_again(CLERK.login, PASSWORDS[CLERK])
    assert store.incoming.count(IncomingFilter()) == 1
    store.close()
