"""What a list of procedures would bring in, said before it comes in."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from clerkdesk.domain.texts import _
from clerkdesk.services.import_procedures import CheckedProcedures
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.counter.presenter import CounterPresenter
from clerkdesk.ui.theme import State

_SHOWN = 3


class ImportBar(QFrame):
    """Hidden until a file was looked at."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        theme.set_look(self, "soft", State.ACCENT.value)
        self._presenter = presenter
        self._checked: CheckedProcedures | None = None
        self.words = text_label("", "label")
        self.words.setWordWrap(True)
        self.go_on = button(_("Nhập danh mục"), self._bring_in, primary=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.addWidget(self.words, 1)
        row.addWidget(button(_("Thôi"), self.hide, key="Escape"))
        row.addWidget(self.go_on)
        self.hide()
        presenter.checked.connect(self.show_checked)

    def show_checked(self, checked: CheckedProcedures) -> None:
        """Say what would come in and what would not."""
        self._checked = checked
        lines = [
            _("Danh mục thủ tục: {added} mới, {changed} sửa, {same} không đổi.").format(
                added=checked.added, changed=checked.changed, same=checked.same
            )
        ]
        if checked.problems:
            rows = "; ".join(
                _("dòng {row}: {reason}").format(row=problem.row, reason=problem.reason)
                for problem in checked.problems[:_SHOWN]
            )
            words = _("{count} dòng không nhập được: {rows}")
            lines.append(words.format(count=len(checked.problems), rows=rows))
        if checked.old_text is not None:
            lines.append(_("Chữ phông cũ đã được đổi sang Unicode."))
        self.words.setText("\n".join(lines))
        self.go_on.setVisible(bool(checked.procedures))
        self.show()
        self.go_on.setFocus()

    def _bring_in(self) -> None:
        self.hide()
        if self._checked is not None:
            self._presenter.bring_in(self._checked)
