"""edXML packets as values (QCVN 102:2016; DOMAIN §2): documents, recalls, updates, statuses."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.incoming import Urgency


class PacketKind(StrEnum):
    """What a packet asks of its receiver."""

    NEW = "new"
    RECALL = "recall"
    UPDATE = "update"
    REPLACE = "replace"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class PacketFile:
    """A file inside a packet."""

    name: str
    media_type: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """The document that a status, reply or recall speaks of."""

    document_id: str
    code_number: str
    code_notation: str
    organ_code: str
    issued_date: date | None


@dataclass(frozen=True, slots=True)
class ReceiverChange:
    """An agency that an UPDATE adds to the recipients, or takes out of them."""

    organ_code: str
    added: bool


@dataclass(frozen=True, slots=True)
class Replacement:
    """A document that a REPLACE takes the place of, and the agencies that hold it."""

    document_id: str
    organ_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentPacket:
    """A document on its way between agencies; lengths are checked when it is written."""

    kind: PacketKind
    document_id: str
    sender: Agency
    recipients: tuple[Agency, ...]
    code_number: str
    code_notation: str
    issued_date: date | None
    place: str
    doc_type: str
    subject: str
    signer_name: str
    signer_position: str
    competence: str = ""
    edxml_type: int | None = None
    due_date: date | None = None
    urgency: Urgency = Urgency.NORMAL
    page_count: int | None = None
    reason: str = ""
    replies_to: tuple[DocumentReference, ...] = ()
    sent_at: datetime | None = None
    files: tuple[PacketFile, ...] = ()
    warnings: tuple[str, ...] = ()
    """What the reader found odd but could read past; Vietnamese."""
    information_changed: bool = False
    """In an UPDATE: what is said about the document has changed."""
    receiver_changes: tuple[ReceiverChange, ...] = ()
    """In an UPDATE: agencies added or taken out."""
    replaces: tuple[Replacement, ...] = ()
    """In a REPLACE: what it takes the place of."""
    staff: str = ""
    """Name of the văn thư who sent it."""
    department: str = ""
    to_places: tuple[str, ...] = ()
    """The lines of «Nơi nhận»."""
    changes_id: str = ""
    """In a RECALL or an UPDATE: the document meant, where the packet has an identifier of its own."""
    paper_follows: bool = False
    """Whether the sender says that a paper copy comes too."""


@dataclass(frozen=True, slots=True)
class StatusPacket:
    """What the receiver did with a document; `status_code` as in DOMAIN §2.4, unknown ones kept raw."""

    status_code: str
    about: DocumentReference
    sender: Agency
    staff: str
    department: str
    at: datetime
    description: str = ""
    timed: bool = True
    """Whether it names its own time; `at` is that of its receipt where it does not."""
    warnings: tuple[str, ...] = ()

    @property
    def kind(self) -> PacketKind:
        """Always STATUS; beside `DocumentPacket.kind`."""
        return PacketKind.STATUS


Packet = DocumentPacket | StatusPacket


def document_id(organ_code: str, issued: date, code: str) -> str:
    """The identifier that VXP packets use: «OrganId,yyyy/MM/dd,số/ký hiệu» (DOMAIN §2.3)."""
    return f"{organ_code},{issued:%Y/%m/%d},{code}"
