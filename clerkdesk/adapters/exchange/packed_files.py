"""The files of a packet that is being read: manifest and contents brought together."""

from lxml import etree

from clerkdesk.adapters.exchange import enclosures
from clerkdesk.adapters.exchange.elements import child, children, content_id, line
from clerkdesk.adapters.exchange.oddities import Oddities
from clerkdesk.adapters.exchange.schema import MAX_UNPACKED_BYTES
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.texts import _


def read_files(
    root: etree._Element, envelope: etree._Element, odd: Oddities
) -> tuple[PacketFile, ...]:
    """Every attachment whose content can be had; the others become warnings.

    Raises:
        enclosures.TooMuch: together they unpack to more than a packet may hold.
    """
    manifest = child(child(envelope, "edXMLBody"), "edXMLManifest")
    listed = {content_id(element): element for element in children(manifest, "Reference")}
    left = MAX_UNPACKED_BYTES
    found = []
    for index, element in enumerate(
        children(child(root, "AttachmentEncoded"), "Attachment"), start=1
    ):
        file = _file(index, element, listed.pop(content_id(element), None), left, odd)
        if file is not None:
            left -= len(file.content)
            found.append(file)
    for reference in listed.values():
        odd.note(
            _("Tệp «{name}» có trong danh mục nhưng không có nội dung."),
            name=line(child(reference, "AttachmentName")),
        )
    return tuple(found)


def _file(
    index: int,
    element: etree._Element,
    reference: etree._Element | None,
    limit: int,
    odd: Oddities,
) -> PacketFile | None:
    """One attachment; None, with a warning, where its content cannot be had."""

    def said(tag: str) -> str:
        return line(child(element, tag)) or line(child(reference, tag))

    written = said("AttachmentName")
    name = enclosures.safe_name(written) or f"tep-{index}"
    if name != written:
        odd.note(
            _("Tên tệp «{written}» không an toàn hoặc trống; đổi thành «{name}»."),
            written=written,
            name=name,
        )
    encoded = child(element, "ContentTransferEncoded")
    try:
        packed = enclosures.decode((encoded.text or "") if encoded is not None else "")
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
    media = enclosures.media_type(name, content, said("ContentType"))
    return PacketFile(name, media, content, said("Description"))
