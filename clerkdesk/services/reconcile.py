"""Reconcile the books of a year: on the screen, and as the printed report."""

from collections.abc import Sequence

from clerkdesk.domain.books import Book
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.reconciliation import REPORT_COLUMNS, BookReport, reconcile, report_rows
from clerkdesk.domain.texts import _
from clerkdesk.ports.books import Contested
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.store import Store


class Reconcile:
    """Reads every number of the books and says what is missing, double, void, late, out of order."""

    def __init__(self, store: Store, printer: FormPrinter) -> None:
        self._store = store
        self._printer = printer

    def __call__(self, year: int) -> Sequence[BookReport]:
        """Every book of `year`, those with gaps or doubles first."""
        books = self._store.books
        contested = books.contested()
        reports = [
            reconcile(book, books.given(book.key), books.acts(book.key), _of_book(book, contested))
            for book in books.all()
            if book.key.year == year
        ]
        return sorted(reports, key=lambda report: (report.whole, report.book.key.direction))

    def printed(self, year: int) -> bytes:
        """The report as PDF, to be signed and kept with the registers."""
        rows = [row for report in self(year) for row in report_rows(report)]
        office = self._store.settings.office().name
        return self._printer.register(
            _("BẢNG ĐỐI SOÁT SỐ VĂN BẢN"),
            _("{office} · Năm {year}").format(office=office, year=year),
            FormTable([(_(title), width) for title, width in REPORT_COLUMNS], rows),
        )


def _of_book(book: Book, contested: Sequence[Contested]) -> list[tuple[int, str]]:
    """Numbers of this book that another desk gave too, with what it gave them to."""
    found = []
    for one in contested:
        values = one.values
        series = values.get("series", book.key.series)
        direction, name = book.key.direction, f"{one.entity}_number"
        number = values.get("arrival_number" if one.entity == "incoming" else name)
        if (one.entity, series, values.get("year")) != (
            direction.value,
            book.key.series,
            book.key.year,
        ) or not isinstance(number, int):
            continue
        code = PrintedCode(str(values.get("code_number", "")), str(values.get("code_notation", "")))
        found.append((number, f"{code} {values.get('subject', '')}".strip()))
    return found
