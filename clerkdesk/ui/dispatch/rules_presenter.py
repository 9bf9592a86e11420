"""What «Gửi giấy, nơi nhận» of Thiết lập shows and changes: the lists of Điều 8-9, and groups."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.paper_lists import PAPER_LIST_NAMES, PaperList, PaperRow
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import N_
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane

ROW_FORM = (
    Field(
        "of",
        N_("Danh mục"),
        Kind.CHOICE,
        required=True,
        choices={one.value: name for one, name in PAPER_LIST_NAMES.items()},
    ),
    Field("title", N_("Tài liệu, văn bản"), Kind.TEXT, required=True, max_length=200),
    Field("doc_types", N_("Loại văn bản (cách bằng ;)"), Kind.TEXT, width=6),
    Field("words", N_("Từ ngữ trích yếu, lĩnh vực (;)"), Kind.TEXT, width=6),
    Field("basis", N_("Căn cứ"), Kind.TEXT, required=True, max_length=200),
    Field("valid_from", N_("Từ ngày"), Kind.DATE, width=6),
    Field("valid_to", N_("Đến ngày"), Kind.DATE, width=6),
)


class RulesPresenter(QObject):
    """Rows are put and taken out one by one; the list before can be had back."""

    rows_changed = Signal(object, str)  # Sequence[PaperRow], key of the one to choose
    groups_changed = Signal(object)  # Mapping[str, tuple[Recipient, ...]]
    row_removed = Signal(object)  # PaperRow
    problems_found = Signal(dict)
    group_problem = Signal(str)
    failed = Signal(object)  # ClerkError
    lists_changed = Signal()

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._rows: Sequence[PaperRow] = ()
        self._before: Sequence[PaperRow] = ()

    @property
    def allowed(self) -> bool:
        """Whether this account may change the lists; everyone may read them."""
        return may(self._desk.person, Right.SETTINGS)

    @property
    def groups_allowed(self) -> bool:
        """Whether this account may change groups: whoever drafts."""
        return may(self._desk.person, Right.DRAFT)

    @property
    def today(self) -> date:
        """The day by which a row holds."""
        return self._desk.today

    def refresh(self, chosen: str = "") -> None:
        """Read both again."""

        def show(rows: Sequence[PaperRow]) -> None:
            self._rows = sorted(rows, key=lambda row: (list(PaperList).index(row.of), row.title))
            self.rows_changed.emit(self._rows, chosen)

        rules = self._desk.paper_rules
        self._jobs.run(Lane.STORE, rules.rows, done=show, failed=self.failed.emit)
        self._jobs.run(
            Lane.STORE, rules.groups, done=self.groups_changed.emit, failed=self.failed.emit
        )

    def put(self, row: PaperRow | None, values: Mapping[str, object]) -> None:
        """Keep a line; a new one where `row` is None."""
        if wrong := problems(ROW_FORM, values):
            self.problems_found.emit(wrong)
            return
        first, last = values["valid_from"], values["valid_to"]
        made = PaperRow(
            key=row.key if row else uuid4().hex,
            of=PaperList(str(values["of"])),
            title=str(values["title"]),
            basis=str(values["basis"]),
            doc_types=frozenset(_parts(values["doc_types"])),
            words=tuple(_parts(values["words"])),
            kinds=row.kinds if row else frozenset(),
            valid_from=first if isinstance(first, date) else None,
            valid_to=last if isinstance(last, date) else None,
        )
        others = [one for one in self._rows if one.key != made.key]
        self._set([*others, made], made.key)

    def remove(self, row: PaperRow) -> None:
        """Take a line out; `undo` puts it back."""
        self._set(
            [one for one in self._rows if one.key != row.key],
            "",
            lambda: self.row_removed.emit(row),
        )

    def undo(self) -> None:
        """The lists as they were before the last change."""
        self._set(self._before, "")

    def save_group(self, old_name: str, name: str, members: Sequence[Recipient]) -> None:
        """Keep a group; under a new name the old one goes."""
        rules, person = self._desk.paper_rules, self._desk.person

        def work() -> None:
            rules.save_group(name, members, person)
            if old_name and old_name != name:
                rules.remove_group(old_name, person)

        self._jobs.run(Lane.STORE, work, done=self._groups_done, failed=self._failed)

    def remove_group(self, name: str) -> None:
        """Take a group off the list."""
        rules, person = self._desk.paper_rules, self._desk.person
        self._jobs.run(
            Lane.STORE,
            lambda: rules.remove_group(name, person),
            done=self._groups_done,
            failed=self._failed,
        )

    def _set(
        self, rows: Sequence[PaperRow], chosen: str, then: Callable[[], object] | None = None
    ) -> None:
        rules, person, before = self._desk.paper_rules, self._desk.person, self._rows

        def done(_nothing: object) -> None:
            self._before = before
            self.refresh(chosen)
            if then is not None:
                then()

        self._jobs.run(
            Lane.STORE, lambda: rules.set_rows(rows, person), done=done, failed=self._failed
        )

    def _groups_done(self, _nothing: object) -> None:
        self.group_problem.emit("")
        self.refresh()
        self.lists_changed.emit()

    def _failed(self, error: ClerkError) -> None:
        if not isinstance(error, InvalidEntry):
            self.failed.emit(error)
        elif "group" in error.problems:
            self.group_problem.emit(error.problems["group"])
        else:
            self.problems_found.emit(error.problems)


def row_values(row: PaperRow) -> dict[str, object]:
    """A line as its form shows it."""
    return {
        "of": row.of.value,
        "title": row.title,
        "doc_types": "; ".join(sorted(row.doc_types)),
        "words": "; ".join(row.words),
        "basis": row.basis,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def new_row_values(today: date) -> dict[str, object]:
    """An empty line, of the list that is the office's to fill."""
    empty = PaperRow("", PaperList.ELECTRONIC, "", "")
    return row_values(replace(empty, valid_from=today))


def _parts(value: object) -> list[str]:
    return [part for text in str(value or "").split(";") if (part := " ".join(text.split()))]
