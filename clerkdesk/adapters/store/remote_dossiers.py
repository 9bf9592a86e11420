"""Ops of other desks about dossiers of the one-stop counter and its procedures."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.dossier_rows import (
    code_taken,
    dossier_from,
    insert_dossier,
    load_dossier,
    load_procedures,
    number_dossier,
    update_dossier,
    write_procedure,
)
from clerkdesk.adapters.store.remote_fields import conflict, taken_fields
from clerkdesk.domain.books import BookKey, Direction
from clerkdesk.domain.dossier_book import book_title
from clerkdesk.domain.dossiers import (
    SERIES,
    Allotted,
    DossierEntry,
    DossierStep,
    told,
    with_steps,
    with_told,
)
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.procedures import Procedure

Used = Callable[..., int]


def accept_dossier(
    agency: str, used: Used, link: Connection, op: Op, values: Mapping[str, object]
) -> None:
    """Acceptance with its number; the code of another dossier is told to people, never taken over.

    Args:
        used: writes the number into the book, and gives the book's row.
    """
    dossier, allotted = load_dossier(link, op.key), from_plain(Allotted, values)
    step = from_plain(DossierStep, values["step"])
    if dossier.allotted is not None:
        conflict(link, op, "number", dossier.code, allotted.code)
        return
    key = BookKey(agency, Direction.INCOMING, SERIES, allotted.year)
    book_id = used(link, op, key, book_title(allotted.year), allotted.number, allotted.day)
    row = link.execute(
        "SELECT uid FROM dossier WHERE book = :book AND number = :number",
        {"book": book_id, "number": allotted.number},
    ).fetchone()
    if taken := str(row["uid"]) if row else code_taken(link, allotted.code, op.key):
        conflict(link, op, "number", taken, allotted.code)
        return
    number_dossier(link, with_steps(replace(dossier, allotted=allotted), (step,)), book_id)


def _register(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    blank = dossier_from(op.key, DossierEntry(), (), values)
    insert_dossier(link, with_told(blank, values))


def _change(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    dossier = load_dossier(link, op.key)
    update_dossier(link, with_told(dossier, taken_fields(link, op, told(dossier), values)))


def _step(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    step = from_plain(DossierStep, values["step"])
    update_dossier(link, with_steps(load_dossier(link, op.key), (step,)))


def _procedure(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    known = load_procedures(link).get(op.key)
    mine = plain_fields(known) if known else {}
    plain = mine | taken_fields(link, op, mine, values)
    write_procedure(link, from_plain(Procedure, {**plain, "code": op.key}))


DOSSIER_OPS: dict[tuple[str, str], Callable[[Connection, Op, Mapping[str, object]], None]] = {
    ("dossier", OpKind.REGISTER): _register,
    ("dossier", OpKind.CHANGE): _change,
    ("dossier", OpKind.STEP): _step,
    ("procedure", OpKind.CHANGE): _procedure,
}
