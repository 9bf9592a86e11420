"""What a step of a dossier needs to be told, asked in place: no dialog."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from clerkdesk.domain.dossier_form import IDENTITY_WAYS, RESULT_WAYS
from clerkdesk.domain.dossier_steps import DEED_NAMES, Deed
from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.theme import State

_REASON = Field("reason", N_("Lý do"), Kind.LONG_TEXT, required=True, max_length=2000)
_NOTE = Field("reason", N_("Ghi chú"), Kind.TEXT, max_length=500)

FIELDS: Mapping[Deed, tuple[Field, ...]] = {
    Deed.IDENTIFY: (
        Field("person", N_("Đã xác thực ai"), Kind.TEXT, required=True, max_length=200, width=6),
        Field("way", N_("Bằng cách nào"), Kind.SUGGEST, required=True, max_length=200, width=6),
    ),
    Deed.ASK: (
        Field(
            "reason",
            N_("Cần bổ sung, hoàn thiện những gì"),
            Kind.LONG_TEXT,
            required=True,
            max_length=2000,
        ),
    ),
    Deed.SUPPLEMENTED: (_NOTE,),
    Deed.REFUSE: (_REASON,),
    Deed.HAND_OVER: (
        Field("unit", N_("Chuyển cho cơ quan, bộ phận"), Kind.SUGGEST, required=True, width=6),
        Field("person", N_("Người nhận"), Kind.SUGGEST, max_length=200, width=6),
    ),
    Deed.EXTEND: (
        Field("reason", N_("Lý do chậm"), Kind.LONG_TEXT, required=True, max_length=2000),
        Field("due", N_("Hẹn lại ngày"), Kind.DATE, required=True, width=6),
    ),
    Deed.STOP: (_REASON,),
    Deed.RESULT: (_NOTE,),
    Deed.RETURN: (
        Field("person", N_("Người nhận kết quả"), Kind.TEXT, required=True, width=6),
        Field("way", N_("Cách trả"), Kind.SUGGEST, max_length=200, width=6),
    ),
}


class DeedForm(QFrame):
    """Hidden until `ask`; Ctrl+Enter does it, Esc puts it away. `closed` when it is away again."""

    closed = Signal()

    def __init__(self, units: Sequence[str], people: Sequence[str]) -> None:
        super().__init__()
        theme.set_look(self, "soft", State.ACCENT.value)
        self._units, self._people = units, people
        self._then: Callable[[Mapping[str, object]], object] | None = None
        self._title = text_label("", "heading")
        self.form: FieldForm | None = None
        self._room = QVBoxLayout()
        self.ok = button("", self._done, key="Ctrl+Return", primary=True)
        self._away = button(_("Thôi"), self.put_away, key="Escape")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._away)
        row.addWidget(self.ok)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addLayout(self._room)
        layout.addLayout(row)
        self.hide()

    def ask(
        self,
        deed: Deed,
        known: Mapping[str, object],
        then: Callable[[Mapping[str, object]], object],
    ) -> None:
        """Ask what `deed` needs; `then` gets the values."""
        self.put_away()
        name = _(DEED_NAMES[deed])
        words = name[:1].upper() + name[1:]
        self._then = then
        self._title.setText(words)
        self.ok.setText(f"{words}  Ctrl+↵")
        self.ok.setAccessibleName(words)
        ways = IDENTITY_WAYS if deed is Deed.IDENTIFY else RESULT_WAYS
        suggestions = {"way": [_(way) for way in ways], "unit": self._units, "person": self._people}
        self.form = FieldForm(FIELDS[deed], suggestions=suggestions)
        self.form.set_values(known)
        self._room.addWidget(self.form)
        self.show()
        self.form.focus_first()

    def put_away(self) -> None:
        """Forget the question."""
        self._then = None
        if self.form is not None:
            self._room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.hide()
        self.closed.emit()

    def show_problems(self, wrong: Mapping[str, str]) -> None:
        """What the use case found."""
        if self.form is not None:
            self.form.show_problems(wrong)

    def _done(self) -> None:
        if self.form is None or self._then is None:
            return
        values = self.form.values()
        wrong = problems(self.form.fields, values)
        self.form.show_problems(wrong)
        if not wrong:
            self._then(values)
