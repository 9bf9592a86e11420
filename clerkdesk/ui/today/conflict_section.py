"""What desks wrote differently, on Hôm nay: each row leads to the choice."""

from clerkdesk.domain.conflicts import (
    CONFLICT_KIND_NAMES,
    Conflict,
    ConflictKind,
    conflict_field_label,
    said,
)
from clerkdesk.domain.texts import _
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.section import Moment, Rows, TodayRow


def conflicts(moment: Moment) -> Rows:
    """Numbers that were given twice first; then the oldest."""
    if not moment.desk.settle_conflict.count():
        return Rows(())
    found = sorted(
        moment.desk.settle_conflict.open(), key=lambda c: c.kind is not ConflictKind.NUMBER
    )
    return Rows([_row(conflict) for conflict in found])


def _row(conflict: Conflict) -> TodayRow:
    label = conflict_field_label(conflict.entity, conflict.field)
    detail = _("{field}: «{one}» hay «{other}»").format(
        field=label,
        one=said(conflict.field, conflict.stands.value),
        other=said(conflict.field, conflict.other.value),
    )
    field = conflict.kind is ConflictKind.FIELD
    return TodayRow(
        lead=_(CONFLICT_KIND_NAMES[conflict.kind]),
        title=conflict.title,
        detail=detail if field else label,
        badge=_("chọn") if field else _("xem"),
        state=State.WARN if field else State.BAD,
        open=lambda ways: ways.show_conflicts(),
    )
