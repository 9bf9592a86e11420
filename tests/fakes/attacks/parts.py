"""Attacks on what a page is made of: fonts, pictures, layers, lengths, filters, colours, tagged text.

The file that is attacked keeps every one of them in an object of its own, as an honest writer may.
"""

from tests.fakes.attacks.update import Attack, Update, attack

PARTS: dict[str, Attack] = {}
_TEXT = (
    b"/OC /Layer BDC BT /F 16 Tf 72 640 Td (Phu luc 1) Tj ET EMC "
    b"BT /F 16 Tf 72 760 Td (QUYET DINH) Tj 0 -65 Td (So tien: 10.000.000 dong) Tj ET "
    b"BT /T3 16 Tf 72 600 Td (abba) Tj ET /Gs gs /Cs cs 0.2 scn 72 540 60 30 re f "
    b"q 80 0 0 40 300 600 cm /Im Do Q q 1 0 0 1 400 640 cm /Fm Do Q "
    b"/P << /MCID 0 >> BDC BT /F 12 Tf 72 500 Td (Dieu 1. Cap cho ong A) Tj ET EMC"
)
(CATALOG, PAGES, PAGE, TEXT, FONT, FORM, LENGTH, CONTENTS, BOX, TYPE3, GLYPHS, GLYPH_A, GLYPH_B) = (
    range(1, 14)
)
(STATE, SPACE, FUNCTION, PICTURE, PALETTE, DRAWING, LAYER, SHOWN, WIDTHS, FONT_DESC) = range(14, 24)
(FILTER, TREE, ELEMENT, RESOURCES, KIDS, TURN) = range(24, 30)


def parted() -> bytes:
    """One page whose every part is an object of its own."""
    objects = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /OCProperties << /OCGs [%d 0 R] "
        b"/D %d 0 R >> /MarkInfo << /Marked true >> /StructTreeRoot %d 0 R >>"
        % (LAYER, SHOWN, TREE),
        PAGES: b"<< /Type /Pages /Kids %d 0 R /Count 1 /MediaBox %d 0 R /Resources %d 0 R "
        b"/Rotate %d 0 R >>" % (KIDS, BOX, RESOURCES, TURN),
        PAGE: b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /StructParents 0 >>" % CONTENTS,
        TEXT: b"<< /Length %d 0 R /Filter %d 0 R >>\nstream\n%s>\nendstream"
        % (LENGTH, FILTER, _TEXT.hex().encode()),
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 48 /LastChar 57 "
        b"/Widths %d 0 R /Encoding %d 0 R >>" % (WIDTHS, FONT_DESC),
        FORM: b"<< /Fields [] >>",
        LENGTH: b"%d" % (len(_TEXT) * 2 + 1),
        CONTENTS: b"[ %d 0 R ]" % TEXT,
        BOX: b"[0 0 595 842]",
        TYPE3: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 "
        b"0 0] /CharProcs %d 0 R /Encoding << /Differences [97 /a /b] >> /FirstChar 97 /LastChar 98 "
        b"/Widths [1000 1000] /Resources << >> >>" % GLYPHS,
        GLYPHS: b"<< /a %d 0 R /b %d 0 R >>" % (GLYPH_A, GLYPH_B),
        GLYPH_A: _stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f"),
        GLYPH_B: _stream(b"1000 0 0 0 750 750 d1 0 0 m 375 750 l 750 0 l f"),
        STATE: b"<< /Type /ExtGState /ca 1 /CA 1 >>",
        SPACE: b"[ /Separation /Muc /DeviceGray %d 0 R ]" % FUNCTION,
        FUNCTION: b"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>",
        PICTURE: _stream(
            bytes([0, 1, 1, 0]),
            b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace "
            b"[/Indexed /DeviceRGB 1 %d 0 R]" % PALETTE,
        ),
        PALETTE: b"<000000FF0000>",
        DRAWING: _stream(
            b"0 0 m 60 60 l 2 w S",
            b"/Type /XObject /Subtype /Form /BBox [0 0 60 60] /Matrix [1 0 0 1 0 0]",
        ),
        LAYER: b"<< /Type /OCG /Name (Phu luc) >>",
        SHOWN: b"<< /ON [%d 0 R] /Order [%d 0 R] >>" % (LAYER, LAYER),
        WIDTHS: b"[ 556 556 556 556 556 556 556 556 556 556 ]",
        FONT_DESC: b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding >>",
        FILTER: b"/ASCIIHexDecode",
        TREE: b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree << /Nums [0 [%d 0 R]] >> >>"
        % (ELEMENT, ELEMENT),
        ELEMENT: b"<< /Type /StructElem /S /P /P %d 0 R /Pg %d 0 R /K 0 >>" % (TREE, PAGE),
        RESOURCES: b"<< /Font << /F %d 0 R /T3 %d 0 R >> /ExtGState << /Gs %d 0 R >> /ColorSpace "
        b"<< /Cs %d 0 R >> /XObject << /Im %d 0 R /Fm %d 0 R >> /Properties << /Layer %d 0 R >> >>"
        % (FONT, TYPE3, STATE, SPACE, PICTURE, DRAWING, LAYER),
        KIDS: b"[ %d 0 R ]" % PAGE,
        TURN: b"0",
    }
    written, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number in sorted(objects):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    )


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _with(pdf: bytes, number: int, content: bytes) -> bytes:
    update = Update(pdf)
    update.put(number, content)
    return update.written()


@attack(PARTS)
def length_cuts_the_text_short(pdf: bytes) -> bytes:
    return _with(pdf, LENGTH, b"300")


@attack(PARTS)
def filter_makes_nothing_of_the_text(pdf: bytes) -> bytes:
    return _with(pdf, FILTER, b"/ASCII85Decode")


@attack(PARTS)
def list_of_contents_gets_one_more(pdf: bytes) -> bytes:
    update = Update(pdf)
    more = update.stream(b"1 g 72 690 300 20 re f")
    update.put(CONTENTS, b"[ %d 0 R %d 0 R ]" % (TEXT, more))
    return update.written()


@attack(PARTS)
def list_of_contents_becomes_empty(pdf: bytes) -> bytes:
    return _with(pdf, CONTENTS, b"[ ]")


@attack(PARTS)
def size_of_the_page_in_its_own_object(pdf: bytes) -> bytes:
    return _with(pdf, BOX, b"[0 0 595 600]")


@attack(PARTS)
def turn_of_the_page_in_its_own_object(pdf: bytes) -> bytes:
    return _with(pdf, TURN, b"180")


@attack(PARTS)
def kids_of_the_tree_in_their_own_object(pdf: bytes) -> bytes:
    update = Update(pdf)
    page = update.new(b"<< /Type /Page /Parent 2 0 R /Contents [] >>")
    update.put(KIDS, b"[ %d 0 R ]" % page)
    return update.written()


@attack(PARTS)
def glyph_redrawn(pdf: bytes) -> bytes:
    return _with(pdf, GLYPH_A, _stream(b"1000 0 0 0 750 750 d1 0 0 m 375 750 l 750 0 l f"))


@attack(PARTS)
def glyphs_exchanged_for_each_other(pdf: bytes) -> bytes:
    return _with(pdf, GLYPHS, b"<< /a %d 0 R /b %d 0 R >>" % (GLYPH_B, GLYPH_A))


@attack(PARTS)
def widths_let_digits_overlap(pdf: bytes) -> bytes:
    return _with(pdf, WIDTHS, b"[ 0 0 0 0 0 0 0 0 0 0 ]")


@attack(PARTS)
def encoding_lets_one_mean_nine(pdf: bytes) -> bytes:
    return _with(pdf, FONT_DESC, b"<< /Type /Encoding /Differences [49 /nine] >>")


@attack(PARTS)
def state_becomes_transparent(pdf: bytes) -> bytes:
    return _with(pdf, STATE, b"<< /Type /ExtGState /ca 0 /CA 0 >>")


@attack(PARTS)
def state_gets_a_soft_mask(pdf: bytes) -> bytes:
    update = Update(pdf)
    mask = update.stream(
        b"",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Group << /S /Transparency /CS /DeviceGray >>",
    )
    update.put(STATE, b"<< /SMask << /Type /Mask /S /Luminosity /G %d 0 R >> >>" % mask)
    return update.written()


@attack(PARTS)
def ink_of_another_colour(pdf: bytes) -> bytes:
    return _with(pdf, FUNCTION, b"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [1] /N 1 >>")


@attack(PARTS)
def default_colours_put_on_the_resources(pdf: bytes) -> bytes:
    update = Update(pdf)
    white = update.new(
        b"[ /Separation /Trang /DeviceRGB << /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [1 1 1] /N 1 >> ]"
    )
    old = update.document.get_object((RESOURCES, 0))
    update.rewrite(old, {"/ColorSpace": b"<< /Cs %d 0 R /DefaultGray %d 0 R >>" % (SPACE, white)})
    return update.written()


@attack(PARTS)
def palette_exchanged(pdf: bytes) -> bytes:
    return _with(pdf, PALETTE, b"<FF0000000000>")


@attack(PARTS)
def drawing_exchanged(pdf: bytes) -> bytes:
    return _with(
        pdf,
        DRAWING,
        _stream(b"60 0 m 0 60 l 2 w S", b"/Type /XObject /Subtype /Form /BBox [0 0 60 60]"),
    )


@attack(PARTS)
def drawing_moved_by_its_matrix(pdf: bytes) -> bytes:
    return _with(
        pdf,
        DRAWING,
        _stream(
            b"0 0 m 60 60 l 2 w S",
            b"/Type /XObject /Subtype /Form /BBox [0 0 60 60] /Matrix [1 0 0 1 -300 60]",
        ),
    )


@attack(PARTS)
def names_of_resources_exchanged(pdf: bytes) -> bytes:
    update = Update(pdf)
    old = update.document.get_object((RESOURCES, 0))
    update.rewrite(old, {"/Font": b"<< /F %d 0 R /T3 %d 0 R >>" % (TYPE3, TYPE3)})
    return update.written()


@attack(PARTS)
def layer_switched_off(pdf: bytes) -> bytes:
    return _with(pdf, SHOWN, b"<< /OFF [%d 0 R] >>" % LAYER)


@attack(PARTS)
def layer_for_the_screen_only(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.put(LAYER, b"<< /Type /OCG /Name (x) /Usage << /Print << /PrintState /OFF >> >> >>")
    update.put(
        SHOWN,
        b"<< /ON [%d 0 R] /AS [<< /Event /Print /Category [/Print] /OCGs [%d 0 R] >>] >>"
        % (LAYER, LAYER),
    )
    return update.written()


@attack(PARTS)
def layer_becomes_a_formula(pdf: bytes) -> bytes:
    update = Update(pdf)
    group = update.new(b"<< /Type /OCG /Name (y) >>")
    update.put(LAYER, b"<< /Type /OCMD /VE [/Not %d 0 R] >>" % group)
    return update.written()


@attack(PARTS)
def tagged_text_says_something_else(pdf: bytes) -> bytes:
    return _with(
        pdf,
        ELEMENT,
        b"<< /Type /StructElem /S /P /P %d 0 R /Pg %d 0 R /K 0 /ActualText (Dieu 1. Cap cho ong B) >>"
        % (TREE, PAGE),
    )


@attack(PARTS)
def unit_of_the_page(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_page({"/UserUnit": b"3"})
    return update.written()


@attack(PARTS)
def page_blends_with_nothing(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_page({"/Group": b"<< /S /Transparency /CS /DeviceCMYK /K true >>"})
    return update.written()


@attack(PARTS)
def opens_far_from_the_text(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_root({"/OpenAction": b"[ %d 0 R /FitR 0 0 5 5 ]" % PAGE})
    return update.written()


@attack(PARTS)
def shown_as_a_slide(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_page({"/Dur": b"1", "/Trans": b"<< /S /Fade /D 9 >>"})
    return update.written()


@attack(PARTS)
def another_file_behind_the_stream(pdf: bytes) -> bytes:
    return _with(pdf, TEXT, b"<< /Length 0 /F (http://127.0.0.1/x) >>\nstream\n\nendstream")


@attack(PARTS)
def everything_redone_in_an_object_stream(pdf: bytes) -> bytes:
    update = Update(pdf)
    more = update.stream(b"BT /F 16 Tf 72 695 Td (So tien: 90.000.000 dong) Tj ET")
    update.compressed(CONTENTS, b"[ %d 0 R ]" % more)
    return update.with_stream()
