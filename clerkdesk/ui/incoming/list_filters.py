"""By what the incoming register is filtered."""

from collections.abc import Mapping
from datetime import date, timedelta

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.incoming import (
    CHANNEL_NAMES,
    INCOMING_STATE_NAMES,
    URGENCY_NAMES,
    Channel,
    IncomingState,
    Urgency,
)
from clerkdesk.domain.texts import N_
from clerkdesk.domain.verdicts import SIGNATURE_RESULT_NAMES, SignatureResult
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ui.registers.filters import (
    FilterSpec,
    FilterValues,
    Quick,
    day,
    typed,
    with_any,
    years,
)

SOON_DAYS = 3
_OVERDUE, _SOON = "overdue", "soon"
_ALL = N_("Tất cả")


def incoming_filters(today: date) -> FilterSpec:
    """The row and the panel."""
    return FilterSpec(
        quick=(
            Quick("year", N_("Năm"), N_("Mọi năm"), years(today.year)),
            Quick(
                "state",
                N_("Trạng thái"),
                N_("Mọi trạng thái"),
                {state.value: name for state, name in INCOMING_STATE_NAMES.items()},
            ),
            Quick(
                "due",
                N_("Hạn"),
                N_("Hạn: tất cả"),
                {_OVERDUE: N_("Hạn: đã quá"), _SOON: N_("Hạn: trong 3 ngày")},
            ),
        ),
        fields=(
            _name("doc_type", N_("Loại văn bản")),
            _name("issuing_org", N_("Cơ quan ban hành")),
            _name("field", N_("Lĩnh vực")),
            _name("to_person", N_("Chuyển đến")),
            _choice(
                "urgency", N_("Mức độ khẩn"), {str(u.value): n for u, n in URGENCY_NAMES.items()}
            ),
            _choice("channel", N_("Nguồn đến"), {c.value: n for c, n in CHANNEL_NAMES.items()}),
            _choice(
                "signature_result",
                N_("Chữ ký số"),
                {result.value: name for result, name in SIGNATURE_RESULT_NAMES.items()},
            ),
            _name("registered_by", N_("Người vào sổ")),
            Field("arrived_from", N_("Ngày đến (từ)"), Kind.DATE, width=3),
            Field("arrived_to", N_("Ngày đến (đến hết)"), Kind.DATE, width=3),
            Field("issued_from", N_("Ngày ban hành (từ)"), Kind.DATE, width=3),
            Field("issued_to", N_("Ngày ban hành (đến hết)"), Kind.DATE, width=3),
        ),
    )


def incoming_filter(text: str, values: FilterValues, today: date) -> IncomingFilter:
    """What the store is asked for."""
    year, state, due = (typed(values, name) for name in ("year", "state", "due"))
    urgency, channel = typed(values, "urgency"), typed(values, "channel")
    result = typed(values, "signature_result")
    return IncomingFilter(
        text=text,
        year=int(year) if year else None,
        state=IncomingState(state) if state else None,
        overdue_on=today if due == _OVERDUE else None,
        due_to=today + timedelta(days=SOON_DAYS) if due == _SOON else None,
        doc_type=typed(values, "doc_type"),
        issuing_org=typed(values, "issuing_org"),
        field=typed(values, "field"),
        urgency=Urgency(int(urgency)) if urgency else None,
        channel=Channel(channel) if channel else None,
        signature_result=SignatureResult(result) if result else None,
        to_person=typed(values, "to_person"),
        registered_by=typed(values, "registered_by"),
        arrived_from=day(values, "arrived_from"),
        arrived_to=day(values, "arrived_to"),
        issued_from=day(values, "issued_from"),
        issued_to=day(values, "issued_to"),
    )


def _name(name: str, label: str) -> Field:
    return Field(name, label, Kind.SUGGEST, max_length=200, width=3)


def _choice(name: str, label: str, choices: Mapping[str, str]) -> Field:
    return Field(name, label, Kind.CHOICE, width=3, choices=with_any(choices, _ALL))
