"""How the rows of a register sort by a column: one rule for the store and for whoever sorts rows."""

import re
from collections.abc import Callable, Mapping

from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.domain.vietnamese import fold, nfc

Key = tuple[int | str, ...] | None
"""What rows are compared by; None where a row has nothing in the column, which stands last."""
INCOMING_STATES = list(IncomingState)
OUTGOING_STATES = list(OutgoingState)
SIGNATURE_RESULTS = list(SignatureResult)
_NUMBER = re.compile(r"0*(\d{1,12})([^\W\d_]?)")
_LETTERS = 32
NO_NUMBER = 2**46


def name_key(name: str) -> Key:
    """Names and kinds: «Đ» stands with «D», and equal letters are told apart by their marks."""
    return (fold(name), nfc(name)) if name else None


def subject_key(subject: str) -> str:
    """Long text is compared without its marks alone."""
    return fold(subject)


def number_order(code_number: str, code_notation: str) -> int | None:
    """Numbers as numbers: «9» before «15» before «15a» before «16», then what has no number.

    None where there is nothing at all.
    """
    if not code_number and not code_notation:
        return None
    match = _NUMBER.match(fold(code_number))
    if match is None:
        return NO_NUMBER
    letter = min(ord(match[2]) - ord("a") + 1, _LETTERS - 1) if match[2] else 0
    return int(match[1]) * _LETTERS + max(letter, 0)


def code_key(code_number: str, code_notation: str) -> Key:
    """Số, ký hiệu: by its number, then by its notation."""
    order = number_order(code_number, code_notation)
    return None if order is None else (order, fold(code_notation), nfc(code_notation))


INCOMING_KEYS: Mapping[str, Callable[[Incoming], Key]] = {
    "arrival_number": lambda row: (row.arrival_number,),
    "arrival_date": lambda row: (row.entry.arrival_date.isoformat(),),
    "code": lambda row: code_key(row.entry.code_number, row.entry.code_notation),
    "issued_date": lambda row: _day(row.entry.issued_date),
    "issuing_org": lambda row: name_key(row.entry.issuing_org),
    "doc_type": lambda row: name_key(row.entry.doc_type),
    "subject": lambda row: _text(row.entry.subject),
    "urgency": lambda row: (row.entry.urgency.value,),
    "signature_result": lambda row: (SIGNATURE_RESULTS.index(row.entry.signature_result),),
    "state": lambda row: (INCOMING_STATES.index(row.state),),
    "due_date": lambda row: _day(row.due_date),
}

OUTGOING_KEYS: Mapping[str, Callable[[Outgoing], Key]] = {
    "code": lambda row: code_key(row.code_number, row.code_notation),
    "issued_date": lambda row: _day(row.issued_date),
    "doc_type": lambda row: name_key(row.entry.doc_type),
    "subject": lambda row: _text(row.entry.subject),
    "drafting_unit": lambda row: name_key(row.entry.drafting_unit),
    "signer_name": lambda row: name_key(row.entry.signer_name),
    "urgency": lambda row: (row.entry.urgency.value,),
    "state": lambda row: (OUTGOING_STATES.index(row.state),),
    "due_date": lambda row: _day(row.entry.due_date),
}


def _day(day: object) -> Key:
    return (str(day),) if day else None


def _text(text: str) -> Key:
    return (subject_key(text),) if text else None
