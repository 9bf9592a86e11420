"""Objects that nothing uses: the usual litter of programs, or content that waits to be shown."""

import re

import pikepdf

from clerkdesk.adapters.verify.objects import Number


def is_inert(document: pikepdf.Pdf, number: Number) -> bool:
    """Whether an unused object is the usual litter of signing programs and can never be drawn.

    Litter: containers of the file format, metadata, validation data, boxes and other bare numbers,
    empty dictionaries, copies of signature widgets, forms that draw nothing.
    """
    thing = document.get_object(number)
    if isinstance(thing, pikepdf.Stream):
        if thing.get("/Type") in (
            pikepdf.Name.ObjStm,
            pikepdf.Name.XRef,
            pikepdf.Name.Metadata,
        ):
            return True
        try:
            return not re.sub(rb"%[^\r\n]*|[qQ\s]", b"", thing.read_bytes())
        except pikepdf.PdfError:
            return False
    if isinstance(thing, pikepdf.Array):
        return all(
            not isinstance(one, pikepdf.Object) or isinstance(one, pikepdf.Name) for one in thing
        )
    if isinstance(thing, pikepdf.Dictionary):
        return (
            not set(thing.keys()) - {"/Type"}
            or thing.get("/Type") in (pikepdf.Name.VRI, pikepdf.Name.DSS)
            or thing.get("/Subtype") == pikepdf.Name.Widget
        )
    return True
