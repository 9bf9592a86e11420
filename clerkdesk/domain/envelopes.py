"""What stands on an envelope or label: who sends, what lies in it, who receives, how urgent."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.paper_due import PaperDue, place_key
from clerkdesk.domain.texts import N_


class EnvelopeSize(StrEnum):
    """ISO 269 envelopes."""

    DL = "dl"
    C5 = "c5"
    C4 = "c4"


ENVELOPE_SIZE_NAMES = {
    EnvelopeSize.C5: N_("Bì C5 (229 × 162 mm)"),
    EnvelopeSize.DL: N_("Bì DL (220 × 110 mm)"),
    EnvelopeSize.C4: N_("Bì C4 (324 × 229 mm)"),
}


class LabelSheet(StrEnum):
    """How labels lie on an A4 sheet."""

    TWO_BY_SEVEN = "2x7"
    THREE_BY_EIGHT = "3x8"
    SINGLE = "single"


LABEL_SHEET_NAMES = {
    LabelSheet.TWO_BY_SEVEN: N_("Nhãn A4 2 × 7"),
    LabelSheet.THREE_BY_EIGHT: N_("Nhãn A4 3 × 8"),
    LabelSheet.SINGLE: N_("Nhãn rời 100 × 60 mm"),
}

URGENCY_STAMPS = {
    Urgency.URGENT: N_("KHẨN"),
    Urgency.VERY_URGENT: N_("THƯỢNG KHẨN"),
    Urgency.EXPRESS: N_("HỎA TỐC"),
    Urgency.EXPRESS_TIMED: N_("HỎA TỐC HẸN GIỜ"),
}
"""Words of the red stamps (NĐ 30/2020, Phụ lục I, ô 10b)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One envelope (NĐ 30/2020, Phụ lục IV, mẫu bì văn bản)."""

    sender: str
    sender_address: str
    codes: tuple[str, ...]
    """Số, ký hiệu of everything that lies in it."""
    recipient: str
    address: str = ""
    urgency: Urgency = Urgency.NORMAL


def envelopes_for(due: Sequence[PaperDue], office: Office) -> list[Envelope]:
    """One envelope a place, with every document that goes there; the most urgent one marks it."""
    places: dict[str, list[PaperDue]] = {}
    for one in due:
        places.setdefault(place_key(one.recipient.code, one.recipient.name), []).append(one)
    return [
        Envelope(
            sender=office.name,
            sender_address=office.address,
            codes=tuple(dict.fromkeys(one.document.code for one in inside)),
            recipient=inside[0].recipient.name,
            address=next((one.recipient.address for one in inside if one.recipient.address), ""),
            urgency=max(one.document.entry.urgency for one in inside),
        )
        for inside in places.values()
    ]
