"""«Làm phẳng»: what is seen stays, what could act, change or hide goes.

Fields and comments become ink, hidden layers go with their content, and so do scripts, actions,
attachments. Only for files that nobody has signed.
"""

from collections.abc import Sequence
from io import BytesIO

import pikepdf
import pymupdf

from clerkdesk.adapters.pdf.opening import GARBAGE, is_signed, opened
from clerkdesk.domain.errors import CannotSign, DamagedFile
from clerkdesk.domain.texts import _

_ACTS = ("/OpenAction", "/AA", "/Names", "/AcroForm", "/Collection", "/OCProperties", "/Perms")
_PAGE_ACTS = ("/AA", "/Annots", "/Tabs")


Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def flatten(name: str, pdf: bytes) -> bytes:
    """The file as it is seen on paper, written anew.

    Raises:
        CannotSign: it is signed: any change would break the signature.
        DamagedFile, LockedFile: it cannot be opened.
    """
    if is_signed(pdf):
        raise CannotSign(name, _("tệp đã có chữ ký số nên không làm phẳng được"))
    with opened(name, pdf) as document:
        document.bake(annots=True, widgets=True)
        inked = bytes(document.tobytes(garbage=1, deflate=True))
    try:
        with pikepdf.open(BytesIO(inked)) as baked:
            hidden = _hidden_layers(baked)
            for page in baked.pages:
                _without_layers(baked, page, hidden)
                for key in _PAGE_ACTS:
                    if key in page:
                        del page[key]
            for key in _ACTS:
                if key in baked.Root:
                    del baked.Root[key]
            output = BytesIO()
            baked.save(output)
    except (pikepdf.PdfError, *GARBAGE) as error:
        raise DamagedFile(name) from error
    # A last pass of MuPDF leaves nothing behind that no page leads to.
    with pymupdf.open(stream=output.getvalue(), filetype="pdf") as document:
        return bytes(document.tobytes(garbage=4, deflate=True))


def _hidden_layers(document: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Layers that are not shown as the file is opened."""
    layers = document.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return set()
    default = layers.get("/D", pikepdf.Dictionary())
    listed = {one.objgen for one in layers.get("/OCGs", [])}
    off = {one.objgen for one in default.get("/OFF", [])}
    on = {one.objgen for one in default.get("/ON", [])}
    if default.get("/BaseState") == pikepdf.Name.OFF:
        return (listed - on) | off
    return off


def _without_layers(
    document: pikepdf.Pdf, page: pikepdf.Page, hidden: set[tuple[int, int]]
) -> None:
    if not hidden:
        return
    resources = page.get("/Resources", pikepdf.Dictionary())
    kept = _kept(pikepdf.parse_content_stream(page), resources, hidden)
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))
    for form in dict(resources.get("/XObject", {})).values():
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == pikepdf.Name.Form:
            inner = form.get("/Resources", resources)
            form.write(
                pikepdf.unparse_content_stream(
                    _kept(pikepdf.parse_content_stream(form), inner, hidden)
                )
            )


def _kept(
    instructions: Sequence[Instruction], resources: pikepdf.Object, hidden: set[tuple[int, int]]
) -> list[Instruction]:
    """Everything outside of marked content that belongs to a hidden layer."""
    kept: list[Instruction] = []
    depth: list[bool] = []
    for instruction in instructions:
        operator = str(getattr(instruction, "operator", ""))
        operands = getattr(instruction, "operands", [])
        if operator in ("BDC", "BMC"):
            inside = any(depth)
            depth.append(inside or _is_hidden(operands, resources, hidden))
        if operator == "Do" and _drawn_hidden(operands, resources, hidden):
            continue
        if not any(depth):
            kept.append(instruction)
        if operator == "EMC" and depth:
            depth.pop()
    return kept


def _is_hidden(
    operands: Sequence[object], resources: pikepdf.Object, hidden: set[tuple[int, int]]
) -> bool:
    if len(operands) < 2 or operands[0] != pikepdf.Name.OC:
        return False
    layer = resources.get("/Properties", pikepdf.Dictionary()).get(str(operands[1]))
    return _names_hidden(layer, hidden)


def _drawn_hidden(
    operands: Sequence[object], resources: pikepdf.Object, hidden: set[tuple[int, int]]
) -> bool:
    drawn = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
    return drawn is not None and _names_hidden(drawn.get("/OC"), hidden)


def _names_hidden(layer: object, hidden: set[tuple[int, int]]) -> bool:
    """A layer itself, or a membership dictionary over some (its usual rule: one that is on)."""
    if not isinstance(layer, pikepdf.Dictionary):
        return False
    if layer.objgen in hidden:
        return True
    members = layer.get("/OCGs")
    if isinstance(members, pikepdf.Dictionary):
        return members.objgen in hidden
    if isinstance(members, pikepdf.Array) and len(members):
        return all(one.objgen in hidden for one in members)
    return False
