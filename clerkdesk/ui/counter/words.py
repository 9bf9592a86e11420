"""States, days and totals of dossiers as the counter reads them."""

from datetime import date

from clerkdesk.domain.dossier_steps import (
    STATE_NAMES,
    TIMELINESS_NAMES,
    Deed,
    DossierState,
    timeliness,
)
from clerkdesk.domain.dossiers import Dossier, Totals, is_open
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import _
from clerkdesk.ui.theme import State

_COLOURS = {
    DossierState.CHECKING: State.ACCENT,
    DossierState.SUPPLEMENT: State.WARN,
    DossierState.REFUSED: State.NEUTRAL,
    DossierState.RECEIVED: State.ACCENT,
    DossierState.IN_WORK: State.ACCENT,
    DossierState.EXTENDED: State.WARN,
    DossierState.STOPPED: State.NEUTRAL,
    DossierState.READY: State.GOOD,
    DossierState.RETURNED: State.GOOD,
}
_STANDS_STILL = frozenset({DossierState.READY, DossierState.STOPPED, DossierState.SUPPLEMENT})


def state_name(dossier: Dossier) -> str:
    """The state in a word or two."""
    return _(STATE_NAMES[dossier.state])


def state_colour(dossier: Dossier) -> State:
    """Its colour."""
    return _COLOURS[dossier.state]


def due_words(dossier: Dossier, today: date) -> str:
    """«quá hạn 2 ngày», «hôm nay», «còn 3 ngày»; how it ended where it has."""
    due = dossier.course.due
    if due is None or not is_open(dossier):
        result = dossier.course.last(Deed.RESULT)
        found = timeliness(due, result.at.date()) if result else None
        return _(TIMELINESS_NAMES[found]).lower() if found else ""
    if dossier.state in _STANDS_STILL:
        return ""
    left = (due - today).days
    if left < 0:
        return _("quá hạn {days} ngày").format(days=-left)
    return _("hôm nay") if left == 0 else _("còn {days} ngày").format(days=left)


def due_colour(dossier: Dossier, today: date) -> State | None:
    """Red when late, orange today and tomorrow."""
    due = dossier.course.due
    if due is None or not is_open(dossier) or dossier.state in _STANDS_STILL:
        return None
    left = (due - today).days
    return State.BAD if left < 0 else State.WARN if left <= 1 else None


def promised(dossier: Dossier) -> str:
    """The day promised."""
    return shown(dossier.course.due)


def totals_line(totals: Totals) -> tuple[str, State]:
    """«Nhận 3 = số hóa 2 + không số hóa 1», and whether it adds up."""
    words = _("Nhận {received} = số hóa {digitised} + không số hóa {rest}").format(
        received=totals.received, digitised=totals.digitised, rest=totals.not_digitised
    )
    if totals.part:
        words += _(" (một phần: {part})").format(part=totals.part)
    if totals.reconciled:
        return f"✓ {words}", State.GOOD
    if not totals.received:
        return _("Đánh dấu từng thành phần đã nhận."), State.NEUTRAL
    return _("{words} · còn {count} thành phần chưa ghi").format(
        words=words, count=totals.unsaid
    ), State.WARN
