"""No readable text on the disk: every field is filled with a canary, and every byte is searched."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.agencies import Agency, Office
from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.books import Direction
from clerkdesk.domain.incoming import Assignment
from clerkdesk.domain.outgoing import Delivery, Recipient
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Arrival
from tests.fakes.sample_documents import (
    NOW,
    OFFICE,
    TODAY,
    Clock,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore

CANARY = "HoàngYếnCanary"
PLAIN = "canaryplain"


def canaries(value: object) -> dict[str, str]:
    """A canary for every text field of a dataclass."""
    texts = [field.name for field in fields(value) if type(getattr(value, field.name)) is str]  # type: ignore[arg-type]
    return {name: f"{CANARY}-{PLAIN}-{name}" for name in texts}


def forms(text: str) -> list[bytes]:
    variants = {text, text.lower(), text.upper()}
    return [
        form.encode(encoding)
        for form in variants
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]


def leaks(folder: Path) -> list[str]:
    wanted = [*forms(CANARY), *forms(PLAIN), *forms("hoangyencanary")]
    found = []
    for file in folder.rglob("*"):
        if any(form in file.name.encode() for form in wanted):
            found.append(f"name {file}")
        if file.is_file():
            content = file.read_bytes()
            found += [f"{file}: {form!r}" for form in wanted if form in content]
    return found


def test_the_search_for_canaries_finds_one(tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(b"xx" + f"{CANARY}".encode("utf-16-le"))
    assert leaks(tmp_path)


def test_nothing_readable_reaches_the_disk(tmp_path: Path) -> None:
    office = replace(OFFICE, **canaries(OFFICE))
    person = Person(f"{PLAIN}login", f"{CANARY} người", f"{CANARY} chức", frozenset({Role.CLERK}))
    vault = FileVault(
        tmp_path / "store",
        tmp_path / "marks",
        FakeKeyStore(usable=False),
        Clock(),
        cost=PasswordCost(1, 8, 1),
    )
    store = vault.create(office, {person: f"{PLAIN}-mật khẩu"}).store
    assert isinstance(store.settings.office(), Office)
    content = f"{CANARY} {PLAIN} ".encode() * 20_000
    file = Attachment(f"{PLAIN}-{CANARY}.pdf", PLAIN, FileRole.MAIN, store.files.put(content), 9)

    entry = incoming_entry()
    entry = replace(entry, **canaries(entry), attachments=(file,))
    incoming = store.incoming.add(entry, PLAIN)
    store.incoming.forward(
        incoming.uid, Assignment(f"{CANARY} ai", f"{CANARY} việc", date(2026, 12, 1), PLAIN, NOW)
    )
    recipient = Recipient(f"{CANARY} nơi", f"{PLAIN}-mã", email=f"{PLAIN}@thu.vn")
    draft = outgoing_entry()
    draft = replace(draft, **canaries(draft), recipients=(recipient,), attachments=(file,))
    outgoing = store.outgoing.draft(draft, PLAIN)
    store.outgoing.set_delivery(outgoing.uid, Delivery(recipient, description=CANARY), PLAIN)
    batch = store.spool.open_batch(f"{CANARY} lô", f"{PLAIN} máy")
    store.spool.add(batch.batch_id, ScannedPage(1, content, "image/png", 300, 1, 1))
    header = PacketHeader(PLAIN, (PLAIN,), f"{PLAIN}-số", "new", file.sha256, 9, f"{CANARY}.edxml")
    store.exchange.queue(header, PLAIN)
    store.exchange.receive(Arrival(PLAIN, header, PacketKind.NEW, CANARY, PLAIN, NOW, None))
    store.directory.put(Agency(f"{PLAIN}-mã", f"{CANARY} sở"), PLAIN)
    store.settings.put(f"{PLAIN}-tên", {CANARY: PLAIN}, PLAIN)
    store.settings.keep_here(f"{PLAIN}-máy", {"khóa": PLAIN})
    store.books.open_year(Direction.OUTGOING, PLAIN, 2027, CANARY, PLAIN)

    assert (tmp_path / "store" / "clerkdesk.db-wal").stat().st_size > 0
    assert leaks(tmp_path) == []
    store.close()
    assert leaks(tmp_path) == []
    assert TODAY.isoformat().encode() not in (tmp_path / "store" / "clerkdesk.db").read_bytes()
