"""The tolerant reader: an edXML tree to a packet, with a warning for every oddity it reads past."""

from collections.abc import Sequence
from datetime import date, datetime

from lxml import etree

from clerkdesk.adapters.exchange import dates, schema
from clerkdesk.adapters.exchange.elements import child, children, line
from clerkdesk.adapters.exchange.oddities import Oddities, printable, title
from clerkdesk.adapters.exchange.packed_files import read_files
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


class NotEdxml(Exception):
    """The tree is no edXML packet; the message is a Vietnamese clause."""


class Reader:
    """Reads one packet; elements are found by local name, in any order, under any prefix.

    Args:
        now: time of receipt, for a status that names no time of its own.
    """

    def __init__(self, root: etree._Element, warnings: Sequence[str], now: datetime) -> None:
        self._root = root
        self._odd = Oddities(warnings)
        self._now = now

    def packet(self) -> Packet:
        """The packet.

        Raises:
            NotEdxml: the tree has no edXML header.
            enclosures.TooMuch: attachments unpack to more than a packet may hold.
        """
        name = etree.QName(self._root)
        if name.localname.lower() not in {"edxml", "edxmlenvelope"}:
            tag = printable(name.localname)
            raise NotEdxml(_("thẻ gốc «{tag}» không phải edXML").format(tag=tag))
        header = child(self._envelope(), "edXMLHeader")
        message = child(header, "MessageHeader")
        if message is None:
            raise NotEdxml(_("không có phần MessageHeader"))
        self._note_namespace(name.namespace)
        if child(message, "StatusCode") is not None:
            return self._status(message)
        return self._document(message, child(header, "TraceHeaderList"))

    def _document(self, message: etree._Element, traces: etree._Element | None) -> DocumentPacket:
        business = child(traces, "Bussiness")
        kind = self._kind(business)
        sender = self._agency(child(message, "From"), "From")
        recipients = self._recipients(message)
        code = child(message, "Code")
        issued_at = child(message, "PromulgationInfo")
        type_of = child(message, "DocumentType")
        signer = child(message, "SignerInfo")
        other = child(message, "OtherInfo")
        number = self._text(code, "CodeNumber", needed=True)
        notation = self._text(code, "CodeNotation", needed=True)
        issued = self._date(issued_at, "PromulgationDate", needed=True)
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
            doc_type=self._text(type_of, "TypeName", needed=True),
            subject=self._text(message, "Subject", needed=True),
            signer_name=self._text(signer, "FullName", needed=True),
            signer_position=self._text(signer, "Position"),
            competence=self._text(signer, "Competence"),
            edxml_type=self._number(type_of, "Type") or None,
            due_date=self._date(message, "DueDate"),
            urgency=self._urgency(other),
            page_count=self._number(other, "PageAmount"),
            reason="" if kind is PacketKind.NEW and reason == schema.NEW_REASON else reason,
            replies_to=tuple(
                self._reference(element)
                for element in children(message, "ResponseFor")
                if len(element)
            ),
            sent_at=self._sent_at(traces, sender),
            files=read_files(self._root, self._envelope(), self._odd),
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
            paper_follows=self._flag(business, "Paper"),
            warnings=self._odd.texts,
        )

    def _status(self, message: etree._Element) -> StatusPacket:
        about = child(message, "ResponseFor")
        staff = child(message, "StaffInfo")
        written = self._text(message, "StatusCode", needed=True)
        code = written.zfill(2) if written.isdecimal() else written
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
            at=self._status_time(message),
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
        if issued is None or not sender.code or not (number or notation):
            self._odd.missing("DocumentId")
            return ""
        composed = document_id(sender.code, issued, str(PrintedCode(number, notation)))
        self._odd.note(
            _("Thiếu mã định danh văn bản; đã ghép từ cơ quan, ngày và số, ký hiệu: {code}."),
            code=composed,
        )
        return composed

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
        code = child(element, "Code")
        if code is not None and len(code):
            number, notation = self._text(code, "CodeNumber"), self._text(code, "CodeNotation")
        else:
            number, notation = _split_code(self._text(element, "Code"))
        identifier = self._text(element, "DocumentId")
        if not identifier:
            self._odd.missing("DocumentId")
        return DocumentReference(
            document_id=identifier,
            code_number=number,
            code_notation=notation,
            organ_code=self._text(element, "OrganId"),
            issued_date=self._date(element, "PromulgationDate"),
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

    def _sent_at(self, traces: etree._Element | None, sender: Agency) -> datetime | None:
        """The first trace of the sender; else the first trace at all."""
        hops = list(children(traces, "TraceHeader"))
        own = [
            hop for hop in hops if line(child(hop, "OrganId")).casefold() == sender.code.casefold()
        ]
        for hop in (*own, *hops):
            written = self._text(hop, "Timestamp")
            if (instant := dates.read_time(written)) is not None:
                if not dates.is_norm_time(written):
                    self._odd.unusual_form(written, instant)
                return instant
            if written:
                self._odd.unreadable("Timestamp", written)
        return None

    def _status_time(self, message: etree._Element) -> datetime:
        written = self._text(message, "Timestamp")
        if (instant := dates.read_time(written)) is not None:
            if not dates.is_norm_time(written):
                self._odd.unusual_form(written, instant)
            return instant
        if (day := dates.read_date(written)) is not None:
            self._odd.unreadable("Timestamp", written)
            return datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME)
        self._odd.note(_("Trạng thái không ghi thời điểm đọc được; lấy thời điểm nhận gói tin."))
        return self._now

    def _envelope(self) -> etree._Element:
        """The envelope, which older packets have as their root."""
        envelope = child(self._root, "edXMLEnvelope")
        return self._root if envelope is None else envelope

    # --- values and warnings -------------------------------------------------------------------

    def _text(self, parent: etree._Element | None, tag: str, *, needed: bool = False) -> str:
        text = line(child(parent, tag))
        if needed and not text:
            self._odd.missing(tag)
        limit = schema.LENGTHS.get(tag)
        if limit is not None and len(text) > limit:
            self._odd.note(
                _("Quá dài: {title} có {length} ký tự, tối đa {limit}."),
                title=title(tag),
                length=len(text),
                limit=limit,
            )
        return text

    def _number(self, parent: etree._Element | None, tag: str) -> int | None:
        text = self._text(parent, tag)
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):
            self._odd.unreadable(tag, text)
            return None
        return int(text)

    def _flag(self, parent: etree._Element | None, tag: str) -> bool:
        return self._text(parent, tag).lower() in {"1", "true"}

    def _date(
        self, parent: etree._Element | None, tag: str, *, needed: bool = False
    ) -> date | None:
        text = self._text(parent, tag, needed=needed)
        if not text:
            return None
        day = dates.read_date(text)
        if day is None:
            self._odd.unreadable(tag, text)
        elif not dates.is_norm_date(text):
            self._odd.unusual_form(text, day)
        return day

    def _note_namespace(self, namespace: str | None) -> None:
        if namespace == schema.NAMESPACE:
            return
        if (namespace or "").rstrip("/") == schema.OLD_NAMESPACE.rstrip("/"):
            self._odd.note(_("Gói tin theo không gian tên cũ (trước QCVN 102:2016)."))
        else:
            self._odd.note(_("Gói tin không theo không gian tên của QCVN 102:2016."))


def _split_code(code: str) -> tuple[str, str]:
    number, slash, notation = code.partition("/")
    if slash:
        return number.strip(), notation.strip()
    return (code, "") if code.isdecimal() else ("", code)
