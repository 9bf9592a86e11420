"""The columns of the list of dossiers."""

from collections.abc import Callable
from datetime import date

from clerkdesk.domain.dossiers import Dossier, Intake, totals
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import _
from clerkdesk.ui.counter.words import due_colour, due_words, promised, state_colour, state_name
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.theme import State


def dossier_columns(today: Callable[[], date]) -> list[Column[Dossier]]:
    """Code, applicant and procedure, promised day, state."""
    return [
        Column("code", _("MÃ HỒ SƠ"), 200, _code, Look.NUMBER, second=_day),
        Column(
            "applicant",
            _("NGƯỜI NỘP, THỦ TỤC"),
            124,
            lambda d: d.entry.applicant,
            second=lambda d: d.entry.procedure_name,
            tooltip=lambda d: d.entry.procedure_name,
            mark=_mark,
            stretches=True,
        ),
        Column(
            "due",
            _("HẸN TRẢ"),
            104,
            promised,
            second=lambda d: due_words(d, today()),
            second_state=lambda d: due_colour(d, today()),
        ),
        Column("parts", _("THÀNH PHẦN"), 92, _parts, shown=False),
        Column("state", _("TRẠNG THÁI"), 132, state_name, Look.BADGE, state=state_colour),
    ]


def _code(dossier: Dossier) -> str:
    return dossier.code or dossier.entry.online_code or _("chưa tiếp nhận")


def _day(dossier: Dossier) -> str:
    return _("nhận {day}").format(day=shown(dossier.day)) if dossier.code else shown(dossier.day)


def _mark(dossier: Dossier) -> tuple[str, State] | None:
    online = dossier.entry.intake is Intake.ONLINE
    return (_("Qua mạng"), State.NEUTRAL) if online else None


def _parts(dossier: Dossier) -> str:
    count = totals(dossier.components)
    return _("{digitised}/{received} số hóa").format(
        digitised=count.digitised, received=count.received
    )
