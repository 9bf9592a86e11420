"""Nhóm chuyển, thời hạn: to whom documents go by one name, and how many days are proposed."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, button, scrolled, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.settings.forwarding_presenter import (
    DAYS_FORM,
    GROUP_FORM,
    ForwardingFacts,
    ForwardingPresenter,
    Group,
)
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.turning_row import TurningRow

_BESIDE, _LIST_HEIGHT = 760, 240


class ForwardingPage(QWidget):
    """Ctrl+N starts a group, Ctrl+Enter keeps it, Esc puts back what was typed, Ctrl+Z the last
    change."""

    def __init__(self, presenter: ForwardingPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._chosen = ""
        self._facts = ForwardingFacts((), presenter.usual_days(), ())
        self.table = RegisterTable[Group](
            _columns(),
            memory=memory,
            memory_key="forwarding-groups",
            empty=_("Chưa có nhóm nào.\nĐặt tên nhóm, bộ phận để chuyển một lần cho nhiều người."),
            empty_button=_("Thêm nhóm"),
        )
        self.table.setMinimumHeight(_LIST_HEIGHT)
        self.table.empty_action.connect(self._new)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(self._edit)
        self.form = FieldForm(GROUP_FORM, placeholders={"members": _("Gõ tên, dấu phẩy ở giữa")})
        self.days = FieldForm(DAYS_FORM)
        beside = QWidget()
        down = QVBoxLayout(beside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.GAP)
        down.addWidget(self._group_card())
        down.addWidget(self._days_card())
        down.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(TurningRow((self.table, 5), (beside, 4), least=_BESIDE)))
        self.setFocusProxy(self.table)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(presenter.undo)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._put_back)
        for form in (self.form, self.days):
            form.set_read_only(not presenter.allowed)
        presenter.changed.connect(self._show)
        presenter.said.connect(self._say)
        presenter.problems_found.connect(self._show_problems)
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read again."""
        self._presenter.refresh()

    def _group_card(self) -> Card:
        card = Card(_("Nhóm"))
        self.remove = button(_("Bỏ nhóm"), self._take_out)
        self.add = button(_("Thêm nhóm"), self._new, key="Ctrl+N")
        self.save = button(_("Lưu"), self._keep, key="Ctrl+Return", primary=True)
        self.save.setObjectName("save-group")
        row = WrappingRow(6)
        row.add(self.remove)
        row.add(self.add)
        row.end.addWidget(self.save)
        advice = text_label(
            _("Văn bản đã chuyển cho một nhóm vẫn ghi tên nhóm lúc chuyển, dù sau đó đổi tên."),
            "small",
        )
        advice.setWordWrap(True)
        for widget in (self.form, advice, row):
            card.body.addWidget(widget)
        for made in (self.add, self.save):
            made.setEnabled(self._presenter.allowed)
        return card

    def _days_card(self) -> Card:
        card = Card(_("Thời hạn thường dùng, ngày làm việc"))
        advice = text_label(
            _(
                "Hạn giải quyết được đề nghị khi chuyển, đếm từ ngày chuyển; 0 là trong ngày. "
                "Ghi theo quy chế làm việc của đơn vị (Nghị định 30, Điều 24)."
            ),
            "small",
        )
        advice.setWordWrap(True)
        self.save_days = button(
            _("Lưu thời hạn"), lambda: self._presenter.put_days(self.days.values()), primary=True
        )
        self.save_days.setObjectName("save-days")
        self.save_days.setEnabled(self._presenter.allowed)
        for widget in (self.days, advice, self.save_days):
            card.body.addWidget(widget)
        return card

    def _show(self, facts: ForwardingFacts, chosen: str) -> None:
        self._facts = facts
        self.form.set_suggestions("members", facts.people)
        wanted = chosen or self._chosen
        self.table.set_rows(facts.groups, choose=lambda group: group.name == wanted)
        if not facts.groups:
            self._new()
        self._show_days()

    def _show_days(self) -> None:
        self.days.set_values({u.name.lower(): self._facts.days.get(u) for u in Urgency})

    def _choose(self, group: Group | None) -> None:
        self._chosen = group.name if group else ""
        self.form.show_problems({})
        self.form.set_values(
            {"group": group.name if group else "", "members": group.members if group else ""}
        )
        self.remove.setEnabled(group is not None and self._presenter.allowed)

    def _new(self) -> None:
        self.table.view.clearSelection()
        self._choose(None)
        if self.isVisible():
            self.form.focus_field("group")

    def _edit(self, _group: Group) -> None:
        self.form.focus_field("members")

    def _put_back(self) -> None:
        self._choose(self.table.chosen())
        self.days.show_problems({})
        self._show_days()
        self.table.setFocus()

    def _keep(self) -> None:
        """Keep the form that has the cursor."""
        focused = self.focusWidget()
        if focused is not None and self.days.isAncestorOf(focused):
            self._presenter.put_days(self.days.values())
            return
        self._presenter.put_group(self._chosen, self.form.values())

    def _take_out(self) -> None:
        if self._chosen:
            self._presenter.remove_group(self._chosen)

    def _show_problems(self, problems: dict[str, str]) -> None:
        own = {field.name for field in GROUP_FORM}
        self.form.show_problems({n: words for n, words in problems.items() if n in own})
        self.days.show_problems({n: words for n, words in problems.items() if n not in own})

    def _say(self, words: str) -> None:
        if self._presenter.can_undo():
            self._shell.show_notice(words, action=_("Hoàn tác"), pressed=self._presenter.undo)
        else:
            self._shell.show_notice(words)


def _columns() -> list[Column[Group]]:
    return [
        Column("name", _("NHÓM, BỘ PHẬN"), 170, lambda g: g.name, Look.SUMMARY),
        Column(
            "members",
            _("NGƯỜI TRONG NHÓM"),
            220,
            lambda g: g.members or _("chưa có ai"),
            Look.SUMMARY,
            tooltip=lambda g: g.members,
            stretches=True,
        ),
        Column("count", _("SỐ NGƯỜI"), 80, lambda g: str(g.count), right=True),
    ]
