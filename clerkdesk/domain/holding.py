"""Who may number in a book: the rules of SYNC.md B.3, the same on every desk and on the server.

All take and give `Book` values; nothing here knows a clock, a disk or a wire.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from clerkdesk.domain.books import Book, BookKey, Epoch
from clerkdesk.domain.errors import BookLocked, NotHolder, TakeOverOutrun

NOBODY = ""
"""The holder of a book that was handed back and not yet given to another desk."""


def next_number(book: Book, device: str, seen: int) -> int:
    """The number that `device` gives next.

    Args:
        seen: the highest number ever shown, remembered outside the store.

    Raises:
        BookLocked: the store is behind what was shown: it was put back.
        NotHolder: another desk numbers in this book.
    """
    if seen > book.last:
        raise BookLocked(book.title, seen, book.last)
    if book.holder != device:
        raise NotHolder(book.title)
    return book.last + 1


def used(known: Book | None, opened: Book, number: int, day: date | None) -> Book:
    """The book after its holder's op gave `number`; another desk's late number moves nothing.

    Args:
        opened: the book as the op alone tells of it, for a desk that has not heard of it yet.
    """
    book = opened if known is None else known
    if known is not None and book.holder != opened.holder:
        return book
    return replace(
        book, last=max(book.last, number), last_on=day if number > book.last else book.last_on
    )


def is_stray(known: Book, opened: Book, number: int) -> bool:
    """Whether a desk that does not hold the book gave a number to which its holder has not come yet.

    A former holder's numbers lie below those of the present one. One above belongs to nobody, and the holder
    will give it: it is shown to a person and stands in no row.

    Args:
        opened: the book as the op alone tells of it.
    """
    other = known.holder not in (opened.holder, NOBODY)
    return other and opened.epoch <= known.epoch and number > known.last


def accepted(known: Book | None, offered: Book) -> Book | None:
    """The book after a desk said that it holds it, or None: two opened it, people decide."""
    if known is None:
        return offered
    if known.epoch < offered.epoch:
        return replace(
            offered,
            first=known.first,
            last=max(known.last, offered.last),
            last_on=max(filter(None, (known.last_on, offered.last_on)), default=None),
            starts_on=known.starts_on,
            closed_on=known.closed_on,
        )
    if known.epoch == offered.epoch and known.holder not in (offered.holder, NOBODY):
        return None
    return known


def released(book: Book, device: str, epoch: Epoch) -> Book:
    """The book after `device` handed it back; a word from an older grant changes nothing."""
    if (book.holder, book.epoch) != (device, epoch):
        return book
    return replace(book, holder=NOBODY)


def granted(
    book: Book, asker: str, knows: Epoch, generation: int, *, quarantine: bool
) -> Book | None:
    """The book given to `asker`, or None: it has to wait.

    A holder asks again where the answer was lost (the same grant goes out again), or where its
    store was put back (a new one, so that it hears the last number).

    Args:
        knows: the newest grant of which the asker has heard.
    """
    if quarantine or book.holder not in (asker, NOBODY):
        return None
    if book.holder == asker and book.epoch > knows and book.epoch.generation == generation:
        return book
    return replace(book, holder=asker, epoch=_next(max(book.epoch, knows), generation))


def may_accept(book: Book | None, offered: Book, generation: int) -> bool:
    """Whether an answer to «who holds it» still counts.

    Args:
        generation: of the server as this desk last heard of it; an answer that was under way while
            the server was put back is void, for the server has forgotten it.
    """
    return offered.epoch.generation >= generation and (book is None or book.epoch < offered.epoch)


def taken_over(
    book: Book, stated: tuple[str, Epoch], last: int, generation: int, *, quarantine: bool
) -> Book:
    """The book freed from a lost desk, by two persons who have read `last` in the paper register.

    Args:
        stated: holder and epoch that the two persons saw; if it has changed since, it is not theirs.

    Raises:
        TakeOverOutrun: the book is no longer with that desk, or nobody can know yet with whom.
    """
    if quarantine or (book.holder, book.epoch) != stated:
        raise TakeOverOutrun(book.title)
    return replace(
        book, holder=NOBODY, epoch=_next(book.epoch, generation), last=max(book.last, last)
    )


def attested(book: Book, last: int) -> Book:
    """The book after two persons read `last` in the paper register; numbers up to it are given."""
    return replace(book, last=max(book.last, last))


def from_paper(key: BookKey, title: str) -> Book:
    """A book of which the server has heard nothing: nobody holds it, no number of it is known.

    Paper may know numbers all the same: those of a lost desk, whose ops went with the server's.
    """
    return Book(key, title, NOBODY, Epoch(0, 0), 0)


def has_right(epoch: Epoch, number: int, grants: Mapping[Epoch, int]) -> bool:
    """Whether a number lies within its grant: no later grant begins before it.

    One that does not is kept and shown to a person; it may have been given on a desk that was lost
    before anybody saw it, and the next holder gives that number to another document.

    Args:
        grants: the last number that was given before each grant of the book.
    """
    return all(number <= start for later, start in grants.items() if later > epoch)


def _next(epoch: Epoch, generation: int) -> Epoch:
    return Epoch(max(generation, epoch.generation), epoch.grant + 1)
