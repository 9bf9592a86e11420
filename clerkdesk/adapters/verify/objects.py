"""Reading PDF objects by the part they play: fields, inherited values, what is in use."""

from collections.abc import Iterable

import pikepdf

Number = tuple[int, int]
"""Object and generation number."""
Box = tuple[float, float, float, float]
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEPTH = 64
_LONG = 64


def rectangle(thing: object) -> Box | None:
    """The /Rect of an annotation, normalized; None where there is none."""
    if not isinstance(thing, pikepdf.Dictionary):
        return None
    rect = thing.get("/Rect")
    if not isinstance(rect, pikepdf.Array) or len(rect) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(number) for number in rect)
    except (TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def field_of(widget: pikepdf.Object) -> tuple[str, pikepdf.Object]:
    """The full name and the terminal field of a widget (the widget itself where they are one)."""
    field: pikepdf.Object | None = None
    names: list[str] = []
    node: object = widget
    for _step in range(_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            break
        if "/T" in node:
            field = field if field is not None else node
            if str(node.T):
                names.append(str(node.T))
        node = node.get("/Parent")
    return ".".join(reversed(names)), widget if field is None else field


def field_type(field: pikepdf.Object) -> object:
    """/FT of a field, inherited where its ancestors say it."""
    node: object = field
    for _step in range(_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if "/FT" in node:
            return node.FT
        node = node.get("/Parent")
    return None


def inherited(page: pikepdf.Object, key: str) -> object:
    """A value of a page, from the page tree where the page leaves it out."""
    if key not in INHERITED:
        return page.get(key)
    node: object = page
    for _step in range(_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get("/Parent")
    return None


def is_long_and_plain(array: pikepdf.Object) -> bool:
    """Whether an array is long and holds no dictionary and no reference: widths of letters, dashes.

    Fonts of a whole script have tens of thousands; walking over each takes longer than all the rest.
    """
    if len(array) < _LONG:
        return False
    text = array.unparse(resolved=True)
    return b"<<" not in text and b" R" not in text


def numbers(document: pikepdf.Pdf) -> set[Number]:
    """Numbers of all objects of the file; indirect numbers and booleans are left out."""
    return {one.objgen for one in document.objects if isinstance(one, pikepdf.Object)}


def reachable(document: pikepdf.Pdf) -> set[Number]:
    """Numbers of all objects that can be reached from the trailer."""
    return reachable_from([document.trailer])


def reachable_from(things: Iterable[object], past: frozenset[str] = frozenset()) -> set[Number]:
    """Numbers of all objects that can be reached from `things`, but not over the keys `past`."""
    found: set[Number] = set()
    todo: list[object] = list(things)
    while todo:
        one = todo.pop()
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            if isinstance(one, pikepdf.Object) and one.is_indirect:
                found.add(one.objgen)
            continue
        if one.is_indirect:
            if one.objgen in found:
                continue
            found.add(one.objgen)
        if not isinstance(one, pikepdf.Array):
            todo.extend(value for key, value in one.items() if key not in past)
        elif not is_long_and_plain(one):
            todo.extend(one)
    return found
