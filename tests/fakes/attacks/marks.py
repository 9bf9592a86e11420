"""Annotations and form fields of later revisions: shadow attacks, and those on certified files (EAA)."""

from tests.fakes.attacks.update import Attack, Update, attack

MARKS: dict[str, Attack] = {}
"""Wrong on every signed file."""
MARKS_ON_COMMENTABLE: dict[str, Attack] = {}
"""Wrong even where comments are permitted."""
FIELDS: dict[str, Attack] = {}
"""Wrong on every signed file."""
FIELDS_LOCKED: dict[str, Attack] = {}
"""Wrong where the signature locks the fields «So» and «cha»."""

OVER = b"70 685 340 715"
BESIDE = b"340 690 560 712"
_COVER = b"1 g 0 0 270 30 re f 0 g BT /F 16 Tf 2 8 Td (So tien: 90.000.000 dong) Tj ET"
_TEXT = b"0 g BT /F 16 Tf 2 8 Td (va 50.000.000) Tj ET"


def _annotation(
    pdf: bytes, kind: bytes, where: bytes, drawing: bytes | None, more: bytes = b""
) -> bytes:
    update = Update(pdf)
    drawn = b""
    if drawing is not None:
        drawn = b"/AP << /N %d 0 R >>" % update.drawing(drawing, 270, 30)
    update.add_annotation(
        b"<< /Type /Annot /Subtype /%s /F 4 /Rect [%s] %s %s >>" % (kind, where, drawn, more)
    )
    return update.written()


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def free_text_over_the_amount(pdf: bytes) -> bytes:
    return _annotation(pdf, b"FreeText", OVER, _COVER, b"/DA (/F 16 Tf 0 g) /Contents (90)")


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def free_text_beside_the_amount(pdf: bytes) -> bytes:
    return _annotation(pdf, b"FreeText", BESIDE, _TEXT, b"/DA (/F 16 Tf 0 g) /Contents (va 50)")


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def free_text_that_the_reader_draws(pdf: bytes) -> bytes:
    return _annotation(
        pdf, b"FreeText", BESIDE, None, b"/DA (/Helv 16 Tf 0 g) /Contents (va 50.000.000)"
    )


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def stamp_over_the_amount(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Stamp", OVER, _COVER)


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def stamp_beside_the_amount(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Stamp", BESIDE, _TEXT)


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def redaction(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Redact", OVER, _COVER)


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def white_square(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Square", OVER, None, b"/IC [1 1 1] /C [1 1 1] /BS << /W 0 >>")


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def white_highlight(pdf: bytes) -> bytes:
    return _annotation(
        pdf,
        b"Highlight",
        OVER,
        b"1 g 0 0 270 30 re f",
        b"/QuadPoints [70 715 340 715 70 685 340 685]",
    )


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def text_note_with_a_picture_of_its_own(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Text", OVER, _COVER, b"/Contents (x)")


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def line_through_the_amount(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Line", OVER, None, b"/L [72 699 320 699] /C [0 0 0] /BS << /W 2 >>")


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def ink_through_the_amount(pdf: bytes) -> bytes:
    return _annotation(
        pdf, b"Ink", OVER, b"2 w 0 15 m 270 15 l S", b"/InkList [[72 699 320 699]] /C [0 0 0]"
    )


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def watermark(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Watermark", OVER, _COVER)


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def attached_file_as_a_comment(pdf: bytes) -> bytes:
    update = Update(pdf)
    file = update.stream(b"MZ\0\0", b"/Type /EmbeddedFile")
    drawn = update.drawing(_COVER, 270, 30)
    update.add_annotation(
        b"<< /Type /Annot /Subtype /FileAttachment /F 4 /Rect [%s] /AP << /N %d 0 R >> "
        b"/FS << /Type /Filespec /F (x.exe) /EF << /F %d 0 R >> >> >>" % (OVER, drawn, file)
    )
    return update.written()


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def link_that_starts_a_program(pdf: bytes) -> bytes:
    return _annotation(
        pdf, b"Link", OVER, None, b"/A << /S /Launch /F (cmd.exe) >> /Border [0 0 0]"
    )


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def button_without_a_field(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Widget", OVER, _COVER, b"/FT /Btn /Ff 65536")


@attack(MARKS)
@attack(MARKS_ON_COMMENTABLE)
def widget_without_type(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Widget", BESIDE, _TEXT)


@attack(MARKS)
def harmless_looking_comment(pdf: bytes) -> bytes:
    return _annotation(pdf, b"Text", BESIDE, None, b"/Contents (Da sua)")


@attack(MARKS)
def link_over_the_page(pdf: bytes) -> bytes:
    return _annotation(
        pdf, b"Link", OVER, None, b"/A << /S /URI /URI (http://x) >> /Border [0 0 0]"
    )


@attack(FIELDS)
def field_added_with_text(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(_TEXT, 270, 30)
    number = update.add_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Moi) /V (va 50) /F 4 /Rect [%s] "
        b"/AP << /N %d 0 R >> >>" % (BESIDE, drawn)
    )
    kept = b" ".join(b"%d %d R" % one.objgen for one in update.root.AcroForm.Fields)
    update.rewrite_form({"/Fields": b"[%s %d 0 R]" % (kept, number)})
    return update.written()


@attack(FIELDS)
def field_added_without_a_widget(pdf: bytes) -> bytes:
    update = Update(pdf)
    number = update.new(b"<< /FT /Tx /T (Moi) /V (x) >>")
    kept = b" ".join(b"%d %d R" % one.objgen for one in update.root.AcroForm.Fields)
    update.rewrite_form({"/Fields": b"[%s %d 0 R]" % (kept, number)})
    return update.written()


@attack(FIELDS)
def empty_signature_field_with_a_picture(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(_TEXT, 270, 30)
    number = update.add_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Moi) /F 4 /Rect [%s] /AP << /N %d 0 R >> >>"
        % (BESIDE, drawn)
    )
    kept = b" ".join(b"%d %d R" % one.objgen for one in update.root.AcroForm.Fields)
    update.rewrite_form({"/Fields": b"[%s %d 0 R]" % (kept, number)})
    return update.written()


@attack(FIELDS)
def waiting_signature_field_gets_a_picture(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(_TEXT, 150, 60)
    update.rewrite(update.field("Cho_ky"), {"/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS)
def field_filled_over_the_amount(pdf: bytes) -> bytes:
    """The appearance reaches far beyond the field: its /Rect moves too."""
    update = Update(pdf)
    drawn = update.drawing(_COVER, 270, 30)
    update.rewrite(
        update.field("So"),
        {"/Rect": b"[%s]" % OVER, "/V": b"(90)", "/AP": b"<< /N %d 0 R >>" % drawn},
    )
    return update.written()


@attack(FIELDS)
def filled_field_says_something_else(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(b"BT /F 12 Tf 2 5 Td (2030) Tj ET", 100, 20)
    update.rewrite(update.field("Nam"), {"/V": b"(2030)", "/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS)
def filled_field_looks_different(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(b"BT /F 12 Tf 2 5 Td (2030) Tj ET", 100, 20)
    update.rewrite(update.field("Nam"), {"/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS)
def filled_field_gets_more_text_without_a_value(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(b"BT /F 12 Tf 2 5 Td (2026) Tj 40 0 Td (9) Tj ET", 100, 20)
    update.rewrite(update.field("Nam"), {"/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS)
def empty_field_draws_text_without_a_value(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(b"BT /F 12 Tf 2 5 Td (50.000) Tj ET", 128, 20)
    update.rewrite(update.field("So"), {"/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS)
def filled_field_vanishes(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(b"", 100, 20)
    update.rewrite(update.field("Nam"), {"/V": b"()", "/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS)
def filled_field_hidden(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("Nam"), {"/F": b"2"})
    return update.written()


@attack(FIELDS)
def field_moved(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("Nam"), {"/Rect": b"[72 690 172 710]"})
    return update.written()


@attack(FIELDS)
def field_gets_a_background(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("Nam"), {"/MK": b"<< /BG [0 0 0] >>"})
    return update.written()


@attack(FIELDS)
def field_gets_another_default_font(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("Nam"), {"/DA": b"(/ZaDb 12 Tf 0 g)"})
    return update.written()


@attack(FIELDS)
def field_removed(pdf: bytes) -> bytes:
    update = Update(pdf)
    gone = update.field("Nam").objgen
    keep = [one.objgen for one in update.root.AcroForm.Fields if one.objgen != gone]
    update.rewrite_form({"/Fields": b"[%s]" % b" ".join(b"%d %d R" % one for one in keep)})
    shown = [one.objgen for one in update.page.Annots if one.objgen != gone]
    update.rewrite_page({"/Annots": b"[%s]" % b" ".join(b"%d %d R" % one for one in shown)})
    return update.written()


@attack(FIELDS)
def widget_taken_from_the_page(pdf: bytes) -> bytes:
    update = Update(pdf)
    gone = update.field("Nam").objgen
    shown = [one.objgen for one in update.page.Annots if one.objgen != gone]
    update.rewrite_page({"/Annots": b"[%s]" % b" ".join(b"%d %d R" % one for one in shown)})
    return update.written()


@attack(FIELDS)
def appearances_left_to_the_reader(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_form({"/NeedAppearances": b"true"})
    update.rewrite(update.field("Nam"), {"/V": b"(2030)"})
    return update.written()


@attack(FIELDS)
def font_of_the_form_exchanged(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite_form(
        {
            "/DR": b"<< /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >> "
            b">> >>"
        }
    )
    return update.written()


@attack(FIELDS)
def font_of_the_form_gets_another_encoding(pdf: bytes) -> bytes:
    """The dictionary only grows."""
    update = Update(pdf)
    fonts = update.root.AcroForm.DR.Font
    font = next(iter(fonts.values()))
    update.rewrite(font, {"/Encoding": b"<< /Type /Encoding /Differences [48 /nine /eight] >>"})
    return update.written()


@attack(FIELDS)
def dynamic_form_added(pdf: bytes) -> bytes:
    update = Update(pdf)
    form = update.stream(b"<xdp/>")
    update.rewrite_form({"/XFA": b"%d 0 R" % form})
    return update.written()


@attack(FIELDS)
def field_gets_a_second_widget(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(_TEXT, 270, 30)
    parent = update.field("cha")
    number = update.add_annotation(
        b"<< /Type /Annot /Subtype /Widget /Parent %d 0 R /T (hai) /F 4 /Rect [%s] "
        b"/AP << /N %d 0 R >> >>" % (parent.objgen[0], BESIDE, drawn)
    )
    update.rewrite(parent, {"/Kids": b"[%d 0 R %d 0 R]" % (parent.Kids[0].objgen[0], number)})
    return update.written()


@attack(FIELDS)
def parent_of_a_field_changes_its_look(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("cha"), {"/DA": b"(/ZaDb 30 Tf 1 0 0 rg)", "/Q": b"2"})
    return update.written()


@attack(FIELDS)
def signature_field_renamed(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("ChuKy"), {"/T": b"(ChuKy2)"})
    return update.written()


@attack(FIELDS)
def signature_taken_from_its_field(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("ChuKy"), {"/V": None})
    return update.written()


@attack(FIELDS)
def signature_field_gets_a_picture(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(_TEXT, 270, 30)
    update.rewrite(
        update.field("ChuKy"), {"/Rect": b"[%s]" % BESIDE, "/AP": b"<< /N %d 0 R >>" % drawn}
    )
    return update.written()


@attack(FIELDS_LOCKED)
def locked_field_filled(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(b"BT /F 12 Tf 2 5 Td (7) Tj ET", 128, 20)
    update.rewrite(update.field("So"), {"/V": b"(7)", "/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS_LOCKED)
def kid_of_a_locked_field_filled(pdf: bytes) -> bytes:
    update = Update(pdf)
    drawn = update.drawing(b"BT /F 12 Tf 2 5 Td (7) Tj ET", 128, 20)
    kid = update.field("cha").Kids[0]
    update.rewrite(kid, {"/V": b"(7)", "/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


@attack(FIELDS_LOCKED)
def value_set_on_the_parent_of_a_locked_field(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("cha"), {"/V": b"(7)"})
    return update.written()


@attack(FIELDS_LOCKED)
def lock_taken_off_then_filled(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.rewrite(update.field("ChuKy"), {"/Lock": None})
    update.rewrite(update.field("So"), {"/V": b"(7)"})
    return update.written()
