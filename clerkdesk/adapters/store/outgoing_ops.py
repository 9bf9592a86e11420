"""What the ops of sổ văn bản đi say: the values that changed, and how far a document has come."""

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import Outgoing, OutgoingEntry
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain

_HEAD = ("state", "issued_at", "rounds", "reason")
"""What steps change beside the entry."""
_STANDING = ("state", "rounds", "reason")


def number_values(document: Outgoing, despite: str, late: str) -> dict[str, object]:
    """What an op says of a number that was given, with the reason for one out of its turn: `despite`
    the date of the last, or a `late` one."""
    reasons: dict[str, object] = {"despite": despite, "late": late}
    return {
        "series": document.series,
        "outgoing_number": document.outgoing_number,
        "year": document.year,
        "code_number": document.code_number,
        "code_notation": document.code_notation,
        "issued_date": document.issued_date,
        "state": document.state,
    } | {name: reason for name, reason in reasons.items() if reason}


def in_nfc(file: Attachment | None) -> Attachment | None:
    """A file whose name is kept as every text is."""
    return None if file is None else from_plain(Attachment, to_plain(file))


def shared_values(entry: OutgoingEntry) -> dict[str, object]:
    """What goes into ops: everything but the page text, which other desks read themselves."""
    values = plain_fields(entry)
    del values["full_text"]
    return values


def different(before: Outgoing, document: Outgoing, kind: OpKind) -> dict[str, object]:
    """What an op says: the values that changed; of a step also how far it has come in all, for
    another desk may stand elsewhere when it hears of it."""
    old, new = (
        shared_values(d.entry) | {n: getattr(d, n) for n in _HEAD} for d in (before, document)
    )
    always = _STANDING if kind is OpKind.STEP else ()
    return {name: value for name, value in new.items() if value != old[name] or name in always}
