"""Scanned pages that wait: each on the disk, encrypted, before anyone is told of it."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.sealed import SealedFolder, new_key
from clerkdesk.adapters.store.spool_rows import (
    arrange_pages,
    page_of,
    read_batch,
    read_batches,
    write_batch,
)
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.scans import Aside, BatchPage, ScanBatch, ScannedPage
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc


class SqlPageSpool:
    """`ports.scanner.PageSpool`; a page's bytes are durable before its row is."""

    def __init__(
        self,
        database: Database,
        folder: SealedFolder,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock
        self._new_id = new_id

    def open_batch(
        self,
        title: str,
        device: str,
        *,
        backs_of: str = "",
        two_sided: bool = False,
        archive: str = "",
        sheets: int = 0,
    ) -> ScanBatch:
        """Start a batch."""
        batch = ScanBatch(
            self._new_id(),
            nfc(title),
            self._clock(),
            nfc(device),
            backs_of=backs_of,
            two_sided=two_sided,
            archive=archive,
            sheets=sheets,
        )
        with self._database.writing() as link:
            write_batch(link, batch)
        return batch

    def add(self, batch_id: str, page: ScannedPage) -> BatchPage:
        """Write one page, flushed and encrypted, before returning.

        Raises:
            DiskFull: the page was not kept; pages before it are.
            NotFound: the batch was registered or discarded.
        """
        self.batch(batch_id)
        name, key, page_id = secrets.token_hex(32), new_key(), self._new_id()
        self._folder.write(name, key, page.image)
        try:
            with self._database.writing() as link:
                link.execute(
                    """
                    INSERT INTO scan_page (
                        page_id, batch_id, position, file_name, key, sha256, media_type,
                        dpi, width, height
                    )
                    SELECT :page_id, :batch_id, 1 + count(*), :file_name, :key, :sha256,
                        :media_type, :dpi, :width, :height
                    FROM scan_page WHERE batch_id = :batch_id
                    """,
                    {
                        "page_id": page_id,
                        "batch_id": batch_id,
                        "file_name": name,
                        "key": key,
                        "sha256": hashlib.sha256(page.image).hexdigest(),
                        "media_type": page.media_type,
                        "dpi": page.dpi,
                        "width": page.width,
                        "height": page.height,
                    },
                )
                return page_of(self._row(link, page_id))
        except BaseException:
            self._folder.remove(name)
            raise

    def batches(self) -> Sequence[ScanBatch]:
        """Batches that wait, oldest first; after a crash they are all still here."""
        with self._database.reading() as link:
            return read_batches(link)

    def batch(self, batch_id: str) -> ScanBatch:
        """One batch.

        Raises:
            NotFound: it was registered or discarded.
        """
        with self._database.reading() as link:
            batch = read_batch(link, batch_id)
        if batch is None:
            raise NotFound(_("tập trang quét này"))
        return batch

    def image(self, page: BatchPage) -> bytes:
        """The image as it was captured (`turned` not applied).

        Raises:
            NotFound: its batch was discarded.
            DamagedFile: it was altered on the disk.
        """
        with self._database.reading() as link:
            row = self._row(link, page.page_id)
        title = _("trang {number}").format(number=row["position"])
        return self._folder.read(row["file_name"], row["key"], title)

    def turn(self, page_id: str, degrees: int) -> BatchPage:
        """Turn a page clockwise by a multiple of 90 degrees.

        Raises:
            ValueError: `degrees` is no multiple of 90.
            NotFound: its batch was discarded.
        """
        if degrees % 90:
            raise ValueError(f"pages turn by right angles, not by {degrees}")
        with self._database.writing() as link:
            link.execute(
                "UPDATE scan_page SET turned = (turned + :degrees) % 360 WHERE page_id = :page_id",
                {"degrees": degrees % 360, "page_id": page_id},
            )
            return page_of(self._row(link, page_id))

    def set_dropped(self, page_id: str, dropped: bool, *, aside: Aside | None = None) -> BatchPage:
        """Take a page out of the document, or back in; `aside` is kept when it comes back.

        Raises:
            NotFound: its batch was discarded.
        """
        with self._database.writing() as link:
            link.execute(
                """
                UPDATE scan_page SET dropped = :dropped, aside = coalesce(:aside, aside)
                WHERE page_id = :page_id
                """,
                {"dropped": dropped, "aside": aside, "page_id": page_id},
            )
            return page_of(self._row(link, page_id))

    def arrange(self, batches: Sequence[ScanBatch]) -> Sequence[ScanBatch]:
        """Let these batches have these pages in this order, at once or not at all.

        Raises:
            PileChanged: their pages are not those that wait in them now, each once.
        """
        named = [
            replace(batch, batch_id=batch.batch_id or self._new_id(), title=nfc(batch.title))
            for batch in batches
        ]
        with self._database.writing() as link:
            arrange_pages(link, named)
            kept = [batch.batch_id for batch in named if batch.pages]
            return [found for one in kept if (found := read_batch(link, one)) is not None]

    def note_sheets(self, batch_id: str, sheets: int) -> None:
        """Remember how many sheets were counted by hand.

        Raises:
            NotFound: it was registered or discarded.
        """
        self._note(
            "UPDATE scan_batch SET sheets = :noted WHERE batch_id = :batch_id", batch_id, sheets
        )

    def note_bound(self, batch_id: str, bound: str) -> None:
        """Remember durably to what file a batch was bound.

        Raises:
            NotFound: it was registered or discarded.
        """
        self._note(
            "UPDATE scan_batch SET bound = :noted WHERE batch_id = :batch_id", batch_id, bound
        )

    def put_away(self, batch_id: str, uid: str) -> None:
        """Its pages are in the document `uid`: it waits no longer, but can be taken back.

        Raises:
            NotFound: it was registered or discarded.
        """
        self._note(
            "UPDATE scan_batch SET filed_with = :noted WHERE batch_id = :batch_id", batch_id, uid
        )

    def take_back(self, batch_id: str) -> ScanBatch:
        """Let a batch that was put away wait again.

        Raises:
            NotFound: it is gone for good: the program was opened anew since then.
        """
        self._note(
            "UPDATE scan_batch SET filed_with = :noted WHERE batch_id = :batch_id", batch_id, ""
        )
        return self.batch(batch_id)

    def discard(self, batch_id: str) -> None:
        """Forget a batch; its keys go with their rows, so what a kill leaves behind is noise."""
        with self._database.writing(thorough=True) as link:
            names = link.execute(
                "SELECT file_name FROM scan_page WHERE batch_id = :batch_id", {"batch_id": batch_id}
            ).fetchall()
            link.execute(
                "DELETE FROM scan_batch WHERE batch_id = :batch_id", {"batch_id": batch_id}
            )
        for row in names:
            self._folder.remove(row["file_name"])

    def sweep(self) -> None:
        """Remove what a kill left between a file and its row, and what was put away in the session
        before; only when the store is opened."""
        with self._database.writing() as link:
            link.execute("DELETE FROM scan_batch WHERE filed_with != ''")
            rows = link.execute("SELECT file_name FROM scan_page").fetchall()
        for name in set(self._folder.names()) - {row["file_name"] for row in rows}:
            self._folder.remove(name)

    def _note(self, sql: str, batch_id: str, noted: object) -> None:
        with self._database.writing() as link:
            if not link.execute(sql, {"noted": noted, "batch_id": batch_id}).rowcount:
                raise NotFound(_("tập trang quét này"))

    @staticmethod
    def _row(link: Connection, page_id: str) -> Any:
        row = link.execute(
            "SELECT * FROM scan_page WHERE page_id = :page_id", {"page_id": page_id}
        ).fetchone()
        if row is None:
            raise NotFound(_("trang quét này"))
        return row
