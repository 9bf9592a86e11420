"""Books of a put-back store: two persons read paper, then this desk numbers on (domain/restoring)."""

from collections.abc import Sequence

from clerkdesk.adapters.store.book_rows import (
    accept_in,
    find_row,
    key_values,
    read_book,
    write_book,
)
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.number_acts import given_numbers, write_act
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.books import ActKind, Book, BookKey, NumberAct
from clerkdesk.domain.errors import BookGoneOn, BookNotOpen, NotHolder
from clerkdesk.domain.holding import attested
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.restoring import may_attest
from clerkdesk.domain.texts import _
from clerkdesk.ports.books import ToAttest


class SqlAttesting:
    """The part of `ports.books.Books` that a restore needs."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog, marks: Marks) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._marks = marks

    def waiting(self) -> Sequence[ToAttest]:
        """Open books of this year and later that this desk held in a life before."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT * FROM book
                WHERE holder = :device AND accepted_in <> :incarnation AND closed_on IS NULL
                    AND year >= :year
                ORDER BY year DESC, direction, series
                """,
                {
                    "device": self._desk.device,
                    "incarnation": self._desk.incarnation,
                    "year": self._desk.year,
                },
            ).fetchall()
        return [self._to_attest(read_book(row)) for row in rows]

    def attest(self, key: BookKey, last: int, by: str, second: str) -> Book:
        """Let this desk number on, after `last` on paper.

        Raises:
            BookNotOpen, NotHolder, BookGoneOn
        """
        with self._database.writing() as link:
            row = find_row(link, key)
            if row is None:
                raise BookNotOpen(f"{key.series} {key.year}")
            if row["holder"] != self._desk.device:
                raise NotHolder(row["title"])
            waiting = self._to_attest(read_book(row))
            if waiting.gone_on:
                raise BookGoneOn(row["title"])
            taken = {given.number for given in given_numbers(link, row["id"], key.direction)}
            beyond_paper = range(max(last, waiting.book.last) + 1, waiting.seen + 1)
            void = [number for number in beyond_paper if number not in taken]
            book = attested(waiting.book, max(last, waiting.seen))
            write_book(link, book)
            accept_in(link, key, self._desk.incarnation)
            reason, at = _("Khôi phục dữ liệu: số này không có trên sổ giấy"), self._desk.clock()
            for number in void:
                act = NumberAct(key, number, "", ActKind.VOID, reason, by, at)
                write_act(link, row["id"], from_plain(NumberAct, plain_fields(act)))
            values = {"last": book.last, "void": void, "reason": reason, "second": second}
            epoch = (book.epoch.generation, book.epoch.grant)
            self._ops.append(
                link,
                "book",
                str(key),
                OpKind.ATTEST_BOOK,
                by,
                key_values(key) | values,
                epoch=epoch,
            )
        self._marks.raise_to({key: book.last}, held=[book], life=self._ops.life)
        return book

    def _to_attest(self, book: Book) -> ToAttest:
        seen = self._marks.seen(book.key)
        return ToAttest(book, seen, not may_attest(book.epoch, self._marks.grant_seen(book.key)))
