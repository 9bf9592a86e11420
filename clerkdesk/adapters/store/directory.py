"""Agencies to write to, found by any name that they ever had; merged, imported, never deleted."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.directory_rows import load_agencies, load_agency, write_agency
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.agency_families import MOST_FAMILIES, Families, other_wordings
from clerkdesk.domain.agency_merge import merged
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.directory import DirectoryImport

ENTITY = "agency"
_FAMILY_LIMIT = 300
_STEP = 200


class SqlDirectory:
    """`ports.directory.Directory` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops

    def agencies(self, text: str = "") -> Sequence[Agency]:
        """Entries that are offered and that `text` names, by any of their names or of those before
        them, by name."""
        with self._database.reading() as link:
            if not text.strip():
                rows = link.execute(
                    """
                    SELECT folded_code FROM agency
                    WHERE merged_into = '' AND NOT withdrawn
                    """
                ).fetchall()
            else:
                rows = link.execute(
                    """
                    WITH RECURSIVE named (key) AS (
                        SELECT key FROM agency_name WHERE instr(folded, :text) > 0
                        UNION
                        SELECT agency_link.key FROM agency_link JOIN named
                            ON agency_link.before = named.key
                    )
                    SELECT folded_code FROM agency JOIN named ON named.key = folded_code
                    WHERE merged_into = '' AND NOT withdrawn
                    """,
                    {"text": fold(text)},
                ).fetchall()
            return load_agencies(link, [row["folded_code"] for row in rows])

    def all(self) -> Sequence[Agency]:
        """Every entry with its history, merged and taken back ones too, by name."""
        with self._database.reading() as link:
            rows = link.execute("SELECT folded_code FROM agency").fetchall()
            return load_agencies(link, [row["folded_code"] for row in rows])

    def get(self, key: str) -> Agency | None:
        """The entry under `key`, whatever became of it."""
        with self._database.reading() as link:
            return load_agency(link, key)

    def named(self, name: str) -> Agency | None:
        """The entry with exactly this name, alias or code, without diacritics and case."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT DISTINCT key FROM agency_name JOIN agency ON folded_code = key
                WHERE agency_name.folded = :folded AND NOT withdrawn
                ORDER BY merged_into <> '', valid_to IS NOT NULL, key
                """,
                {"folded": fold(name)},
            ).fetchall()
            for row in rows:
                found = load_agency(link, row["key"])
                while found is not None and found.merged_into:
                    found = load_agency(link, found.merged_into)
                if found is not None:
                    return found
        return None

    def wordings(self, text: str) -> str:
        """`text`, and on further lines what it would be with the other names of an agency in it."""
        folded = fold(text)
        if len(folded.split()) < 2 and "." not in folded:
            return text
        with self._database.reading() as link:
            # every name that stands in the text, and names that the text begins or continues
            rows = link.execute(
                """
                SELECT DISTINCT key FROM agency_name
                WHERE instr(' ' || :text || ' ', ' ' || folded || ' ') > 0
                    AND (instr(folded, ' ') > 0 OR instr(folded, '.') > 0)
                LIMIT :limit
                """,
                {"text": folded, "limit": MOST_FAMILIES + 1},
            ).fetchall()
            if not rows:
                rows = link.execute(
                    """
                    SELECT DISTINCT key FROM agency_name
                    WHERE instr(' ' || folded, ' ' || :text) > 0 LIMIT :limit
                    """,
                    {"text": folded, "limit": MOST_FAMILIES + 1},
                ).fetchall()
            keys = [row["key"] for row in rows]
            if not keys or len(keys) > MOST_FAMILIES:
                return text
            members = _family(link, keys)
        families = Families(members)
        named = [families.names(member) for member in members if member.key in keys]
        return "\n".join([text, *other_wordings(text, named)])

    def put(self, agency: Agency, by: str) -> None:
        """Add or change an agency, by key; the same facts again change nothing."""
        with self._database.writing() as link:
            self._put(link, agency, by)

    def rename_key(self, key: str, agency: Agency, by: str) -> None:
        """Change the entry under `key` to `agency`, whose code is new: the old key leads to it."""
        with self._database.writing() as link:
            before = load_agency(link, key)
            if before is None:
                raise NotFound(_("cơ quan này"))
            if before.key != agency.key:
                self._put(link, replace(before, merged_into=agency.key), by)
            self._put(link, agency, by)

    def merge(self, duplicate: str, stays: str, by: str) -> Agency:
        """Let the entry `duplicate` lead to `stays`, which takes over its names; returns it.

        Raises:
            NotFound: one of them is not here.
        """
        with self._database.writing() as link:
            one, other = load_agency(link, duplicate), load_agency(link, stays)
            if one is None or other is None or one.key == other.key:
                raise NotFound(_("cơ quan này"))
            gone, stayed = merged(one, other)
            self._put(link, stayed, by)
            self._put(link, gone, by)
        return stayed

    def import_all(
        self,
        name: str,
        agencies: Sequence[Agency],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> DirectoryImport:
        """Add or change every one of `agencies` in one transaction, and remember what was before.

        `step` is called with the count so far; what it raises undoes everything.
        """
        with self._database.writing() as link:
            done = DirectoryImport(self._desk.new_id(), name, by, self._desk.clock())
            link.execute(
                """
                INSERT INTO directory_import (import_id, name, by, at)
                VALUES (:import_id, :name, :by, :at)
                """,
                {"import_id": done.import_id, "name": name, "by": by, "at": done.at.isoformat()},
            )
            added = changed = 0
            for count, agency in enumerate(agencies, start=1):
                before = load_agency(link, agency.key)
                if self._put(link, agency, by):
                    added, changed = added + (before is None), changed + (before is not None)
                    _remember(link, done.import_id, before, agency)
                if count % _STEP == 0:
                    step(count)
            step(len(agencies))
        return replace(done, added=added, changed=changed)

    def last_import(self) -> DirectoryImport | None:
        """The last import of this desk that was not undone."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT *,
                    (SELECT count(*) FROM directory_import_row AS one
                        WHERE one.import_id = directory_import.import_id AND before IS NULL) AS added,
                    (SELECT count(*) FROM directory_import_row AS one
                        WHERE one.import_id = directory_import.import_id) AS total
                FROM directory_import WHERE NOT undone ORDER BY position DESC LIMIT 1
                """
            ).fetchone()
        if row is None:
            return None
        plain = {name: row[name] for name in ("import_id", "name", "by", "at", "added")}
        return from_plain(DirectoryImport, plain | {"changed": row["total"] - row["added"]})

    def undo_import(self, import_id: str, by: str) -> tuple[int, int]:
        """Put back what stood there before an import: (put back, left because changed since)."""
        back = left = 0
        with self._database.writing() as link:
            rows = link.execute(
                "SELECT * FROM directory_import_row WHERE import_id = :id", {"id": import_id}
            ).fetchall()
            for row in rows:
                after = from_plain(Agency, json.loads(row["after"]))
                if load_agency(link, row["key"]) != after:
                    left += 1
                    continue
                old = row["before"]
                before = (
                    replace(after, withdrawn=True)
                    if old is None
                    else from_plain(Agency, json.loads(old))
                )
                self._put(link, before, by)
                back += 1
            link.execute(
                "UPDATE directory_import SET undone = 1 WHERE import_id = :id", {"id": import_id}
            )
        return back, left

    def _put(self, link: Connection, agency: Agency, by: str) -> bool:
        agency = from_plain(Agency, to_plain(agency))
        before = load_agency(link, agency.key)
        if before == agency:
            return False
        write_agency(link, agency)
        old = plain_fields(before if before is not None else Agency("", ""))
        values = {
            name: value
            for name, value in plain_fields(agency).items()
            if value != old[name] or name in ("code", "name")
        }
        self._ops.append(link, ENTITY, agency.key, OpKind.CHANGE, by, values)
        return True


def apply_agency(link: Connection, key: str, values: dict[str, object]) -> None:
    """Take over what another desk changed of the entry under `key`."""
    before = load_agency(link, key)
    plain = plain_fields(before) if before is not None else {}
    write_agency(link, from_plain(Agency, plain | values))


def _family(link: Connection, keys: Sequence[str]) -> list[Agency]:
    rows = link.execute(
        """
        WITH RECURSIVE
            up (key) AS (
                SELECT value FROM json_each(:keys)
                UNION
                SELECT agency_link.before FROM agency_link JOIN up ON agency_link.key = up.key
            ),
            down (key) AS (
                SELECT value FROM json_each(:keys)
                UNION
                SELECT agency_link.key FROM agency_link JOIN down ON agency_link.before = down.key
            )
        SELECT key FROM up UNION SELECT key FROM down LIMIT :limit
        """,
        {"keys": json.dumps(list(keys)), "limit": _FAMILY_LIMIT},
    ).fetchall()
    return load_agencies(link, [row["key"] for row in rows])


def _remember(link: Connection, import_id: str, before: Agency | None, after: Agency) -> None:
    link.execute(
        """
        INSERT INTO directory_import_row (import_id, key, before, after)
        VALUES (:import_id, :key, :before, :after)
        ON CONFLICT DO UPDATE SET after = excluded.after
        """,
        {
            "import_id": import_id,
            "key": after.key,
            "before": None if before is None else json.dumps(plain_fields(before)),
            "after": json.dumps(plain_fields(after)),
        },
    )
