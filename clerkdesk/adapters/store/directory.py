"""Agencies to write to, found by a part of name or code, without diacritics."""

from collections.abc import Sequence

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.vietnamese import fold


class SqlDirectory:
    """`ports.store.Directory` on SQLCipher."""

    def __init__(self, database: Database, ops: SqlOpLog) -> None:
        self._database = database
        self._ops = ops

    def agencies(self, text: str = "") -> Sequence[Agency]:
        """Agencies whose name or code holds `text`, without diacritics, by name."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM agency WHERE instr(folded, :text) > 0 OR :text = '' ORDER BY folded",
                {"text": fold(text)},
            ).fetchall()
        return [from_plain(Agency, dict(row)) for row in rows]

    def put(self, agency: Agency, by: str) -> None:
        """Add or change an agency, by code; the same facts again change nothing."""
        agency = from_plain(Agency, to_plain(agency))
        with self._database.writing() as link:
            row = link.execute(
                "SELECT * FROM agency WHERE folded_code = :code", {"code": agency.code.casefold()}
            ).fetchone()
            if row is not None and from_plain(Agency, dict(row)) == agency:
                return
            write_agency(link, agency)
            values = plain_fields(agency)
            self._ops.append(link, "agency", agency.code.casefold(), OpKind.CHANGE, by, values)


def write_agency(link: Connection, agency: Agency) -> None:
    """Store an agency under its code, compared without case (DOMAIN §2.2)."""
    link.execute(
        """
        INSERT INTO agency (
            folded_code, code, name, email, parent, valid_from, valid_to, folded
        )
        VALUES (
            :folded_code, :code, :name, :email, :parent, :valid_from, :valid_to, :folded
        )
        ON CONFLICT DO UPDATE SET
            code = excluded.code, name = excluded.name, email = excluded.email,
            parent = excluded.parent, valid_from = excluded.valid_from,
            valid_to = excluded.valid_to, folded = excluded.folded
        """,
        {
            **plain_fields(agency),
            "folded_code": agency.code.casefold(),
            "folded": fold(f"{agency.name} {agency.code}"),
        },
    )
