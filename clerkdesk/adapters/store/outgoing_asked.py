"""What is asked of sổ văn bản đi, as conditions and orders of SQL."""

from clerkdesk.adapters.store.asked import Asked
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.finding import Orders
from clerkdesk.adapters.store.outgoing_rows import ENTITY
from clerkdesk.adapters.store.paper_rows import HAS_PAPER_OF_DAYS
from clerkdesk.ports.registers import SORTABLE_OUTGOING, OutgoingFilter

BOOK = "book"
_IN_OUTGOING = "l.position IN (SELECT position FROM outgoing WHERE {})"
"""A condition on what the narrow rows do not have."""
ORDERS: Orders = {name: (f"l.{name}",) for name in SORTABLE_OUTGOING} | {
    "subject": ("o.subject",),
    "code": ("o.code_order", "o.code_notation"),
}
ORDER_OF_BOOK: Orders = {BOOK: ("o.book_year", "o.book_series", "o.book_number")}


def asked_of(link: Connection, wanted: OutgoingFilter) -> Asked:
    """The question as conditions of SQL."""
    asked = Asked(link, ENTITY, wanted.text, party=wanted.recipient)
    asked.number("year", wanted.year)
    asked.names("state", wanted.states)
    asked.name("series", wanted.series)
    asked.name("doc_type", wanted.doc_type)
    asked.name("drafting_unit", wanted.drafting_unit)
    asked.name("signer_name", wanted.signer_name)
    asked.name("field", wanted.field)
    asked.number("urgency", wanted.urgency)
    asked.dates("issued_date", wanted.issued_from, wanted.issued_to)
    if wanted.paper_waiting:
        asked.where.append(_IN_OUTGOING.format("paper_waiting > 0"))
    if wanted.paper_days is not None:
        asked.where.append(_IN_OUTGOING.format(HAS_PAPER_OF_DAYS))
        first, last = wanted.paper_days
        asked.values |= {"papers_from": first.isoformat(), "papers_to": last.isoformat()}
    return asked
