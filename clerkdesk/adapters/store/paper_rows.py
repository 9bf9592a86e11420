"""The paper that left, as rows that hang on an outgoing document."""

from collections.abc import Iterable
from datetime import date

from clerkdesk.adapters.store.attachment_rows import read_children
from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.outgoing import Outgoing, PaperDecision
from clerkdesk.domain.paper_due import PaperCount, papers_due
from clerkdesk.domain.plain import plain_fields

HAS_PAPER_OF_DAYS = """
outgoing.uid IN (
    SELECT uid FROM paper_dispatch WHERE sent_on BETWEEN :papers_from AND :papers_to
)
"""
"""A condition on documents of which paper left between two days."""


def write_papers(link: Connection, document: Outgoing) -> None:
    """Make `document.papers` what is recorded, and note how much still waits."""
    uid = document.uid
    link.execute("DELETE FROM paper_dispatch WHERE uid = :uid", {"uid": uid})
    link.executemany(
        """
        INSERT INTO paper_dispatch (
            uid, place, dispatch_id, name, code, address, copies, way, sent_on, by, at, envelope,
            envelopes, tracking, received_by, note, cancelled
        )
        VALUES (
            :uid, :place, :dispatch_id, :name, :code, :address, :copies, :way, :sent_on, :by, :at,
            :envelope, :envelopes, :tracking, :received_by, :note, :cancelled
        )
        """,
        [
            {"uid": uid, "place": place, **plain_fields(paper)}
            for place, paper in enumerate(document.papers)
        ],
    )
    link.execute(
        "UPDATE outgoing SET paper_waiting = :waiting WHERE uid = :uid",
        {"uid": uid, "waiting": len(papers_due(document))},
    )


def read_papers(link: Connection, uids: Iterable[str]) -> dict[str, list[dict[str, object]]]:
    """The paper of each document, in the order in which it was recorded."""
    found = read_children(
        link,
        """
        SELECT * FROM paper_dispatch
        WHERE uid IN (SELECT value FROM json_each(:uids)) ORDER BY uid, place
        """,
        uids,
    )
    for papers in found.values():
        for paper in papers:
            paper["cancelled"] = bool(paper["cancelled"])  # SQLite has no truth values
    return found


def count_paper(link: Connection, first: date, last: date) -> PaperCount:
    """How the documents went that were issued between two days, both inside."""
    counted = {
        row["paper_decision"]: (row["documents"], row["overridden"])
        for row in link.execute(
            """
            SELECT paper_decision, count(*) AS documents, sum(paper_reason <> '') AS overridden
            FROM outgoing
            WHERE paper_decision IS NOT NULL
                AND date(issued_at, '+7 hours') BETWEEN :first AND :last
            GROUP BY paper_decision
            """,
            {"first": first.isoformat(), "last": last.isoformat()},
        )
    }
    electronic, both, paper = (counted.get(decision.value, (0, 0)) for decision in PaperDecision)
    return PaperCount(electronic[0], both[0], paper[0], electronic[1] + both[1] + paper[1])
