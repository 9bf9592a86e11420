"""Attacks through the hole of a signature, which nobody signs, and through tables that point into it or
into other places of the signed bytes."""

import re

from tests.fakes.attacks.update import Attack, Update, attack

HOLES: dict[str, Attack] = {}
FORGED = b"BT /F 16 Tf 72 760 Td (QUYET DINH) Tj 0 -65 Td (So tien: 90.000.000 dong) Tj ET"
_HEX = re.compile(rb"/Contents\s*<([0-9A-Fa-f]{4000,})>")


def _hole(pdf: bytes) -> tuple[int, int, bytes]:
    """Where the last signature's hex begins and ends, and as much of it as is CMS."""
    found = list(_HEX.finditer(pdf))[-1]
    used = found[1].rstrip(b"0")
    return found.start(1), found.end(1), used + b"0" * (len(used) % 2)


def _filled(pdf: bytes, more: bytes) -> bytes:
    """The hole with `more` behind the CMS; `more` closes the string and opens another, if it wants."""
    start, end, used = _hole(pdf)
    content = used + more
    assert len(content) <= end - start
    return pdf[:start] + content + b"0" * (end - start - len(content)) + pdf[end:]


def table_behind(pdf: bytes, rows: dict[int, int], extra: bytes = b"") -> bytes:
    """A table behind the file that sends objects to other places of it."""
    update = Update(pdf)
    lines = b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in rows.items())
    return (
        pdf
        + b"xref\n0 0\n%strailer\n<< /Size %d /Root %d 0 R /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            lines,
            update.size,
            update.root.objgen[0],
            update.last_start(),
            extra,
            len(pdf),
        )
    )


def _object(number: int, data: bytes) -> bytes:
    return b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        len(data),
        data,
    )


@attack(HOLES)
def second_contents_in_the_hole(pdf: bytes) -> bytes:
    return _filled(pdf, b"> /Contents <00")


@attack(HOLES)
def other_keys_in_the_hole(pdf: bytes) -> bytes:
    return _filled(pdf, b"> /Name (Chu tich tinh) /Reason (Dong y) /Z <00")


@attack(HOLES)
def other_range_in_the_hole(pdf: bytes) -> bytes:
    return _filled(pdf, b"> /ByteRange [0 10 20 30] /Z <00")


@attack(HOLES)
def comment_in_the_hole(pdf: bytes) -> bytes:
    return _filled(pdf, b"00%> /Name (A)\n00")


@attack(HOLES)
def blanks_in_the_hole(pdf: bytes) -> bytes:
    return _filled(pdf, b"00  \n\t 00")


@attack(HOLES)
def rubbish_behind_the_cms(pdf: bytes) -> bytes:
    return _filled(pdf, b"DEADBEEF")


@attack(HOLES)
def letters_that_are_no_hex_in_the_hole(pdf: bytes) -> bytes:
    return _filled(pdf, b"zz")


@attack(HOLES)
def object_in_the_hole_and_a_table_that_points_there(pdf: bytes) -> bytes:
    start, _end, used = _hole(pdf)
    body = _object(4, FORGED)
    changed = _filled(pdf, b"> >> endobj\n" + body + b"999 0 obj << /Z <00")
    return table_behind(changed, {4: start + len(used) + len(b"> >> endobj\n")})


@attack(HOLES)
def object_in_the_hole_as_hex_alone(pdf: bytes) -> bytes:
    start, _end, used = _hole(pdf)
    changed = _filled(pdf, _object(4, FORGED).hex().encode())
    return table_behind(changed, {4: start + len(used)})


@attack(HOLES)
def table_that_sends_the_text_to_a_field(pdf: bytes) -> bytes:
    return table_behind(pdf, {4: pdf.index(b"\n9 0 obj") + 1})


@attack(HOLES)
def table_that_sends_the_page_to_nothing(pdf: bytes) -> bytes:
    return table_behind(pdf, {4: len(pdf) + 10_000})


@attack(HOLES)
def table_that_sends_the_text_between_objects(pdf: bytes) -> bytes:
    return table_behind(pdf, {4: pdf.index(b"\n4 0 obj") + 3})


@attack(HOLES)
def table_that_sends_the_font_to_the_form(pdf: bytes) -> bytes:
    return table_behind(pdf, {5: pdf.index(b"\n8 0 obj") + 1})


@attack(HOLES)
def text_of_a_later_generation(pdf: bytes) -> bytes:
    update = Update(pdf)
    where = len(pdf)
    body = _object(4, FORGED).replace(b"4 0 obj", b"4 1 obj")
    table = b"xref\n4 1\n%010d 00001 n \n" % where
    return (
        pdf
        + body
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            update.size,
            update.last_start(),
            where + len(body),
        )
    )


@attack(HOLES)
def row_whose_generation_is_not_the_objects(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    return (
        update.written()
        .replace(b"4 1\n", b"4 1\n", 1)
        .replace(b" 00000 n \ntrailer", b" 00007 n \ntrailer")
    )


@attack(HOLES)
def two_updates_that_name_each_other(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    first = update.written()
    start = Update(first).last_start()
    second = Update(first).written()
    looped = re.sub(rb"/Prev \d+", b"/Prev %d" % Update(pdf).last_start(), second)
    at = looped.rindex(b"/Prev")
    return looped[:at] + re.sub(rb"/Prev \d+", b"/Prev %d" % start, looped[at:], count=1)


@attack(HOLES)
def update_that_names_a_later_one_as_its_former(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    first = update.written()
    ahead = len(first)
    changed = re.sub(
        rb"/Prev \d+ >>\nstartxref\n(\d+)\n%%EOF\n$",
        rb"/Prev %d >>\nstartxref\n\1\n%%%%EOF\n" % ahead,
        first,
    )
    return changed + Update(pdf).pdf[Update(pdf).last_start() :]


@attack(HOLES)
def a_table_twice_over_with_other_rows(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    update_4 = update.written()
    row = re.search(rb"4 1\n(\d{10}) 00000 n \n", update_4[len(pdf) :])
    assert row is not None
    honest = b"4 1\n%010d 00000 n \n" % (pdf.index(b"\n4 0 obj") + 1)
    return update_4[: len(pdf)] + update_4[len(pdf) :].replace(row[0], honest + row[0], 1)


@attack(HOLES)
def rows_that_count_from_one(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    return update.written().replace(b"xref\n0 0\n4 1\n", b"xref\n3 1\n", 1)


@attack(HOLES)
def rows_of_nineteen_bytes(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    made = update.written()
    return made[: len(pdf)] + made[len(pdf) :].replace(b" 00000 n \n", b" 00000 n\n")


@attack(HOLES)
def stream_of_rows_with_a_default_kind(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    body, places = update.bodies(len(pdf))
    where = len(pdf) + len(body)
    data = places[4].to_bytes(4, "big")
    entries = b"/Type /XRef /W [0 4 0] /Index [4 1] /Size %d /Root 1 0 R /Prev %d /Length %d" % (
        update.size + 1,
        update.last_start(),
        len(data),
    )
    return (
        pdf
        + body
        + b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (
            update.size,
            entries,
            data,
            where,
        )
    )


@attack(HOLES)
def stream_and_table_that_disagree(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    first = update.with_stream()
    at = Update(first).last_start()
    return table_behind(first, {}, b"/XRefStm %d" % at)


@attack(HOLES)
def many_end_marks(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    start = update.last_start()
    return update.written() + b"startxref\n%d\n%%%%EOF\n" % start * 3


@attack(HOLES)
def end_mark_in_a_string_behind(pdf: bytes) -> bytes:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    start = update.last_start()
    update.new(b"(startxref\n%d\n%%%%EOF\n)" % start)
    return update.written()


@attack(HOLES)
def a_second_file_behind_the_first(pdf: bytes) -> bytes:
    return pdf + pdf.replace(b"10.000.000", b"90.000.000")


@attack(HOLES)
def bytes_before_the_header(pdf: bytes) -> bytes:
    return b"GIF89a;" + pdf


@attack(HOLES)
def null_bytes_behind(pdf: bytes) -> bytes:
    return pdf + b"\0" * 32 + b"x"
