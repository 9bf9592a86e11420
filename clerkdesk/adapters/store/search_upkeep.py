"""What a search index needs now and then, in steps of a tenth of a second for an idle desk.

Documents that were indexed before code words were are indexed again, newest first. Then the segments
that registering left behind, one a document, are merged: FTS5 would do that while the clerk waits for
the number, and once in a while for minutes.
"""

from collections.abc import Callable, Mapping

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.incoming_rows import index_incoming
from clerkdesk.adapters.store.outgoing_rows import index_outgoing

_AT_ONCE = 20
_PAGES = 128
"""So many documents, or pages of merged segments, hold the store for a tenth of a second."""
_INDEX: Mapping[str, Callable[[Connection, int], None]] = {
    "incoming": index_incoming,
    "outgoing": index_outgoing,
}


def improve(database: Database) -> bool:
    """One step; False where nothing is left to do."""
    return _index_some(database) or any(_merge_some(database, entity) for entity in _INDEX)


def _merge_some(database: Database, entity: str) -> bool:
    with database.writing() as link:
        before = link.total_changes
        link.execute(
            f"INSERT INTO {entity}_search ({entity}_search, rank) VALUES ('merge', {_PAGES})"
        )
        return link.total_changes - before > 1  # less is what SQLite says of a merge of nothing


def _index_some(database: Database) -> bool:
    with database.reading() as link:
        waiting = link.execute("SELECT entity, up_to FROM without_code_words LIMIT 1").fetchone()
    if waiting is None:
        return False
    entity, up_to = str(waiting["entity"]), int(waiting["up_to"])
    with database.writing() as link:
        rows = link.execute(
            f"SELECT position FROM {entity} WHERE position <= :up_to"
            f" ORDER BY position DESC LIMIT {_AT_ONCE}",
            {"up_to": up_to},
        ).fetchall()
        for row in rows:
            _INDEX[entity](link, int(row["position"]))
        if len(rows) < _AT_ONCE:
            link.execute("DELETE FROM without_code_words WHERE entity = ?", (entity,))
        else:
            link.execute(
                "UPDATE without_code_words SET up_to = ? WHERE entity = ?",
                (int(rows[-1]["position"]) - 1, entity),
            )
    return True
