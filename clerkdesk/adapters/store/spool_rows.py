"""Rows of waiting batches and their pages, and the act that puts pages into other places."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.errors import PileChanged
from clerkdesk.domain.scans import Aside, BatchPage, ScanBatch


def read_batches(link: Connection) -> list[ScanBatch]:
    """Every batch that waits, oldest first."""
    rows = link.execute(
        "SELECT * FROM scan_batch WHERE filed_with = '' ORDER BY position"
    ).fetchall()
    return [_batch(link, row) for row in rows]


def read_batch(link: Connection, batch_id: str) -> ScanBatch | None:
    """One batch; None where it was registered, filed or discarded."""
    row = link.execute(
        "SELECT * FROM scan_batch WHERE batch_id = :batch_id AND filed_with = ''",
        {"batch_id": batch_id},
    ).fetchone()
    return None if row is None else _batch(link, row)


def write_batch(link: Connection, batch: ScanBatch) -> None:
    """Put its row down, or make the row as the batch says; pages are not touched."""
    link.execute(
        """
        INSERT INTO scan_batch (
            batch_id, title, device, started_at, backs_of, two_sided, archive, cover, bound, sheets
        )
        VALUES (
            :batch_id, :title, :device, :started_at, :backs_of, :two_sided, :archive, :cover, :bound,
            :sheets
        )
        ON CONFLICT (batch_id) DO UPDATE SET
            title = excluded.title, backs_of = excluded.backs_of, two_sided = excluded.two_sided,
            archive = excluded.archive, cover = excluded.cover, sheets = excluded.sheets
        """,
        {
            "batch_id": batch.batch_id,
            "title": batch.title,
            "device": batch.device,
            "started_at": batch.started_at.isoformat(),
            "backs_of": batch.backs_of,
            "two_sided": batch.two_sided,
            "archive": batch.archive,
            "cover": batch.cover,
            "bound": batch.bound,
            "sheets": batch.sheets,
        },
    )


def arrange_pages(link: Connection, batches: Sequence[ScanBatch]) -> None:
    """Let these batches have these pages in this order.

    Raises:
        PileChanged: their pages are not those that wait in them now, each once.
    """
    wanted = [page.page_id for batch in batches for page in batch.pages]
    there = [
        row["page_id"]
        for batch in batches
        for row in link.execute(
            """
            SELECT page_id FROM scan_page JOIN scan_batch USING (batch_id)
            WHERE batch_id = :batch_id AND filed_with = ''
            """,
            {"batch_id": batch.batch_id},
        ).fetchall()
    ]
    if sorted(wanted) != sorted(there):
        raise PileChanged(batches[0].title if batches else "")
    for batch in batches:  # out of each other's way: a place is taken by one page only
        link.execute(
            "UPDATE scan_page SET position = -position WHERE batch_id = :batch_id",
            {"batch_id": batch.batch_id},
        )
    for batch in batches:
        if batch.pages:
            write_batch(link, batch)
        for position, page in enumerate(batch.pages, start=1):
            link.execute(
                """
                UPDATE scan_page SET batch_id = :batch_id, position = :position
                WHERE page_id = :page_id
                """,
                {"batch_id": batch.batch_id, "position": position, "page_id": page.page_id},
            )
    for batch in batches:
        if not batch.pages:
            link.execute("DELETE FROM scan_batch WHERE batch_id = :id", {"id": batch.batch_id})


def _batch(link: Connection, row: Any) -> ScanBatch:
    pages = link.execute(
        "SELECT * FROM scan_page WHERE batch_id = :batch_id ORDER BY position",
        {"batch_id": row["batch_id"]},
    ).fetchall()
    return ScanBatch(
        batch_id=row["batch_id"],
        title=row["title"],
        started_at=datetime.fromisoformat(row["started_at"]),
        device=row["device"],
        pages=tuple(page_of(page) for page in pages),
        backs_of=row["backs_of"],
        two_sided=bool(row["two_sided"]),
        archive=row["archive"],
        cover=row["cover"],
        bound=row["bound"],
        sheets=row["sheets"],
    )


def page_of(row: Any) -> BatchPage:
    """A page as its row has it."""
    return BatchPage(
        page_id=row["page_id"],
        position=row["position"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        dpi=row["dpi"],
        width=row["width"],
        height=row["height"],
        turned=row["turned"],
        dropped=bool(row["dropped"]),
        aside=Aside(row["aside"]) if row["aside"] else None,
    )
