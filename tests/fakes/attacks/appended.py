"""Bytes behind the signature: damaged ends, missing tables, tables that lie (classes ISA and SWA)."""

import re

from tests.fakes.attacks.update import Attack, Update, attack

APPENDED: dict[str, Attack] = {}
FORGED = b"BT /F 16 Tf 72 760 Td (QUYET DINH) Tj 0 -65 Td (So tien: 90.000.000 dong) Tj ET"


def _forged(pdf: bytes) -> Update:
    """An update that exchanges the page's text."""
    update = Update(pdf)
    update.stream(FORGED, number=4)
    return update


@attack(APPENDED)
def text_behind_the_end(pdf: bytes) -> bytes:
    return pdf + b"\n% anything\n"


@attack(APPENDED)
def a_second_end_mark(pdf: bytes) -> bytes:
    return pdf + b"%%EOF\n"


@attack(APPENDED)
def update_without_end_mark(pdf: bytes) -> bytes:
    return _forged(pdf).written(end=b"")


@attack(APPENDED)
def update_with_a_torn_end_mark(pdf: bytes) -> bytes:
    return _forged(pdf).written(end=b"%%EO")


@attack(APPENDED)
def update_with_an_end_mark_misspelt(pdf: bytes) -> bytes:
    return _forged(pdf).written(end=b"%%E0F\n")


@attack(APPENDED)
def update_whose_start_points_to_the_old_table(pdf: bytes) -> bytes:
    update = _forged(pdf)
    return update.written(start=update.last_start())


@attack(APPENDED)
def update_whose_start_points_nowhere(pdf: bytes) -> bytes:
    return _forged(pdf).written(start=7)


@attack(APPENDED)
def update_whose_start_points_behind_the_end(pdf: bytes) -> bytes:
    return _forged(pdf).written(start=len(pdf) * 3)


@attack(APPENDED)
def torn_update_then_an_honest_end(pdf: bytes) -> bytes:
    update = _forged(pdf)
    return update.written(end=b"%%EO") + b"\nstartxref\n%d\n%%%%EOF\n" % update.last_start()


@attack(APPENDED)
def objects_without_a_table(pdf: bytes) -> bytes:
    return pdf + b"\n" + _forged(pdf).bodies(0)[0]


@attack(APPENDED)
def objects_without_a_table_but_with_a_trailer(pdf: bytes) -> bytes:
    update = _forged(pdf)
    return (
        pdf + update.bodies(0)[0] + b"trailer\n<< /Root 1 0 R /Size %d >>\n%%%%EOF\n" % update.size
    )


@attack(APPENDED)
def table_without_a_trailer(pdf: bytes) -> bytes:
    return _forged(pdf).written().replace(b"trailer\n<< /Size", b"<< /Size", 99)


@attack(APPENDED)
def update_whose_previous_table_is_itself(pdf: bytes) -> bytes:
    update = _forged(pdf)
    once = update.written()
    place = int(once[once.rindex(b"startxref") + 9 :].split()[0])
    return update.written(previous=place)


@attack(APPENDED)
def update_without_previous_table(pdf: bytes) -> bytes:
    written = _forged(pdf).written()
    cut = written.rindex(b"/Prev")
    return written[:cut] + re.sub(rb"/Prev \d+", b"", written[cut:], count=1)


@attack(APPENDED)
def update_that_skips_the_signed_revision(pdf: bytes) -> bytes:
    return _forged(pdf).written(previous=int(re.findall(rb"startxref\s+(\d+)", pdf)[0]))


@attack(APPENDED)
def two_updates_the_last_one_torn(pdf: bytes) -> bytes:
    harmless = Update(pdf)
    harmless.new(b"<< /Type /Metadata >>")
    return _forged(harmless.written()).written(end=b"%EOF")


@attack(APPENDED)
def objects_before_an_update_of_nothing(pdf: bytes) -> bytes:
    """A reader that repairs finds the forged page; one that does not sees an empty update."""
    forged = Update(pdf)
    body = b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(FORGED), FORGED)
    forged.rewrite_root({})
    return forged.written(before=body, start=3)


@attack(APPENDED)
def header_before_the_file(pdf: bytes) -> bytes:
    return b"%PDF-1.4\n" + pdf


@attack(APPENDED)
def second_signed_span_moved_away(pdf: bytes) -> bytes:
    """Signature wrapping: the gap grows and holds the attacker's objects."""
    numbers = [int(one) for one in re.findall(rb"/ByteRange\s*\[([^\]]*)\]", pdf)[-1].split()]
    _start, first, second, length = numbers
    contents = pdf[first:second]
    update = Update(pdf)
    forged = update.stream(FORGED, number=4)
    body, _places = update.bodies(0)
    assert forged == 4
    moved = contents + b" >>\nendobj\n" + body + b"99 0 obj << /X "
    return pdf[:first] + moved + pdf[second : second + length]


@attack(APPENDED)
def range_that_leaves_out_the_tail(pdf: bytes) -> bytes:
    return re.sub(
        rb"/ByteRange \[0 (\d+) (\d+) (\d)(\d+)\]",
        lambda found: found[0].replace(found[3] + found[4] + b"]", b"0" + found[4] + b"]"),
        pdf,
    )


def _signature_dictionary(pdf: bytes, old: bytes, new: bytes) -> bytes:
    """Exchange an entry of the signature's dictionary in a later revision."""
    update = Update(pdf)
    value = update.field("ChuKy").V
    place = pdf.index(b"%d %d obj" % value.objgen)
    body = pdf[place : pdf.index(b"endobj", place)].split(b"obj", 1)[1]
    assert re.search(old, body)
    update.put(value.objgen[0], re.sub(old, new, body, count=1))
    return update.written()


@attack(APPENDED)
def universal_forgery_without_contents(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/Contents <[0-9a-fA-F]*>", b"")


@attack(APPENDED)
def universal_forgery_with_null_contents(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/Contents <[0-9a-fA-F]*>", b"/Contents null")


@attack(APPENDED)
def universal_forgery_with_zero_contents(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/Contents <[0-9a-fA-F]*>", b"/Contents <00>")


@attack(APPENDED)
def universal_forgery_without_range(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/ByteRange\s*\[[^\]]*\]", b"")


@attack(APPENDED)
def universal_forgery_with_an_empty_range(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/ByteRange\s*\[[^\]]*\]", b"/ByteRange []")


@attack(APPENDED)
def universal_forgery_with_a_negative_range(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/ByteRange\s*\[[^\]]*\]", b"/ByteRange [0 -1 1 9999999]")


@attack(APPENDED)
def universal_forgery_with_null_range(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/ByteRange\s*\[[^\]]*\]", b"/ByteRange null")


@attack(APPENDED)
def signature_with_another_reason(pdf: bytes) -> bytes:
    return _signature_dictionary(pdf, rb"/Type /Sig", b"/Type /Sig /Reason (Dong y ca)")


@attack(APPENDED)
def signature_with_a_copied_range(pdf: bytes) -> bytes:
    """A second field with the same signature value."""
    update = Update(pdf)
    value = update.field("ChuKy").V.objgen[0]
    number = update.add_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Hai) /V %d 0 R /Rect [0 0 0 0] /F 132 >>"
        % value
    )
    kept = b" ".join(b"%d %d R" % one.objgen for one in update.root.AcroForm.Fields)
    update.rewrite_form({"/Fields": b"[%s %d 0 R]" % (kept, number)})
    return update.written()
