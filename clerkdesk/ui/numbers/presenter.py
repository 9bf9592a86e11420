"""What «Sổ và số» decides: reads books, series and issuers; opens, closes, changes, reconciles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.books import Book, BookKey
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.issuers import Issuer
from clerkdesk.domain.reconciliation import BookReport
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.texts import _
from clerkdesk.process.named_files import write_file
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.services.desk import Desk
from clerkdesk.services.found_entity import Founding
from clerkdesk.services.open_year import ProposedBook, YearProposal, YearReminder
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """Everything on the screen, read at one moment."""

    books: Sequence[Book]
    series: Sequence[Series]
    issuers: Sequence[Issuer]
    types: Sequence[DocumentType]
    unit_signs: Mapping[str, str]
    device: str
    proposal: YearProposal
    reminder: YearReminder | None
    today: date

    def issuer(self, issuer_id: str) -> Issuer:
        """The issuer of a series; the office where it is no longer chosen."""
        return next((i for i in self.issuers if i.issuer_id == issuer_id), self.issuers[0])


class NumbersPresenter(QObject):
    """Changes go through the use cases, which ask for the right."""

    facts_changed = Signal(object)  # NumberFacts
    reports_changed = Signal(object)  # Sequence[BookReport]
    report_ready = Signal(object)  # PDF bytes
    changed = Signal(str, object)  # what was done, Vietnamese; how to take it back, or None
    problems_found = Signal(dict)
    failed = Signal(object)  # ClerkError
    office_changed = Signal()  # lists of forms must be read again

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._year = desk.today.year

    @property
    def may_keep_books(self) -> bool:
        """Whether whoever is at the desk opens and closes books."""
        return may(self._desk.person, Right.KEEP_BOOKS)

    @property
    def may_change(self) -> bool:
        """Whether whoever is at the desk changes series and issuers."""
        return may(self._desk.person, Right.SETTINGS)

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.run(
            Lane.STORE, self._read, done=self.facts_changed.emit, failed=self.failed.emit
        )

    # --- books -------------------------------------------------------------------------------------

    def open_year(self, year: int, books: Sequence[ProposedBook]) -> None:
        """Open the books of a year, each after the last number of its paper register."""
        words = _("Đã mở {n} sổ năm {year}.").format(n=len(books), year=year)
        self._do(lambda: self._desk.open_year(year, books, self._desk.person), words)

    def close_book(self, book: Book) -> None:
        """Close one book; it can be opened again."""
        self._do(
            lambda: self._desk.close_book(book.key, self._desk.person),
            _("Đã đóng sổ «{title}».").format(title=book.title),
            lambda: self.reopen_book(book),
        )

    def reopen_book(self, book: Book) -> None:
        """Let a closed book give numbers again."""
        self._do(
            lambda: self._desk.close_book.reopen(book.key, self._desk.person),
            _("Đã mở lại sổ «{title}».").format(title=book.title),
        )

    def found_entity(self, founded: object) -> None:
        """Close the old entity's books of that year and begin the new one's at 01."""
        if not isinstance(founded, date) or founded > self._desk.today:
            self.problems_found.emit(
                {"founded": _("Nhập ngày thành lập, không sau hôm nay, dạng 01/07/2025.")}
            )
            return
        words = _("Đã đóng sổ của đơn vị cũ; sổ mới từ ngày {day}, số bắt đầu từ 01.")
        found, person = self._desk.found_entity, self._desk.person
        done: list[Founding] = []
        self._do(
            lambda: done.append(found(founded, person)),
            words.format(day=f"{founded:%d/%m/%Y}"),
            lambda: self._do(
                lambda: found.undo(done[0], person), _("Đã mở lại sổ và loạt số của đơn vị cũ.")
            ),
        )

    # --- series and issuers ------------------------------------------------------------------------

    def save_series(self, facts: NumberFacts, old: Series | None, new: Series) -> None:
        """Add or change one series; types that it takes leave the series that had them."""
        kept = [
            self._without(series, new)
            for series in facts.series
            if old is None or series.series_id != old.series_id
        ]
        whole = [series for series in kept if series is not None]
        place = facts.series.index(old) if old in facts.series else len(whole)
        whole.insert(min(place, len(whole)), new)
        self._change_series(facts, whole, _("Đã lưu loạt số «{title}».").format(title=new.title))

    def drop_series(self, facts: NumberFacts, series: Series) -> None:
        """Take a series away; its types go to the one for all others, its books stay."""
        whole = [other for other in facts.series if other.series_id != series.series_id]
        self._change_series(
            facts, whole, _("Đã bỏ loạt số «{title}»; sổ cũ vẫn còn.").format(title=series.title)
        )

    def new_series_id(self, facts: NumberFacts, issuer: str) -> str:
        """A name that no series and no book has had."""
        taken = {series.series_id for series in facts.series}
        taken |= {book.key.series for book in facts.books}
        head = f"{issuer}-" if issuer else ""
        return next(name for n in range(1, 1000) if (name := f"{head}LS{n}") not in taken)

    def save_unit_signs(self, signs: Mapping[str, str]) -> None:
        """Lay down how units are abbreviated."""
        self._do(
            lambda: self._desk.change_series.unit_signs(signs, self._desk.person),
            _("Đã lưu chữ viết tắt bộ phận."),
        )

    def add_issuer(self, values: Mapping[str, str], *, body: bool, own_incoming: bool) -> None:
        """Add a letterhead with its usual series."""
        self._do(
            lambda: self._desk.change_series.issuer(
                values, self._desk.person, body=body, own_incoming=own_incoming
            ),
            _("Đã thêm «{name}» cùng loạt số riêng.").format(name=values.get("name", "")),
        )

    def drop_issuer(self, facts: NumberFacts, issuer: Issuer) -> None:
        """Let a letterhead be chosen no more."""
        others, series, change = facts.issuers[1:], facts.series, self._desk.change_series
        self._do(
            lambda: change.drop_issuer(issuer.issuer_id, self._desk.person),
            _("Đã bỏ «{name}» khỏi danh sách; sổ và số đã cấp vẫn còn.").format(name=issuer.name),
            lambda: self._do(
                lambda: change.restore(others, series, self._desk.person), _("Đã lấy lại.")
            ),
        )

    def set_seal(self, issuer: Issuer, path: Path) -> None:
        """Keep the picture of an issuer's seal."""
        change = ChangeSettings(self._desk.store)
        self._do(
            lambda: change.picture(issuer.seal, path.name, read_file(path), self._desk.person),
            _("Đã lưu hình con dấu của «{name}».").format(name=issuer.name),
        )

    # --- reconciliation ----------------------------------------------------------------------------

    def reconcile(self, year: int) -> None:
        """Compare the books of a year."""
        self._year = year
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.reconcile(year),
            done=self._reconciled,
            failed=self.failed.emit,
        )

    def print_report(self) -> None:
        """Make the report of the year that is shown; it comes as `report_ready`."""
        year = self._year
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.reconcile.printed(year),
            done=self.report_ready.emit,
            failed=self.failed.emit,
        )

    def export_report(self, file: Path) -> None:
        """Write the report as a PDF file; the clerk chose where."""
        year = self._year

        def write() -> None:
            write_file(file, self._desk.reconcile.printed(year))

        self._do(write, _("Đã ghi {file}.").format(file=file))

    def void_missing(self, key: BookKey, numbers: Sequence[int], reason: str) -> None:
        """Say why numbers that no document has will never be used."""
        person, void = self._desk.person, self._desk.void_number

        def work() -> None:
            for number in numbers:
                void.bare(key, number, reason, person)

        words = _("Đã ghi hủy {n} số; lý do in trong sổ.").format(n=len(numbers))
        self._do(work, words, then=lambda: self.reconcile(self._year))

    # --- steps -------------------------------------------------------------------------------------

    def _read(self) -> NumberFacts:
        rules, opening = self._desk.rules, self._desk.open_year
        return NumberFacts(
            books=self._desk.store.books.all(),
            series=rules.series(),
            issuers=rules.issuers(),
            types=rules.doc_types(),
            unit_signs=rules.unit_signs(),
            device=self._desk.store.device,
            proposal=opening.propose(opening.year_to_open()),
            reminder=opening.remind(),
            today=self._desk.today,
        )

    def _without(self, series: Series, new: Series) -> Series | None:
        """A series without the types that `new` takes; None where nothing is left of it."""
        if series.issuer != new.issuer or not series.doc_types:
            return series
        left = series.doc_types - new.doc_types
        return replace(series, doc_types=left) if left else None

    def _change_series(self, facts: NumberFacts, whole: Sequence[Series], words: str) -> None:
        change, before = self._desk.change_series, facts.series
        self._do(
            lambda: change.series(whole, self._desk.person),
            words,
            lambda: self._do(
                lambda: change.series(before, self._desk.person), _("Đã lấy lại loạt số cũ.")
            ),
        )

    def _do(
        self,
        work: Callable[[], object],
        words: str,
        undo: Callable[[], None] | None = None,
        *,
        then: Callable[[], object] | None = None,
    ) -> None:
        def done(_result: object) -> None:
            self.problems_found.emit({})
            self.changed.emit(words, undo)
            self.refresh()
            self.office_changed.emit()
            if then is not None:
                then()

        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _reconciled(self, reports: Sequence[BookReport]) -> None:
        self.reports_changed.emit(reports)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
