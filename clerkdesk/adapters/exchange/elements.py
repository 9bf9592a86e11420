"""Elements of a packet by local name: prefix, namespace and order differ between builders."""

from collections.abc import Iterator

from lxml import etree

from clerkdesk.domain.vietnamese import nfc


def children(parent: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    """Children called `tag`, in whatever namespace."""
    if parent is None:
        return
    for element in parent:
        if isinstance(element.tag, str) and element.tag.rsplit("}", 1)[-1] == tag:
            yield element


def child(parent: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child called `tag`."""
    return next(children(parent, tag), None)


def line(element: etree._Element | None) -> str:
    """The text of an element as one line, NFC; "" where there is no element."""
    if element is None:
        return ""
    return " ".join(nfc(element.text or "").split())


def content_id(element: etree._Element) -> str:
    """ContentId without «cid:», which some builders write twice (DOMAIN §2.3, variant 3)."""
    text = line(child(element, "ContentId"))
    while text[:4].lower() == "cid:":
        text = text[4:]
    return text
