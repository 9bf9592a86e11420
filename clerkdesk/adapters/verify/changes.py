"""What did later revisions do to a signed revision? Objects are compared by the part they play.

Allowed are only: validation data and time stamps, metadata, new signatures, values of form fields,
and comments where the certifying signature permits them (ISO 32000-2, 12.8.2.2: DocMDP, FieldMDP).
Whether allowed marks cover existing ink is not decided here but by rendering (`pictures.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pikepdf

from clerkdesk.adapters.verify.growth import Growth
from clerkdesk.adapters.verify.litter import is_inert
from clerkdesk.adapters.verify.objects import (
    INHERITED,
    Box,
    Number,
    field_of,
    field_type,
    inherited,
    numbers,
    reachable,
    reachable_from,
    rectangle,
)
from clerkdesk.adapters.verify.permissions import Permissions
from clerkdesk.adapters.verify.roles import named, roles
from clerkdesk.adapters.verify.sameness import Sameness
from clerkdesk.adapters.verify.stowed import could_show
from clerkdesk.adapters.verify.structure import Form, covered_end

_HARMLESS_CATALOG = frozenset({"/DSS", "/Extensions", "/Metadata", "/Version"})
_OWN_ROLE = frozenset({"/Pages", "/AcroForm", "/StructTreeRoot", "/MarkInfo"})
_PAGE_FREE = frozenset({"/Annots", "/Parent", "/LastModified", "/Metadata", "/PieceInfo", "/Tabs"})
_FILL_KEYS = frozenset({"/V", "/AP", "/AS", "/M", "/I", "/RV", "/TI"})
_SIGNING_KEYS = frozenset({"/V", "/AP", "/AS", "/M", "/F", "/MK", "/P", "/DA", "/Lock", "/Type"})
_STRUCTURE_GROWS = frozenset(
    {"/K", "/ParentTree", "/ParentTreeNextKey", "/Nums", "/Pg", "/RoleMap"}
)
_MARKUP = frozenset(
    map(
        pikepdf.Name,
        (
            "/Widget",
            "/Text",
            "/Popup",
            "/Link",
            "/Highlight",
            "/Underline",
            "/StrikeOut",
            "/Squiggly",
        ),
    )
)
_WRITES = frozenset(map(pikepdf.Name, ("/FreeText", "/Redact", "/Watermark")))
"""Readers draw these even where they bring no picture."""
_STOPS = frozenset({"/Parent", "/P"})
"""Ways back to the pages."""
_FREE_FORM_KEYS = frozenset({"/Fields", "/SigFlags", "/DR"})


class Kind(StrEnum):
    """How far a change is permitted."""

    HARMLESS = "harmless"
    SIGNATURE = "signature"
    FILL = "fill"
    ANNOTATION = "annotation"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `code` names the finding, `rect` is in PDF units of page `page` (from 0)."""

    kind: Kind
    code: str
    page: int | None = None
    rect: Box | None = None
    name: str = ""

    @property
    def redraws(self) -> bool:
        """Whether the annotation's own old picture may give way: a comment that may change, or a
        signature field that was empty."""
        return self.kind is Kind.ANNOTATION or self.code == "empty-field-signed"


class Comparison:
    """Compares a signed revision with the file as it is now.

    Args:
        good: names of signatures whose CMS holds; only these may be added.
        unexplained: which of these object numbers of the new revision no revision in between uses
            either; asked only where that matters.
    """

    def __init__(
        self,
        old: pikepdf.Pdf,
        old_form: Form,
        new: pikepdf.Pdf,
        new_form: Form,
        allowed: Permissions,
        good: frozenset[str],
        unexplained: Callable[[set[Number]], set[Number]] = set,
    ) -> None:
        self._old, self._old_form = old, old_form
        self._new, self._new_form = new, new_form
        self._allowed, self._good, self._unexplained = allowed, good, unexplained
        self._found: list[Change] = []
        self._same = Sameness(roles(old, old_form), roles(new, new_form))

    def changes(self) -> list[Change]:
        """Everything that differs, worst and best alike."""
        self._catalog()
        self._pages()
        self._fields()
        self._strays()
        if self._allowed.level == 1:
            self._found = [
                Change(Kind.FORBIDDEN, "change-not-permitted", one.page, one.rect, one.name)
                if one.kind in (Kind.FILL, Kind.ANNOTATION, Kind.SIGNATURE)
                and one.code != "time-stamp-added"
                else one
                for one in self._found
            ]
        return self._found

    def _add(
        self,
        kind: Kind,
        code: str,
        page: int | None = None,
        thing: pikepdf.Object | None = None,
        name: str = "",
    ) -> None:
        self._found.append(Change(kind, code, page, rectangle(thing), name))

    def _catalog(self) -> None:
        old, new = self._old.Root, self._new.Root
        for key in sorted({*old.keys(), *new.keys()}):
            if key in _OWN_ROLE:
                continue
            if key in _HARMLESS_CATALOG:
                if not self._same(old.get(key), new.get(key)):
                    self._add(Kind.HARMLESS, "validation-data-added")
            elif not self._same(old.get(key), new.get(key)):
                self._add(Kind.FORBIDDEN, _CATALOG_CODES.get(key, "catalog-changed"))
        grew = self._structure()
        for key in ("/StructTreeRoot", "/MarkInfo"):
            before, after = old.get(key), new.get(key)
            if before is not None and not grew(before, after):
                self._add(Kind.FORBIDDEN, "structure-changed")
        self._acroform(old.get("/AcroForm"), new.get("/AcroForm"))
        if not self._same(self._old.trailer.get("/Info"), self._new.trailer.get("/Info")):
            self._add(Kind.HARMLESS, "metadata-changed")

    def _acroform(self, old: object, new: object) -> None:
        if not isinstance(old, pikepdf.Dictionary) or not isinstance(new, pikepdf.Dictionary):
            self._add(Kind.FORBIDDEN, "form-changed")
            return
        for key in sorted({*old.keys(), *new.keys()} - _FREE_FORM_KEYS):
            before, after = old.get(key), new.get(key)
            if key == "/NeedAppearances" and after in (None, False):
                continue
            if key == "/DA" and before is None:
                continue
            if not self._same(before, after):
                self._add(Kind.FORBIDDEN, "form-changed")
        fonts, now = _fonts(old), _fonts(new)
        for name, font in fonts.items():
            later = now.get(name)
            if not (self._same(font, later) or Growth(self._same)(font, later)):
                self._add(Kind.FORBIDDEN, "form-changed")

    def _structure(self) -> Growth:
        """How the structure tree may differ: it grows; with comments that may go, their part goes."""
        gone: dict[object, pikepdf.Object] = {}
        if self._allowed.level == 3 and len(self._old.pages) == len(self._new.pages):
            for left, right in zip(self._old.pages, self._new.pages, strict=True):
                now = dict(named(right.obj))
                gone |= {key: one for key, one in named(left.obj) if key not in now}
        return Growth(
            self._same,
            _STRUCTURE_GROWS,
            frozenset(one.objgen for one in gone.values() if one.is_indirect),
            frozenset(one.get("/StructParent") for one in gone.values() if "/StructParent" in one),
        )

    def _pages(self) -> None:
        if len(self._old.pages) != len(self._new.pages):
            self._add(Kind.FORBIDDEN, "pages-changed")
            return
        for index, (left, right) in enumerate(zip(self._old.pages, self._new.pages, strict=True)):
            old, new = left.obj, right.obj
            keys = {*old.keys(), *new.keys(), *INHERITED} - _PAGE_FREE
            if "/StructParents" not in old:
                keys.discard("/StructParents")  # tagging of a new annotation
            if any(not self._same(inherited(old, key), inherited(new, key)) for key in keys):
                self._add(Kind.FORBIDDEN, "page-changed", index)
            self._annotations(index, old, new)

    def _annotations(self, index: int, old_page: pikepdf.Object, new_page: pikepdf.Object) -> None:
        old, new = dict(named(old_page)), dict(named(new_page))
        if [key for key in old if key in new] != [key for key in new if key in old]:
            self._found.append(Change(Kind.HARMLESS, "annotations-reordered", index))
        for key in old.keys() - new.keys():
            widget = old[key].get("/Subtype") == pikepdf.Name.Widget
            self._comment(
                index, old[key], "widget-removed" if widget else "annotation-removed", widget
            )
        for key in new.keys() - old.keys():
            if new[key].get("/Subtype") == pikepdf.Name.Widget:
                self._new_widget(index, new[key])
            else:
                self._comment(index, new[key], "annotation-added", _active(new[key]))
        for key in old.keys() & new.keys():
            if not self._same.shallow(old[key], new[key], frozenset({"/Parent", "/P"})):
                if new[key].get("/Subtype") == pikepdf.Name.Widget:
                    self._widget(index, old[key], new[key])
                else:
                    self._comment(index, old[key], "annotation-changed", _active(new[key]))
                    self._comment(index, new[key], "annotation-changed", _active(new[key]))

    def _comment(self, index: int, annotation: pikepdf.Object, code: str, forbidden: bool) -> None:
        allowed = self._allowed.level == 3 and not forbidden
        if allowed and _draws(annotation):
            code = "annotation-drawn"
        self._add(Kind.ANNOTATION if allowed else Kind.FORBIDDEN, code, index, annotation)

    def _new_widget(self, index: int, widget: pikepdf.Object) -> None:
        name, field = field_of(widget)
        signed = self._signed(field, name)
        if signed is None:
            self._add(Kind.FORBIDDEN, "field-added", index, widget, name)
        else:
            drawn = widget if self._vouched(name) else None
            self._add(Kind.SIGNATURE, signed, index, drawn, name)

    def _vouched(self, name: str) -> bool:
        """Whether a person or an organisation answers for what the signature field `name` draws.

        A time-stamp authority stamps whatever it is sent, for everybody, and sees nothing of it: what such a
        field draws must be under the signature of a signer, or nobody has put it there.
        """
        good = [one for one in self._new_form.signatures if one.name in self._good]
        stamps = [covered_end(one) for one in good if one.is_time_stamp and one.name == name]
        signers = [covered_end(one) for one in good if not one.is_time_stamp]
        return not stamps or max(signers, default=0) > min(stamps)

    def _signed(self, field: pikepdf.Object, name: str) -> str | None:
        """The code for a field that a later good signature fills; None where none does."""
        for one in self._new_form.signatures:
            if one.field.objgen == field.objgen and one.name == name and name in self._good:
                return "time-stamp-added" if one.is_time_stamp else "signature-added"
        return None

    def _widget(self, index: int, old: pikepdf.Object, new: pikepdf.Object) -> None:
        name, field = field_of(new)
        keys = self._same.changed_keys(old, new) - {"/Parent", "/P"}
        if field_type(field) == pikepdf.Name.Sig:
            was_signed = isinstance(field_of(old)[1].get("/V"), pikepdf.Dictionary)
            code = None if was_signed else self._signed(field, name)
            if code is None or not keys <= _SIGNING_KEYS:
                self._add(Kind.FORBIDDEN, "signature-changed", index, new, name)
            elif self._vouched(name):
                self._add(Kind.SIGNATURE, "empty-field-signed", index, new, name)
            else:
                self._add(Kind.SIGNATURE, code, index, name=name)
        elif keys - _FILL_KEYS and keys <= _FILL_KEYS | {"/MK"} and self._allowed.level == 3:
            self._comment(index, new, "field-changed", False)
        elif not keys <= _FILL_KEYS:
            self._add(Kind.FORBIDDEN, "field-changed", index, new, name)
        elif self._allowed.locked(name):
            self._add(Kind.FORBIDDEN, "locked-field-changed", index, new, name)
        elif keys & {"/V", "/AS"} or not self._same(
            *(field_of(one)[1].get("/V") for one in (old, new))
        ):
            self._add(Kind.FILL, "field-filled", index, new, name)
        else:  # drawn anew with the same value: it must look as before
            self._found.append(Change(Kind.HARMLESS, "field-redrawn", index, name=name))

    def _fields(self) -> None:
        old, new = _by_name(self._old_form), _by_name(self._new_form)
        for name in old.keys() | new.keys():
            before, after = old.get(name, []), new.get(name, [])
            if len(after) < len(before):
                self._add(Kind.FORBIDDEN, "field-removed", name=name)
            for field in after[len(before) :]:
                signed = self._signed(field, name)
                if signed is None:
                    self._add(Kind.FORBIDDEN, "field-added", name=name)
                else:
                    self._add(Kind.SIGNATURE, signed, name=name)
            for left, right in zip(before, after, strict=False):
                self._field(name, left, right)
        groups = dict(self._new_form.groups)
        for name, group in self._old_form.groups:
            now = groups.get(name)
            if now is None or self._same.changed_keys(group, now) - {"/Kids", "/Parent"}:
                self._add(Kind.FORBIDDEN, "field-changed", name=name)

    def _field(self, name: str, old: pikepdf.Object, new: pikepdf.Object) -> None:
        keys = self._same.changed_keys(old, new) - {"/Parent", "/P"}
        if not keys:
            return
        if field_type(old) != field_type(new):
            self._add(Kind.FORBIDDEN, "field-changed", name=name)
        elif field_type(old) == pikepdf.Name.Sig:
            was_signed = isinstance(old.get("/V"), pikepdf.Dictionary)
            code = None if was_signed else self._signed(new, name)
            if code is None or not keys <= _SIGNING_KEYS | {"/Kids"}:
                self._add(Kind.FORBIDDEN, "signature-changed", name=name)
            else:
                self._add(Kind.SIGNATURE, code, name=name)
        elif not keys <= _FILL_KEYS | ({"/MK"} if self._allowed.level == 3 else set()):
            self._add(Kind.FORBIDDEN, "field-changed", name=name)
        elif self._allowed.locked(name):
            self._add(Kind.FORBIDDEN, "locked-field-changed", name=name)
        else:
            self._add(Kind.FILL, "field-filled", name=name)

    def _strays(self) -> None:
        """Objects that a later revision brought although nothing uses them: prepared content."""
        strays = numbers(self._new) - reachable(self._new) - numbers(self._old)
        strays = {number for number in strays if not is_inert(self._new, number)}
        if strays and self._unexplained(strays):
            self._add(Kind.FORBIDDEN, "stray-object")
        free = [self._new.Root.get("/DSS"), self._new.Root.get("/Metadata")]
        free += [page.obj.get("/PieceInfo") for page in self._new.pages]
        stowed = reachable_from(free, past=_STOPS) - numbers(self._old)
        if any(could_show(self._new.get_object(one)) for one in stowed):
            self._add(Kind.FORBIDDEN, "stray-object")


_CATALOG_CODES = {
    "/OpenAction": "action-added",
    "/AA": "action-added",
    "/Names": "names-changed",
    "/Perms": "permissions-changed",
    "/OCProperties": "layers-changed",
}


def _fonts(acroform: pikepdf.Object) -> dict[str, pikepdf.Object]:
    resources = acroform.get("/DR")
    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    return dict(fonts.items()) if isinstance(fonts, pikepdf.Dictionary) else {}


def _by_name(form: Form) -> dict[str, list[pikepdf.Object]]:
    found: dict[str, list[pikepdf.Object]] = {}
    for name, field in form.fields:
        found.setdefault(name, []).append(field)
    return found


def _draws(annotation: pikepdf.Object) -> bool:
    """Whether it brings a picture of its own that can look like part of the page."""
    kind = annotation.get("/Subtype")
    return kind in _WRITES or ("/AP" in annotation and kind not in _MARKUP)


def _active(annotation: pikepdf.Object) -> bool:
    """Whether a click on it does more than jump: never a harmless comment."""
    return "/AA" in annotation or (
        isinstance(annotation.get("/A"), pikepdf.Dictionary)
        and annotation.A.get("/S") not in (pikepdf.Name.GoTo, pikepdf.Name.URI)
    )
