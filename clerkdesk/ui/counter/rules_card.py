"""What an office sets for its counter: the pattern of codes, the head of forms, its own forms."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from clerkdesk.domain.dossier_sheets import SHEET_NAMES, Sheet
from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.one_stop_rules import OneStopRules
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, text_label
from clerkdesk.ui.counter.presenter import CounterPresenter
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.theme import State

FIELDS = (
    Field("pattern", N_("Mẫu mã hồ sơ"), Kind.TEXT, required=True, max_length=100),
    Field("agency", N_("Mã cơ quan trong mã hồ sơ"), Kind.TEXT, max_length=35, width=6),
    Field("volume", N_("Quyển số của sổ theo dõi"), Kind.TEXT, max_length=20, width=6),
    Field("place", N_("Tên bộ phận ở đầu phiếu"), Kind.TEXT, max_length=200),
)


class RulesCard(Card):
    """Beside the list while it is open; Esc goes back to the dossier."""

    closed = Signal()

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__(_("Thiết lập Một cửa"), margin=12)
        self._presenter = presenter
        self.setMinimumWidth(430)
        self.form = FieldForm(FIELDS)
        self.form.changed.connect(self._edited)
        self.example = Note()
        self.sheets = ChoiceBox()
        self.sheets.setAccessibleName(_("Mẫu in"))
        for sheet, name in SHEET_NAMES.items():
            self.sheets.addItem(_(name), sheet.value)
        forms = QHBoxLayout()
        forms.addWidget(button(_("Lưu mẫu ra tệp…"), self._write_form))
        forms.addWidget(button(_("Nạp mẫu đã sửa…"), self._choose_form))
        forms.addWidget(button(_("Về mẫu gốc"), self._usual_form, link=True))
        forms.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Đóng"), self.closed.emit, key="Escape"))
        foot.addWidget(button(_("Lưu"), self._save, key="Ctrl+Return", primary=True))
        advice = text_label(
            _(
                "Mẫu in là tệp .html: sửa lời bằng Notepad, giữ các trường trong ngoặc nhọn như "
                "{applicant}."
            ),
            "muted",
        )
        advice.setWordWrap(True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.example)
        self.body.addWidget(text_label(_("MẪU IN"), "group"))
        self.body.addWidget(self.sheets)
        self.body.addLayout(forms)
        self.body.addWidget(advice)
        self.body.addStretch(1)
        self.body.addLayout(foot)
        presenter.rules_read.connect(self.show_rules)
        presenter.problems_found.connect(self._show_problems)

    def show_rules(self, rules: OneStopRules) -> None:
        """As they stand."""
        values = {field.name: getattr(rules, field.name) for field in FIELDS}
        self.form.set_values(values)
        self.form.show_problems({})
        self._show_example()

    def write_form(self, path: Path) -> None:
        """Write the form as it is printed now, to be changed outside."""
        self._presenter.write_form(Sheet(self.sheets.currentData()), path)

    def load_form(self, path: Path) -> None:
        """Print by this file from now on."""
        self._presenter.load_form(Sheet(self.sheets.currentData()), path)

    def _save(self) -> None:
        self._presenter.put_rules({k: str(v or "") for k, v in self.form.values().items()})

    def _edited(self, _name: str) -> None:
        self.form.show_problems({})
        self._show_example()

    def _show_example(self) -> None:
        values = {name: str(value or "") for name, value in self.form.values().items()}
        words, good = self._presenter.example(values)
        self.example.show_state(words, State.GOOD if good else State.BAD)

    def _write_form(self) -> None:
        usual = f"{self.sheets.currentData()}.html"
        name, _kind = QFileDialog.getSaveFileName(self, _("Lưu mẫu"), usual, "HTML (*.html)")
        if name:
            self.write_form(Path(name))

    def _choose_form(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Chọn mẫu"), "", "HTML (*.html)")
        if name:
            self.load_form(Path(name))

    def _usual_form(self) -> None:
        self._presenter.usual_form(Sheet(self.sheets.currentData()))

    def _show_problems(self, wrong: Mapping[str, str]) -> None:
        if not self.isVisible():
            return
        self.form.show_problems(wrong)
        if "form" in wrong:
            self.example.show_state(wrong["form"], State.BAD)
