"""The process is killed while a pile files itself: each part is attached once, no page is lost."""

import random
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from clerkdesk.domain.archiving import AS_CAPTURED, ArchiveProfile, TransferNote
from clerkdesk.domain.page_findings import CoverSheet, PageFindings
from clerkdesk.domain.reading import PageText
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.ports.pages import PageImage
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ports.store import Store
from clerkdesk.services.file_by_covers import FileByCovers
from clerkdesk.services.paper_original import PaperOriginal
from clerkdesk.services.read_batch import BindBatch, ReadBatch
from clerkdesk.services.tidy_batch import TidyBatch
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, TODAY, Clock, incoming_entry
from tests.faults.test_store_kill import vault_in

DOCUMENTS = 12
MOST_RUNS = 60
SEED = 20261122
CHILD = (
    "import sys; from pathlib import Path\n"
    "from tests.faults.test_filing_kill import file_all\n"
    "file_all(Path(sys.argv[1]))"
)


class SayingWorkshop(FakePageWorkshop):
    """Sees cover sheets by their content; a PDF says which pages are in it."""

    def examine(self, image: PageImage) -> PageFindings:
        word, _blank, number = image.content.decode().partition(" ")
        if word != "cover":
            return PageFindings()
        return PageFindings(cover=CoverSheet("incoming", TODAY.year, number))

    def make_pdf(
        self,
        pages: Iterable[PageImage],
        texts: Sequence[PageText],
        facts: Mapping[str, str],
        *,
        profile: ArchiveProfile = AS_CAPTURED,
        note: TransferNote | None = None,
    ) -> bytes:
        inside = b"|".join(page.content for page in pages)
        return b"%PDF-1.7\n" + inside + b"\n" + str(time.time_ns()).encode() + b"\n%%EOF\n"


def by_covers(store: Store) -> FileByCovers:
    workshop = SayingWorkshop()
    read = ReadBatch(store.spool, workshop)
    bind = BindBatch(read, workshop, store.files, made_by="Văn thư", clock=Clock())
    original = PaperOriginal(store, bind, workshop)
    return FileByCovers(store, TidyBatch(store.spool, workshop), read, bind, original)


def file_all(folder: Path) -> None:
    """The child: take apart and file whatever waits."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    print("ready", flush=True)  # noqa: T201 - the pipe to the test
    file = by_covers(store)
    ids = [one for batch in store.spool.batches() for one in file.part(batch.batch_id)[0]]
    file(ids, CLERK)
    store.close()


def prepare(folder: Path) -> None:
    store = vault_in(folder).create(OFFICE, PASSWORDS).store
    batch = store.spool.open_batch("chồng giấy", "máy")
    for number in range(1, DOCUMENTS + 1):
        store.incoming.add(incoming_entry(attachments=()), "vanthu")
        for content in (f"cover {number}", f"{number} first", f"{number} second"):
            page = ScannedPage(1, content.encode(), "image/png", 300, 10, 10)
            store.spool.add(batch.batch_id, page)
    store.close()


def look(folder: Path) -> int:
    """Open the store after a kill and look at every page; how many parts still wait."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    rows = store.incoming.find(IncomingFilter(), Page(limit=100))
    waiting = {
        store.spool.image(page).decode()
        for batch in store.spool.batches()
        for page in batch.pages
        if not store.spool.image(page).startswith(b"cover")
    }
    for row in rows:
        files = store.incoming.get(row.uid).entry.attachments
        assert len(files) <= 1
        number = row.arrival_number
        for file in files:
            inside = store.files.get(file.sha256).split(b"\n")[1]
            assert inside == f"{number} first|{number} second".encode()
        if not files:
            assert {f"{number} first", f"{number} second"} <= waiting
    assert store.ops.first_break() is None
    left = len(store.spool.batches())
    store.close()
    return left


def test_killed_at_any_moment_each_part_is_filed_once_and_no_page_is_lost(tmp_path: Path) -> None:
    prepare(tmp_path)
    luck = random.Random(SEED)
    killed, left = 0, DOCUMENTS
    for _run in range(MOST_RUNS):
        command = [sys.executable, "-c", CHILD, str(tmp_path)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(luck.uniform(0.005, 0.08))
        killed += child.poll() is None
        child.kill()
        child.wait()
        child.stdout.close()
        left = look(tmp_path)
        if not left:
            break
    assert killed >= 3, "it was killed in the midst of the work"
    if left:
        file_all(tmp_path)
    assert look(tmp_path) == 0
