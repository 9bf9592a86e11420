"""The strict writer: a packet to edXML as QCVN 102:2016 orders it, or a reason why it may not leave."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from clerkdesk.adapters.exchange import dates, enclosures, schema
from clerkdesk.adapters.exchange.codes import joined_parts
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.packets import (
    DocumentPacket,
    DocumentReference,
    PacketFile,
    PacketKind,
    StatusPacket,
)
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Letters that XML 1.0 cannot carry (production [2] Char)."""
_KIND_CODES = {kind: code for code, kind in schema.KIND_CODES.items()}

_LONGEST_ECHO = 100_000

Element = tuple[str, "str | Sequence[Element]"]
"""A tag with its text or its children."""


class Unfit(Exception):
    """A value does not fit the format; the message is a Vietnamese clause."""


def write_document(packet: DocumentPacket, today: date) -> bytes:
    """A document, recall, update or replacement, with its files.

    The XML-DSig `Signature` is put in afterwards (`xml_signature`), where the office signs packets.

    Raises:
        Unfit: a value is missing, too long, or not allowed.
    """
    if packet.kind not in _KIND_CODES:
        raise Unfit(_("loại gói tin không phải gói văn bản"))
    named = [(f"cid:{number}", file) for number, file in enumerate(packet.files, start=1)]
    head: Sequence[Element] = (
        ("MessageHeader", tuple(_message(packet, today))),
        ("TraceHeaderList", tuple(_traces(packet))),
    )
    manifest = tuple(("Reference", tuple(_facts(cid, file, describe=True))) for cid, file in named)
    return b"".join(
        (
            _OPEN,
            _rendered(("edXMLHeader", head), 2),
            b"    <edXML:edXMLBody>\n",
            _rendered(("edXMLManifest", manifest), 3, attributes=' version="1.0"'),
            b"    </edXML:edXMLBody>\n  </edXML:edXMLEnvelope>\n  <AttachmentEncoded>\n",
            *(_attachment(cid, file) for cid, file in named),
            b"  </AttachmentEncoded>\n</edXML>\n",
        )
    )


def write_status(packet: StatusPacket) -> bytes:
    """A status message; it has no body.

    Raises:
        Unfit: a value is missing, too long, or not allowed.
    """
    if packet.status_code not in schema.KNOWN_STATUSES:
        raise Unfit(
            _("mã trạng thái «{code}» không thuộc chín mã của quy chuẩn").format(
                code=packet.status_code
            )
        )
    about = packet.about
    message: Sequence[Element] = (
        ("From", tuple(_agency(packet.sender))),
        (
            "ResponseFor",
            (
                # As its sender wrote it, however long: else nobody finds what is answered.
                *_text("OrganId", about.organ_code, needed=True, limit=_LONGEST_ECHO),
                *_text("Code", str(PrintedCode(about.code_number, about.code_notation))),
                *_day("PromulgationDate", about.issued_date),
                *_text("DocumentId", about.document_id, needed=True),
            ),
        ),
        ("StaffInfo", (*_staff(packet.department, packet.staff),)),
        ("StatusCode", packet.status_code),
        *_text("Description", packet.description),
        ("Timestamp", dates.time_text(packet.at)),
    )
    header: Element = ("edXMLHeader", (("MessageHeader", message),))
    return b"".join((_OPEN, _rendered(header, 2), b"  </edXML:edXMLEnvelope>\n</edXML>\n"))


_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<edXML xmlns="{schema.NAMESPACE}">\n'
    f'  <edXML:edXMLEnvelope xmlns:edXML="{schema.NAMESPACE}">\n'
).encode()


def _message(packet: DocumentPacket, today: date) -> Iterator[Element]:
    """MessageHeader, in the order of DOMAIN §2.3."""
    if packet.issued_date is None:
        raise Unfit(_("thiếu ngày ban hành"))
    if packet.issued_date > today:
        raise Unfit(_("ngày ban hành ở sau ngày hôm nay"))
    yield "From", tuple(_agency(packet.sender))
    yield from _recipients(packet.recipients)
    yield from _text("DocumentId", packet.document_id, needed=True)
    whole = PrintedCode(packet.code_number, packet.code_notation)
    if joined_parts(packet.code_number, packet.code_notation) != whole:
        raise Unfit(_("số và ký hiệu ghi lẫn vào nhau: «{code}»").format(code=str(whole)[:80]))
    yield (
        "Code",
        (
            *_text("CodeNumber", packet.code_number, needed=True),
            *_text("CodeNotation", packet.code_notation, needed=True),
        ),
    )
    yield (
        "PromulgationInfo",
        (*_text("Place", packet.place), *_day("PromulgationDate", packet.issued_date)),
    )
    yield (
        "DocumentType",
        (
            # 0 where the list of TT 01/2022 has no number for it: receivers go by TypeName.
            ("Type", str(_count("Type", packet.edxml_type or 0))),
            *_text("TypeName", packet.doc_type, needed=True),
        ),
    )
    yield from _text("Subject", packet.subject, needed=True)
    yield (
        "SignerInfo",
        (
            *_text("Competence", packet.competence),
            *_text("Position", packet.signer_position),
            *_text("FullName", packet.signer_name, needed=True),
        ),
    )
    if packet.due_date is not None and packet.due_date < packet.issued_date:
        raise Unfit(_("thời hạn ở trước ngày ban hành"))
    yield from _day("DueDate", packet.due_date)
    yield "OtherInfo", tuple(_other(packet))
    for reply in packet.replies_to:
        yield (
            "ResponseFor",
            (
                *_text("OrganId", reply.organ_code, needed=True),
                *_text("Code", _code(reply)),
                *_text("DocumentId", reply.document_id, needed=True),
                *_day("PromulgationDate", reply.issued_date),
            ),
        )
    if packet.to_places:
        lines = [line for place in packet.to_places for line in _text("Place", place, limit=500)]
        yield "ToPlaces", tuple(lines)


def _other(packet: DocumentPacket) -> Iterator[Element]:
    yield "Priority", str(int(packet.urgency))
    if packet.page_count is not None:
        yield "PageAmount", str(_count("PageAmount", packet.page_count))


def _traces(packet: DocumentPacket) -> Iterator[Element]:
    if packet.sent_at is not None:
        yield (
            "TraceHeader",
            (
                *_text("OrganId", packet.sender.code, needed=True),
                ("Timestamp", dates.time_text(packet.sent_at)),
            ),
        )
    yield "Bussiness", tuple(_business(packet))


def _business(packet: DocumentPacket) -> Iterator[Element]:
    is_new = packet.kind is PacketKind.NEW
    if packet.changes_id:
        if packet.kind not in (PacketKind.RECALL, PacketKind.UPDATE):
            raise Unfit(_("chỉ thu hồi và cập nhật mới nêu văn bản khác"))
        yield from _text("DocumentId", packet.changes_id)
    yield "BussinessDocType", _KIND_CODES[packet.kind]
    reason = packet.reason or (schema.NEW_REASON if is_new else "")
    yield from _text("BussinessDocReason", reason, needed=True)
    yield "Paper", "1" if packet.paper_follows else "0"
    if packet.kind is PacketKind.UPDATE:
        # An update that names no change says at least that the information changed.
        information = packet.information_changed or not packet.receiver_changes
        receivers = [
            (
                "Receiver",
                (
                    *_text("OrganId", change.organ_code, needed=True),
                    ("ReceiverType", "1" if change.added else "0"),
                ),
            )
            for change in packet.receiver_changes
        ]
        changes: list[Element] = [
            ("DocumentInfo", "1" if information else "0"),
            ("DocumentReceiver", "1" if receivers else "0"),
        ]
        if receivers:
            changes.append(("ReceiverList", tuple(receivers)))
        yield "BussinessDocumentInfo", tuple(changes)
    if packet.kind is PacketKind.REPLACE:
        if not packet.replaces:
            raise Unfit(_("chưa nêu văn bản bị thay thế"))
        yield (
            "ReplacementInfoList",
            tuple(
                (
                    "ReplacementInfo",
                    (
                        *_text("DocumentId", replaced.document_id, needed=True),
                        (
                            "OrganIdList",
                            tuple(
                                line
                                for code in replaced.organ_codes
                                for line in _text("OrganId", code, needed=True)
                            ),
                        ),
                    ),
                )
                for replaced in packet.replaces
            ),
        )
    if packet.staff or packet.department:
        yield "StaffInfo", (*_staff(packet.department, packet.staff),)


def _recipients(recipients: Sequence[Agency]) -> Iterator[Element]:
    if not recipients:
        raise Unfit(_("chưa có nơi nhận"))
    seen = set()
    for agency in recipients:
        if (key := agency.code.casefold()) in seen:
            raise Unfit(_("nơi nhận «{code}» ghi hai lần").format(code=agency.code))
        seen.add(key)
        yield "To", tuple(_agency(agency))


def _agency(agency: Agency) -> Iterator[Element]:
    yield from _text("OrganId", agency.code, needed=True)
    yield from _text("OrganizationInCharge", agency.parent)
    yield from _text("OrganName", agency.name, needed=True)
    yield from _text("Email", agency.email)


def _staff(department: str, staff: str) -> Iterator[Element]:
    yield from _text("Department", department)
    yield from _text("Staff", staff)


def _code(reference: DocumentReference) -> str:
    if "/" in reference.code_number:
        raise Unfit(_("số văn bản «{code}» chứa dấu «/»").format(code=reference.code_number))
    return str(PrintedCode(reference.code_number, reference.code_notation))


def _facts(content_id: str, file: PacketFile, *, describe: bool) -> Iterator[Element]:
    """What the manifest says of a file."""
    yield "ContentId", content_id
    yield "ContentType", "application/zip"
    if describe:
        yield from _text("Description", file.description)
    yield from _text("AttachmentName", file.name, needed=True)


def _attachment(content_id: str, file: PacketFile) -> bytes:
    """One file; its element order and its lack of prefix are those of VXP samples."""
    if enclosures.safe_name(file.name) != file.name:
        raise Unfit(_("tên tệp «{name}» có ký tự không được phép").format(name=file.name[:80]))
    if not file.content:
        raise Unfit(_("tệp «{name}» không có nội dung").format(name=file.name))
    facts: Sequence[Element] = (
        ("ContentId", content_id),
        *_text("AttachmentName", file.name, needed=True),
        *_text("Description", file.description),
        ("ContentType", "application/zip"),
    )
    lines = b"".join(_rendered(fact, 3, prefix="") for fact in facts)
    return b"".join(
        (
            b"    <Attachment>\n",
            lines,
            b'      <edXML:ContentTransferEncoded xmlns:edXML="',
            schema.NAMESPACE.encode(),
            b'">',
            enclosures.encode(file.name, file.content),
            b"</edXML:ContentTransferEncoded>\n    </Attachment>\n",
        )
    )


def _text(
    tag: str, value: str, *, needed: bool = False, limit: int | None = None
) -> Iterator[Element]:
    """An element with one line of text, or nothing where `value` is empty and not needed."""
    title = _(schema.TITLES.get(tag, tag))
    if _ILLEGAL.search(value):
        raise Unfit(_("{title} có ký tự không được phép").format(title=title))
    line = " ".join(nfc(value).split())
    if not line:
        if needed:
            raise Unfit(_("thiếu {title}").format(title=title))
        return
    longest = limit or schema.LENGTHS.get(tag)
    if longest is not None and len(line) > longest:
        raise Unfit(
            _("{title} dài {length} ký tự, quá {limit}").format(
                title=title, length=len(line), limit=longest
            )
        )
    yield tag, line


def _day(tag: str, day: date | None) -> Iterator[Element]:
    if day is not None:
        yield tag, dates.date_text(day)


def _count(tag: str, number: int) -> int:
    if not 0 <= number < 10**9:
        title = _(schema.TITLES[tag])
        raise Unfit(_("{title} «{number}» không hợp lệ").format(title=title, number=number))
    return number


def _rendered(
    element: Element, depth: int, *, prefix: str = "edXML:", attributes: str = ""
) -> bytes:
    return "".join(_lines(element, "  " * depth, prefix, attributes)).encode()


def _lines(element: Element, indent: str, prefix: str, attributes: str) -> Iterator[str]:
    tag, inside = element
    if isinstance(inside, str):
        yield f"{indent}<{prefix}{tag}{attributes}>{escape(inside)}</{prefix}{tag}>\n"
        return
    yield f"{indent}<{prefix}{tag}{attributes}>\n"
    for child in inside:
        yield from _lines(child, indent + "  ", prefix, "")
    yield f"{indent}</{prefix}{tag}>\n"
