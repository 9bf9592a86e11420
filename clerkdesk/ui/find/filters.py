"""By what Tra cứu is filtered, and the question to each register that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.texts import N_
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter
from clerkdesk.ui.registers.filters import FilterSpec, FilterValues, Quick, day, typed, years

_INCOMING, _OUTGOING = "incoming", "outgoing"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is searched: words, filters, and the order of what is found."""

    text: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    sort: str = ""
    descending: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for: then nothing is listed."""
        return not self.text and not self.values


def find_filters(today: date) -> FilterSpec:
    """The row and the panel."""
    return FilterSpec(
        quick=(
            Quick(
                "register",
                N_("Sổ"),
                N_("Cả hai sổ"),
                {_INCOMING: N_("Văn bản đến"), _OUTGOING: N_("Văn bản đi")},
            ),
            Quick("year", N_("Năm"), N_("Mọi năm"), years(today.year)),
        ),
        fields=(
            Field("doc_type", N_("Loại văn bản"), Kind.SUGGEST, max_length=100, width=3),
            Field(
                "agency", N_("Cơ quan ban hành, nơi nhận"), Kind.SUGGEST, max_length=200, width=3
            ),
            Field("issued_from", N_("Ngày ban hành (từ)"), Kind.DATE, width=3),
            Field("issued_to", N_("Ngày ban hành (đến hết)"), Kind.DATE, width=3),
        ),
    )


def of_incoming(text: str, values: FilterValues) -> IncomingFilter | None:
    """What the incoming register is asked for; None where it is left out."""
    if typed(values, "register") == _OUTGOING:
        return None
    year = typed(values, "year")
    return IncomingFilter(
        text=text,
        year=int(year) if year else None,
        doc_type=typed(values, "doc_type"),
        issuing_org=typed(values, "agency"),
        issued_from=day(values, "issued_from"),
        issued_to=day(values, "issued_to"),
    )


def of_outgoing(text: str, values: FilterValues) -> OutgoingFilter | None:
    """What the outgoing register is asked for; None where it is left out."""
    if typed(values, "register") == _INCOMING:
        return None
    year = typed(values, "year")
    return OutgoingFilter(
        text=text,
        year=int(year) if year else None,
        doc_type=typed(values, "doc_type"),
        recipient=typed(values, "agency"),
        issued_from=day(values, "issued_from"),
        issued_to=day(values, "issued_to"),
    )
