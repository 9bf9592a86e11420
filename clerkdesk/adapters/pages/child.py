"""The pages child process: thumbnails, OCR, text of PDFs, binding."""

import io
from dataclasses import asdict

from PIL import Image

from clerkdesk.adapters.pages.child_binder import ChildBinder
from clerkdesk.adapters.pages.image import decode, upright
from clerkdesk.adapters.pages.ocr import Reader
from clerkdesk.adapters.pages.wire import asked_page, text_message
from clerkdesk.domain.reading import Box
from clerkdesk.process.child import Answer, Request, serve
from clerkdesk.process.line import Message

_THUMBNAIL_QUALITY = 85


def main() -> None:
    """Serve page work with one warm reader."""
    import cv2

    cv2.setNumThreads(1)  # two cores, shared with the window
    reader, binder = Reader(), ChildBinder()
    serve(
        {
            "thumbnail": _thumbnail,
            "read_page": lambda request: _read_page(reader, request),
            "read_head": lambda request: _read_head(reader, request),
            "read_box": lambda request: _read_box(reader, request),
            "read_draft": _read_draft,
            "read_pdf": lambda request: _read_pdf(reader, request),
            "find_stamp": lambda request: _find_stamp(reader, request),
            "bind_page": binder.page,
            "bind_end": binder.end,
            "bind_forget": binder.forget,
            "examine": _examine,
            "separator_sheet": _separator_sheet,
        }
    )


def _thumbnail(request: Request) -> Answer:
    page = asked_page(request)
    height = max(int(str(request.arguments["height"])), 1)
    image = decode(page.content)
    turned_height = image.width if page.turned % 180 else image.height
    if image.format == "JPEG":  # unpack at 1/2, 1/4 or 1/8: fast enough while pages come in
        share = min(1.0, height / turned_height)
        image = _drafted(page.content, share)
    image = upright(image, page.turned)
    image.thumbnail((image.width * height, height))
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=_THUMBNAIL_QUALITY)
    yield Message({}, (buffer.getvalue(),))


def _drafted(content: bytes, share: float) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=("JPEG",))
    image.draft("RGB", (round(image.width * share), round(image.height * share)))
    image.load()
    return image


def _read_page(reader: Reader, request: Request) -> Answer:
    page = asked_page(request)
    image = upright(decode(page.content), page.turned)
    yield Message(text_message(reader.read(image, page.dpi)))


def _read_head(reader: Reader, request: Request) -> Answer:
    page = asked_page(request)
    image = upright(decode(page.content), page.turned)
    yield Message(text_message(reader.read_head(image, page.dpi)))


def _read_box(reader: Reader, request: Request) -> Answer:
    page = asked_page(request)
    sides = request.arguments["box"]
    assert isinstance(sides, list)
    image = upright(decode(page.content), page.turned)
    yield Message(text_message(reader.read_box(image, page.dpi, Box(*sides))))


def _read_draft(request: Request) -> Answer:
    from clerkdesk.adapters.pages.docx_text import docx_page

    yield Message(text_message(docx_page(str(request.arguments["name"]), request.blobs[0])))


def _read_pdf(reader: Reader, request: Request) -> Answer:
    from clerkdesk.adapters.pages.pdf_text import pdf_pages

    pages = 0
    for text in pdf_pages(str(request.arguments["name"]), request.blobs[0], reader):
        pages += 1
        yield Message(text_message(text))
    yield Message({"pages": pages})


def _find_stamp(reader: Reader, request: Request) -> Answer:
    from clerkdesk.adapters.pages.stamp_search import StampFinder

    finder = StampFinder(reader)
    for pages in finder.search(str(request.arguments["name"]), request.blobs[0]):
        if finder.mark or request.stopped:
            break
        yield Message({"pages": pages})
    whole = not request.stopped or bool(finder.mark)
    yield Message({"mark": finder.mark, "unread": list(finder.unread), "whole": whole})


def _examine(request: Request) -> Answer:
    from clerkdesk.adapters.pages.examine import examine

    page = asked_page(request)
    found = examine(upright(decode(page.content), page.turned), page.dpi)
    cover = found.cover.as_code() if found.cover else ""
    yield Message({**asdict(found), "cover": cover})


def _separator_sheet(request: Request) -> Answer:
    from clerkdesk.adapters.pages.separator_sheets import cover_sheet, patch_sheet
    from clerkdesk.domain.page_findings import cover_of

    cover = cover_of(str(request.arguments["cover"]))
    sheet = patch_sheet() if cover is None else cover_sheet(cover, str(request.arguments["title"]))
    yield Message({}, (sheet,))
