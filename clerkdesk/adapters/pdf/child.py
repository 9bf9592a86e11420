"""The program of the child `pdf`: one verb a method of `ports.documents.PdfDesk`."""

import importlib
import threading
from datetime import date

from clerkdesk.adapters.pdf import pages
from clerkdesk.adapters.pdf.layout_wire import written_layout
from clerkdesk.domain.copies import CopyBlock
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.stamps import ArrivalStamp
from clerkdesk.process.child import Answer, Request, serve
from clerkdesk.process.line import Message


def main() -> None:
    """Serve until the program closes the pipe.

    pyHanko and numpy load slowly: pages are shown before they are there.
    """
    threading.Thread(target=_load_the_rest, name="load the rest", daemon=True).start()
    serve(
        {
            "facts": _facts,
            "render": _render,
            "stamp": _stamp,
            "label": _label,
            "flatten": _flatten,
            "prepare": _prepare,
            "write_number": _write_number,
            "places": _places,
            "join": _join,
            "take_pages": _take_pages,
            "copy_block": _copy_block,
            "layout": _layout,
        }
    )


def _load_the_rest() -> None:
    for name in ("arrival_stamp", "number_fields", "signer_block"):
        importlib.import_module(f"clerkdesk.adapters.pdf.{name}")


def _facts(request: Request) -> Answer:
    count, has_text, is_signed = pages.facts(_name(request), request.blobs[0])
    yield Message({"pages": count, "has_text": has_text, "is_signed": is_signed})


def _render(request: Request) -> Answer:
    page, dpi = request.arguments["page"], request.arguments["dpi"]
    assert isinstance(page, int)
    assert isinstance(dpi, int)
    yield Message({}, (pages.render(_name(request), request.blobs[0], page, dpi),))


def _stamp(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import arrival_stamp

    stamped = arrival_stamp.stamp_first_page(_name(request), request.blobs[0], _marks(request))
    yield Message({}, (stamped,))


def _label(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import arrival_stamp

    yield Message({}, (arrival_stamp.label(_marks(request)),))


def _flatten(request: Request) -> Answer:
    from clerkdesk.adapters.pdf.flatten import flatten

    yield Message({}, (flatten(_name(request), request.blobs[0]),))


def _prepare(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import number_fields

    yield Message({}, (number_fields.prepare(_name(request), request.blobs[0]),))


def _write_number(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import number_fields

    number, issued = str(request.arguments["number"]), str(request.arguments["issued"])
    filled = number_fields.write(_name(request), request.blobs[0], number, issued)
    yield Message({}, (filled,))


def _places(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import signer_block

    signer_name = str(request.arguments["signer_name"])
    found = signer_block.places(_name(request), request.blobs[0], signer_name)
    boxes = {
        part: [box.x0, box.y0, box.x1, box.y1]
        for part, box in (("signature", found.signature), ("seal", found.seal))
    }
    yield Message({"page": found.page, **boxes})


def _join(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import joining

    yield Message({}, (joining.join(_name(request), request.blobs),))


def _take_pages(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import joining

    pages = request.arguments["pages"]
    assert isinstance(pages, list)
    taken = joining.take(_name(request), request.blobs[0], [int(page) for page in pages])
    yield Message({}, (taken,))


def _copy_block(request: Request) -> Answer:
    from clerkdesk.adapters.pdf import copy_block

    block = from_plain(CopyBlock, request.arguments["block"])
    yield Message({}, (copy_block.add(_name(request), request.blobs[0], block),))


def _layout(request: Request) -> Answer:
    from clerkdesk.adapters.pdf.layout import layout

    yield Message({"layout": written_layout(layout(_name(request), request.blobs[0]))})


def _name(request: Request) -> str:
    return str(request.arguments["name"])


def _marks(request: Request) -> ArrivalStamp:
    values = request.arguments
    return ArrivalStamp(
        organisation=str(values["organisation"]),
        number=str(values["number"]),
        arrival_date=date.fromisoformat(str(values["arrival_date"])),
        forwarded_to=str(values["forwarded_to"]),
        file_notation=str(values["file_notation"]),
    )
