"""File a scanned pile by its cover sheets: each part becomes a PDF at the number that its cover names."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.books import BookKey, GivenNumber
from clerkdesk.domain.errors import ClerkError, DiskFull, NotFound
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.page_findings import CoverSheet, cover_of
from clerkdesk.domain.people import Person
from clerkdesk.domain.piles import bound_file, bound_mark, counted_problem
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.texts import _
from clerkdesk.ports.books import Books
from clerkdesk.ports.scanner import PageSpool
from clerkdesk.ports.store import Store
from clerkdesk.services.allot_number import file_name
from clerkdesk.services.order_pile import OrderPile, Undo
from clerkdesk.services.paper_original import PaperOriginal
from clerkdesk.services.read_batch import BindBatch, ReadBatch
from clerkdesk.services.tidy_batch import TidyBatch


@dataclass(frozen=True, slots=True)
class FiledPart:
    """What became of one part of the pile.

    Args:
        where: the number that its cover names; empty: it has no cover.
        problem: why it still waits; empty where it was filed.
        document: what the register says of the document that it joined.
        batch_id, uid, file: the pages, the document and what it was given, to take it back.
    """

    title: str
    pages: int
    where: str = ""
    problem: str = ""
    document: str = ""
    batch_id: str = ""
    uid: str = ""
    file: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """The one summary: what went where, what waits on, and whether the clerk stopped it."""

    parts: tuple[FiledPart, ...]
    stopped: bool = False

    @property
    def filed(self) -> Sequence[FiledPart]:
        """Parts that are in a register now."""
        return [part for part in self.parts if not part.problem]

    @property
    def undoable(self) -> Sequence[FiledPart]:
        """Parts whose file can be taken off again; of outgoing documents it is their main file, and
        only a new scan takes its place."""
        return [part for part in self.parts if part.file is not None]

    @property
    def waiting(self) -> Sequence[FiledPart]:
        """Parts that wait as batches of their own."""
        return [part for part in self.parts if part.problem]


class FileByCovers:
    """First the pile is taken apart, durably; then part after part is filed, each exactly once.

    A break in between leaves parts that know their cover: filing them again goes on where it was.
    """

    def __init__(
        self,
        store: Store,
        tidy: TidyBatch,
        read: ReadBatch,
        bind: BindBatch,
        paper_original: PaperOriginal,
    ) -> None:
        self._store = store
        self._spool: PageSpool = store.spool
        self._tidy = tidy
        self._read = read
        self._bind = bind
        self._paper_original = paper_original
        self._order = OrderPile(store.spool)

    def part(
        self,
        batch_id: str,
        *,
        sheets_each: int = 0,
        stop: Callable[[], bool] = lambda: False,
    ) -> tuple[Sequence[str], Undo]:
        """Make a batch of each document in the pile; their ids, and how it is undone.

        Args:
            sheets_each: sheets of one document, where no separators lie between them; 0: by
                separators only.

        Raises:
            PileChanged, NotFound, HelperCrashed, HelperSilent: the pile is as it was.
        """
        batch = self._tidy(self._spool.batch(batch_id), stop=stop)
        pages_each = sheets_each * (2 if batch.two_sided else 1)
        found = self._tidy.portions(batch, sheets_each=pages_each)
        parts = [
            replace(
                batch,
                batch_id="" if number else batch.batch_id,
                title=_("{title} · phần {n}").format(title=batch.title, n=number + 1)
                if len(found) > 1
                else batch.title,
                pages=portion.pages,
                cover=portion.cover.as_code() if portion.cover else "",
                sheets=batch.sheets if len(found) == 1 else 0,  # it was counted as one pile
            )
            for number, portion in enumerate(found)
        ]
        if stop() or parts == [batch] or not parts:
            return [batch_id], lambda: None
        made, undo = self._order.part(batch, parts)
        return [one.batch_id for one in made], undo

    def __call__(
        self,
        batch_ids: Sequence[str],
        by: Person,
        *,
        done: Callable[[int, int], None] = lambda _done, _all: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Filing:
        """File each batch whose cover names a document; the others wait for registration.

        Args:
            done: hears after each part how many are done, and of how many.

        Raises:
            NotAllowed: nothing was filed.
        """
        demand(by, Right.REGISTER)
        numbers = _Numbers(self._store.books)
        parts: list[FiledPart] = []
        for number, batch_id in enumerate(batch_ids):
            if stop():
                return Filing(tuple(parts), stopped=True)
            try:
                batch = self._spool.batch(batch_id)
            except NotFound:  # registered or discarded meanwhile
                continue
            try:
                parts.append(self._file(batch, numbers, by))
            except ClerkError as error:
                problem = f"{error} {error.advice}"
                parts.append(replace(_part(batch), problem=problem))
                if isinstance(error, DiskFull):
                    return Filing(tuple(parts), stopped=True)
            done(number + 1, len(batch_ids))
        return Filing(tuple(parts))

    def _file(self, batch: ScanBatch, numbers: "_Numbers", by: Person) -> FiledPart:
        cover = cover_of(batch.cover)
        if cover is None:
            return replace(_part(batch), problem=_("Không có tờ bìa: bấm «Đăng ký đến»."))
        if words := counted_problem(batch):
            return replace(_part(batch), problem=words)
        uids = numbers.documents(cover)
        if len(uids) != 1:
            words = (
                _("Không tìm thấy {where} trong sổ.")
                if not uids
                else _("Có {n} văn bản mang {where}: in lại tờ bìa từ văn bản rồi quét lại tờ bìa.")
            )
            return replace(_part(batch), problem=words.format(where=cover, n=len(uids)))
        if not batch.kept:
            return replace(_part(batch), problem=_("Sau tờ bìa không còn trang nào."))
        if cover.register == "incoming":
            return self._join_incoming(batch, self._store.incoming.get(uids[0]), by)
        return self._join_outgoing(batch, uids[0], by)

    def _join_incoming(self, batch: ScanBatch, document: Incoming, by: Person) -> FiledPart:
        filed = replace(_part(batch), document=f"{document.code} {document.entry.subject}".strip())
        files = document.entry.attachments
        if not _holds(files, batch):
            if document.state is IncomingState.CANCELLED:
                return replace(filed, problem=_("Văn bản đã hủy nên không gắn bản quét."))
            code = (document.code or str(document.shown_number)).replace("/", "-")
            first = document.main_file is None
            name = f"{code}.pdf" if first else _("Bản giấy {name}").format(name=f"{code}.pdf")
            bound = self._bound(batch, name, document.entry.subject)
            role = FileRole.MAIN if first else FileRole.APPENDIX
            text = "\n".join(self._read.page(page).text for page in batch.kept)
            file = replace(bound, role=role)
            self._store.incoming.attach(document.uid, file, by.login, text)
            filed = replace(filed, uid=document.uid, file=file)
        self._end(batch, document.uid)
        return filed

    def _join_outgoing(self, batch: ScanBatch, uid: str, by: Person) -> FiledPart:
        document = self._store.outgoing.get(uid)
        filed = replace(_part(batch), document=f"{document.code} {document.entry.subject}".strip())
        if not _holds(document.entry.attachments, batch):
            self._paper_original.demand_fit(document.uid, batch, by)
            bound = self._bound(batch, file_name(document), document.entry.subject)
            self._paper_original.attach_bound(document.uid, bound, by)
        self._end(batch, document.uid)
        return filed

    def _bound(self, batch: ScanBatch, name: str, title: str) -> Attachment:
        """The PDF of the part: the one that was made before a break, or a new one."""
        sha256 = bound_file(batch)
        if sha256 and self._store.files.has(sha256):
            size = len(self._store.files.get(sha256))
            return Attachment(name, PDF, FileRole.MAIN, sha256, size)
        bound = self._bind(batch, name, title)
        self._spool.note_bound(batch.batch_id, bound_mark(batch, bound.sha256))
        return bound

    def _end(self, batch: ScanBatch, uid: str) -> None:
        """Its pages are in the register; what a full disk keeps here is ended by filing again."""
        with suppress(DiskFull):
            self._spool.put_away(batch.batch_id, uid)


class _Numbers:
    """Which documents have which number, each book read once for a whole pile."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._read: dict[BookKey, Sequence[GivenNumber]] = {}

    def documents(self, cover: CoverSheet) -> list[str]:
        """The documents that have the number of a cover sheet; more than one in several books."""
        wanted = cover.number.casefold().lstrip("0")
        return [
            given.uid
            for key in self._keys(cover)
            for given in self._given(key)
            if wanted in (f"{given.number}{given.suffix}", given.code.casefold().lstrip("0"))
        ]

    def _keys(self, cover: CoverSheet) -> list[BookKey]:
        """Books that may be meant; lines of side books are no documents of the registers."""
        return [
            book.key
            for book in self._books.all()
            if (book.key.direction.value, book.key.year) == (cover.register, cover.year)
            and cover.series in ("", book.key.series)
            and book.key.series not in set(SideBookKey)
        ]

    def _given(self, key: BookKey) -> Sequence[GivenNumber]:
        if key not in self._read:
            self._read[key] = self._books.given(key)
        return self._read[key]


def _part(batch: ScanBatch) -> FiledPart:
    cover = cover_of(batch.cover)
    where = str(cover) if cover else ""
    return FiledPart(batch.title, len(batch.kept), where, batch_id=batch.batch_id)


def _holds(files: Sequence[Attachment], batch: ScanBatch) -> bool:
    """Whether this very part was attached before a break."""
    sha256 = bound_file(batch)
    return bool(sha256) and any(file.sha256 == sha256 for file in files)
