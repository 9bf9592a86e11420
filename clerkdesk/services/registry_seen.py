"""What the registry knows of an arriving document, to be held against its signatures."""

from datetime import date

from clerkdesk.domain.agency_families import Families
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.packet_seals import UNSEALED, PacketSeal
from clerkdesk.domain.packets import DocumentPacket
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.registry_checks import Seen
from clerkdesk.ports.directory import Directory


class SeeDocument:
    """Puts together letterhead, packet and directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def __call__(
        self,
        reading: ReadDocument,
        packet: DocumentPacket | None = None,
        seal: PacketSeal = UNSEALED,
    ) -> Seen:
        """What is known; of the page only what was read."""
        number, notation = (_text(reading, name) for name in ("code_number", "code_notation"))
        names = ("code_number", "code_notation", "issued_date")
        seen = Seen(
            letterhead=self._names(_sure_text(reading, "issuing_org")),
            page_code=str(PrintedCode(number, notation)) if number and notation else "",
            page_date=_date(reading),
            surely=not any(reading.fields[n].flagged for n in names if n in reading.fields),
        )
        if packet is None:
            return seen
        return Seen(
            letterhead=seen.letterhead,
            sender=self._names(packet.sender.name, packet.sender.code),
            sender_code=packet.sender.code,
            page_code=seen.page_code,
            packet_code=str(PrintedCode(packet.code_number, packet.code_notation)),
            page_date=seen.page_date,
            packet_date=packet.issued_date,
            surely=seen.surely,
            packet_seal=seal,
        )

    def _names(self, name: str, code: str = "") -> tuple[str, ...]:
        """Every name of the agency, today's and former ones: certificates outlive reorganisations."""
        if not name:
            return ()
        known = self._directory.named(name) or (self._directory.named(code) if code else None)
        if known is None:
            return (name,)
        return tuple(dict.fromkeys((name, *Families(self._directory.all()).names(known))))


def _text(reading: ReadDocument, name: str) -> str:
    found = reading.fields.get(name)
    return str(found.value) if found is not None and found.value else ""


def _sure_text(reading: ReadDocument, name: str) -> str:
    """A value that was read without doubt: a name that was half read accuses nobody."""
    found = reading.fields.get(name)
    return "" if found is None or found.flagged else _text(reading, name)


def _date(reading: ReadDocument) -> date | None:
    found = reading.fields.get("issued_date")
    return found.value if found is not None and isinstance(found.value, date) else None
