"""What the directory screen decides: rows by search or as a tree, one entry changed or merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.agency_families import Families
from clerkdesk.domain.agency_table import form_values
from clerkdesk.domain.agency_tree import Branch, in_tree_order
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.texts import _
from clerkdesk.ports.op_log import HistoryLine
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.services.directory import Saved
from clerkdesk.ui.jobs import Jobs, Lane


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list."""

    agency: Agency
    depth: int
    note: str
    """«nay là …», «đã gộp vào …» or a date; empty for an entry of today."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What the list shows, how many entries are offered in all, and their names."""

    rows: Sequence[Entry]
    total: int
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """One entry beside the list."""

    agency: Agency
    values: Mapping[str, object]
    warning: str
    history: Sequence[HistoryLine]


class DirectoryPresenter(QObject):
    """Finds, changes and merges entries; writes the directory out."""

    rows_changed = Signal(object)  # Entries
    opened = Signal(object)  # Opened
    problems_found = Signal(dict)
    saved = Signal(object)  # Saved
    merged = Signal(object)  # Agency that stayed
    exported = Signal(object)  # Path
    changed = Signal()
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._text, self._as_tree, self._with_old = "", False, False
        self._key = ""

    @property
    def key(self) -> str:
        """The entry beside the list; empty for a new one."""
        return self._key

    def show(self, text: str, *, as_tree: bool, with_old: bool) -> None:
        """List what `text` names; `with_old` shows expired and merged entries too."""
        self._text, self._as_tree, self._with_old = text, as_tree, with_old
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        wanted = (self._text, self._as_tree, self._with_old)
        self._jobs.run(
            Lane.STORE,
            lambda: self._find(*wanted),
            done=lambda found: self.rows_changed.emit(found) if wanted == self._wanted else None,
            failed=self.failed.emit,
        )

    def open(self, key: str) -> None:
        """Show one entry beside the list."""
        self._key = key
        self._jobs.run(
            Lane.STORE,
            lambda: self._look(key),
            done=lambda found: self.opened.emit(found) if found and key == self._key else None,
            failed=self.failed.emit,
        )

    def new(self) -> None:
        """Start an empty entry."""
        self._key = ""

    def save(self, values: Mapping[str, object]) -> None:
        """Store the entry beside the list, or name every field that is wrong."""
        key, by = self._key, self._desk.person
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.change_directory.save(key, values, by),
            done=self._saved,
            failed=self._failed,
        )

    def merge_into(self, name: str) -> None:
        """Let the entry beside the list lead to the one called `name`."""
        key, by, directory = self._key, self._desk.person, self._desk.store.directory

        def work() -> Agency:
            stays = directory.named(name)
            words = _("Không có cơ quan tên «{name}» trong danh bạ.").format(name=name)
            if stays is None:
                raise InvalidEntry({"merge": words})
            if stays.key == key:
                raise InvalidEntry({"merge": _("Chọn một mục khác để gộp vào.")})
            return self._desk.change_directory.merge(key, stays.key, by)

        self._jobs.run(Lane.STORE, work, done=self._merged, failed=self._failed)

    def export(self, file: Path) -> None:
        """Write every entry that is offered; the ending says in which format."""

        def write() -> Path:
            agencies = self._desk.store.directory.agencies()
            use = self._desk.import_directory
            is_csv = file.suffix.lower() == ".csv"
            write_file(file, use.csv(agencies) if is_csv else use.xlsx(agencies))
            return file

        self._jobs.run(Lane.STORE, write, done=self.exported.emit, failed=self.failed.emit)

    @property
    def _wanted(self) -> tuple[str, bool, bool]:
        return (self._text, self._as_tree, self._with_old)

    def _find(self, text: str, as_tree: bool, with_old: bool) -> Entries:
        directory, today = self._desk.store.directory, self._desk.today
        everyone = [agency for agency in directory.all() if not agency.withdrawn]
        offered = [agency for agency in everyone if agency.offered]
        families = Families(everyone)
        shown = list(directory.agencies(text))
        if not text:
            today_only = [agency for agency in offered if not agency.expired(today)]
            shown = everyone if with_old else today_only
        branches = in_tree_order(shown) if as_tree else (Branch(agency, 0) for agency in shown)
        rows = [
            Entry(branch.agency, branch.depth, _note(branch.agency, families, today))
            for branch in branches
        ]
        return Entries(rows, len(offered), [agency.name for agency in offered])

    def _look(self, key: str) -> Opened | None:
        store = self._desk.store
        agency = store.directory.get(key)
        if agency is None:
            return None
        near = [*store.directory.agencies(agency.name), agency]
        warning = Families(near).warning(agency, self._desk.today)
        names = {key: self._name(key) for key in agency.predecessors}
        values = form_values(agency) | {"predecessors": "; ".join(names.values())}
        return Opened(agency, values, warning, store.ops.history("agency", key))

    def _name(self, key: str) -> str:
        found = self._desk.store.directory.get(key)
        return found.name if found is not None else key

    def _saved(self, saved: Saved) -> None:
        self.problems_found.emit({})
        self._key = saved.agency.key
        self.saved.emit(saved)
        self._changed()

    def _merged(self, stayed: Agency) -> None:
        self._key = stayed.key
        self.merged.emit(stayed)
        self._changed()

    def _changed(self) -> None:
        self.changed.emit()
        self.refresh()
        self.open(self._key)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)


def _note(agency: Agency, families: Families, today: date) -> str:
    if agency.merged_into:
        now = ", ".join(other.name for other in families.successors(agency))
        return _("đã gộp vào {name}").format(name=now or agency.merged_into)
    if agency.valid_to is not None and agency.expired(today):
        now = ", ".join(other.name for other in families.successors(agency))
        if now:
            return _("nay là {name}").format(name=now)
        return _("hết hiệu lực {day}").format(day=f"{agency.valid_to:%d/%m/%Y}")
    return ""
