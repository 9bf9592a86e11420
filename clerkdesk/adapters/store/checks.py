"""Recorded signature checks: evidence is added, never replaced; a later one may change a result."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.incoming_rows import load_incoming, update_incoming
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.rows import insert_row
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.judged_again import JudgedAgain, SignerCertificate, is_open
from clerkdesk.domain.known_keys import KnownKey, memorable, name_key
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.domain.vietnamese import nfc

_ENTITY = "incoming"


class SqlChecks:
    """`ports.checks.Checks` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops

    def record(self, check: SignatureCheck) -> None:
        """Keep a check under its file's hash; later checks do not erase it."""
        values = plain_fields(check)
        with self._database.writing() as link:
            _keep_check(link, check)
            self._ops.append(
                link, "check", check.sha256, OpKind.CHANGE, self._desk.device, {"check": values}
            )

    def latest(self, sha256: str) -> SignatureCheck | None:
        """The last check of a file."""
        checks = self._all(sha256, "DESC LIMIT 1")
        return checks[0] if checks else None

    def all_of(self, sha256: str) -> Sequence[SignatureCheck]:
        """Every check of a file, oldest first."""
        return self._all(sha256, "ASC")

    def _all(self, sha256: str, order: str) -> list[SignatureCheck]:
        with self._database.reading() as link:
            rows = link.execute(
                f"""
                SELECT message FROM signature_check WHERE sha256 = :sha256
                ORDER BY position {order}
                """,
                {"sha256": sha256},
            ).fetchall()
        return [from_plain(SignatureCheck, json.loads(row["message"])) for row in rows]

    def open(self, by: Collection[str] | None = None) -> Sequence[str]:
        """Files whose last verdict more trust data may settle: of documents in work first, then newest."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT f.sha256,
                    EXISTS (
                        SELECT 1 FROM attachment AS a JOIN incoming AS i ON i.uid = a.uid
                        WHERE a.sha256 = f.sha256 AND a.entity = 'incoming'
                            AND i.state NOT IN ('done', 'cancelled')
                    ) AS in_work,
                    (SELECT max(position) FROM signature_check WHERE sha256 = f.sha256) AS last
                FROM signed_file AS f
                WHERE f.open AND (
                    :every OR f.issuer IN (SELECT value FROM json_each(:by))
                    OR f.root IN (SELECT value FROM json_each(:by))
                )
                GROUP BY f.sha256 ORDER BY in_work DESC, last DESC
                """,
                {"every": by is None, "by": json.dumps([nfc(one) for one in by or ()])},
            ).fetchall()
        return [row["sha256"] for row in rows]

    def certificates(self) -> Sequence[SignerCertificate]:
        """Certificates, each once, in last checks that are not «Không hợp lệ» yet."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT DISTINCT serial, issuer, root FROM signed_file
                WHERE serial > '' AND result <> 'invalid' ORDER BY serial, issuer, root
                """
            ).fetchall()
        return [SignerCertificate(row["issuer"], row["serial"], row["root"]) for row in rows]

    def files_of(self, certificates: Collection[SignerCertificate]) -> Sequence[str]:
        """Files whose last check is not «Không hợp lệ» yet and names one of these, by hash."""
        wanted = [[one.serial, nfc(one.issuer), one.root] for one in certificates]
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT DISTINCT f.sha256
                FROM json_each(:wanted) AS w CROSS JOIN signed_file AS f
                WHERE f.serial = json_extract(w.value, '$[0]')
                    AND f.issuer = json_extract(w.value, '$[1]')
                    AND f.root = json_extract(w.value, '$[2]') AND f.result <> 'invalid'
                ORDER BY f.sha256
                """,
                {"wanted": json.dumps(wanted)},
            ).fetchall()
        return [row["sha256"] for row in rows]

    def points(self) -> Sequence[str]:
        """Distribution points on the way of every signer so far to a root that is believed."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT DISTINCT p.value AS url FROM signed_file, json_each(points) AS p ORDER BY url"
            ).fetchall()
        return [row["url"] for row in rows]

    def known_keys(self, signer: str, organisation: str) -> Sequence[KnownKey]:
        """Keys that have signed under this name, the first first."""
        with self._database.reading() as link:
            return _known(link, signer, organisation)

    def documents(self, sha256: str) -> Sequence[Incoming]:
        """Registered incoming documents with this very file."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT DISTINCT uid FROM attachment
                WHERE entity = 'incoming' AND sha256 = :sha256 ORDER BY uid
                """,
                {"sha256": sha256},
            ).fetchall()
            return [load_incoming(link, row["uid"]) for row in rows]

    def change_result(self, uid: str, check: SignatureCheck, why: str, by: str) -> Incoming:
        """Let a later check change the result of a registered document; the history tells both."""
        with self._database.writing() as link:
            document = load_incoming(link, uid)
            before, after = document.entry.signature_result, check.result
            if before is after or document.state is IncomingState.CANCELLED:
                return document
            judged = JudgedAgain(uid, check.sha256, before, after, nfc(why), self._desk.clock())
            values = {"judged": plain_fields(judged)}
            self._ops.append(link, _ENTITY, uid, OpKind.CHANGE, by, values)
            return _change_result(link, document, judged)

    def fallen(self) -> Sequence[JudgedAgain]:
        """Documents that have fallen to «Không hợp lệ» and of which nobody has taken note, newest first."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT * FROM judged_again
                WHERE after = 'invalid' AND before <> 'invalid' AND seen_by = ''
                ORDER BY at DESC, uid
                """
            ).fetchall()
        return [from_plain(JudgedAgain, dict(row)) for row in rows]

    def take_note(self, uid: str, by: str) -> None:
        """Somebody knows that the verdict has fallen."""
        with self._database.writing() as link:
            if _note_taken(link, uid, by):
                self._ops.append(link, _ENTITY, uid, OpKind.CHANGE, by, {"fall_seen": by})


def keep_foreign_check(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """A check that another desk of the agency has made."""
    check = from_plain(SignatureCheck, values["check"])
    if check.sha256 != op.key:
        raise ValueError("a check is kept under the hash of its file")
    _keep_check(link, check)


def apply_judged(link: Connection, op: Op, values: Mapping[str, object]) -> bool:
    """Apply what another desk's later check did to a document; False where the op is about none."""
    if "fall_seen" in values:
        _note_taken(link, op.key, str(values["fall_seen"]))
        return True
    if "judged" not in values:
        return False
    judged = from_plain(JudgedAgain, values["judged"])
    known = link.execute("SELECT at FROM judged_again WHERE uid = :uid", {"uid": op.key}).fetchone()
    if known is None or str(known["at"]) < str(to_plain(judged.at)):
        _change_result(link, load_incoming(link, op.key), replace(judged, uid=op.key))
    return True


def _change_result(link: Connection, document: Incoming, judged: JudgedAgain) -> Incoming:
    changed = replace(document, entry=replace(document.entry, signature_result=judged.after))
    update_incoming(link, changed)
    link.execute("DELETE FROM judged_again WHERE uid = :uid", {"uid": judged.uid})
    insert_row(link, "judged_again", plain_fields(judged))
    return changed


def _note_taken(link: Connection, uid: str, by: str) -> bool:
    changed = link.execute(
        "UPDATE judged_again SET seen_by = :by WHERE uid = :uid AND seen_by = ''",
        {"uid": uid, "by": by},
    )
    return bool(changed.rowcount)


def _keep_check(link: Connection, check: SignatureCheck) -> None:
    link.execute(
        """
        INSERT INTO signature_check (sha256, checked_at, message)
        VALUES (:sha256, :checked_at, :message)
        """,
        {
            "sha256": check.sha256,
            "checked_at": to_plain(check.checked_at),
            "message": json.dumps(plain_fields(check), ensure_ascii=False),
        },
    )
    link.execute("DELETE FROM signed_file WHERE sha256 = :sha256", {"sha256": check.sha256})
    for place, one in enumerate(check.signatures):
        insert_row(
            link,
            "signed_file",
            {
                "sha256": check.sha256,
                "place": place,
                "issuer": nfc(one.issuer),
                "serial": one.serial,
                "root": one.root,
                "open": int(is_open(check)),
                "result": check.result.value,
                "points": json.dumps(list(one.crl_points)),
            },
        )
    _remember_keys(link, check)


def _remember_keys(link: Connection, check: SignatureCheck) -> None:
    for one in check.signatures:
        if check.checked_at is None or not memorable(
            one, _known(link, one.signer, one.organisation)
        ):
            continue
        link.execute(
            """
            INSERT INTO known_key (named, key, name, organisation, issuer, first_at)
            VALUES (:named, :key, :name, :organisation, :issuer, :first_at)
            ON CONFLICT DO NOTHING
            """,
            {
                "named": name_key(one.signer, one.organisation),
                "key": one.key,
                "name": nfc(one.signer),
                "organisation": nfc(one.organisation),
                "issuer": nfc(one.issuer),
                "first_at": to_plain(check.checked_at),
            },
        )


def _known(link: Connection, signer: str, organisation: str) -> list[KnownKey]:
    rows = link.execute(
        """
        SELECT name, organisation, key, issuer, first_at FROM known_key
        WHERE named = :named ORDER BY first_at, key
        """,
        {"named": name_key(signer, organisation)},
    ).fetchall()
    return [from_plain(KnownKey, dict(row)) for row in rows]
