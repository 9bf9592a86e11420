"""Định dạng tệp được nhận, and how the office wants to be reminded."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.allowed_formats import FileFormat
from clerkdesk.domain.texts import _
from clerkdesk.services.notice_rules import NoticeRules
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, button, scrolled, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.settings.formats_presenter import FileAndNoticeRules, FormatsPresenter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State
from clerkdesk.ui.turning_row import TurningRow

_WRONG_MINUTES = -1
_BESIDE, _LIST_HEIGHT = 780, 320


class FormatsPage(QWidget):
    """The list, the form of its line, and the minutes; Ctrl+Z takes the last change back."""

    def __init__(self, presenter: FormatsPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._chosen: FileFormat | None = None
        self.table = RegisterTable[FileFormat](
            _columns(), memory=memory, memory_key="formats", empty=_("Danh mục trống.")
        )
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(presenter.switch)
        left = Card(_("Định dạng được nhận · TT 39/2017/TT-BTTTT"))
        left.body.addWidget(self.table, 1)
        self.block = QCheckBox(_("Chặn tệp ngoài danh mục (bỏ dấu: chỉ cảnh báo)"))
        self.block.setObjectName("block-formats")
        self.block.clicked.connect(presenter.block)
        presenter.block_refused.connect(self.block.setChecked)
        left.body.addWidget(self.block)
        advice = text_label(
            _("Chương trình, tập lệnh và tên tệp giả dạng luôn bị từ chối, dù danh mục ghi gì."),
            "small",
        )
        advice.setWordWrap(True)
        left.body.addWidget(advice)
        left.setMinimumHeight(_LIST_HEIGHT)
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.GAP)
        right.addWidget(self._line_card())
        right.addWidget(self._notice_card())
        right.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(TurningRow((left, 3), (beside, 2), least=_BESIDE)))
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(presenter.undo)
        for widget in (*self._acts, self.block, self.sound, self.progress):
            widget.setEnabled(presenter.allowed)
        for box in (self.name, self.extensions, self.types, self.magic, self.remind, self.late):
            box.setReadOnly(not presenter.allowed)
        presenter.changed.connect(self._show)
        presenter.said.connect(self._say)
        presenter.problem_found.connect(self._show_problem)
        presenter.notice_problem_found.connect(self._show_notice_problem)
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read the rules again."""
        self._presenter.refresh()

    def _line_card(self) -> Card:
        card = Card(_("Dòng đang chọn"))
        self.name, self.extensions, self.types, self.magic = (QLineEdit() for _box in range(4))
        self.extensions.setPlaceholderText("pdf, docx")
        self.types.setPlaceholderText("application/pdf")
        self.magic.setPlaceholderText("25 50 44 46")
        self._fields(
            card,
            (_("Tên"), self.name),
            (_("Đuôi tệp"), self.extensions),
            (_("Kiểu nội dung"), self.types),
            (_("Byte đầu (hệ 16)"), self.magic),
        )
        self.problem = text_label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        card.body.addWidget(self.problem)
        row = WrappingRow(6)
        add = button(_("Thêm mới"), self._new, key="Ctrl+N")
        remove = button(_("Bỏ"), self._remove)
        self.switch = button(_("Cho phép / không"), self._switch)
        save = button(_("Lưu"), self._keep, key="Ctrl+Return", primary=True)
        save.setObjectName("save-format")
        self._acts = [add, remove, self.switch, save]
        for made in (add, remove, self.switch):
            row.add(made)
        row.end.addWidget(save)
        card.body.addWidget(row)
        return card

    def _notice_card(self) -> Card:
        card = Card(_("Nhắc việc và thông báo"))
        self.remind, self.late = QLineEdit(), QLineEdit()
        self._fields(
            card,
            (_("Nhắc kiểm tra hộp đến sau (phút, 0: không nhắc)"), self.remind),
            (_("Thông báo tiếp nhận là chậm sau (phút)"), self.late),
        )
        self.sound = QCheckBox(_("Kêu tiếng khi có văn bản hỏa tốc"))
        self.progress = QCheckBox(_("Báo tiến độ xử lý cho nơi gửi (trạng thái 04, 05, 06)"))
        self.notice_problem = text_label("", "problem")
        self.notice_problem.setWordWrap(True)
        self.notice_problem.hide()
        save = button(_("Lưu cách nhắc việc"), self._keep_notices, primary=True)
        save.setObjectName("save-notices")
        self._acts.append(save)
        advice = text_label(
            _(
                "Khẩn báo ngay khi đến; hỏa tốc nhắc mỗi phút đến khi bấm «Đã biết», kể cả ngoài giờ. "
                "Việc thường chỉ báo trong giờ hành chính."
            ),
            "small",
        )
        advice.setWordWrap(True)
        for widget in (self.sound, self.progress, advice, self.notice_problem, save):
            card.body.addWidget(widget)
        return card

    def _fields(self, card: Card, *fields: tuple[str, QLineEdit]) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for row, (words, box) in enumerate(fields):
            label = text_label(words, "label")
            label.setBuddy(box)
            label.setWordWrap(True)
            box.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        card.body.addLayout(grid)

    def _show(self, rules: FileAndNoticeRules) -> None:
        chosen = self._chosen.name if self._chosen is not None else ""
        self.table.set_rows(list(rules.formats.formats), choose=lambda line: line.name == chosen)
        self.block.setChecked(rules.formats.block)
        self.remind.setText(str(rules.notices.remind_minutes))
        self.late.setText(str(rules.notices.late_minutes))
        self.sound.setChecked(rules.notices.sound)
        self.progress.setChecked(rules.notices.tell_progress)

    def _choose(self, line: FileFormat | None) -> None:
        if line is None:
            return
        self._chosen = line
        self.name.setText(_(line.name))
        self.extensions.setText(", ".join(line.extensions))
        self.types.setText(", ".join(line.media_types))
        self.magic.setText(", ".join(line.magic))
        self._show_problem("")

    def _new(self) -> None:
        self.table.view.clearSelection()
        self._chosen = None
        for box in (self.name, self.extensions, self.types, self.magic):
            box.clear()
        self.name.setFocus()

    def _remove(self) -> None:
        if self._chosen is not None:
            self._presenter.remove(self._chosen)

    def _switch(self) -> None:
        if self._chosen is not None:
            self._presenter.switch(self._chosen)

    def _keep(self) -> None:
        line = FileFormat(
            name=self.name.text().strip(),
            extensions=tuple(word.lstrip(".").lower() for word in _parts(self.extensions.text())),
            media_types=_parts(self.types.text()),
            magic=_parts(self.magic.text()),
            allowed=self._chosen.allowed if self._chosen is not None else True,
        )
        old, self._chosen = self._chosen, line
        self._presenter.put(old, line)

    def _keep_notices(self) -> None:
        remind, late = (_minutes(box.text()) for box in (self.remind, self.late))
        if _WRONG_MINUTES in (remind, late):
            self._show_notice_problem(_("Số phút là số nguyên, từ 0 đến 1440."))
            return
        self._presenter.put_notices(
            NoticeRules(remind, late, self.sound.isChecked(), self.progress.isChecked())
        )

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _show_notice_problem(self, sentence: str) -> None:
        self.notice_problem.setText(sentence)
        self.notice_problem.setVisible(bool(sentence))

    def _say(self, words: str) -> None:
        if self._presenter.can_undo():
            self._shell.show_notice(words, action=_("Hoàn tác"), pressed=self._presenter.undo)
        else:
            self._shell.show_notice(words)


def _columns() -> tuple[Column[FileFormat], ...]:
    return (
        Column("name", _("ĐỊNH DẠNG"), 170, lambda line: _(line.name), stretches=True),
        Column("extensions", _("ĐUÔI TỆP"), 132, lambda line: ", ".join(line.extensions)),
        Column(
            "allowed",
            _("ĐƯỢC NHẬN"),
            118,
            lambda line: _("Được nhận") if line.allowed else _("Không"),
            Look.BADGE,
            state=lambda line: State.GOOD if line.allowed else State.NEUTRAL,
        ),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


def _minutes(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 6 else _WRONG_MINUTES
