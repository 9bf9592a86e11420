"""Pages and drawings that no revision of a file ever showed: they wait to be shown later.

The shadow attack «hide and replace» has them signed with the rest. What an earlier revision used,
and a later one no longer does, is ordinary litter.
"""

import re

import pikepdf

from clerkdesk.adapters.verify.objects import Number, numbers, reachable
from clerkdesk.adapters.verify.structure import (
    NeedsPassword,
    Unopenable,
    open_strictly,
    revisions,
    written_numbers,
)

_MAX_REVISIONS = 20
_WRITES = re.compile(rb"\bBT\b.*?(?:Tj|TJ|['\"])\s", re.DOTALL)
_PAINTS = re.compile(rb"(?:^|\s)(?:f\*?|F|B\*?|b\*?|S|s|sh|Do|Tj|TJ|'|\")(?:\s|$)")
_SMALL = 64
"""Pixels; a smaller picture that nobody uses is no page."""


def stowed_content(pdf: bytes, document: pikepdf.Pdf) -> bool:
    """Whether the file holds pages, drawings or pictures that nothing has ever used."""
    unused = numbers(document) - reachable(document)
    unused = {number for number in unused if could_show(document.get_object(number))}
    if not unused:
        return False
    unused &= written_numbers(pdf)
    for one in revisions(pdf)[:-1][:_MAX_REVISIONS]:
        if not unused:
            break
        try:
            with open_strictly(pdf[: one.end]) as revision:
                unused -= _used(revision)
        except (Unopenable, NeedsPassword):
            continue
    return bool(unused)


def _used(revision: pikepdf.Pdf) -> set[Number]:
    return reachable(revision)


def could_show(thing: object) -> bool:
    """Whether a page or a drawing could be made of it."""
    if isinstance(thing, pikepdf.Stream):
        return _draws(thing)
    return (
        isinstance(thing, pikepdf.Dictionary)
        and thing.get("/Type") == pikepdf.Name.Page
        and "/Contents" in thing
    )


def _draws(stream: pikepdf.Object) -> bool:
    kind = stream.get("/Subtype")
    if kind == pikepdf.Name.Image:
        width, height = stream.get("/Width", 0), stream.get("/Height", 0)
        return isinstance(width, int) and isinstance(height, int) and min(width, height) >= _SMALL
    form = kind == pikepdf.Name.Form
    if not form and (kind is not None or "/Type" in stream or "/Length1" in stream):
        return False
    try:
        content = stream.read_bytes()
    except pikepdf.PdfError:
        return False
    return (_PAINTS if form else _WRITES).search(content) is not None
