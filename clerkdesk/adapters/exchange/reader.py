"""The tolerant reader: an edXML tree to a packet, with a warning for every oddity it reads past."""

from datetime import date, datetime

from lxml import etree

from clerkdesk.adapters.exchange import dates, schema
from clerkdesk.adapters.exchange.codes import joined_parts, named_in, split_code
from clerkdesk.adapters.exchange.doc_types import name_of_type
from clerkdesk.adapters.exchange.elements import child, children, inside, line, local_name
from clerkdesk.adapters.exchange.oddities import Oddities, printable
from clerkdesk.adapters.exchange.packed_files import read_files
from clerkdesk.adapters.exchange.times import sent_at, status_time
from clerkdesk.adapters.exchange.values import ValueReader
from clerkdesk.adapters.exchange.xml_guard import Tree
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.packets import (
    DocumentPacket,
    DocumentReference,
    Packet,
    PacketKind,
    ReceiverChange,
    Replacement,
    StatusPacket,
    document_id,
)
from clerkdesk.domain.texts import _

_ROOTS = frozenset({"edxml", "edxmlenvelope", "envelope"})
"""The root by the norm, the envelope alone as older packets have it, and SOAP."""


class NotEdxml(Exception):
    """The tree is no edXML packet; the message is a Vietnamese clause."""


class Reader(ValueReader):
    """Reads one packet; elements are found by local name, in any order, under any prefix.

    Args:
        now: time of receipt, for a status that names no time of its own.
    """

    def __init__(self, tree: Tree, now: datetime) -> None:
        super().__init__(Oddities(tree.warnings))
        self._root = tree.root
        self._parts = tree.parts
        self._now = now

    def packet(self) -> Packet:
        """The packet.

        Raises:
            NotEdxml: the tree has no edXML header.
            enclosures.TooMuch: attachments unpack to more than a packet may hold.
        """
        message = self._message()
        name = etree.QName(self._root)
        if message is None and local_name(self._root) not in _ROOTS:
            tag = printable(name.localname)
            raise NotEdxml(_("thẻ gốc «{tag}» không phải edXML").format(tag=tag))
        if message is None:
            raise NotEdxml(_("không có phần MessageHeader"))
        self._note_namespace(etree.QName(message).namespace)
        for error in inside(self._root, "Error"):
            self._note_error(error)
        if self._is_status(message):
            return self._status(message)
        return self._document(message)

    def _message(self) -> etree._Element | None:
        """The MessageHeader: at its place, else wherever it stands, in another document perhaps."""
        envelope = child(self._root, "edXMLEnvelope")
        envelope = self._root if envelope is None else envelope
        if local_name(envelope) in _ROOTS:
            for holder in (child(envelope, "edXMLHeader"), envelope):
                if (message := child(holder, "MessageHeader")) is not None:
                    return message
        for message in inside(self._root, "MessageHeader"):
            if child(message, "From") is not None or child(message, "StatusCode") is not None:
                return message
        return None

    def _is_status(self, message: etree._Element) -> bool:
        if child(message, "StatusCode") is not None:
            return True
        written = {local_name(element) for element in message}
        return "responsefor" in written and not written & {"to", "code", "subject", "documentid"}

    def _document(self, message: etree._Element) -> DocumentPacket:
        traces = next(inside(self._root, "TraceHeaderList"), None)
        business = self._business_part(traces)
        kind = self._kind(business)
        sender = self._agency(child(message, "From"), "From")
        recipients = self._recipients(message)
        issued_at = child(message, "PromulgationInfo")
        type_of = child(message, "DocumentType")
        signer = child(message, "SignerInfo")
        other = child(message, "OtherInfo")
        number, notation, issued = self._code_and_day(message, issued_at)
        due = self._date(message, "DueDate")
        self._note_days(issued, due)
        for holder, tag in ((message, "Content"), (other, "SphereOfPromulgation")):
            self._text(holder, tag)  # for their length
        changes = child(business, "BussinessDocumentInfo")
        staff = child(business, "StaffInfo")
        reason = self._text(business, "BussinessDocReason")
        return DocumentPacket(
            kind=kind,
            document_id=self._document_id(message, sender, issued, number, notation),
            sender=sender,
            recipients=recipients,
            code_number=number,
            code_notation=notation,
            issued_date=issued,
            place=self._text(issued_at, "Place"),
            doc_type=self._type_name(type_of),
            subject=self._subject(message),
            signer_name=self._text(signer, "FullName", needed=True),
            signer_position=self._text(signer, "Position"),
            competence=self._text(signer, "Competence"),
            edxml_type=self._number(type_of, "Type") or None,
            due_date=due,
            urgency=self._urgency(other),
            page_count=self._number(other, "PageAmount"),
            reason="" if kind is PacketKind.NEW and reason == schema.NEW_REASON else reason,
            replies_to=tuple(
                self._reference(element)
                for element in children(message, "ResponseFor")
                if len(element)
            ),
            sent_at=sent_at(traces, sender.code, self._odd),
            files=read_files(self._root, self._parts, self._odd),
            information_changed=self._flag(changes, "DocumentInfo"),
            receiver_changes=self._receiver_changes(changes),
            replaces=self._replacements(business),
            staff=self._text(staff, "Staff"),
            department=self._text(staff, "Department"),
            to_places=tuple(
                text
                for place in children(child(message, "ToPlaces"), "Place")
                if (text := line(place))
            ),
            changes_id=self._changes_id(kind, message, business),
            paper_follows=self._flag(business, "Paper"),
            warnings=self._odd.texts,
        )

    def _status(self, message: etree._Element) -> StatusPacket:
        about = child(message, "ResponseFor")
        staff = child(message, "StaffInfo")
        written = self._text(message, "StatusCode", needed=True)
        code = written.zfill(2) if written.zfill(2) in schema.KNOWN_STATUSES else written
        if written and code not in schema.KNOWN_STATUSES:
            self._odd.note(_("Mã trạng thái «{code}» chưa có trong quy chuẩn."), code=written)
        if code != written:
            self._odd.note(
                _("Mã trạng thái ghi «{written}», hiểu là «{code}»."), written=written, code=code
            )
        sender = self._agency(child(message, "From"), "From")
        reference = self._reference(about)
        return StatusPacket(
            status_code=code,
            about=reference,
            sender=sender,
            staff=self._text(staff, "Staff"),
            department=self._text(staff, "Department"),
            at=status_time(message, self._now, self._odd),
            timed=dates.read_date(self._text(message, "Timestamp")) is not None,
            description=self._text(message, "Description"),
            warnings=self._odd.texts,
        )

    # --- parts ---------------------------------------------------------------------------------

    def _kind(self, business: etree._Element | None) -> PacketKind:
        written = self._text(business, "BussinessDocType")
        if not written:  # no Bussiness at all is a new document (DOMAIN §2.3, variant 7)
            return PacketKind.NEW
        kind = schema.KIND_CODES.get(written.lstrip("0") or "0")
        if kind is None:
            self._odd.note(
                _("Mã nghiệp vụ «{code}» chưa có trong quy chuẩn; xử lý như văn bản mới."),
                code=written,
            )
            return PacketKind.NEW
        return kind

    def _business_part(self, traces: etree._Element | None) -> etree._Element | None:
        """What the packet asks for; some put it into the trace, or beside the list of traces."""
        if (business := child(traces, "Bussiness")) is not None:
            return business
        return next(inside(self._root, "Bussiness", "Business"), None)

    def _code_and_day(
        self, message: etree._Element, issued_at: etree._Element | None
    ) -> tuple[str, str, date | None]:
        """Số, ký hiệu and date, by the identifier where they are not said."""
        code = child(message, "Code")
        written = (self._text(code, "CodeNumber"), self._text(code, "CodeNotation"))
        parts = joined_parts(*written) if any(written) else split_code(self._text(message, "Code"))
        if any(written) and (parts.code_number, parts.code_notation) != written:
            self._odd.note(
                _("Số và ký hiệu ghi «{code}», hiểu là {meant}."), code=written, meant=parts
            )
        issued = self._date(issued_at, "PromulgationDate")
        named = named_in(self._text(message, "DocumentId"))
        if named is not None and not (parts.code_number or parts.code_notation):
            parts = named.code
            self._odd.note(_("Thiếu số, ký hiệu; lấy {code} từ mã định danh văn bản."), code=parts)
        if not self._text(issued_at, "PromulgationDate"):
            self._odd.missing("PromulgationDate")
            issued = named.issued if named is not None else None
        if not parts.code_number:
            self._odd.missing("CodeNumber")
        if not parts.code_notation:
            self._odd.missing("CodeNotation")
        return parts.code_number, parts.code_notation, issued

    def _type_name(self, type_of: etree._Element | None) -> str:
        """TypeName first: the number alone is not to be trusted (DOMAIN §2.3, variant 10)."""
        if name := self._text(type_of, "TypeName") or (
            "" if _has_parts(type_of) else line(type_of)
        ):
            return name
        self._odd.missing("TypeName")
        return name_of_type(self._number(type_of, "Type") if _has_parts(type_of) else None)

    def _subject(self, message: etree._Element) -> str:
        """The trích yếu; Content says the same where it alone is there."""
        if subject := self._text(message, "Subject"):
            return subject
        self._odd.missing("Subject")
        return line(child(message, "Content"))

    def _document_id(
        self,
        message: etree._Element,
        sender: Agency,
        issued: date | None,
        number: str,
        notation: str,
    ) -> str:
        if written := self._text(message, "DocumentId"):
            return written
        if of_business := self._text(self._business_part(None), "DocumentId"):
            return of_business  # a recall may name its document there alone
        if issued is None or not sender.code or not (number or notation):
            self._odd.missing("DocumentId")
            return ""
        composed = document_id(sender.code, issued, str(PrintedCode(number, notation)))
        self._odd.note(
            _("Thiếu mã định danh văn bản; đã ghép từ cơ quan, ngày và số, ký hiệu: {code}."),
            code=composed,
        )
        return composed

    def _changes_id(
        self, kind: PacketKind, message: etree._Element, business: etree._Element | None
    ) -> str:
        """What Bussiness calls the document, where that is another name than its own (DOMAIN §2.3)."""
        named = self._text(business, "DocumentId")
        own = self._text(message, "DocumentId")
        return named if kind in (PacketKind.RECALL, PacketKind.UPDATE) and own != named else ""

    def _recipients(self, message: etree._Element) -> tuple[Agency, ...]:
        found: dict[str, Agency] = {}
        for element in children(message, "To"):
            agency = self._agency(element, "To")
            key = agency.code.casefold() or agency.name.casefold()
            if key in found:
                self._odd.note(_("Nơi nhận «{code}» ghi hai lần."), code=agency.code)
            elif key:
                found[key] = agency
        if not found:
            self._odd.missing("To")
        return tuple(found.values())

    def _agency(self, element: etree._Element | None, tag: str) -> Agency:
        if element is None:
            self._odd.missing(tag)
            return Agency("", "")
        return Agency(
            code=self._text(element, "OrganId", needed=True),
            name=self._text(element, "OrganName", needed=True),
            email=self._text(element, "Email"),
            parent=self._text(element, "OrganizationInCharge"),
        )

    def _reference(self, element: etree._Element | None) -> DocumentReference:
        """The document that a status or a reply names; its identifier fills in what is not said."""
        code = child(element, "Code")
        if _has_parts(code):
            parts = joined_parts(self._text(code, "CodeNumber"), self._text(code, "CodeNotation"))
        else:
            parts = split_code(self._text(element, "Code"))
        issued, organ = self._date(element, "PromulgationDate"), self._text(element, "OrganId")
        identifier = self._text(element, "DocumentId")
        if not identifier:
            self._odd.missing("DocumentId")
            if issued is not None and organ and parts.code_notation:
                identifier = document_id(organ, issued, str(parts))
        named = named_in(identifier)
        if named is not None:
            parts = parts if parts.code_number or parts.code_notation else named.code
            issued, organ = issued or named.issued, organ or named.organ_code
        return DocumentReference(
            document_id=identifier,
            code_number=parts.code_number,
            code_notation=parts.code_notation,
            organ_code=organ,
            issued_date=issued,
        )

    def _urgency(self, other: etree._Element | None) -> Urgency:
        written = self._text(other, "Priority")
        if not written:
            return Urgency.NORMAL
        try:
            return Urgency(int(written))
        except ValueError:
            self._odd.note(_("Độ khẩn ghi mã lạ «{code}»; xem lại trên văn bản."), code=written)
            return Urgency.NORMAL

    def _receiver_changes(self, changes: etree._Element | None) -> tuple[ReceiverChange, ...]:
        found = []
        for element in children(child(changes, "ReceiverList"), "Receiver"):
            way = self._text(element, "ReceiverType")
            if way not in {"0", "1"}:
                self._odd.note(_("Thay đổi nơi nhận ghi mã lạ «{code}»."), code=way)
                continue
            found.append(ReceiverChange(self._text(element, "OrganId"), added=way == "1"))
        return tuple(found)

    def _replacements(self, business: etree._Element | None) -> tuple[Replacement, ...]:
        found = []
        # The list is plain in some packets, repeated ReplacementInfo in others (DOMAIN §2.3).
        for holder in (business, *children(business, "ReplacementInfoList")):
            for element in children(holder, "ReplacementInfo"):
                organs = children(child(element, "OrganIdList"), "OrganId")
                found.append(
                    Replacement(
                        self._text(element, "DocumentId"),
                        tuple(code for organ in organs if (code := line(organ))),
                    )
                )
        return tuple(found)

    # --- warnings ------------------------------------------------------------------------------

    def _note_namespace(self, namespace: str | None) -> None:
        if namespace == schema.NAMESPACE:
            return
        if (namespace or "").rstrip("/") == schema.OLD_NAMESPACE.rstrip("/"):
            self._odd.note(_("Gói tin theo không gian tên cũ (trước QCVN 102:2016)."))
        else:
            self._odd.note(_("Gói tin không theo không gian tên của QCVN 102:2016."))

    def _note_days(self, issued: date | None, due: date | None) -> None:
        """Days that cannot be: issued after today, due before it was issued (DOMAIN §2.3)."""
        today = self._now.astimezone(VIETNAM_TIME).date()
        if issued is not None and issued > today:
            self._odd.note(_("Ngày ban hành {day} ở sau hôm nay."), day=f"{issued:%d/%m/%Y}")
        if issued is not None and due is not None and due < issued:
            self._odd.note(_("Thời hạn {day} ở trước ngày ban hành."), day=f"{due:%d/%m/%Y}")

    def _note_error(self, error: etree._Element) -> None:
        """What a gateway had against the packet of which this one tells (DOMAIN §2.4)."""
        code, said = line(child(error, "Code")), line(child(error, "Description"))
        if code or said:
            self._odd.note(_("Bên nhận báo lỗi {code}: {said}"), code=code, said=said)


def _has_parts(element: etree._Element | None) -> bool:
    return element is not None and len(element) > 0
