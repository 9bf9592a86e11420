"""Cơ quan ban hành: the letterheads of this desk, each with its abbreviation, seal, series and book."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.issuers import SEAL, Issuer
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import Card, ChoiceBox, button, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.numbers.beside import lay_beside
from clerkdesk.ui.numbers.presenter import NumberFacts, NumbersPresenter
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable

ISSUER = (
    Field(
        "name", N_("Cơ quan ban hành (như trên tiêu đề)"), Kind.TEXT, required=True, max_length=200
    ),
    Field(
        "notation", N_("Viết tắt trong ký hiệu"), Kind.TEXT, required=True, max_length=20, width=6
    ),
    Field("code", N_("Mã định danh (nếu có)"), Kind.TEXT, max_length=50, width=6),
)


class IssuersFace(QWidget):
    """The list at the left; a new one, and the seal of the chosen one, at the right."""

    def __init__(self, presenter: NumbersPresenter, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._facts: NumberFacts | None = None
        self._issuer: Issuer | None = None
        self.table = RegisterTable[Issuer](
            self._columns(), memory=memory, memory_key="issuers", empty=""
        )
        self.table.row_chosen.connect(self._show_issuer)
        lay_beside(self, self.table, self._chosen_card(), self._new_card())
        presenter.facts_changed.connect(self._show)
        presenter.problems_found.connect(self.form.show_problems)

    def _columns(self) -> list[Column[Issuer]]:
        return [
            Column(
                "name",
                _("CƠ QUAN BAN HÀNH"),
                320,
                lambda issuer: issuer.name,
                second=_kind,
                stretches=True,
            ),
            Column("notation", _("VIẾT TẮT"), 120, lambda issuer: issuer.notation, Look.NUMBER),
            Column("series", _("LOẠT SỐ"), 80, self._count),
            Column("code", _("MÃ ĐỊNH DANH"), 150, lambda issuer: issuer.code),
        ]

    def _chosen_card(self) -> Card:
        card = Card()
        self._name = text_label("", "heading")
        self._name.setWordWrap(True)
        self._detail = text_label("", "muted")
        self._detail.setWordWrap(True)
        self.seal_button = button(_("Chọn hình con dấu…"), self._choose_seal)
        self.drop_button = button(_("Bỏ khỏi danh sách"), self._drop)
        self.drop_button.setObjectName("drop-issuer")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.seal_button)
        row.addWidget(self.drop_button)
        row.addStretch(1)
        card.body.addWidget(self._name)
        card.body.addWidget(self._detail)
        card.body.addLayout(row)
        return card

    def _new_card(self) -> Card:
        card = Card(_("Thêm cơ quan ban hành"))
        self.form = FieldForm(ISSUER)
        self.kind = ChoiceBox()
        self.kind.setAccessibleName(_("Loại"))
        self.kind.addItem(_("Cơ quan có con dấu riêng (HĐND)"), False)
        self.kind.addItem(_("Hội đồng, ban dùng con dấu của đơn vị"), True)
        self.own_book = QCheckBox(_("Có sổ văn bản đến riêng"))
        self.add_button = button(_("Thêm cùng loạt số riêng"), self._add, primary=True)
        self.add_button.setObjectName("add-issuer")
        card.body.addWidget(self.form)
        for widget in (self.kind, self.own_book, self.add_button):
            card.body.addWidget(widget)
        for each in (self.form, self.kind, self.own_book, self.add_button):
            each.setEnabled(self._presenter.may_change)
        self._presenter.changed.connect(lambda _words, _undo: self.form.clear())
        return card

    def _show(self, facts: NumberFacts) -> None:
        self._facts = facts
        wanted = self._issuer.issuer_id if self._issuer else ""
        self.table.set_rows(facts.issuers, choose=lambda issuer: issuer.issuer_id == wanted)

    def _show_issuer(self, issuer: Issuer | None) -> None:
        self._issuer = issuer
        if issuer is None or self._facts is None:
            return
        self._name.setText(issuer.name)
        book = (
            _("Sổ văn bản đến riêng")
            if issuer.incoming_series != self._facts.issuers[0].incoming_series
            else _("Chung sổ văn bản đến của đơn vị")
        )
        self._detail.setText(f"{_kind(issuer)}\n{book}")
        own = bool(issuer.issuer_id)
        self.drop_button.setVisible(own)
        self.seal_button.setVisible(issuer.seal != SEAL)
        for each in (self.drop_button, self.seal_button):
            each.setEnabled(self._presenter.may_change)

    def _count(self, issuer: Issuer) -> str:
        if self._facts is None:
            return ""
        return str(sum(series.issuer == issuer.issuer_id for series in self._facts.series))

    def _add(self) -> None:
        values = {name: str(value or "") for name, value in self.form.values().items()}
        problems = {f.name: p for f in ISSUER if (p := f.problem(values.get(f.name)))}
        self.form.show_problems(problems)
        if not problems:
            self._presenter.add_issuer(
                values, body=bool(self.kind.currentData()), own_incoming=self.own_book.isChecked()
            )

    def _drop(self) -> None:
        if self._facts is not None and self._issuer is not None:
            self._presenter.drop_issuer(self._facts, self._issuer)

    def _choose_seal(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Chọn hình PNG nền trong suốt"), "", _("Hình PNG (*.png)")
        )
        if name and self._issuer is not None:
            self._presenter.set_seal(self._issuer, Path(name))


def _kind(issuer: Issuer) -> str:
    if not issuer.issuer_id:
        return _("Đơn vị mình")
    return _("Dùng con dấu của đơn vị") if issuer.seal == SEAL else _("Con dấu riêng")
