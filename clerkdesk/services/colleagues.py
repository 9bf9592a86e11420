"""Everything about colleagues' desks that a screen asks of the open office, in one place."""

from collections.abc import Callable
from dataclasses import dataclass

from clerkdesk.ports.store import Store
from clerkdesk.services.allot_number import AllotNumber
from clerkdesk.services.number_requests import AllotOrAsk, AskNumber, GiveAskedNumbers
from clerkdesk.services.office_desks import OfficeDesks


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Whom this desk believes, and numbers that are asked for and given."""

    desks: OfficeDesks
    ask: AskNumber
    allot_or_ask: AllotOrAsk
    give: GiveAskedNumbers


def colleagues_of(store: Store, own_key: Callable[[], str], allot: AllotNumber) -> Colleagues:
    """Ready them over a store."""
    desks, ask = OfficeDesks(store, own_key), AskNumber(store)
    return Colleagues(desks, ask, AllotOrAsk(allot, ask), GiveAskedNumbers(store, desks, allot))
