"""Elements of a packet by name: prefix, namespace, letter case, spelling and order differ between builders."""

from collections.abc import Iterator

from lxml import etree

from clerkdesk.adapters.exchange.schema import SPELLINGS
from clerkdesk.domain.vietnamese import nfc


def local_name(element: etree._Element) -> str:
    """The name without namespace, in small letters; "" for what is no element."""
    tag: object = element.tag  # a function where it is a comment
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def children(parent: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    """Children called `tag`, in whatever namespace and in whatever spelling is known of it."""
    if parent is None:
        return
    name = tag.lower()
    found = [element for element in parent if local_name(element) == name]
    if not found and tag in SPELLINGS:
        found = [element for element in parent if local_name(element) in SPELLINGS[tag]]
    yield from found


def child(parent: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child called `tag`."""
    return next(children(parent, tag), None)


def inside(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Elements called so anywhere in `root`, itself among them."""
    names = {tag.lower() for tag in tags}
    return (element for element in root.iter() if local_name(element) in names)


def line(element: etree._Element | None) -> str:
    """The text of an element as one line, NFC; "" where there is no element."""
    if element is None:
        return ""
    return " ".join(nfc(element.text or "").split())


def content_id(element: etree._Element) -> str:
    """ContentId without «cid:», which some builders write twice (DOMAIN §2.3, variant 3).

    Packets in SOAP name the part in `xlink:href` alone.
    """
    text = line(child(element, "ContentId")) or attribute(element, "href")
    while text[:4].lower() == "cid:":
        text = text[4:]
    return text.strip("<>")


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its local name; "" where there is none."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1].lower() == name:
            return str(value).strip()
    return ""
