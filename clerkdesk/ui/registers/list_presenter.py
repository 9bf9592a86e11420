"""What the list of a register decides, whichever register: its rows, the document beside them, print."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.exchange_state import Reach
from clerkdesk.ports.registers import Found, Page
from clerkdesk.services.desk import Desk
from clerkdesk.services.export_rows import ExportColumn, ExportWish, every_row
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.tables.model import WINDOW

PREVIEW_DPI = 60


class Listed(Protocol):
    """What every document of a list has."""

    @property
    def uid(self) -> str:
        """By what it is found again."""
        ...


DocumentT = TypeVar("DocumentT", bound=Listed)
FilterT = TypeVar("FilterT")
Document_co = TypeVar("Document_co", bound=Listed, covariant=True)
Filter_contra = TypeVar("Filter_contra", contravariant=True)


class Register(Protocol[Document_co, Filter_contra]):
    """What both registers of the store can do for a list."""

    def get(self, uid: str) -> Document_co:
        """One document."""
        ...

    def find(self, wanted: Filter_contra, page: Page) -> Sequence[Document_co]:
        """A run of rows."""
        ...

    def count(self, wanted: Filter_contra) -> int:
        """How many there are, exactly."""
        ...

    def found(self, wanted: Filter_contra, known: int | None = None) -> Found:
        """How many there are, quickly (not counted where `known`), and what was searched instead."""
        ...


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column of the store a list is sorted; an empty one is the order of the register."""

    column: str = ""
    descending: bool = True

    def page(self, skip: int, limit: int = WINDOW) -> Page:
        """A run of rows in this order."""
        return Page(limit, skip=skip, sort=self.column, descending=self.descending)


@dataclass(frozen=True, slots=True)
class Window(Generic[DocumentT]):
    """A run of rows of the list, from `first` on, and what is said about the whole.

    Args:
        keep: the same list was read anew, so that the cursor stays.
        exact: False where there are more than `total`: they are still being counted.
        cleared: the filters were taken away, to show a document that they hid.
        corrected: what was searched instead of what was typed.
    """

    documents: Sequence[DocumentT]
    total: int
    first: int = 0
    exact: bool = True
    keep: bool = False
    cleared: bool = False
    corrected: str = ""


class RegisterPresenter(QObject, Generic[DocumentT, FilterT]):
    """Reads windows of rows, shows one document, prints what is listed.

    A register states what is its own: `register`, `no_filter`, `order`, `_look`, `_print`.
    """

    rows_changed = Signal(object)  # Window
    window_ready = Signal(int, object)  # first, Sequence[DocumentT]
    total_known = Signal(int)
    preview_changed = Signal(object)  # Preview
    picture_ready = Signal(str, object)  # uid, PNG bytes
    register_ready = Signal(object)  # PDF bytes of the register as it is listed
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._filter = self.no_filter
        self._sorting = Sorting()
        self._first = 0
        self._total = 0
        self._asked = 0
        self._shown: tuple[FilterT, Sorting] | None = None
        self._selected = ""
        self._picture_of = ""
        self._reached: dict[str, Reach] = {}

    # --- what a register states -------------------------------------------------------------------

    @property
    def register(self) -> Register[DocumentT, FilterT]:
        """Its rows in the store."""
        raise NotImplementedError

    @property
    def no_filter(self) -> FilterT:
        """Everything."""
        raise NotImplementedError

    def order(self, document: DocumentT) -> tuple[int, ...]:
        """By what the usual order falls."""
        raise NotImplementedError

    def _after(self, document: DocumentT) -> Page:
        """The rows that come after `document` in the usual order."""
        raise NotImplementedError

    def _look(self, uid: str) -> "Shown":
        """The document beside the list (STORE lane)."""
        raise NotImplementedError

    def _print(self, wanted: FilterT) -> bytes:
        """The statutory register as PDF (STORE lane)."""
        raise NotImplementedError

    def _how_far(self, documents: Sequence[DocumentT]) -> Mapping[str, Reach]:
        """How far they have come, by uid (STORE lane)."""
        return {}

    def _beside(self) -> Callable[[], None]:
        """Read what stands around the list, along with its rows (STORE lane); the call that comes
        back shows it."""
        return lambda: None

    def reach(self, document: DocumentT) -> Reach | None:
        """How far it has come, as its row was read; rows of a file are read here."""
        if document.uid not in self._reached:
            self._reached.update(self._how_far([document]))
        return self._reached.get(document.uid)

    # --- rows -------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The date by which rows are late."""
        return self._desk.today

    @property
    def wanted(self) -> FilterT:
        """What is listed."""
        return self._filter

    @property
    def sorting(self) -> Sorting:
        """In which order."""
        return self._sorting

    def show(self, wanted: FilterT) -> None:
        """List documents by `wanted`."""
        self._filter = wanted
        self.refresh()

    def sort(self, sorting: Sorting) -> None:
        """List them in another order."""
        self._sorting = sorting
        self.refresh()

    def look_at(self, first: int) -> None:
        """The clerk looks at rows from `first` on: those are read when the list is read anew."""
        self._first = first

    def refresh(self) -> None:
        """Read the list again."""
        listed = self._filter, self._sorting
        keep = listed == self._shown
        first = self._first if keep else 0
        self._read(lambda: self._window(*listed, first, keep=keep), listed)

    def find_document(self, uid: str) -> None:
        """Read the list where this document stands; filters that hide it are taken away."""
        listed = self._filter, self._sorting

        def look() -> Window[DocumentT]:
            first = self._window(*listed, 0, keep=listed == self._shown)
            document = self.register.get(uid)
            if any(row.uid == uid for row in first.documents):
                return first
            for wanted in (listed[0], self.no_filter):
                place = self._place_of(document, wanted)
                if place is not None:
                    start = max(place - WINDOW // 2, 0)
                    cleared = wanted != listed[0] or listed[1] != Sorting()
                    return self._window(wanted, Sorting(), start, keep=True, cleared=cleared)
            return first

        self._read(look, listed)

    def window(self, first: int, count: int) -> None:
        """Read other rows of the same list; only the newest wish counts."""
        self._asked += 1
        number, listed = self._asked, (self._filter, self._sorting)

        def find() -> Sequence[DocumentT] | None:
            if number != self._asked or listed != (self._filter, self._sorting):
                return None  # the clerk has scrolled on
            rows = self.register.find(listed[0], listed[1].page(first, count))
            self._reached.update(self._how_far(rows))
            return rows

        def show(rows: Sequence[DocumentT] | None) -> None:
            if rows is not None and listed == self._shown:
                self.window_ready.emit(first, rows)

        self._jobs.run(Lane.STORE, find, done=show, failed=self.failed.emit)

    def _read(self, work: Callable[[], Window[DocumentT]], listed: tuple[FilterT, Sorting]) -> None:
        def read() -> tuple[Window[DocumentT], Callable[[], None]]:
            return work(), self._beside()

        def show(result: tuple[Window[DocumentT], Callable[[], None]]) -> None:
            window, show_beside = result
            if listed != (self._filter, self._sorting):
                return  # a later search has overtaken this one
            if window.cleared:
                self._filter, self._sorting = self.no_filter, Sorting()
            self._shown = self._filter, self._sorting
            self._first, self._total = window.first, window.total
            self.rows_changed.emit(window)
            show_beside()
            if not window.exact:
                self._count_exactly(self._filter)

        self._jobs.run(Lane.STORE, read, done=show, failed=self.failed.emit)

    def _window(
        self,
        wanted: FilterT,
        sorting: Sorting,
        first: int,
        *,
        keep: bool,
        cleared: bool = False,
    ) -> Window[DocumentT]:
        rows = self.register.find(wanted, sorting.page(first))
        if first and not rows:  # the list has become shorter than the place looked at
            first, rows = 0, self.register.find(wanted, sorting.page(0))
        found = self.register.found(wanted, first + len(rows) if len(rows) < WINDOW else None)
        total = max(found.count, first + len(rows))
        self._reached.update(self._how_far(rows))
        return Window(rows, total, first, found.exact, keep, cleared, found.corrected)

    def _count_exactly(self, wanted: FilterT) -> None:
        """Counting may take long: the rows are shown first."""

        def show(total: int) -> None:
            if wanted == self._filter:
                self._total = total
                self.total_known.emit(total)

        self._jobs.run(
            Lane.STORE,
            lambda: self.register.count(wanted),
            done=show,
            failed=self.failed.emit,
        )

    def _place_of(self, document: DocumentT, wanted: FilterT) -> int | None:
        """Where a document stands in the usual order, by halving; None if the filter hides it."""
        low, high = 0, self.register.count(wanted)
        sought = self.order(document)
        while low < high:
            middle = (low + high) // 2
            row = self.register.find(wanted, Page(1, skip=middle))
            if row and self.order(row[0]) > sought:
                low = middle + 1
            else:
                high = middle
        here = self.register.find(wanted, Page(1, skip=low))
        return low if here and here[0].uid == document.uid else None

    # --- print, preview ---------------------------------------------------------------------------

    def print_register(self) -> None:
        """Make the statutory register of what is listed; it comes as `register_ready`."""
        wanted = self._filter
        self._jobs.run(
            Lane.STORE,
            lambda: self._print(wanted),
            done=self.register_ready.emit,
            failed=self.failed.emit,
        )

    def wish(self, title: str, columns: Sequence[ExportColumn[DocumentT]]) -> ExportWish[DocumentT]:
        """What is listed now, to be written as a file in the same order."""
        wanted, sorting, register = self._filter, self._sorting, self.register
        after = None if sorting.column else self._after

        def rows() -> Iterator[DocumentT]:
            return every_row(lambda page: register.find(wanted, page), sorting.page(0), after)

        return ExportWish(title, columns, rows, self._total)

    def select(self, uid: str) -> None:
        """Show one document beside the list."""
        self._selected = uid
        self._jobs.run(
            Lane.STORE, lambda: self._look(uid), done=self._looked, failed=self.failed.emit
        )

    def _changed(self, document: DocumentT) -> None:
        self.refresh()
        self.select(document.uid)

    def _looked(self, preview: "Shown") -> None:
        uid = preview.document.uid
        if uid != self._selected:
            return
        self.preview_changed.emit(preview)
        file = preview.picture
        if file is None:
            return
        store, pdf_desk = self._desk.store, self._desk.devices.pdf_desk
        wanted = self._picture_of = file.sha256

        def show(png: bytes) -> None:
            if wanted == self._picture_of:  # else a newer version of the page is on its way
                self.picture_ready.emit(uid, png)

        self._jobs.run(
            Lane.PDF,
            lambda: pdf_desk.render(file.name, store.files.get(file.sha256), 0, PREVIEW_DPI),
            done=show,
            failed=self.failed.emit,
        )


class Shown(Protocol):
    """What is shown beside a list."""

    @property
    def document(self) -> Listed:
        """The document."""
        ...

    @property
    def picture(self) -> Attachment | None:
        """The PDF whose first page is shown, if there is one."""
        ...
