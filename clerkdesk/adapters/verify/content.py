"""What in a PDF can act or change by itself: scripts, launches, programs, hidden layers.

Such content may be signed and intact, and still show something else tomorrow.
"""

import re
from collections.abc import Iterator

import pikepdf

from clerkdesk.adapters.verify.objects import field_of, field_type, is_long_and_plain

_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/Rendition": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
    "/GoTo3DView": "multimedia",
    "/RichMediaExecute": "multimedia",
    "/SubmitForm": "sends-data",
    "/ImportData": "sends-data",
    "/SetOCGState": "hidden-layer",
    "/Hide": "hidden-field-switch",
}
_ANNOTATIONS = {
    "/RichMedia": "multimedia",
    "/3D": "multimedia",
    "/Movie": "multimedia",
    "/Screen": "multimedia",
}
_PROGRAM = re.compile(
    r"\.(exe|com|bat|cmd|scr|pif|msi|dll|js|jse|vbs|vbe|wsf|wsh|ps1|hta|jar|lnk|cpl|reg|sh|apk|"
    r"docm|xlsm|pptm|dotm|xltm|xlam|xll|ppam|iso|img|vhdx?|chm|url|py|jnlp|ws[cf]|vb|msp|inf|scf)\s*$",
    re.IGNORECASE,
)
_PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!")


_ELSEWHERE = tuple(map(pikepdf.Name, ("/URI", "/GoToR", "/GoToE", "/Thread")))
"""Actions that show something else than this file; by a click they are ordinary links."""
_NOT_SHOWN = 2 | 32 | 256
"""Annotation flags Hidden, NoView, ToggleNoView (ISO 32000-2, 12.5.3)."""


def active_content(document: pikepdf.Pdf) -> frozenset[str]:
    """Finding codes for everything in the document that acts or can switch what is shown."""
    found = {code for thing in _dictionaries(document) for code in _codes(thing)}
    layers = document.Root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary) and _hides(layers):
        found.add("hidden-layer")
    if "/Collection" in document.Root:
        found.add("portfolio")
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        found.add("dynamic-form")
    if _loose_widgets(document):
        found.add("field-outside-form")
    if _opens_elsewhere(document):
        found.add("opens-elsewhere")
    if _says_otherwise(document):
        found.add("appearance-by-viewer")
    return frozenset(found)


def _loose_widgets(document: pikepdf.Pdf) -> bool:
    """Whether a page shows a field that the form does not know: no rule of the form holds for it."""
    form = document.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    known = set()
    todo: list[object] = [fields]
    while todo:
        one = todo.pop()
        if isinstance(one, pikepdf.Array):
            todo.extend(one)
        elif isinstance(one, pikepdf.Dictionary) and one.objgen not in known:
            known.add(one.objgen)
            todo.append(one.get("/Kids"))
    return any(
        isinstance(one, pikepdf.Dictionary)
        and one.get("/Subtype") == pikepdf.Name.Widget
        and "/AP" in one
        and one.is_indirect
        and one.objgen not in known
        and field_type(one) != pikepdf.Name.Sig
        for page in document.pages
        for one in _listed(page.obj.get("/Annots"))
    )


def _opens_elsewhere(document: pikepdf.Pdf) -> bool:
    """Whether something else than this file comes up by itself: a web place, another file, a file inside."""
    todo: list[object] = [document.Root.get("/OpenAction"), *_triggered(document.Root)]
    for page in document.pages:
        todo += [*_triggered(page.obj), *_steps(page.obj.get("/PresSteps"))]
        for one in _listed(page.obj.get("/Annots")):
            if isinstance(one, pikepdf.Dictionary):
                todo += _triggered(one)
    seen: set[tuple[int, int]] = set()
    while todo:
        action = todo.pop()
        if isinstance(action, pikepdf.Array):
            todo.extend(action)
        if not isinstance(action, pikepdf.Dictionary) or (
            action.is_indirect and action.objgen in seen
        ):
            continue
        seen.add(action.objgen)
        if action.get("/S") in _ELSEWHERE:
            return True
        todo.append(action.get("/Next"))
    return False


def _triggered(thing: pikepdf.Object) -> list[pikepdf.Object]:
    events = thing.get("/AA")
    return list(events.values()) if isinstance(events, pikepdf.Dictionary) else []


def _steps(node: object) -> Iterator[pikepdf.Object]:
    """Actions of the steps in which a page is presented."""
    seen = set()
    while isinstance(node, pikepdf.Dictionary) and node.objgen not in seen:
        if node.is_indirect:
            seen.add(node.objgen)
        for key in ("/NA", "/PA"):
            action = node.get(key)
            if action is not None:
                yield action
        node = node.get("/Next") if node.is_indirect else None


def _says_otherwise(document: pikepdf.Pdf) -> bool:
    """Whether a check box or a row of buttons holds another state than it shows."""
    for page in document.pages:
        for one in _listed(page.obj.get("/Annots")):
            if (
                isinstance(one, pikepdf.Dictionary)
                and one.get("/Subtype") == pikepdf.Name.Widget
                and "/AS" in one
                and field_type(one) == pikepdf.Name.Btn
            ):
                _name, field = field_of(one)
                held = field.get("/V")
                shown = one.get("/AS")
                if not isinstance(held, pikepdf.Name) or shown == held:
                    continue
                looks: object = one.get("/AP")
                usual = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
                off = shown == pikepdf.Name.Off
                if not off or (isinstance(usual, pikepdf.Dictionary) and str(held) in usual):
                    return True
    return False


def _listed(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _codes(thing: pikepdf.Object) -> Iterator[str]:
    kind = thing.get("/S")
    if isinstance(kind, pikepdf.Name):
        code = _ACTIONS.get(str(kind))
        typed = thing.get("/Type")
        action = typed is None or typed == pikepdf.Name.Action
        if code is not None and action and (code != "script" or "/JS" in thing):
            yield code
    subtype = thing.get("/Subtype")
    if isinstance(subtype, pikepdf.Name) and "/Rect" in thing:
        code = _ANNOTATIONS.get(str(subtype))
        if code is not None:
            yield code
    if isinstance(thing, pikepdf.Stream):
        if "/F" in thing:  # of a stream that is the file in which its bytes are
            yield "external-content"
        if subtype in (pikepdf.Name.Form, pikepdf.Name.Image) and (
            "/Ref" in thing or "/OPI" in thing
        ):
            yield "external-content"
        if subtype == pikepdf.Name.PS and thing.get("/Type") in (None, pikepdf.Name.XObject):
            yield "two-faces"  # printers draw it, screens do not
    if "/Alternates" in thing:
        yield "two-faces"
    if thing.get("/Type") == pikepdf.Name.OCMD and _turns_round(thing):
        yield "hidden-layer"
    if subtype is not None and "/Rect" in thing and "/AP" in thing:
        yield from _faces(thing)
    if "/EF" in thing:
        yield "program-attached" if _is_program(thing) else "file-attached"


def _faces(annotation: pikepdf.Object) -> Iterator[str]:
    """Annotations that are drawn and not shown, or shown otherwise under the mouse."""
    button = field_type(annotation) == pikepdf.Name.Btn
    looks: object = annotation.AP
    if isinstance(looks, pikepdf.Dictionary) and not button:
        usual = looks.get("/N")
        if any(key in looks and looks.get(key) != usual for key in ("/R", "/D")):
            yield "two-faces"
    flags: object = annotation.get("/F", 0)
    kind = annotation.get("/Subtype")
    if (
        isinstance(flags, int)
        and flags & _NOT_SHOWN
        and kind not in (pikepdf.Name.Widget, pikepdf.Name.Popup)
    ):
        yield "hidden-annotation"


def _turns_round(membership: pikepdf.Object) -> bool:
    """Whether content shows while its layers are off: it is hidden by showing them."""
    rule = membership.get("/VE")
    if isinstance(rule, pikepdf.Array):
        return b"/Not" in rule.unparse(resolved=True)
    return membership.get("/P") in (pikepdf.Name.AllOff, pikepdf.Name.AnyOff)


def _is_program(specification: pikepdf.Object) -> bool:
    names = [specification.get(key) for key in ("/F", "/UF", "/DOS", "/Unix")]
    if any(isinstance(name, pikepdf.String) and _PROGRAM.search(str(name)) for name in names):
        return True
    files = specification.get("/EF")
    for stream in files.values() if isinstance(files, pikepdf.Dictionary) else ():
        if isinstance(stream, pikepdf.Stream):
            try:
                if stream.read_bytes()[:4].startswith(_PROGRAM_STARTS):
                    return True
            except pikepdf.PdfError:
                return True
    return False


_STATES = (("/View", "/ViewState"), ("/Print", "/PrintState"), ("/Export", "/ExportState"))


def _by_reader(rule: object) -> bool:
    """Whether layers are shown by who reads them, in which language, or how closely."""
    kinds = rule.get("/Category") if isinstance(rule, pikepdf.Dictionary) else None
    return any(str(kind) in ("/Language", "/User", "/Zoom") for kind in _listed(kinds))


def _hides(layers: pikepdf.Object) -> bool:
    """Whether a layer exists that is not shown, or is shown on screen but not in print."""
    default = layers.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return "/OCGs" in layers
    off = default.get("/OFF")
    if isinstance(off, pikepdf.Array) and len(off):
        return True
    if default.get("/BaseState", pikepdf.Name.ON) != pikepdf.Name.ON:
        return True
    if any(_by_reader(rule) for rule in _listed(default.get("/AS"))):
        return True
    groups = layers.get("/OCGs")
    for group in groups if isinstance(groups, pikepdf.Array) else ():
        for event, state in _STATES:
            if _usage(group, event, state) == pikepdf.Name.OFF:
                return True
        if _usage(group, "/Zoom", "/min") is not None or _usage(group, "/Zoom", "/max") is not None:
            return True
    return bool(isinstance(layers.get("/Configs"), pikepdf.Array) and len(layers.Configs) > 1)


def _usage(group: pikepdf.Object, event: str, state: str) -> object:
    """What a layer's usage dictionary says for the screen or the printer."""
    usage: object = group.get("/Usage") if isinstance(group, pikepdf.Dictionary) else None
    said: object = usage.get(event) if isinstance(usage, pikepdf.Dictionary) else None
    return said.get(state) if isinstance(said, pikepdf.Dictionary) else None


def has_filled_field(document: pikepdf.Pdf) -> bool:
    """Whether any text of a form field is on a page: worth looking at how it is drawn."""
    return any(
        isinstance(one, pikepdf.Dictionary)
        and one.get("/Subtype") == pikepdf.Name.Widget
        and field_type(one) in (pikepdf.Name.Tx, pikepdf.Name.Ch)
        for page in document.pages
        for one in _listed(page.obj.get("/Annots"))
    )


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, also those inside other objects, reachable or not."""
    for top in document.objects:
        todo: list[object] = [top]
        first = True
        while todo:
            one = todo.pop()
            if isinstance(one, pikepdf.Object) and one.is_indirect and not first:
                continue
            first = False
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield one
                todo.extend(one.values())
            elif isinstance(one, pikepdf.Array) and not is_long_and_plain(one):
                todo.extend(one)
