"""An office that copies: its document types with SY, SL, TrS, and documents to copy."""

from dataclasses import replace

from clerkdesk.domain.attachments import PDF, FileRole
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.outgoing import Outgoing, Recipient
from clerkdesk.domain.series import COPY, DocumentType, usual_series
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.services.desk import Desk
from clerkdesk.services.office_rules import OfficeRules
from tests.fakes.office import INCOMING_VALUES, FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.fakes.verify import UNSIGNED

SCAN = b"%PDF-1.5\n% a scan\n%%EOF\n"
SIGNED = b"%PDF-1.7\n% /ByteRange\n%%EOF\n"
COPY_VALUES: dict[str, object] = {
    "copy_kind": "true_copy",
    "medium": "electronic",
    "pages": "",
    "copies": 2,
    "competence": "TM.",
    "signer_position": "Chủ tịch",
    "signer_name": "Nguyễn Văn Mẫu",
    "recipients": (Recipient("Trường Tiểu học Mẫu", "H13.02"),),
    "storage_location": "Lưu: VT",
    "note": "",
}


def copying_office() -> FakeOffice:
    """An office with the types and series of NĐ 30/2020, as far as copies need them."""
    office = FakeOffice()
    types = [
        DocumentType("Tờ trình", "TTr", 16),
        DocumentType("Bản sao y", "SY", None, COPY),
        DocumentType("Bản trích sao", "TrS", None, COPY),
        DocumentType("Bản sao lục", "SL", None, COPY),
    ]
    rules = OfficeRules(office.store.settings)
    rules.set_doc_types(types, "quantri")
    rules.set_series(usual_series(types), "quantri")
    return office


def came(
    office: FakeOffice,
    content: bytes = SIGNED,
    check: SignatureCheck | None = None,
    **changes: object,
) -> Incoming:
    """A registered document that came by the network with this file."""
    office.checker.otherwise = check or UNSIGNED
    desk = office.desk()
    candidate = desk.from_file("qd.pdf", content, Channel.MAIL)
    values = {**INCOMING_VALUES, "channel": "mail", **changes}
    return desk.register(candidate, values, CLERK).document


def came_on_paper(office: FakeOffice, content: bytes = SCAN, **changes: object) -> Incoming:
    """A registered document whose paper was scanned."""
    desk = office.desk()
    candidate = desk.from_file("quet.pdf", content, Channel.PAPER)
    return desk.register(candidate, {**INCOMING_VALUES, **changes}, CLERK).document


def went_out(office: FakeOffice) -> Outgoing:
    """An issued document of this office, signed electronically."""
    return office.desk().issue(office.sealed().uid, CLERK)


def permitted(desk: Desk, copy: Outgoing) -> Outgoing:
    """An electronic copy that was decided upon and has its number."""
    desk.approve.permit_copy(copy.uid, CLERK)
    desk.allot(copy.uid, CLERK)
    return desk.write_number(copy.uid, CLERK)


def renamed(document: Incoming, role: FileRole, name: str) -> Incoming:
    """The document with a second PDF of this role and name."""
    main = document.main_file
    assert main is not None
    extra = replace(main, name=name, role=role, media_type=PDF)
    entry = replace(document.entry, attachments=(*document.entry.attachments, extra))
    return replace(document, entry=entry)
