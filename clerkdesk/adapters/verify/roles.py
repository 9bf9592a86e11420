"""Which objects of a revision are compared in a part of their own, and under which name."""

from collections.abc import Iterator

import pikepdf

from clerkdesk.adapters.verify.objects import Number
from clerkdesk.adapters.verify.structure import Form


def named(page: pikepdf.Object) -> Iterator[tuple[object, pikepdf.Object]]:
    """Annotations with an identity that later revisions keep: object number, or place if direct."""
    annotations = page.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        for place, one in enumerate(annotations):
            if isinstance(one, pikepdf.Dictionary):
                yield (one.objgen if one.is_indirect else place), one


def roles(document: pikepdf.Pdf, form: Form) -> dict[Number, object]:
    """Objects that are compared in their own role, with that role's identity."""
    found: dict[Number, object] = {}
    for index, page in enumerate(document.pages):
        found[page.obj.objgen] = ("page", index)
        for key, one in named(page.obj):
            if one.is_indirect:
                found[one.objgen] = ("annotation", index, key)
    for name, field in form.fields:
        if field.is_indirect and field.objgen not in found:
            found[field.objgen] = ("field", name)
    found[document.Root.objgen] = ("catalog",)
    pages = document.Root.get("/Pages")
    if pages is not None and pages.is_indirect:
        found[pages.objgen] = ("pages",)
    return found
