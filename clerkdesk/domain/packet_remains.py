"""What can still be made out of a packet that cannot be read: enough to show it and to answer it."""

from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.packets import DocumentReference, PacketKind


@dataclass(frozen=True, slots=True)
class PacketRemains:
    """Words found in the bytes; any of them may be missing, and none of them is to be relied on."""

    kind: PacketKind = PacketKind.NEW
    sender_code: str = ""
    sender_name: str = ""
    document_id: str = ""
    code_number: str = ""
    code_notation: str = ""
    issued_date: date | None = None
    subject: str = ""

    @property
    def code(self) -> str:
        """Số, ký hiệu as they stood; empty where they are gone."""
        return str(PrintedCode(self.code_number, self.code_notation))

    def reference(self, document_id: str, organ_code: str) -> DocumentReference:
        """How an answer names it.

        Args:
            document_id, organ_code: what the routing header says, which is whole.
        """
        return DocumentReference(
            document_id=document_id or self.document_id,
            code_number=self.code_number,
            code_notation=self.code_notation,
            organ_code=organ_code or self.sender_code,
            issued_date=self.issued_date,
        )
