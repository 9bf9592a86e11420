"""Quyền xem, thay thế khi vắng: who sees which register, and who acts for whom."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.access import REGISTER_NAMES, Register, Substitution
from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.people import ROLE_NAMES, Role
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, button, rule, scrolled, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.settings.access_presenter import AccessFacts, AccessPresenter
from clerkdesk.ui.shell.workplaces import Shell


class AccessPage(QWidget):
    """A row an account, a box a register; beside it the substitutions."""

    def __init__(self, presenter: AccessPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter = presenter
        self._people = _CardWithRows(_("Sổ mà tài khoản được xem"))
        self._away = _CardWithRows(_("Người thay khi vắng"))
        self._form: FieldForm | None = None
        self._form_card = Card(_("Cử người thay"))
        advice = text_label(
            _(
                "Người thay đăng nhập bằng tài khoản của mình, được làm việc của người vắng trong những"
                " ngày này; lịch sử ghi tên người thay."
            ),
            "small",
        )
        advice.setWordWrap(True)
        self._form_card.body.addWidget(advice)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self._away)
        right.addWidget(self._form_card)
        right.addStretch(1)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GAP)
        across.addWidget(self._people, 3, Qt.AlignmentFlag.AlignTop)
        across.addLayout(right, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inner))
        presenter.changed.connect(self._show)
        presenter.problems_found.connect(self._show_problems)
        presenter.said.connect(lambda words: shell.show_notice(words))
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read both lists again."""
        self._presenter.refresh()

    def _show(self, facts: AccessFacts) -> None:
        self._show_people(facts)
        self._show_substitutions(facts)
        if self._form is None:
            self._build_form(facts)

    def _show_people(self, facts: AccessFacts) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        row = 0
        for person in facts.people:
            if person.roles == {Role.ADMIN}:
                continue
            found = facts.rules.get(person.login)
            roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(person.roles))
            grid.addWidget(text_label(person.full_name, "heading"), row, 0, 1, 3)
            grid.addWidget(text_label(roles, "muted"), row, 3)
            fixed = Role.CLERK in person.roles
            for number, register in enumerate(Register):
                box = QCheckBox(_(REGISTER_NAMES[register]))
                box.setChecked(found is None or register not in found.hidden)
                box.setEnabled(self._presenter.allowed and not fixed)
                box.setAccessibleName(f"{person.full_name}: {_(REGISTER_NAMES[register])}")
                box.clicked.connect(partial(self._presenter.let_see, person.login, register))
                grid.addWidget(box, row + 1 + number // 4, number % 4)
            given = QCheckBox(_("Văn bản đến: chỉ văn bản được giao"))
            given.setChecked(found is not None and found.only_given)
            given.setEnabled(self._presenter.allowed and not fixed)
            given.clicked.connect(partial(self._presenter.only_given, person.login))
            grid.addWidget(given, row + 3, 0, 1, 4)
            grid.addWidget(rule(), row + 4, 0, 1, 4)
            row += 5
        self._people.show_rows([holder])

    def _show_substitutions(self, facts: AccessFacts) -> None:
        names = {person.login: person.full_name for person in facts.people}
        rows = [self._substitution_row(one, names, facts) for one in facts.substitutions]
        self._away.show_rows(rows or [text_label(_("Chưa có ai vắng."), "muted")])

    def _substitution_row(
        self, one: Substitution, names: dict[str, str], facts: AccessFacts
    ) -> QWidget:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        text = text_label(
            _("{deputy} thay {absent}\n{first} – {last} · {reason}").format(
                deputy=names.get(one.deputy, one.deputy),
                absent=names.get(one.absent, one.absent),
                first=shown(one.first),
                last=shown(one.last),
                reason=one.reason,
            )
        )
        text.setWordWrap(True)
        across.addWidget(text, 1)
        if one.last >= facts.today:
            end = button(_("Kết thúc"), lambda: self._presenter.end(one))
            end.setEnabled(self._presenter.may_end(one))
            across.addWidget(end)
        else:
            across.addWidget(text_label(_("Đã hết"), "muted"))
        return holder

    def _build_form(self, facts: AccessFacts) -> None:
        choices = {p.login: p.full_name for p in facts.people if p.roles != {Role.ADMIN}}
        self._form = FieldForm(
            (
                Field(
                    "absent", N_("Người vắng"), Kind.CHOICE, required=True, choices=choices, width=6
                ),
                Field(
                    "deputy", N_("Người thay"), Kind.CHOICE, required=True, choices=choices, width=6
                ),
                Field("first", N_("Từ ngày"), Kind.DATE, required=True, width=6),
                Field("last", N_("Đến hết ngày"), Kind.DATE, required=True, width=6),
                Field("reason", N_("Lý do, văn bản"), Kind.TEXT, required=True, max_length=200),
            ),
            today=facts.today,
        )
        self._form.set_values({"first": facts.today})
        self._form_card.body.addWidget(self._form)
        form = self._form
        self._form_card.body.addWidget(
            button(
                _("Cử người thay"),
                lambda: self._presenter.substitute(form.fields, form.values()),
                primary=True,
            )
        )

    def _show_problems(self, problems: dict[str, str]) -> None:
        if self._form is not None:
            self._form.show_problems(problems)


class _CardWithRows(Card):
    """A card whose rows are made anew."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._rows: list[QWidget] = []

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Put these rows in the place of those before."""
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = list(rows)
        for row in self._rows:
            self.body.addWidget(row)
