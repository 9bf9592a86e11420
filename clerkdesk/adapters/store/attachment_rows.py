"""Rows that hang on a document of either register: its files and the text of its pages."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.deflated import inflate
from clerkdesk.adapters.store.page_words import page_words
from clerkdesk.domain.attachments import Attachment


def write_attachments(
    link: Connection, entity: str, uid: str, attachments: Sequence[Attachment]
) -> None:
    """Make `attachments` the files of the document."""
    link.execute(
        "DELETE FROM attachment WHERE entity = :entity AND uid = :uid",
        {"entity": entity, "uid": uid},
    )
    link.executemany(
        """
        INSERT INTO attachment (entity, uid, place, name, media_type, role, sha256, size)
        VALUES (:entity, :uid, :place, :name, :media_type, :role, :sha256, :size)
        """,
        [
            {
                "entity": entity,
                "uid": uid,
                "place": place,
                "name": file.name,
                "media_type": file.media_type,
                "role": file.role.value,
                "sha256": file.sha256,
                "size": file.size,
            }
            for place, file in enumerate(attachments)
        ],
    )


def read_children(
    link: Connection, sql: str, uids: Iterable[str], **more: object
) -> dict[str, list[dict[str, object]]]:
    """Rows of `sql` (which has a list `:uids`) as plain values, by uid."""
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in link.execute(sql, {"uids": json.dumps(list(uids)), **more}):
        found[row["uid"]].append(dict(row))
    return found


def read_attachments(
    link: Connection, entity: str, uids: Iterable[str]
) -> dict[str, list[dict[str, object]]]:
    """The files of each document, in order."""
    return read_children(
        link,
        """
        SELECT uid, name, media_type, role, sha256, size FROM attachment
        WHERE entity = :entity AND uid IN (SELECT value FROM json_each(:uids))
        ORDER BY uid, place
        """,
        uids,
        entity=entity,
    )


def write_page_text(link: Connection, entity: str, uid: str, full_text: str) -> None:
    """Keep the text of the pages; none is kept where there is none."""
    row = {"entity": entity, "uid": uid}
    if full_text:
        link.execute(
            """
            INSERT INTO page_text (entity, uid, deflated) VALUES (:entity, :uid, :deflated)
            ON CONFLICT (entity, uid) DO UPDATE SET deflated = excluded.deflated
            WHERE deflated != excluded.deflated
            """,
            {**row, "deflated": page_words(full_text).deflated},
        )
    else:
        link.execute("DELETE FROM page_text WHERE entity = :entity AND uid = :uid", row)


def read_page_text(link: Connection, entity: str, uid: str) -> str:
    """The text of the pages, or nothing."""
    row = link.execute(
        "SELECT deflated FROM page_text WHERE entity = :entity AND uid = :uid",
        {"entity": entity, "uid": uid},
    ).fetchone()
    return "" if row is None else inflate(row["deflated"])
