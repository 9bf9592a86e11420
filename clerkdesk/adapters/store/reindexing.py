"""Documents that were indexed before code words were: indexed again, some at a time, newest first."""

from collections.abc import Callable, Mapping

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.incoming_rows import index_incoming
from clerkdesk.adapters.store.outgoing_rows import index_outgoing

_AT_ONCE = 20
"""So many hold the store for a tenth of a second."""
_INDEX: Mapping[str, Callable[[Connection, int], None]] = {
    "incoming": index_incoming,
    "outgoing": index_outgoing,
}


def index_some(database: Database) -> bool:
    """Index the next few documents; False where none is left."""
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
