"""Attacks by somebody who may sign: a change under a later signature that holds, and signatures made to
be changed."""

import asyncio
import hashlib
import re
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.fakes.attacks.bases import Bases, decision
from tests.fakes.attacks.update import Update
from tests.fakes.verify_authority import Identity, sign

FORGED = b"BT /F 16 Tf 72 760 Td (QUYET DINH) Tj 0 -65 Td (So tien: 90.000.000 dong) Tj ET"


def _forged(pdf: bytes) -> Update:
    update = Update(pdf)
    update.stream(FORGED, number=4)
    return update


def text_exchanged_and_sealed_over(bases: Bases) -> bytes:
    return sign(_forged(bases.signed).written(), bases.office, "ConDau")


def text_exchanged_and_signed_by_a_stranger(bases: Bases) -> bytes:
    return sign(_forged(bases.signed).written(), bases.stranger, "ConDau")


def text_exchanged_and_put_back_and_sealed(bases: Bases) -> bytes:
    """The seal covers the forged text, the last revision shows the signed one again."""
    sealed = sign(_forged(bases.signed).written(), bases.office, "ConDau")
    update = Update(sealed)
    old = Update(bases.signed)
    update.put(4, _stream_of(bases.signed))
    assert old.size
    return update.written()


def annotation_that_the_seal_covers(bases: Bases) -> bytes:
    update = Update(bases.signed)
    look = update.drawing(b"1 g 0 0 300 22 re f 0 g BT /F 16 Tf 0 5 Td (90.000.000) Tj ET", 300, 22)
    update.add_annotation(
        b"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [72 690 372 712] /AP << /N %d 0 R >> >>"
        % look
    )
    return sign(update.written(), bases.office, "ConDau")


def layers_that_come_with_the_seal(bases: Bases) -> bytes:
    update = Update(bases.signed)
    group = update.new(b"<< /Type /OCG /Name (x) >>")
    update.rewrite_root({"/OCProperties": b"<< /OCGs [%d 0 R] /D << >> >>" % group})
    return sign(update.written(), bases.office, "ConDau")


def script_that_comes_with_the_seal(bases: Bases) -> bytes:
    update = Update(bases.signed)
    update.rewrite_page({"/AA": b"<< /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"})
    return sign(update.written(), bases.office, "ConDau")


def form_of_another_program_that_comes_with_the_seal(bases: Bases) -> bytes:
    update = Update(bases.signed)
    xfa = update.stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>")
    update.rewrite_form({"/XFA": b"%d 0 R" % xfa})
    return sign(update.written(), bases.office, "ConDau")


def page_added_under_the_seal(bases: Bases) -> bytes:
    update = Update(bases.signed)
    more = update.new(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
    update.put(2, b"<< /Type /Pages /Kids [3 0 R %d 0 R] /Count 2 >>" % more)
    return sign(update.written(), bases.office, "ConDau")


def seal_that_is_a_page_wide_and_white(bases: Bases) -> bytes:
    signed = sign(bases.signed, bases.office, "ConDau", box=(60, 680, 400, 800))
    update = Update(signed)
    look = update.drawing(b"1 g 0 0 340 120 re f", 340, 120)
    field = update.field("ConDau")
    update.rewrite(field, {"/AP": b"<< /N %d 0 R >>" % look})
    return update.written()


def hole_that_is_larger_than_its_contents(bases: Bases) -> bytes:
    """The range leaves out the page's text as well: whoever signs so can change it later."""
    return _own_range(bases.leader, b"10.000.000", b"90.000.000")


def range_that_does_not_begin_at_the_beginning(bases: Bases) -> bytes:
    return _own_range(bases.leader, b"%PDF-1.7", b"%PDF-1.4", start=9)


def _own_range(who: Identity, old: bytes, new: bytes, start: int = 0) -> bytes:
    """A file whose signer signed other bytes than all of it, and that was changed outside of them."""

    base = decision()
    writer = IncrementalPdfFileWriter(BytesIO(base))
    fields.append_signature_field(writer, fields.SigFieldSpec("ChuKy"))
    certificate, key = who.pyhanko()
    signer = signers.SimpleSigner(certificate, key, SimpleCertificateStore())
    made = signers.PdfSigner(signers.PdfSignatureMetadata(field_name="ChuKy"), signer=signer)
    pdf = bytes(made.sign_pdf(writer, bytes_reserved=16384).getvalue())
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", pdf)
    assert found is not None
    _zero, first, second, length = map(int, found.groups())
    where = pdf.index(old)
    if start:
        ranges, covered = (start, first - start, second, length), pdf[start:first] + pdf[second:]
    else:
        ranges = (0, where, second, length)
        covered = pdf[:where] + pdf[second:]
    written = b"/ByteRange [%d %d %d %d]" % ranges
    space = found.end() - found.start() - len(written)
    pdf = pdf[: found.start()] + written + b" " * space + pdf[found.end() :]
    covered = pdf[ranges[0] : ranges[0] + ranges[1]] + pdf[ranges[2] : ranges[2] + ranges[3]]

    digest = hashlib.sha256(covered).digest()
    cms = asyncio.run(signer.async_sign(digest, "sha256")).dump()
    hole = cms.hex().encode().ljust(second - first - 2, b"0")
    return (pdf[: first + 1] + hole + pdf[second - 1 :]).replace(old, new, 1)


def _stream_of(pdf: bytes) -> bytes:
    """Object 4 as it was signed."""
    start = pdf.index(b"\n4 0 obj\n") + len(b"\n4 0 obj\n")
    return pdf[start : pdf.index(b"\nendobj", start)]


INSIDERS = {
    one.__name__: one
    for one in (
        text_exchanged_and_sealed_over,
        text_exchanged_and_signed_by_a_stranger,
        text_exchanged_and_put_back_and_sealed,
        annotation_that_the_seal_covers,
        layers_that_come_with_the_seal,
        script_that_comes_with_the_seal,
        form_of_another_program_that_comes_with_the_seal,
        page_added_under_the_seal,
        seal_that_is_a_page_wide_and_white,
        hole_that_is_larger_than_its_contents,
        range_that_does_not_begin_at_the_beginning,
    )
}
