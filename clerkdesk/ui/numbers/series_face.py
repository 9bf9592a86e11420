"""Loạt số: which types share a run of numbers, and the pattern with what it makes."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.series import PATTERN_PARTS, USUAL_PATTERN, Series, pattern_problem
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ui.cards import Card, ChoiceBox, button, scrolled, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.numbers import words
from clerkdesk.ui.numbers.beside import lay_beside
from clerkdesk.ui.numbers.presenter import NumberFacts, NumbersPresenter
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable


class SeriesFace(QWidget):
    """The list at the left, the chosen one to be changed at the right."""

    def __init__(self, presenter: NumbersPresenter, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._facts: NumberFacts | None = None
        self._old: Series | None = None
        self._draft = Series("", "", frozenset(), USUAL_PATTERN)
        self._adding = False
        self.table = RegisterTable[Series](
            self._columns(), memory=memory, memory_key="series", empty=_("Chưa có loạt số nào.")
        )
        self.table.row_chosen.connect(self._edit)
        lay_beside(self, self.table, self._editor(), self._units_card())
        presenter.facts_changed.connect(self._show)
        presenter.problems_found.connect(self._show_problems)

    def add(self) -> None:
        """Begin a new series."""
        facts = self._facts
        if facts is None or not self._presenter.may_change:
            return
        self._adding = True
        issuer = facts.issuers[0].issuer_id
        self._old = None
        self._fill(
            Series(self._presenter.new_series_id(facts, issuer), "", frozenset(), USUAL_PATTERN)
        )
        self.title.setFocus()

    def _columns(self) -> list[Column[Series]]:
        return [
            Column(
                "title",
                _("LOẠT SỐ"),
                300,
                lambda series: series.title,
                second=words.types_text,
                tooltip=words.types_text,
                stretches=True,
            ),
            Column("issuer", _("CƠ QUAN"), 110, self._notation),
            Column("example", _("VÍ DỤ"), 170, self._example, Look.NUMBER),
        ]

    def _editor(self) -> Card:
        card = Card(_("Loạt số"))
        self.title = QLineEdit()
        self.title.setObjectName("series-title")
        self.issuer = ChoiceBox()
        self.issuer.setAccessibleName(_("Cơ quan ban hành"))
        self.pattern = QLineEdit()
        self.pattern.setObjectName("series-pattern")
        self.pattern.textEdited.connect(lambda _text: self._show_example())
        self.types: dict[str, QCheckBox] = {}
        self._type_list = QVBoxLayout()
        self._type_list.setContentsMargins(0, 0, 0, 0)
        self._type_list.setSpacing(0)
        holder = QWidget()
        holder.setLayout(self._type_list)
        self._type_area = scrolled(holder)
        self._type_area.setAccessibleName(_("Loại văn bản trong loạt số"))
        self._type_area.setFixedHeight(176)
        self.example = text_label("", "number")
        self.example.setObjectName("series-example")
        self._problem = text_label("", "problem")
        self._problem.setWordWrap(True)
        parts = "  ".join(f"{{{name}}} {_(said)}" for name, said in PATTERN_PARTS.items())
        help_ = text_label(parts, "small")
        help_.setWordWrap(True)
        self.save_button = button(_("Lưu loạt số"), self._save, key="Ctrl+Return", primary=True)
        self.save_button.setObjectName("save-series")
        self.drop_button = button(_("Bỏ loạt số"), self._drop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.drop_button)
        row.addWidget(self.save_button, 1)
        for words_, widget in (
            (_("Tên loạt số"), self.title),
            (_("Cơ quan ban hành"), self.issuer),
            (_("Mẫu số, ký hiệu"), self.pattern),
        ):
            label = text_label(words_, "label")
            label.setBuddy(widget)
            card.body.addWidget(label)
            card.body.addWidget(widget)
        card.body.addWidget(help_)
        card.body.addWidget(self.example)
        card.body.addWidget(text_label(_("Loại văn bản (không chọn = mọi loại còn lại)"), "label"))
        card.body.addWidget(self._type_area)
        card.body.addWidget(self._problem)
        card.body.addLayout(row)
        for each in (self.title, self.issuer, self.pattern, self._type_area, self.save_button):
            each.setEnabled(self._presenter.may_change)
        return card

    def _units_card(self) -> Card:
        card = Card(_("Viết tắt bộ phận soạn thảo"))
        advice = text_label(
            _("Mỗi dòng một bộ phận: «Văn phòng = VP». Chưa ghi thì lấy các chữ đầu."), "small"
        )
        advice.setWordWrap(True)
        self.units = QPlainTextEdit()
        self.units.setObjectName("unit-signs")
        self.units.setAccessibleName(_("Viết tắt bộ phận soạn thảo"))
        self.units.setTabChangesFocus(True)
        self.units.setFixedHeight(84)
        self._units_problem = text_label("", "problem")
        self._units_problem.setWordWrap(True)
        self._units_problem.hide()
        save = button(_("Lưu chữ viết tắt"), self._save_units)
        for widget in (advice, self.units, self._units_problem):
            card.body.addWidget(widget)
        card.body.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        for each in (self.units, save):
            each.setEnabled(self._presenter.may_change)
        return card

    def _show(self, facts: NumberFacts) -> None:
        self._facts = facts
        self._adding = False
        wanted = self._old.series_id if self._old else ""
        self.table.set_rows(facts.series, choose=lambda series: series.series_id == wanted)
        if not self.units.hasFocus():
            self.units.setPlainText("\n".join(f"{n} = {s}" for n, s in facts.unit_signs.items()))

    def _edit(self, series: Series | None) -> None:
        if series is None or self._facts is None:
            return
        self._adding = False
        self._old = series
        self._fill(series)

    def _fill(self, series: Series) -> None:
        facts = self._facts
        assert facts is not None  # there is something to edit only after the facts came
        self._draft = series
        self.title.setText(series.title)
        self.pattern.setText(series.pattern)
        self.issuer.clear()
        for issuer in facts.issuers:
            self.issuer.addItem(issuer.name, issuer.issuer_id)
        self.issuer.setCurrentIndex(max(self.issuer.findData(series.issuer), 0))
        self.issuer.setEnabled(self._adding and self._presenter.may_change)
        names = [kind.name for kind in facts.types]
        self._offer_types([*names, *sorted(series.doc_types - set(names))])
        for name, tick in self.types.items():
            tick.setChecked(name in series.doc_types)
        self.drop_button.setEnabled(
            not self._adding and bool(series.doc_types) and self._presenter.may_change
        )
        self._problem.hide()
        self._show_example()

    def _offer_types(self, names: list[str]) -> None:
        if names == list(self.types):
            return
        for tick in self.types.values():
            tick.hide()
            tick.deleteLater()
        self.types = {}
        for name in names:
            tick = self.types[name] = QCheckBox(name)
            tick.clicked.connect(lambda _on: self._show_example())
            self._type_list.addWidget(tick)

    def typed(self) -> Series:
        """The series as it stands in the editor."""
        chosen = frozenset(name for name, tick in self.types.items() if tick.isChecked())
        return replace(
            self._draft,
            title=nfc(" ".join(self.title.text().split())),
            pattern=nfc(self.pattern.text().strip()),
            issuer=str(self.issuer.currentData() or ""),
            doc_types=chosen,
        )

    def _show_example(self) -> None:
        if self._facts is None or self.issuer.count() == 0:
            return
        series = self.typed()
        problem = pattern_problem(series.pattern)
        made = words.example_of(series, self._facts)
        self.example.setText("" if problem else _("Ví dụ: {code}").format(code=made))
        self._problem.setText(problem or "")
        self._problem.setVisible(problem is not None)

    def _save(self) -> None:
        facts, series = self._facts, self.typed()
        if facts is None:
            return
        if self._adding and not series.doc_types:
            self._problem.setText(_("Chọn ít nhất một loại văn bản cho loạt số mới."))
            self._problem.show()
            return
        self._presenter.save_series(facts, self._old, series)

    def _drop(self) -> None:
        if self._facts is not None and self._old is not None:
            self._presenter.drop_series(self._facts, self._old)

    def _save_units(self) -> None:
        signs: dict[str, str] = {}
        for line in self.units.toPlainText().splitlines():
            name, equals, sign = line.partition("=")
            if not equals and not line.strip():
                continue
            signs[nfc(" ".join(name.split()))] = nfc(sign.strip())
        self._presenter.save_unit_signs(signs)

    def _show_problems(self, problems: dict[str, str]) -> None:
        sentence = problems.get("unit_signs", "")
        self._units_problem.setText(sentence)
        self._units_problem.setVisible(bool(sentence))

    def _notation(self, series: Series) -> str:
        return self._facts.issuer(series.issuer).notation if self._facts else ""

    def _example(self, series: Series) -> str:
        return words.example_of(series, self._facts) if self._facts else ""
