"""By what the outgoing register is filtered."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.incoming import URGENCY_NAMES, Urgency
from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, OutgoingState
from clerkdesk.domain.texts import N_
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.ui.registers.filters import (
    FilterSpec,
    FilterValues,
    Quick,
    day,
    typed,
    with_any,
    years,
)


def outgoing_filters(today: date, series: Mapping[str, str]) -> FilterSpec:
    """The row and the panel; `series` are the number series of the office, by their id."""
    return FilterSpec(
        quick=(
            Quick("year", N_("Năm"), N_("Mọi năm"), years(today.year)),
            Quick(
                "state",
                N_("Trạng thái"),
                N_("Mọi trạng thái"),
                {state.value: name for state, name in OUTGOING_STATE_NAMES.items()},
            ),
        ),
        fields=(
            _name("doc_type", N_("Loại văn bản")),
            _name("drafting_unit", N_("Bộ phận soạn thảo")),
            _name("signer_name", N_("Người ký")),
            _name("recipient", N_("Nơi nhận")),
            _name("field", N_("Lĩnh vực")),
            Field(
                "urgency",
                N_("Mức độ khẩn"),
                Kind.CHOICE,
                width=3,
                choices=with_any({str(u.value): n for u, n in URGENCY_NAMES.items()}, N_("Tất cả")),
            ),
            Field(
                "series",
                N_("Sổ, dãy số"),
                Kind.CHOICE,
                width=6,
                choices=with_any(series, N_("Tất cả")),
            ),
            Field("issued_from", N_("Ngày ban hành (từ)"), Kind.DATE, width=3),
            Field("issued_to", N_("Ngày ban hành (đến hết)"), Kind.DATE, width=3),
        ),
    )


def outgoing_filter(text: str, values: FilterValues) -> OutgoingFilter:
    """What the store is asked for."""
    year, state, urgency = (typed(values, name) for name in ("year", "state", "urgency"))
    return OutgoingFilter(
        text=text,
        year=int(year) if year else None,
        states=(OutgoingState(state),) if state else (),
        series=typed(values, "series"),
        doc_type=typed(values, "doc_type"),
        drafting_unit=typed(values, "drafting_unit"),
        signer_name=typed(values, "signer_name"),
        recipient=typed(values, "recipient"),
        field=typed(values, "field"),
        urgency=Urgency(int(urgency)) if urgency else None,
        issued_from=day(values, "issued_from"),
        issued_to=day(values, "issued_to"),
    )


def _name(name: str, label: str) -> Field:
    return Field(name, label, Kind.SUGGEST, max_length=200, width=3)
