"""Content that hides or acts and is signed with the rest: each with the finding that must tell it."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pymupdf
from PIL import Image

from tests.fakes.attacks.bases import decision
from tests.fakes.attacks.update import Update

PREPARED: dict[str, tuple[Callable[[], bytes], str]] = {}
_SECRET = "Phai tra them 90.000.000 dong"


def _as(code: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def enter(made: Callable[[], bytes]) -> Callable[[], bytes]:
        PREPARED[made.__name__] = (made, code)
        return made

    return enter


def _page(draw: Callable[[pymupdf.Page], object]) -> bytes:
    with pymupdf.open(stream=decision(), filetype="pdf") as document:
        draw(document[0])
        return bytes(document.tobytes())


def _with(more: bytes) -> bytes:
    """The decision with more page content."""
    update = Update(decision())
    number = update.page.Contents.objgen[0]
    extra = update.stream(more)
    update.rewrite_page({"/Contents": b"[%d 0 R %d 0 R]" % (number, extra)})
    return _flat(update)


def _flat(update: Update) -> bytes:
    """One revision, everything kept, used or not."""
    with pikepdf.open(BytesIO(update.written())) as document:
        out = BytesIO()
        document.save(out, preserve_pdfa=False)
    return out.getvalue()


# --- text that nobody sees -------------------------------------------------------------------------


@_as("invisible-text")
def white_on_white() -> bytes:
    return _page(lambda page: page.insert_text((72, 600), _SECRET, color=(1, 1, 1)))


@_as("invisible-text")
def nearly_white_on_white() -> bytes:
    return _page(lambda page: page.insert_text((72, 600), _SECRET, color=(0.985, 0.985, 0.985)))


@_as("invisible-text")
def white_in_small_letters() -> bytes:
    return _page(lambda page: page.insert_text((72, 600), _SECRET, color=(1, 1, 1), fontsize=4))


@_as("invisible-text")
def blue_on_blue() -> bytes:
    def draw(page: pymupdf.Page) -> None:
        page.draw_rect((60, 580, 400, 620), fill=(0, 0, 1))
        page.insert_text((72, 600), _SECRET, color=(0, 0, 1))

    return _page(draw)


@_as("invisible-text")
def fully_transparent() -> bytes:
    return _page(lambda page: page.insert_text((72, 600), _SECRET, fill_opacity=0.0))


@_as("invisible-text")
def invisible_mode_without_a_picture() -> bytes:
    return _page(lambda page: page.insert_text((72, 600), _SECRET, render_mode=3))


@_as("invisible-text")
def too_small_to_see() -> bytes:
    return _page(lambda page: page.insert_text((72, 600), _SECRET, fontsize=0.4))


@_as("invisible-text")
def clipped_away() -> bytes:
    return _with(b"q 0 0 1 1 re W n BT /F 14 Tf 72 240 Td (Phai tra them 90.000.000) Tj ET Q")


@_as("off-page-text")
def above_the_page() -> bytes:
    return _page(lambda page: page.insert_text((72, -40), _SECRET))


@_as("off-page-text")
def left_of_the_page() -> bytes:
    return _page(lambda page: page.insert_text((-400, 400), _SECRET))


@_as("off-page-text")
def outside_the_crop_box() -> bytes:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 830), _SECRET)
        page.set_cropbox(pymupdf.Rect(0, 0, 595, 780))

    return _page(draw)


@_as("hidden-content")
def under_a_white_box() -> bytes:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 600), _SECRET)
        page.draw_rect((60, 580, 400, 620), fill=(1, 1, 1), color=(1, 1, 1))

    return _page(draw)


@_as("hidden-content")
def under_a_picture() -> bytes:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 600), _SECRET)
        out = BytesIO()
        Image.new("RGB", (80, 20), (255, 255, 255)).save(out, "PNG")
        page.insert_image((60, 580, 400, 620), stream=out.getvalue(), keep_proportion=False)

    return _page(draw)


@_as("hidden-content")
def under_a_coloured_picture() -> bytes:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 600), _SECRET)
        out = BytesIO()
        Image.effect_noise((200, 60), 90).convert("RGB").save(out, "PNG")
        page.insert_image((60, 580, 400, 620), stream=out.getvalue(), keep_proportion=False)

    return _page(draw)


@_as("hidden-content")
def under_an_annotation() -> bytes:
    update = Update(decision())
    drawn = update.drawing(b"1 g 0 0 270 30 re f", 270, 30)
    update.add_annotation(
        b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [70 685 340 715] /AP << /N %d 0 R >> >>"
        % drawn
    )
    return _flat(update)


@_as("hidden-content")
def under_a_form_field() -> bytes:
    update = Update(decision())
    drawn = update.drawing(b"1 g 0 0 270 30 re f", 270, 30)
    update.rewrite(
        update.field("So"), {"/Rect": b"[70 685 340 715]", "/AP": b"<< /N %d 0 R >>" % drawn}
    )
    return _flat(update)


# --- layers and second faces -----------------------------------------------------------------------


def _layer(properties: bytes, group: bytes = b"", membership: bytes = b"") -> bytes:
    update = Update(decision())
    layer = update.new(b"<< /Type /OCG /Name (a) %s >>" % group)
    told = layer
    if membership:
        told = update.new(
            b"<< /Type /OCMD /OCGs [%d 0 R] %s >>"
            % (layer, membership.replace(b"@", b"%d 0 R" % layer))
        )
    extra = update.stream(b"/OC /L BDC BT /F 14 Tf 72 240 Td (Lop an) Tj ET EMC")
    update.rewrite_root(
        {
            "/OCProperties": b"<< /OCGs [%d 0 R] /D << %s >> >>"
            % (layer, properties.replace(b"@", b"%d 0 R" % layer))
        }
    )
    update.rewrite_page(
        {
            "/Contents": b"[%d 0 R %d 0 R]" % (update.page.Contents.objgen[0], extra),
            "/Resources": b"<< /Font << /F 5 0 R >> /Properties << /L %d 0 R >> >>" % told,
        }
    )
    return _flat(update)


@_as("hidden-layer")
def layer_off() -> bytes:
    return _layer(b"/OFF [@]")


@_as("hidden-layer")
def layers_off_unless_named() -> bytes:
    return _layer(b"/BaseState /OFF /ON []")


@_as("hidden-layer")
def layer_not_printed() -> bytes:
    return _layer(
        b"/AS [<< /Event /Print /OCGs [@] /Category [/Print] >>]",
        b"/Usage << /Print << /PrintState /OFF >> >>",
    )


@_as("hidden-layer")
def layer_not_on_screen() -> bytes:
    return _layer(
        b"/AS [<< /Event /View /OCGs [@] /Category [/View] >>]",
        b"/Usage << /View << /ViewState /OFF >> >>",
    )


@_as("hidden-layer")
def layer_seen_close_up_only() -> bytes:
    return _layer(
        b"/AS [<< /Event /View /OCGs [@] /Category [/Zoom] >>]", b"/Usage << /Zoom << /min 4 >> >>"
    )


@_as("hidden-layer")
def layer_shown_while_another_is_off() -> bytes:
    return _layer(b"", membership=b"/P /AllOff")


@_as("hidden-layer")
def layer_shown_by_a_formula() -> bytes:
    return _layer(b"", membership=b"/VE [/Not @]")


def _annotation(content: bytes) -> bytes:
    update = Update(decision())
    drawn = update.drawing(b"BT /F 12 Tf 2 5 Td (90) Tj ET", 100, 20)
    other = update.drawing(b"BT /F 12 Tf 2 5 Td (10) Tj ET", 100, 20)
    update.add_annotation(
        content.replace(b"@1", b"%d 0 R" % drawn).replace(b"@2", b"%d 0 R" % other)
    )
    return update.written()


@_as("hidden-annotation")
def annotation_hidden() -> bytes:
    return _annotation(
        b"<< /Type /Annot /Subtype /Stamp /F 2 /Rect [300 100 400 120] /AP << /N @1 >> >>"
    )


@_as("hidden-annotation")
def annotation_for_the_printer_only() -> bytes:
    return _annotation(
        b"<< /Type /Annot /Subtype /FreeText /DA (/F 9 Tf) /F 36 /Rect [300 100 400 120] /AP << /N @1 >> >>"
    )


@_as("two-faces")
def other_face_under_the_mouse() -> bytes:
    return _annotation(
        b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [300 100 400 120] /AP << /N @1 /R @2 >> >>"
    )


@_as("two-faces")
def other_picture_for_the_printer() -> bytes:
    update = Update(decision())
    second = update.stream(
        b"\0" * 64,
        b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    first = update.stream(
        b"\xff" * 64,
        b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Alternates [<< /Image %d 0 R /DefaultForPrinting true >>]"
        % second,
    )
    extra = update.stream(b"q 50 0 0 50 300 100 cm /I Do Q")
    update.rewrite_page(
        {
            "/Contents": b"[%d 0 R %d 0 R]" % (update.page.Contents.objgen[0], extra),
            "/Resources": b"<< /Font << /F 5 0 R >> /XObject << /I %d 0 R >> >>" % first,
        }
    )
    return _flat(update)


@_as("field-outside-form")
def field_that_the_form_does_not_know() -> bytes:
    return _annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (x) /V (10) /F 4 /Rect [300 100 400 120] /AP << /N @1 >> >>"
    )


@_as("prepared-content")
def page_that_nothing_uses() -> bytes:
    update = Update(decision())
    text = update.stream(b"BT /F 14 Tf 72 240 Td (Ban bi mat) Tj ET")
    update.new(b"<< /Type /Page /MediaBox [0 0 595 842] /Contents %d 0 R >>" % text)
    return update.written()


@_as("prepared-content")
def text_that_nothing_uses() -> bytes:
    update = Update(decision())
    update.stream(b"BT /F 14 Tf 72 240 Td (Ban bi mat) Tj ET")
    return update.written()


@_as("prepared-content")
def drawing_that_nothing_uses() -> bytes:
    update = Update(decision())
    update.drawing(b"1 g 0 0 100 20 re f", 100, 20)
    return update.written()


@_as("prepared-content")
def picture_that_nothing_uses() -> bytes:
    update = Update(decision())
    update.stream(
        b"\xff" * 10_000,
        b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    return update.written()


# --- what acts -------------------------------------------------------------------------------------


def _root(entries: dict[str, bytes | None]) -> bytes:
    update = Update(decision())
    update.rewrite_root(entries)
    return _flat(update)


def _action(body: bytes) -> bytes:
    return _root({"/OpenAction": body})


@_as("script")
def script_on_opening() -> bytes:
    return _action(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>")


@_as("script")
def script_with_an_escaped_name() -> bytes:
    return _action(b"<< /S /J#61vaScript /JS (x) >>")


@_as("script")
def script_in_a_stream() -> bytes:
    update = Update(decision())
    script = update.stream(b"app.alert(1)")
    update.rewrite_root({"/OpenAction": b"<< /S /JavaScript /JS %d 0 R >>" % script})
    return _flat(update)


@_as("script")
def script_behind_another_action() -> bytes:
    return _action(b"<< /S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (x) >> >>")


@_as("script")
def script_in_the_name_tree() -> bytes:
    return _root({"/Names": b"<< /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>"})


@_as("script")
def script_of_a_field() -> bytes:
    update = Update(decision())
    update.rewrite(update.field("So"), {"/AA": b"<< /F << /S /JavaScript /JS (x) >> >>"})
    return _flat(update)


@_as("script")
def script_of_a_page() -> bytes:
    update = Update(decision())
    update.rewrite_page({"/AA": b"<< /O << /S /JavaScript /JS (x) >> >>"})
    return _flat(update)


@_as("launch")
def program_on_opening() -> bytes:
    return _action(b"<< /S /Launch /F (cmd.exe) >>")


@_as("launch")
def program_behind_a_link() -> bytes:
    return _annotation(
        b"<< /Type /Annot /Subtype /Link /Rect [300 100 400 120] /A << /S /Launch /Win << /F (cmd.exe) >> >> >>"
    )


@_as("sends-data")
def form_sent_away() -> bytes:
    return _action(b"<< /S /SubmitForm /F (http://x) >>")


@_as("sends-data")
def form_fetched() -> bytes:
    return _action(b"<< /S /ImportData /F (x.fdf) >>")


@_as("hidden-field-switch")
def fields_switched() -> bytes:
    return _action(b"<< /S /Hide /T (So) /H true >>")


@_as("hidden-layer")
def layers_switched() -> bytes:
    return _action(b"<< /S /SetOCGState /State [/OFF] >>")


def _attached(name: bytes, content: bytes) -> bytes:
    update = Update(decision())
    file = update.stream(content, b"/Type /EmbeddedFile")
    given = update.new(
        b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F %d 0 R >> >>" % (name, name, file)
    )
    update.rewrite_root({"/Names": b"<< /EmbeddedFiles << /Names [(x) %d 0 R] >> >>" % given})
    return _flat(update)


@_as("program-attached")
def program_by_its_name() -> bytes:
    return _attached(b"bao-cao.pdf.exe", b"x")


@_as("program-attached")
def program_by_its_content() -> bytes:
    return _attached(b"bao-cao.pdf", b"MZ\x90\0")


@_as("program-attached")
def office_file_with_macros() -> bytes:
    return _attached(b"bao-cao.docm", b"PK")


@_as("program-attached")
def program_on_a_pin() -> bytes:
    update = Update(decision())
    file = update.stream(b"x", b"/Type /EmbeddedFile")
    update.add_annotation(
        b"<< /Type /Annot /Subtype /FileAttachment /Rect [300 100 320 120] "
        b"/FS << /Type /Filespec /F (x.vbs) /EF << /F %d 0 R >> >> >>" % file
    )
    return _flat(update)


@_as("multimedia")
def rich_media() -> bytes:
    return _annotation(
        b"<< /Type /Annot /Subtype /RichMedia /Rect [300 100 400 120] /RichMediaContent << >> >>"
    )


@_as("multimedia")
def film() -> bytes:
    return _annotation(
        b"<< /Type /Annot /Subtype /Movie /Rect [300 100 400 120] /Movie << /F (x.avi) >> >>"
    )


@_as("dynamic-form")
def dynamic_form() -> bytes:
    update = Update(decision())
    form = update.stream(b"<xdp/>")
    update.rewrite_form({"/XFA": b"%d 0 R" % form})
    return _flat(update)


def _field(entries: dict[str, bytes | None], drawing: bytes = b"", *, by_reader: bool) -> bytes:
    update = Update(decision())
    if drawing:
        drawn = update.drawing(drawing, 100, 20)
        entries = {**entries, "/AP": b"<< /N %d 0 R >>" % drawn}
    update.rewrite(update.field("Nam"), entries)
    if by_reader:
        update.rewrite_form({"/NeedAppearances": b"true"})
    return _flat(update)


@_as("appearance-by-viewer")
def value_that_every_reader_draws_itself() -> bytes:
    return _field({"/AP": None}, by_reader=True)


@_as("appearance-by-viewer")
def field_that_is_drawn_anew_as_something_else() -> bytes:
    return _field({"/V": b"(2030)"}, by_reader=True)


@_as("appearance-by-viewer")
def field_that_shows_more_than_it_holds() -> bytes:
    return _field({}, b"BT /F 12 Tf 2 5 Td (12026) Tj ET", by_reader=False)


@_as("appearance-by-viewer")
def field_that_hides_what_it_holds() -> bytes:
    return _field({}, b"1 g 0 0 1 1 re f", by_reader=False)


@_as("portfolio")
def portfolio() -> bytes:
    return _root({"/Collection": b"<< /Type /Collection /View /T >>"})
