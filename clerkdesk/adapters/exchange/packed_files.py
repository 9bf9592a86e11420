"""The files of a packet that is being read: manifest and contents brought together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from clerkdesk.adapters.exchange import enclosures
from clerkdesk.adapters.exchange.elements import (
    attribute,
    child,
    children,
    content_id,
    inside,
    line,
)
from clerkdesk.adapters.exchange.oddities import Oddities
from clerkdesk.adapters.exchange.schema import MAX_UNPACKED_BYTES
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.texts import _


@dataclass(frozen=True, slots=True)
class _Part:
    """One attachment as it stands in the packet: its facts, and its content not yet taken out."""

    element: etree._Element | None
    reference: etree._Element | None
    beside: bytes | None = None
    """Content that came beside the XML, in a MIME part of its own."""


def read_files(
    root: etree._Element, parts: Mapping[str, bytes], odd: Oddities
) -> tuple[PacketFile, ...]:
    """Every attachment whose content can be had; the others become warnings.

    Args:
        parts: files that came beside the XML, by Content-ID.

    Raises:
        enclosures.TooMuch: together they unpack to more than a packet may hold.
    """
    listed, missing = _brought_together(root, parts)
    left = MAX_UNPACKED_BYTES
    found = []
    for index, part in enumerate(listed, start=1):
        file = _file(index, part, left, odd)
        if file is not None:
            left -= len(file.content)
            found.append(file)
    for reference in missing:
        odd.note(
            _("Tệp «{name}» có trong danh mục nhưng không có nội dung."),
            name=line(child(reference, "AttachmentName")) or content_id(reference),
        )
    return tuple(found)


def _brought_together(
    root: etree._Element, parts: Mapping[str, bytes]
) -> tuple[Sequence[_Part], Sequence[etree._Element]]:
    """Attachments with what the manifest says of them, and what it lists beside."""
    holders = inside(root, "edXMLManifest", "Manifest")
    references = [one for holder in holders for one in children(holder, "Reference")]
    by_id: dict[str, etree._Element] = {}
    for reference in references:
        by_id.setdefault(content_id(reference), reference)
    elements = [one for one in inside(root, "Attachment") if len(one)]
    # Some write no ContentId, or another one in each place: the order then says what belongs together.
    strangers = not any(content_id(one) in by_id for one in elements)
    by_place = strangers and len(elements) == len(references)
    listed: list[_Part] = []
    for place, element in enumerate(elements):
        of_id = by_id.pop(content_id(element), None)
        listed.append(_Part(element, references[place] if by_place else of_id))
    taken = {id(part.reference) for part in listed}
    missing = []
    for reference in references:
        if id(reference) in taken:
            continue
        beside = parts.get(content_id(reference))
        if beside is None:
            missing.append(reference)
        else:
            listed.append(_Part(None, reference, beside))
    return listed, missing


def _file(index: int, part: _Part, limit: int, odd: Oddities) -> PacketFile | None:
    """One attachment; None, with a warning, where its content cannot be had."""

    def said(tag: str) -> str:
        return line(child(part.element, tag)) or line(child(part.reference, tag))

    written = said("AttachmentName")
    name = enclosures.safe_name(written) or f"tep-{index}"
    if name != written:
        odd.note(
            _("Tên tệp «{written}» không an toàn hoặc trống; đổi thành «{name}»."),
            written=written,
            name=name,
        )
    try:
        packed = _packed(name, part, odd)
        if len(packed) > limit:
            raise enclosures.TooMuch
        content = enclosures.unwrap(name, packed, limit)
    except enclosures.BadEnclosure as error:
        odd.note(_("Không lấy được nội dung tệp «{name}»: {reason}."), name=name, reason=error)
        return None
    if not content:
        odd.note(_("Tệp «{name}» không có nội dung."), name=name)
        return None
    if enclosures.is_mislabelled(name, content):
        odd.note(_("Nội dung tệp «{name}» không đúng với phần mở rộng của tên."), name=name)
    declared = said("ContentType") or attribute(part.element, "content-type")
    media = enclosures.media_type(name, content, declared)
    return PacketFile(name, media, content, said("Description"))


def _packed(name: str, part: _Part, odd: Oddities) -> bytes:
    """The bytes as they were packed.

    Raises:
        BadEnclosure: they are not base64.
    """
    if part.beside is not None:
        return part.beside
    encoded = child(part.element, "ContentTransferEncoded")
    if line(encoded).lower() == "base64":  # the way of packing; the content stands beside it
        encoded = child(part.element, "Content")
    packed, odd_form = enclosures.decode((encoded.text or "") if encoded is not None else "")
    if odd_form:
        odd.note(_("Mã base64 của tệp «{name}» không đúng chuẩn; vẫn đọc được."), name=name)
    return packed
