"""The third screen of an import: what comes in, and every row that cannot, with its reason."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.legacy_text import ENCODING_NAMES
from clerkdesk.domain.table_cells import read_text
from clerkdesk.domain.table_rows import RowProblem
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, Note, NumberTile, button
from clerkdesk.ui.importing.presenter import ImportPresenter
from clerkdesk.ui.importing.task import Checked
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_SHOWN_CELLS = 6


class ResultStep(QWidget):
    """Nothing is stored before «Nhập» is pressed."""

    def __init__(self, presenter: ImportPresenter, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self.good = NumberTile(_("dòng nhập được"), State.GOOD)
        self.bad = NumberTile(_("dòng lỗi, không nhập"), State.BAD)
        self.passed = NumberTile(_("dòng bỏ qua (tiêu đề, tháng)"), State.NEUTRAL)
        tiles = QHBoxLayout()
        tiles.setSpacing(10)
        for tile in (self.good, self.bad, self.passed):
            tiles.addWidget(tile, 1)
        self.words = Note(state=State.ACCENT)
        self.old_text = Note(state=State.WARN)
        self.convert = QCheckBox(_("Đổi chữ phông cũ sang Unicode khi nhập"))
        self.convert.setObjectName("import-convert")
        self.convert.setChecked(True)
        self.convert.clicked.connect(self._set_convert)
        self.table = RegisterTable[RowProblem](
            [
                Column("row", _("DÒNG"), 64, lambda p: str(p.row), Look.NUMBER),
                Column("reason", _("LÝ DO"), 420, lambda p: p.reason, Look.SUMMARY, tooltip=_whole),
                Column("cells", _("NỘI DUNG DÒNG"), 300, _cells, Look.SUMMARY, stretches=True),
            ],
            memory=memory,
            memory_key="import-problems",
            empty=_("Mọi dòng đều nhập được."),
        )
        self.bring_in = button("", presenter.bring_in, key="Ctrl+Return", primary=True)
        self.export = button(_("Xuất dòng lỗi ra Excel"), self._export)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(button(_("Quay lại chọn cột"), presenter.back_to_columns))
        row.addStretch(1)
        row.addWidget(self.export)
        row.addWidget(self.bring_in)
        card = Card(_("Dòng lỗi"))
        card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addLayout(tiles)
        layout.addWidget(self.words)
        layout.addWidget(self.old_text)
        layout.addWidget(self.convert)
        layout.addWidget(card, 1)
        self.setFocusProxy(self.bring_in)

    def show_checked(self, checked: Checked) -> None:
        """Show what the check has found."""
        self.good.show_number(_grouped(checked.good))
        self.bad.show_number(len(checked.problems))
        self.passed.show_number(checked.passed_over)
        self.words.show_state(checked.words, State.ACCENT)
        self.words.setVisible(bool(checked.words))
        self._show_old_text(checked)
        self.table.set_rows([*checked.problems, *checked.advice])
        words = _("Nhập {n} dòng").format(n=_grouped(checked.good))
        if checked.problems:
            words = _("Nhập {n} dòng, bỏ {m} dòng lỗi").format(
                n=_grouped(checked.good), m=len(checked.problems)
            )
        self.bring_in.setText(f"{words}  Ctrl+↵")
        self.bring_in.setAccessibleName(words)
        self.bring_in.setEnabled(checked.good > 0)
        self.export.setVisible(bool(checked.problems))

    def _show_old_text(self, checked: Checked) -> None:
        old = checked.old_text
        self.old_text.setVisible(old is not None)
        self.convert.setVisible(old is not None)
        self.convert.setChecked(self._presenter.convert)
        if old is not None:
            words = _("Tệp dùng phông cũ ({encoding}): «{example}» đổi thành «{converted}».")
            self.old_text.show_state(
                words.format(
                    encoding=_(ENCODING_NAMES[old.encoding]),
                    example=old.example,
                    converted=old.converted,
                ),
                State.WARN,
            )

    def _set_convert(self, convert: bool) -> None:
        self._presenter.convert = convert
        self._presenter.check()

    def _export(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất các dòng lỗi"), "dong-loi.xlsx", "Excel (*.xlsx)"
        )
        if name:
            self._presenter.export_errors(Path(name))


def _whole(problem: RowProblem) -> str:
    return problem.reason


def _cells(problem: RowProblem) -> str:
    texts = [read_text(cell) for cell in problem.source]
    return " · ".join([text for text in texts if text][:_SHOWN_CELLS])


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
