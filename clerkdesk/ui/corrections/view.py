"""Sửa mục đã vào sổ: the entry's fields, the reason of a correction act, and what was corrected before."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import Card, Note, scrolled, text_label
from clerkdesk.ui.corrections.lines import CorrectionLines
from clerkdesk.ui.corrections.presenter import CorrectionPresenter, Entry, legal, ordinary
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State

_LEGAL = N_("Đính chính (giá trị cũ được giữ lại, gạch ngang)")
_ORDINARY = N_("Sửa thường (có lịch sử, hoàn tác được)")


class CorrectionView(QWidget):
    """`left` comes with the entry as it reads now, or None when given up."""

    left = Signal(object)

    def __init__(self, presenter: CorrectionPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter = presenter
        presenter.setParent(self)
        self._shell = shell
        self._document: Entry | None = None
        self._header = PageHeader(_("Sửa mục đã vào sổ"))
        self._header.add_button(_("Hủy"), lambda: self.left.emit(None), key="Escape")
        save = self._header.add_button(_("Lưu"), self._save, key="Ctrl+Return", primary=True)
        save.setObjectName("save-correction")
        self.note = Note(
            _(
                "Số không bao giờ sửa. Các ô ở nhóm trên chỉ sửa bằng đính chính có lý do: giá trị cũ "
                "vẫn đọc được trên màn hình và trong sổ in."
            ),
            State.NEUTRAL,
        )
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.reason.setPlaceholderText(_("Ví dụ: gõ nhầm ký hiệu so với văn bản giấy"))
        self.reason.setAccessibleName(_("Lý do đính chính"))
        self._reason_problem = text_label("", "problem")
        self._reason_problem.hide()
        self.before = CorrectionLines()
        self.form = FieldForm(())
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.addWidget(self.form)
        self._column.addStretch(1)
        card = Card()
        card.body.addWidget(self.note)
        card.body.addWidget(text_label(_("Lý do đính chính"), "label"))
        card.body.addWidget(self.reason)
        card.body.addWidget(self._reason_problem)
        card.body.addWidget(self.before)
        card.body.addWidget(scrolled(self._inner), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addWidget(card, 1)
        presenter.problems_found.connect(self._show_problems)
        presenter.failed.connect(shell.show_error)
        presenter.saved.connect(self._saved)
        presenter.edited.connect(self._edited)

    def open(self, document: Entry) -> None:
        """Show an entry to be corrected."""
        self._document = document
        number = (
            _("Số đến {number}").format(number=document.shown_number)
            if isinstance(document, Incoming)
            else document.code
        )
        self._header.set_chips((number, State.ACCENT))
        fields = tuple(replace(f, group=_LEGAL, read_only=False) for f in legal(document))
        fields += tuple(replace(f, group=_ORDINARY) for f in ordinary(document))
        old, self.form = self.form, FieldForm(fields)
        self._column.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        self.form.set_values(self._presenter.values_of(document))
        self.reason.clear()
        self._reason_problem.hide()
        self.before.show_document(document)
        self.form.focus_first()

    def _save(self) -> None:
        document = self._document
        if document is None:
            return
        self._shell.clear_notice()
        values, reason = self.form.values(), self.reason.text().strip()
        if self._presenter.is_legal_change(document, values) and not reason:
            self._show_problems({"reason": _("Chưa nhập lý do đính chính.")})
            self.reason.setFocus()
            return
        self._presenter.save(document, values, reason)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        self.form.show_problems({n: said for n, said in problems.items() if n != "reason"})
        self._reason_problem.setText(problems.get("reason", ""))
        self._reason_problem.setVisible("reason" in problems)

    def _saved(self, document: Incoming | Outgoing) -> None:
        self.left.emit(document)

    def _edited(self, document: Entry, before: Mapping[str, str]) -> None:
        self._shell.show_notice(
            _("Đã sửa thông tin của mục đã vào sổ."),
            State.GOOD,
            action=_("Hoàn tác"),
            pressed=lambda: self._presenter.undo(
                document, before, lambda: self.left.emit(document)
            ),
        )
