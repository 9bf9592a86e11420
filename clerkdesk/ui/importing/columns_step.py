"""The second screen of an import: the first rows of the table, and over each column its field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.table_cells import read_text
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, text_label
from clerkdesk.ui.importing.presenter import Columns, ImportPresenter
from clerkdesk.ui.theme import State

_SAMPLE_ROWS = 9
_WIDTH = 148
_WIDTHS = {"subject": 320, "name": 280, "issuing_org": 200, "arrival_number": 104}


class ColumnsStep(QWidget):
    """`checked` is wanted when the columns are right; `other_file` starts again."""

    other_file = Signal()

    def __init__(self, presenter: ImportPresenter, this_year: int) -> None:
        super().__init__()
        self._presenter = presenter
        self.boxes: list[ChoiceBox] = []
        self.note = Note(state=State.WARN)
        self.sheet = ChoiceBox()
        self.sheet.setAccessibleName(_("Trang tính"))
        self.sheet.activated.connect(presenter.choose_sheet)
        self.year = ChoiceBox()
        self.year.setAccessibleName(_("Năm của sổ"))
        self.year.addItem(_("Năm của sổ: theo ngày trong tệp"), None)
        for year in range(this_year, this_year - 30, -1):
            self.year.addItem(_("Năm của sổ: {year}").format(year=year), year)
        self.year.currentIndexChanged.connect(lambda _index: self._set_year())
        if not presenter.task.asks_year:
            self.year.hide()
        self.count = text_label("", "muted")
        self.table = QTableWidget()
        self.table.setObjectName("import-columns")
        self.table.setAccessibleName(_("Các cột của tệp"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across = self.table.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.next = button(_("Kiểm tra"), presenter.check, key="Ctrl+Return", primary=True)
        choices = QHBoxLayout()
        choices.setSpacing(10)
        for widget in (self.sheet, self.year, self.count):
            choices.addWidget(widget)
        choices.addStretch(1)
        choices.addWidget(button(_("Chọn tệp khác"), self.other_file.emit))
        choices.addWidget(self.next)
        card = Card(_("Mỗi cột là ô nào của sổ?"))
        card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(choices)
        layout.addWidget(self.note)
        layout.addWidget(card, 1)
        self.setFocusProxy(self.next)

    def show_columns(self, columns: Columns) -> None:
        """Show the first rows with a choice over each column."""
        self.sheet.clear()
        for title in columns.sheets:
            self.sheet.addItem(_("Trang «{title}»").format(title=title))
        self.sheet.setCurrentIndex(columns.chosen)
        self.sheet.setVisible(len(columns.sheets) > 1)
        self.count.setText(_("{n} dòng dữ liệu").format(n=columns.data_rows))
        titles, first = columns.headings.titles, columns.headings.first_data_row
        sample = columns.sheet.rows[first : first + _SAMPLE_ROWS]
        width = max([len(titles), *(len(row) for row in sample)])
        self.table.clear()
        self.table.setColumnCount(width)
        self.table.setRowCount(len(sample) + 1)
        self.table.setHorizontalHeaderLabels(
            [titles[n] if n < len(titles) and titles[n] else "–" for n in range(width)]
        )
        self.table.setVerticalHeaderLabels(["", *(str(first + n + 1) for n in range(len(sample)))])
        self.boxes = []
        for column in range(width):
            box = self._box(column)
            self.boxes.append(box)
            self.table.setCellWidget(0, column, box)
            name = columns.mapping.get(column, "")
            self.table.setColumnWidth(column, _WIDTHS.get(name, _WIDTH))
            for number, row in enumerate(sample, start=1):
                text = read_text(row[column]) if column < len(row) else ""
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        self.table.setRowHeight(0, 34)
        self._show_boxes()

    def _box(self, column: int) -> ChoiceBox:
        box = ChoiceBox()
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setAccessibleName(_("Cột {n} là").format(n=column + 1))
        box.addItem(_("(bỏ qua)"), "")
        for target in self._presenter.targets:
            box.addItem(_(target.label), target.name)
        box.activated.connect(lambda _index: self._chosen(column))
        return box

    def _chosen(self, column: int) -> None:
        self._presenter.set_column(column, str(self.boxes[column].currentData()))
        self._show_boxes()

    def _show_boxes(self) -> None:
        mapping = self._presenter.mapping()
        for column, box in enumerate(self.boxes):
            box.setCurrentIndex(max(box.findData(mapping.get(column, "")), 0))
        lacking = self._presenter.lacking()
        words = _("Còn thiếu cột: {labels}. Chọn ở hàng trên cùng của bảng.")
        self.note.show_state(words.format(labels=", ".join(lacking)), State.WARN)
        self.note.setVisible(bool(lacking))
        self.next.setEnabled(not lacking)

    def _set_year(self) -> None:
        chosen = self.year.currentData()
        self._presenter.year = chosen if isinstance(chosen, int) else None
