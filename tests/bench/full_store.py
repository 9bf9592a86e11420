"""A store with 1,000,000 incoming and 200,000 outgoing documents, built once under build/bench.

Rows are written in batches by plain SQL; the narrow rows and words come by the same migration that
upgrades an office's store, which is measured by the way. There is no op log of those years: no list
reads it.
"""

import multiprocessing
import random
import re
import shutil
import time
import zlib
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from clerkdesk.adapters.store.incoming_rows import position
from clerkdesk.adapters.store.page_words import words_of
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.books import INCOMING_SERIES, Direction, incoming_title, outgoing_title
from clerkdesk.domain.code_words import JOINT, code_words
from clerkdesk.domain.identity import uuid7
from clerkdesk.domain.search_query import day_word
from clerkdesk.domain.vietnamese import fold
from tests.bench.sample_register import CLERKS, PEOPLE, Samples, numbers_of_years
from tests.fakes.real_office import make_store, places_in, vault_in
from tests.fakes.sample_documents import CLERK, PASSWORDS

INCOMING, OUTGOING = 1_000_000, 200_000
FOLDER = Path("build/bench/million")
_DONE = "whole"
_BATCH = 10_000
_NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
_URGENCY = ("", "Khẩn", "Thượng khẩn", "Hỏa tốc")
_BACKFILL = "-- What was registered before this file."


def open_full_store(folder: Path = FOLDER) -> SqlStore:
    """The full store, built if it is not there."""
    build(folder)
    opened = vault(folder).unlock(CLERK.login, PASSWORDS[CLERK])
    assert isinstance(opened.store, SqlStore)
    return opened.store


def vault(folder: Path = FOLDER) -> FileVault:
    return vault_in(places_in(folder))


def build(
    folder: Path = FOLDER, incoming: int = INCOMING, outgoing: int = OUTGOING
) -> dict[str, float]:
    """Build the store unless it is there; seconds by what took them."""
    done = folder / _DONE
    wanted = f"{incoming} {outgoing} code words {_script()}"
    if done.exists() and done.read_text("utf-8") == wanted:
        return {}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    store = make_store(places_in(folder))
    assert isinstance(store, SqlStore)
    took: dict[str, float] = {}
    began = time.perf_counter()
    with store._database.reading() as link:
        # Nobody's numbers are lost with this store: it is built again where the power fails.
        link.execute("PRAGMA synchronous = OFF")
        link.execute("PRAGMA foreign_keys = OFF")
        link.execute("PRAGMA cache_size = -300000")
        link.execute("PRAGMA wal_autocheckpoint = 20000")
        without_lists(link)
        for entity in ("incoming", "outgoing"):
            _tell(link, entity, "automerge", 0)
            _tell(link, entity, "hashsize", 96 << 20)
        _write(link, "incoming", _books(link, incoming))
        _write(link, "outgoing", _books(link, outgoing, Direction.OUTGOING))
        took["rows"] = time.perf_counter() - began
        for entity in ("incoming", "outgoing"):
            _tell(link, entity, "hashsize", 1 << 20)
        began = time.perf_counter()
        link.executescript("BEGIN;\n" + _BACKFILL + _script().partition(_BACKFILL)[2] + "\nCOMMIT;")
        for entity in ("incoming", "outgoing"):  # the words of that migration are those of texts
            link.execute(f"DELETE FROM {entity}_word WHERE instr(word, ?)", (JOINT,))
        took["migration 0002"] = time.perf_counter() - began
    began = time.perf_counter()
    while store.improve_search():  # as the desk does while it is idle
        pass
    took["merging"] = time.perf_counter() - began
    store.close()
    done.write_text(wanted, encoding="utf-8")
    return took


def without_lists(link: Any) -> None:
    """Bring a new store back to before migration 0002 wrote what was there."""
    made = re.findall(r"^CREATE (INDEX|TRIGGER) (\w+)", _script().partition(_BACKFILL)[2], re.M)
    for what, name in made:
        link.execute(f"DROP {what} {name}")


def _script() -> str:
    files = resources.files("clerkdesk.adapters.store.migrations")
    return files.joinpath("0002_finding.sql").read_text("utf-8")


def _tell(link: Any, entity: str, option: str, value: int) -> None:
    link.execute(
        f"INSERT INTO {entity}_search ({entity}_search, rank) VALUES (?, ?)", (option, value)
    )


def _books(
    link: Any, total: int, direction: Direction = Direction.INCOMING
) -> list[tuple[int, int, int]]:
    """Open a book for each year: its id, year and how many documents it has."""
    books = []
    agency = link.execute("SELECT agency, device FROM desk").fetchone()
    for year, count in numbers_of_years(total):
        series = INCOMING_SERIES if direction is Direction.INCOMING else "chung"
        title = (
            incoming_title(year) if direction is Direction.INCOMING else outgoing_title("", year)
        )
        made = link.execute(
            """
            INSERT INTO book (agency, direction, series, year, title, holder, generation, grant_number, last)
            VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?)
            """,
            (agency["agency"], direction.value, series, year, title, agency["device"], count),
        )
        books.append((made.lastrowid, year, count))
    return books


Rows = dict[str, list[dict[str, object]]]


def _write(link: Any, entity: str, books: list[tuple[int, int, int]]) -> None:
    """Draw in child processes, write here; a part of a year is drawn the same by any of them."""
    parts, where = [], 0
    for book, year, count in books:
        for first in range(1, count + 1, _BATCH):
            last = min(first + _BATCH - 1, count)
            parts.append((entity, book, year, first, last, count, year == books[-1][1], where))
        where += count
    with multiprocessing.get_context("spawn").Pool(2, _open_samples) as pool:
        for tables in pool.imap(_draw, parts):
            link.execute("BEGIN")
            for table, (names, rows) in tables.items():
                marks = ", ".join("?" * len(names))
                link.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
            link.execute("COMMIT")


_samples: list[Samples] = []


def _open_samples() -> None:
    _samples.append(Samples())


def _draw(part: tuple[str, int, int, int, int, int, bool, int]) -> dict[str, tuple[Any, Any]]:
    entity, book, year, first, last, count, is_newest, where = part
    samples = _samples[0]
    samples.random.seed(f"{entity} {year} {first}")
    drawn: dict[str, list[dict[str, object]]] = defaultdict(list)
    for number in range(first, last + 1):
        rows = (
            _incoming_rows(samples, samples.random, book, year, number, count, is_newest)
            if entity == "incoming"
            else _outgoing_rows(samples, samples.random, where + number, book, year, number, count)
        )
        for table, some in rows.items():
            drawn[table].extend(some)
    return {
        table: (list(rows[0]), [tuple(row.values()) for row in rows])
        for table, rows in drawn.items()
        if rows
    }


def _incoming_rows(
    samples: Samples,
    draw: random.Random,
    book: int,
    year: int,
    number: int,
    count: int,
    is_newest: bool,
) -> Rows:
    uid = _uid(draw, year, number)
    arrived = samples.day(year, number / count)
    issued = arrived - timedelta(days=int(draw.expovariate(0.2)))
    org, (doc_type, short) = samples.agency(), samples.doc_type()
    code_number = str(int(draw.paretovariate(0.5)) % 6000 + 1) if draw.random() < 0.96 else ""
    notation = f"{short}-{_initials(org)}"
    subject, field = samples.subject(), samples.field()
    signer, file_name = draw.choice(samples.signers), f"{code_number}-{short}-{number}.pdf"
    text, folded = samples.page()
    due = arrived + timedelta(days=draw.randint(3, 30)) if draw.random() < 0.3 else None
    given = draw.choices((0, 1, 2), (10, 75, 15))[0]
    people = [draw.choice(PEOPLE) for _ in range(given)]
    state = "done"
    if is_newest or draw.random() < 0.004:
        state = draw.choices(
            ("done", "in_work", "forwarded", "to_forward", "cancelled"), (60, 20, 14, 5, 1)
        )[0]
    clerk = draw.choices(CLERKS, (70, 20, 7, 3))[0]
    urgency = draw.choices((0, 1, 2, 3), (86, 10, 3, 1))[0]
    electronic = draw.random() < (year - 2005) / 24
    at = arrived.isoformat() + "T02:00:00+00:00"
    where = position(year, number)
    code = "/".join(part for part in (code_number, notation) if part)
    searched = _searched(
        [
            *(
                str(number),
                f"{number:02d}",
                f"{number}/{year}",
                code,
                code.lstrip("0"),
                org,
                doc_type,
            ),
            *(subject, field, signer, "Chủ tịch", clerk, _URGENCY[urgency]),
            *(day_word(arrived), day_word(issued), day_word(due), file_name),
            *(f"{person} Xem xét, chỉ đạo" for person in people),
        ]
    )
    row = {
        "position": where,
        "uid": uid,
        "book": book,
        "year": year,
        "arrival_number": number,
        "arrival_date": arrived.isoformat(),
        "received_at_actual": at,
        "received_at_legal": at,
        "issuing_org": org,
        "issuing_org_code": "",
        "code_number": code_number,
        "code_notation": notation,
        "issued_date": issued.isoformat(),
        "field": field,
        "doc_type": doc_type,
        "subject": subject,
        "urgency": urgency,
        "sheet_count": draw.randint(1, 20),
        "page_count": draw.randint(1, 40),
        "due_date": due.isoformat() if due else None,
        "signer_name": signer,
        "signer_position": "Chủ tịch",
        "storage_location": "",
        "note": "",
        "channel": draw.choices(("system", "mail", "portal"), (85, 10, 5))[0]
        if electronic
        else "paper",
        "signature_result": draw.choices(
            ("valid", "indeterminate", "unsigned", "invalid"), (85, 8, 6, 1)
        )[0]
        if electronic
        else "paper",
        "packet_id": "",
        "state": state,
        "registered_by": clerk,
        "settle_by": due.isoformat() if due else None,
    }
    return {
        "incoming": [row],
        "assignment": [
            {
                "uid": uid,
                "place": place,
                "to_person": person,
                "instruction": "Xem xét, chỉ đạo",
                "due_date": None,
                "by": "vanthu",
                "at": at,
            }
            for place, person in enumerate(people)
        ],
        **_around("incoming", where, uid, file_name, text, f"{searched} {folded}"),
    }


def _outgoing_rows(
    samples: Samples,
    draw: random.Random,
    where: int,
    book: int,
    year: int,
    number: int,
    count: int,
) -> Rows:
    uid = _uid(draw, year, number)
    issued = samples.day(year, number / count).isoformat()
    (doc_type, short), subject, field = samples.doc_type(), samples.subject(), samples.field()
    unit, signer = draw.choice(PEOPLE), samples.signers[draw.randrange(40)]
    names = list(dict.fromkeys(samples.agency() for _ in range(draw.randint(1, 4))))
    code_number, notation = f"{number:02d}", f"{short}-UBND"
    text, folded = samples.page(10)
    code = f"{code_number}/{notation}"
    searched = _searched(
        [
            *(str(number), code_number, f"{number}/{year}", code, code.lstrip("0")),
            *("UBND xã Thử Nghiệm", doc_type, subject, unit, field, signer, "Chủ tịch", *names),
            f"{short}-{number}.pdf",
        ]
    )
    row = {
        "position": where,
        "uid": uid,
        "book": book,
        "year": year,
        "outgoing_number": number,
        "series": "chung",
        "code_number": code_number,
        "code_notation": notation,
        "issued_date": issued,
        "issued_at": issued + "T03:00:00+00:00",
        "register_date": issued,
        "issuing_org_name": "UBND xã Thử Nghiệm",
        "field": field,
        "drafting_unit": unit,
        "doc_type": doc_type,
        "subject": subject,
        "signer_name": signer,
        "signer_position": "Chủ tịch",
        "competence": "",
        "storage_location": "",
        "note": "",
        "urgency": draw.choices((0, 1, 2, 3), (86, 10, 3, 1))[0],
        "sheet_count": 1,
        "page_count": 2,
        "due_date": None,
        "copies": len(names),
        "state": "issued",
    }
    return {
        "outgoing": [row],
        "recipient": [
            {
                "uid": uid,
                "place": place,
                "name": name,
                "code": "",
                "channel": "system",
                "email": "",
                "paper_copies": 0,
            }
            for place, name in enumerate(names)
        ],
        **_around("outgoing", where, uid, f"{short}-{number}.pdf", text, f"{searched} {folded}"),
    }


def _around(entity: str, where: int, uid: str, file_name: str, text: str, folded: str) -> Rows:
    return {
        "attachment": [
            {
                "entity": entity,
                "uid": uid,
                "place": 0,
                "name": file_name,
                "media_type": "application/pdf",
                "role": "main",
                "sha256": uid.replace("-", "") * 2,
                "size": 100_000,
            }
        ],
        "page_text": [{"entity": entity, "uid": uid, "deflated": zlib.compress(text.encode(), 1)}],
        f"{entity}_search": [{"rowid": where, "folded": f"{folded} {JOINT} {_codes(folded)}"}],
    }


def _uid(draw: random.Random, year: int, number: int) -> str:
    at = int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000) + number * 1000
    return uuid7(at, draw.randbytes(10))


def _codes(folded: str) -> str:
    return " ".join(sorted(set(code_words(words_of(folded)))))


def _searched(pieces: list[str]) -> str:
    """What `fold` makes of the pieces together."""
    return " ".join(filter(None, map(_folded, pieces)))


@cache
def _folded_word(word: str) -> str:
    return fold(word)


def _folded(piece: str) -> str:
    return " ".join(map(_folded_word, piece.split()))


def _initials(name: str) -> str:
    return "".join(word[0].upper() for word in name.split()[:4])


if __name__ == "__main__":
    import sys

    sizes = [int(size) for size in sys.argv[2:4]] or [INCOMING, OUTGOING]
    print(build(Path(sys.argv[1]) if sys.argv[1:] else FOLDER, *sizes))
