"""Acts of other desks on books and numbers, applied here: closed, made void, given late or out of order."""

from collections.abc import Mapping
from dataclasses import replace

from clerkdesk.adapters.store.book_rows import find_book, write_book
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.incoming_rows import load_incoming, update_incoming
from clerkdesk.adapters.store.number_acts import write_act
from clerkdesk.adapters.store.outgoing_rows import load_outgoing, update_outgoing
from clerkdesk.domain.books import ActKind, Book, BookKey, NumberAct
from clerkdesk.domain.holding import attested
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.numbering import split_number
from clerkdesk.domain.ops import Op
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.plain import from_plain, plain_fields


def close_book(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """A book gives no more numbers, or gives them again; only its holder says so."""
    book = _book(link, values)[1]
    if book.holder != op.device:
        raise ValueError("only the holder closes a book")
    plain = plain_fields(book) | {"closed_on": values["closed_on"]}
    write_book(link, from_plain(Book, plain))


def attest_book(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """Two persons have read from paper how far the book has come; what no paper has is void."""
    book_id, book = _book(link, values)
    last, void = values["last"], values["void"]
    if not isinstance(last, int) or not isinstance(void, list):
        raise TypeError("an attestation says a number and those that are void")
    write_book(link, attested(book, last))
    for number in void:
        plain = {
            "book": plain_fields(book.key),
            "number": number,
            "suffix": "",
            "kind": ActKind.VOID.value,
            "reason": values["reason"],
            "by": op.actor,
            "at": op.at.isoformat(),
            "uid": "",
        }
        write_act(link, book_id, from_plain(NumberAct, plain))


def void_number(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """A number is never used; its document stays where it is, cancelled."""
    book_id, book = _book(link, values)
    uid = "" if op.entity == "book" else op.key
    plain = {**values, "kind": ActKind.VOID.value, "by": op.actor, "uid": uid}
    write_act(link, book_id, from_plain(NumberAct, plain | {"book": plain_fields(book.key)}))
    if op.entity == "incoming":
        incoming = load_incoming(link, uid)
        update_incoming(link, replace(incoming, state=IncomingState.CANCELLED))
    elif op.entity == "outgoing":
        update_outgoing(link, replace(load_outgoing(link, uid), state=OutgoingState.VOID))


def note_act(
    link: Connection,
    op: Op,
    values: Mapping[str, object],
    book_id: int,
    key: BookKey,
    number: int,
    code_number: str = "",
) -> None:
    """Keep the reason that came with a number: given late with a letter, or out of order."""
    split = split_number(code_number)
    for name, kind in (("late", ActKind.LATE), ("despite", ActKind.OUT_OF_ORDER)):
        if name in values:
            suffix = split[1] if split and kind is ActKind.LATE else ""
            reason = str(values[name])
            act = NumberAct(key, number, suffix, kind, reason, op.actor, op.at, op.key)
            write_act(link, book_id, act)


def _book(link: Connection, values: Mapping[str, object]) -> tuple[int, Book]:
    key = from_plain(BookKey, values)
    found = find_book(link, key)
    if found is None:
        raise ValueError(f"no book {key}")
    return found
