"""Nhập danh bạ: the directory as an import."""

from collections.abc import Mapping, Sequence

from clerkdesk.domain.agency_table import TARGETS
from clerkdesk.domain.table_columns import Target
from clerkdesk.domain.texts import _
from clerkdesk.ports.tables import Sheet
from clerkdesk.services.import_directory import CheckedDirectory
from clerkdesk.ui.importing.of_tables import OfTables
from clerkdesk.ui.importing.task import Checked, Done, Earlier, Offer, Step


class DirectoryTask(OfTables):
    """`ImportTask` of the agencies."""

    asks_year = False
    targets: Sequence[Target] = TARGETS

    @property
    def title(self) -> str:
        """On top of the wizard."""
        return _("Nhập danh bạ cơ quan")

    @property
    def advice(self) -> str:
        """What the first screen says."""
        return _(
            "Chọn hoặc kéo vào đây danh bạ ở dạng Excel (.xlsx) hoặc CSV.\n"
            "Mục trùng mã định danh được cập nhật, mục mới được thêm; hoàn tác được cả lần nhập."
        )

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
        """Read every row; nothing is stored. There are no dates without a year here."""
        assert year is None or not self.asks_year
        found = self._desk.import_directory.check(
            sheet, mapping, first_row, convert=convert, step=step
        )
        words = _("{new} mục mới, {changed} mục thay đổi, {same} mục đã có như vậy")
        return Checked(
            good=len(found.agencies),
            words=words.format(new=found.added, changed=found.changed, same=found.same),
            problems=found.problems,
            passed_over=found.passed_over,
            old_text=found.old_text,
            bring_in=lambda report: self._bring_in(name, found, report),
            advice=found.advice,
        )

    def undo(self, import_id: str, step: Step) -> str:
        """Take an import back; says what was done."""
        back, left = self._desk.import_directory.undo(import_id, self._desk.person)
        step(back)
        words = _("Đã hoàn tác {n} mục.").format(n=back)
        if left:
            words += " " + _("{n} mục đã sửa sau đó nên giữ nguyên.").format(n=left)
        return words

    def earlier(self) -> tuple[Sequence[Earlier], Sequence[Offer]]:
        """The last import, which may be undone."""
        last = self._desk.import_directory.last()
        if last is None:
            return (), ()
        words = _("{day} · {name} · {new} mục mới, {changed} mục thay đổi").format(
            day=f"{last.at:%d/%m/%Y}", name=last.name, new=last.added, changed=last.changed
        )
        return [Earlier(last.import_id, words, True)], ()

    def _bring_in(self, name: str, found: CheckedDirectory, step: Step) -> Done:
        done = self._desk.import_directory(name, found, self._desk.person, step)
        words = _("Đã nhập «{name}»: {new} mục mới, {changed} mục thay đổi.")
        return Done(done.import_id, words.format(name=name, new=done.added, changed=done.changed))
