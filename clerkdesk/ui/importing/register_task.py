"""Nhập sổ cũ: an old register of either direction as an import."""

from collections.abc import Mapping, Sequence

from clerkdesk.domain.books import Direction
from clerkdesk.domain.old_register import TARGETS
from clerkdesk.domain.table_columns import Target
from clerkdesk.domain.texts import _
from clerkdesk.ports.old_registers import Continuation, OldImport
from clerkdesk.ports.tables import Sheet
from clerkdesk.services.desk import Desk
from clerkdesk.services.import_register import CheckedRegister
from clerkdesk.ui.importing.of_tables import OfTables
from clerkdesk.ui.importing.task import Checked, Done, Earlier, Offer, Step

_SHOWN = 12


class RegisterTask(OfTables):
    """`ImportTask` of văn bản đến or văn bản đi."""

    asks_year = True

    def __init__(self, desk: Desk, direction: Direction) -> None:
        super().__init__(desk)
        self._direction = direction

    @property
    def title(self) -> str:
        """On top of the wizard."""
        if self._direction is Direction.INCOMING:
            return _("Nhập sổ văn bản đến cũ")
        return _("Nhập sổ văn bản đi cũ")

    @property
    def advice(self) -> str:
        """What the first screen says."""
        return _(
            "Chọn hoặc kéo vào đây sổ cũ ở dạng Excel (.xlsx) hoặc CSV.\n"
            "Văn bản giữ nguyên số của sổ cũ; số đang cấp của năm nay không bị dùng."
        )

    @property
    def targets(self) -> Sequence[Target]:
        """The fields that columns may be."""
        return TARGETS[self._direction]

    def check(
        self,
        name: str,
        sheet: Sheet,
        mapping: Mapping[int, str],
        first_row: int,
        *,
        convert: bool,
        year: int | None,
        step: Step,
    ) -> Checked:
        """Read every row; nothing is stored."""
        found = self._desk.import_register.check(
            sheet, self._direction, mapping, first_row, convert=convert, year=year, step=step
        )
        years = ", ".join(str(one) for one in found.years)
        return Checked(
            good=len(found.lines),
            words=_("Vào sổ cũ năm {years}, giữ nguyên số.").format(years=years) if years else "",
            problems=found.problems,
            passed_over=found.passed_over,
            old_text=found.old_text,
            bring_in=lambda report: self._bring_in(name, found, report),
        )

    def undo(self, import_id: str, step: Step) -> str:
        """Take an import back; says what was done."""
        cancelled, kept = self._desk.import_register.undo(import_id, self._desk.person, step)
        words = _("Đã hủy nhập {n} văn bản.").format(n=cancelled)
        if kept:
            words += " " + _("{n} văn bản đã được xử lý nên giữ lại.").format(n=kept)
        return words

    def earlier(self) -> tuple[Sequence[Earlier], Sequence[Offer]]:
        """Imports of before, and books that wait for a yes to go on."""
        imports = [one for one in self._desk.import_register.imports() if self._is_mine(one)]
        lines = [
            Earlier(
                one.import_id,
                _("{day} · {name} · {n} văn bản{state}").format(
                    day=f"{one.at:%d/%m/%Y}",
                    name=one.name,
                    n=one.rows,
                    state=_(" · đã hủy nhập") if one.undone else "",
                ),
                not one.undone,
            )
            for one in imports[:_SHOWN]
        ]
        return lines, self._offers()

    def _bring_in(self, name: str, found: CheckedRegister, step: Step) -> Done:
        done = self._desk.import_register(name, found, self._desk.person, step)
        words = _("Đã nhập {n} văn bản từ «{name}».").format(n=done.rows, name=name)
        return Done(done.import_id, words, self._offers())

    def _offers(self) -> list[Offer]:
        return [
            self._offer(wait)
            for wait in self._desk.import_register.continuations()
            if wait.direction is self._direction
        ]

    def _offer(self, wait: Continuation) -> Offer:
        title = self._desk.import_register.title(wait)

        def act() -> str:
            book = self._desk.import_register.continue_book(wait, self._desk.person)
            return _("Sổ «{title}» cấp tiếp từ số {n}.").format(title=title, n=book.last + 1)

        return Offer(
            _("Sổ «{title}» chưa mở; sổ cũ năm nay có đến số {n}.").format(
                title=title, n=wait.last
            ),
            _("Cấp tiếp từ số {n}").format(n=wait.last + 1),
            act,
        )

    def _is_mine(self, one: OldImport) -> bool:
        return one.direction is self._direction
