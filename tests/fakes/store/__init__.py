"""`ports.store.Store` in memory: the rules of the real one, without disk, key or password cost."""

from tests.fakes.store.vault import FakeKeyStore, FakeStore, FakeVault

__all__ = ["FakeKeyStore", "FakeStore", "FakeVault"]
