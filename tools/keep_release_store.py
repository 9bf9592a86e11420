"""Keep a small store as this version writes it: `python tools/keep_release_store.py`, once at each release.

The store goes to tests/upgrade/stores/VERSION.tar.gz; tests/upgrade opens every one of them for ever.
Its passwords are known and cost nothing: made-up documents only.
"""

import sys
import tarfile
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clerkdesk import __version__  # noqa: E402
from clerkdesk.adapters.store.slots import PasswordCost  # noqa: E402
from clerkdesk.adapters.store.vault import FileVault  # noqa: E402
from clerkdesk.domain.scans import ScannedPage  # noqa: E402
from tests.fakes.sample_documents import (  # noqa: E402
    OFFICE,
    PASSWORDS,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    attachment,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore  # noqa: E402

STORES = ROOT / "tests" / "upgrade" / "stores"
_NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


class _Clock:
    """Runs on by a second with every look."""

    now = _NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def main() -> int:
    """Make it and pack it."""
    name = sys.argv[1] if len(sys.argv) > 1 else __version__
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        key_store, cost = FakeKeyStore(usable=False), PasswordCost(1, 8, 1)
        vault = FileVault(place / "store", place / "marks", key_store, _Clock(), cost=cost)
        new = vault.create(OFFICE, PASSWORDS)
        (place / "recovery-key.txt").write_text(new.recovery_key + "\n", "utf-8")
        fill(new.store)
        new.store.close()
        STORES.mkdir(parents=True, exist_ok=True)
        with tarfile.open(STORES / f"{name}.tar.gz", "w:gz") as packed:
            for part in sorted(place.iterdir()):
                packed.add(part, part.name)
    print(STORES / f"{name}.tar.gz")
    return 0


def fill(store) -> None:  # type: ignore[no-untyped-def] # of any version
    """Three incoming, one outgoing with its number, one void, a file, a page that waits."""
    sha256 = store.files.put("Nội dung tệp giữ lại".encode())
    for number in range(1, 4):
        store.incoming.add(
            incoming_entry(subject=f"Về việc thử nâng cấp {number}", full_text="trang thử"),
            "vanthu",
        )
    from clerkdesk.domain.outgoing import Step

    for _number in range(2):
        uid = store.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu").uid
        store.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
        store.outgoing.take_step(uid, Step.SIGN_PERSON, "lanhdao")
        store.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "", TODAY, "vanthu")
    store.outgoing.void(uid, "thử hủy số", "vanthu")
    batch = store.spool.open_batch("quét thử", "máy quét")
    store.spool.add(batch.batch_id, ScannedPage(1, b"trang quet", "image/png", 300, 10, 10))
    store.settings.put("test.file", sha256, "quantri")


if __name__ == "__main__":
    sys.exit(main())
