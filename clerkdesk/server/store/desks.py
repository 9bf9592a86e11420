"""Who may speak to the server: agencies, one-time codes, desks and their keys."""

import base64
import time
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.server.store.link import Database

_KNOWN = 10_000
_KNOWN_SECONDS = 2.0
"""For so long a key may still be heard in another process after its desk was enrolled with a new one."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An enrolled workstation."""

    id: int
    name: str
    agency_id: int
    agency_code: str
    public_key: str
    """Ed25519, base64url as in a JWK."""

    @property
    def sign_key(self) -> str:
        """The same key in hex, as a card names it."""
        return base64.urlsafe_b64decode(self.public_key + "=").hex()


class UnknownAgency(Exception):
    """No agency has this code."""


class CodeRefused(Exception):
    """The one-time code is unknown, too old, used, or of another agency."""


class KeyInUse(Exception):
    """Another desk is enrolled with this key, or this one with another code."""


def code_key(code: str) -> str:
    """The form in which agency codes are compared: without case (DOMAIN §2.2)."""
    return code.strip().casefold()


class Desks:
    """Agencies, codes and desks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[Desk, float]] = {}

    def generation(self) -> int:
        """The server generation to which feed numbers belong."""
        with self._database.glancing() as link:
            return int(link.one("SELECT generation FROM province")["generation"])

    def put_agency(self, agency: Agency, at: datetime) -> None:
        """Add an agency to the province's directory, or change its name and addresses."""
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO agency (code, code_key, name, email, parent, added_at)
                VALUES (:code, :key, :name, :email, :parent, :at)
                ON CONFLICT (code_key) DO UPDATE
                SET name = excluded.name, email = excluded.email, parent = excluded.parent
                """,
                {
                    "code": agency.code.strip(),
                    "key": code_key(agency.code),
                    "name": agency.name,
                    "email": agency.email,
                    "parent": agency.parent,
                    "at": at.isoformat(),
                },
            )

    def agencies(self) -> list[Agency]:
        """The directory, by code."""
        with self._database.reading() as link:
            rows = link.execute("SELECT code, name, email, parent FROM agency ORDER BY code_key")
            return [Agency(row["code"], row["name"], row["email"], row["parent"]) for row in rows]

    def add_code(self, agency_code: str, digest: str, expires_at: int) -> None:
        """Keep the digest of a one-time code for one more desk of an agency.

        Raises:
            UnknownAgency: there is no such agency.
        """
        with self._database.writing() as link:
            added = link.execute(
                """
                INSERT INTO one_time_code (digest, agency_id, expires_at)
                SELECT :digest, id, :expires FROM agency WHERE code_key = :key
                """,
                {"digest": digest, "expires": expires_at, "key": code_key(agency_code)},
            )
            if not added.rowcount:
                raise UnknownAgency(agency_code)

    def enrol(
        self,
        *,
        code_digest: str,
        agency_code: str,
        name: str,
        key_id: str,
        public_key: str,
        at: datetime,
    ) -> None:
        """Spend a one-time code on a desk; the same request again changes nothing.

        A known desk gets its new key: the administrator's new code says that the old one is lost
        or its PC replaced. Its log goes on, so another history under its name is still found out.

        Raises:
            CodeRefused, KeyInUse
        """
        with self._database.writing() as link:
            code = link.execute(
                """
                SELECT c.agency_id, c.expires_at, d.key_id, d.name
                FROM one_time_code c JOIN agency a ON a.id = c.agency_id
                LEFT JOIN desk d ON d.id = c.used_by
                WHERE c.digest = :digest AND a.code_key = :agency FOR UPDATE OF c
                """,
                {"digest": code_digest, "agency": code_key(agency_code)},
            ).fetchone()
            if code is None:
                raise CodeRefused
            if code["key_id"] is not None:
                if (code["key_id"], code["name"]) == (key_id, name):
                    return  # the answer to the first request was lost
                raise CodeRefused
            if code["expires_at"] < at.timestamp():
                raise CodeRefused
            link.execute(  # what a lost desk knew is gone all the same: paper decides
                """
                UPDATE agency SET behind = 1 WHERE id = :agency AND quarantine = 1 AND EXISTS (
                    SELECT 1 FROM desk WHERE agency_id = :agency AND name = :name AND lost = 1)
                """,
                {"agency": code["agency_id"], "name": name},
            )
            desk = link.execute(
                """
                INSERT INTO desk (agency_id, name, key_id, public_key, enrolled_at, last_hash)
                SELECT :agency, :name, :key_id, :public_key, :at, :first_hash
                WHERE NOT EXISTS (SELECT 1 FROM desk WHERE key_id = :key_id)
                ON CONFLICT (agency_id, name) DO UPDATE
                SET key_id = excluded.key_id, public_key = excluded.public_key,
                    enrolled_at = excluded.enrolled_at, lost = 0
                RETURNING id
                """,
                {
                    "agency": code["agency_id"],
                    "name": name,
                    "key_id": key_id,
                    "public_key": public_key,
                    "at": at.isoformat(),
                    "first_hash": FIRST_HASH,
                },
            ).fetchone()
            if desk is None:
                raise KeyInUse
            link.execute(
                "UPDATE one_time_code SET used_by = :desk WHERE digest = :digest",
                {"desk": desk["id"], "digest": code_digest},
            )
        self._known.clear()

    def by_key(self, key_id: str) -> Desk | None:
        """The desk whose public key has this thumbprint."""
        with self._database.glancing() as link:
            row = link.execute(
                """
                SELECT d.id, d.name, d.agency_id, a.code, d.public_key
                FROM desk d JOIN agency a ON a.id = d.agency_id WHERE d.key_id = :key_id
                """,
                {"key_id": key_id},
            ).fetchone()
        if row is None:
            return None
        desk = Desk(row["id"], row["name"], row["agency_id"], row["code"], row["public_key"])
        if len(self._known) >= _KNOWN:
            self._known.clear()
        self._known[key_id] = (desk, time.monotonic() + _KNOWN_SECONDS)
        return desk

    def known(self, key_id: str) -> Desk | None:
        """A desk that was looked up a moment ago: one that moves much asks often."""
        desk, until = self._known.get(key_id, (None, 0.0))
        return desk if time.monotonic() < until else None

    def by_name(self, agency_code: str, name: str) -> Desk | None:
        """The desk of an agency that is enrolled under this name."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT d.id, d.name, d.agency_id, a.code, d.public_key
                FROM desk d JOIN agency a ON a.id = d.agency_id
                WHERE a.code_key = :agency AND d.name = :name
                """,
                {"agency": code_key(agency_code), "name": name},
            ).fetchone()
        if row is None:
            return None
        return Desk(row["id"], row["name"], row["agency_id"], row["code"], row["public_key"])

    def spend_assertion(self, digest: str, expires_at: int, now: int) -> bool:
        """Record the use of a client assertion; False where it was used before."""
        with self._database.writing() as link:
            link.execute("DELETE FROM assertion WHERE expires_at < :now", {"now": now})
            added = link.execute(
                "INSERT INTO assertion (digest, expires_at) VALUES (:digest, :expires) "
                "ON CONFLICT DO NOTHING",
                {"digest": digest, "expires": expires_at},
            )
            return added.rowcount == 1
