"""Who may number in a book: grants, the word of each desk after a restore, and ops heard from others."""

from fastapi import APIRouter, Request

from clerkdesk.domain.books import Book, BookKey, Direction, Epoch
from clerkdesk.server.messages import (
    BookMessage,
    BooksAnswer,
    Declaration,
    Declared,
    GrantAnswer,
    Offered,
    Offers,
    Wish,
)
from clerkdesk.server.province import AskingDesk, Here, refusals
from clerkdesk.server.pushed import checked_run
from clerkdesk.server.strict_json import StrictRoute

router = APIRouter(tags=["books"], route_class=StrictRoute)


@router.get("/v1/books", responses=refusals(401, 422, 429, 503))
def books(here: Here, desk: AskingDesk) -> BooksAnswer:
    """The books of the desk's agency as the server knows them, and whether it is in quarantine."""
    state = here.quarantines.of_agency(desk.agency_id)
    found = here.books.of_agency(desk.agency_id)
    return BooksAnswer(quarantine=state.on, books=[_message(book) for book in found])


@router.post("/v1/books/grant", responses=refusals(400, 401, 413, 422, 429, 503))
def grant(here: Here, desk: AskingDesk, wish: Wish) -> GrantAnswer:
    """Ask for the right to number in a book; without `book` in the answer the desk has to wait.

    The holder sees the wish in its feed's `wanted` and hands the book back by an op. Safe to
    repeat: a grant whose answer was lost goes out again.
    """
    key = BookKey(desk.agency_code, wish.direction, wish.series, wish.year)
    generation, number = wish.knows
    given = here.books.grant(desk, key, Epoch(generation, number), here.now())
    here.bell.ring([desk.agency_id])
    return GrantAnswer(book=None if given is None else _message(given))


@router.post("/v1/declarations", responses=refusals(400, 401, 413, 422, 429, 503))
def declare(here: Here, desk: AskingDesk, said: Declaration) -> Declared:
    """Say how far this desk's log goes and which numbers it remembers outside its store.

    After the server was put back no book is granted until every desk has said this, or two
    persons have given it up.
    """
    acked, on = here.quarantines.declare(desk, said.incarnation, said.head, said.marks)
    return Declared(acked_seq=acked, quarantine=on)


@router.post("/v1/offers", responses=refusals(400, 401, 403, 413, 422, 429, 503))
def offer(here: Here, desk: AskingDesk, offers: Offers, request: Request) -> Offered:
    """Hand over ops of other desks of the agency that a server which was put back may have lost.

    Each chain goes on where it ended here; what does not follow is left out.
    """
    taken = here.log.offer(desk, checked_run(offers, request), here.now())
    if taken:
        here.bell.ring([desk.agency_id])
    return Offered(taken=taken)


def _message(book: Book) -> BookMessage:
    return BookMessage(
        direction=Direction(book.key.direction),
        series=book.key.series,
        year=book.key.year,
        title=book.title,
        holder=book.holder,
        epoch=[book.epoch.generation, book.epoch.grant],
        last=book.last,
    )
