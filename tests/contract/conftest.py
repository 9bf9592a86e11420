"""The store and its fake, for one contract each: a test that takes `store` runs on both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.ports.store import Store
from tests.fakes.postgres_cluster import PostgresCluster
from tests.fakes.sample_documents import OFFICE, PASSWORDS, Clock
from tests.fakes.store import FakeKeyStore, FakeStore


@pytest.fixture
def clock() -> Clock:
    """The clock of `store`; a test may set it."""
    return Clock()


@pytest.fixture(params=["sqlcipher", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """An empty store of `OFFICE`; its op log is whole at the end, whatever was done."""
    if request.param == "fake":
        yield FakeStore(OFFICE, PASSWORDS, clock)
        return
    cost = PasswordCost(rounds=1, memory=8, lanes=1)
    vault = FileVault(tmp_path / "store", tmp_path / "marks", FakeKeyStore(), clock, cost=cost)
    made = vault.create(OFFICE, PASSWORDS).store
    yield made
    assert made.ops.first_break() is None
    made.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A PostgreSQL of this run; skips where Debian's packages are not installed."""
    cluster = PostgresCluster()
    yield cluster
    cluster.stop()
