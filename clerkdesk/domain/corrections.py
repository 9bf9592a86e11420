"""Correcting an entry after its number: the old value stays readable, with reason, person and time."""

from dataclasses import dataclass
from datetime import datetime

INCOMING_LEGAL = (
    "arrival_date",
    "channel",
    "issuing_org",
    "doc_type",
    "code",
    "issued_date",
    "subject",
    "signer_name",
    "signer_position",
    "urgency",
)
"""Changed by a correction act only; the số đến itself never changes (NĐ 30/2020, Điều 22.2)."""
INCOMING_ORDINARY = ("field", "sheet_count", "due_date", "storage_location", "note")
OUTGOING_LEGAL = (
    "issuing_org_name",
    "doc_type",
    "code",
    "issued_date",
    "register_date",
    "subject",
    "drafting_unit",
    "signer_name",
    "signer_position",
    "competence",
    "urgency",
)
"""Changed by a correction act only; of số, ký hiệu the number stays (Điều 15)."""
OUTGOING_ORDINARY = ("field", "sheet_count", "copies", "due_date", "storage_location", "note")


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one correction act; values as text, dates ISO 8601, «code» as printed."""

    act_id: str
    field: str
    old: str
    new: str
    reason: str
    by: str
    at: datetime
