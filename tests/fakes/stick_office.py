"""Desks of one office that have never met by a line: real stores and a stick between them."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clerkdesk.adapters.bundle.sealed_file import SealedBundles
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.bundles import DeskCard
from clerkdesk.domain.incoming import Incoming
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.services.carry_bundle import Carried, CarryBundle
from tests.fakes.sample_documents import (
    CLERK,
    OFFICE,
    PASSWORDS,
    Clock,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore


@dataclass
class StickDesk:
    """A desk with a real store, and its way to the stick."""

    folder: Path
    key_store: FakeKeyStore
    store: SqlStore
    clock: Clock
    recovery_key: str

    @property
    def vault(self) -> FileVault:
        cost = PasswordCost(1, 8, 1)
        return FileVault(
            self.folder / "store", self.folder / "marks", self.key_store, self.clock, cost=cost
        )

    @property
    def carry(self) -> CarryBundle:
        return CarryBundle(self.store, SealedBundles(), lambda: os.urandom(32), self.clock)

    @property
    def card(self) -> DeskCard:
        return self.carry.own_card(CLERK.login)

    def knows(self, *others: "StickDesk") -> None:
        """Two persons have compared the codes of these desks' cards."""
        for other in others:
            self.carry.keep_card(other.card, CLERK)

    def register(self, subject: str, content: bytes = b"", **more: object) -> Incoming:
        """An arrival, with a scan where there is content."""
        files: tuple[Attachment, ...] = ()
        if content:
            sha256 = self.store.files.put(content)
            files = (Attachment("quet.pdf", PDF, FileRole.MAIN, sha256, len(content)),)
        return self.store.incoming.add(
            incoming_entry(subject=subject, attachments=files, **more), CLERK.login
        )

    def draft(self, subject: str) -> None:
        """Something that needs no book."""
        self.store.outgoing.draft(outgoing_entry(subject=subject), CLERK.login)

    def write(self, place: Path, *readers: "StickDesk", files: int = 1 << 30) -> Carried:
        cards = [reader.card for reader in readers]
        return self.carry.write(place, cards, CLERK, most_bytes=files)

    def read(self, file: Path) -> Carried:
        return self.carry.read(file, CLERK)

    @property
    def subjects(self) -> list[str]:
        found = self.store.incoming.find(IncomingFilter(), Page(limit=1000))
        drafts = self.store.outgoing.find(OutgoingFilter(), Page(limit=1000))
        return sorted([one.entry.subject for one in found] + [one.entry.subject for one in drafts])

    def whole(self) -> str:
        """Everything that a bundle could change, as one text: equal texts, equal stores."""
        with self.store._database.reading() as link:
            names = [
                row["name"]
                for row in link.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
                )
                if not row["name"].startswith(("sqlite_", "found_"))
            ]
            tables = {
                name: sorted(str(tuple(row)) for row in link.execute(f'SELECT * FROM "{name}"'))
                for name in names
            }
        return json.dumps(tables, sort_keys=True)


@contextmanager
def stick_desk(folder: Path, office: Office = OFFICE) -> Iterator[StickDesk]:
    """A new desk of an office, closed at the end; its own chain is whole then."""
    clock, key_store, cost = Clock(), FakeKeyStore(), PasswordCost(1, 8, 1)
    vault = FileVault(folder / "store", folder / "marks", key_store, clock, cost=cost)
    new = vault.create(office, PASSWORDS)
    assert isinstance(new.store, SqlStore)
    desk = StickDesk(folder, key_store, new.store, clock, new.recovery_key)
    try:
        yield desk
        assert desk.store.ops.breaks() == []
    finally:
        desk.store.close()
