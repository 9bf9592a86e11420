"""A second signature used as a mark: laid over signed ink, or drawn where nothing was agreed (SSA)."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.fakes.attacks.bases import AMOUNT, Bases, decision
from tests.fakes.verify_authority import Identity, sign

SIGNATURES: dict[str, Callable[[Bases], bytes]] = {}
RED, BLACK = (220, 0, 0, 255), (0, 0, 0, 255)


def _attack(made: Callable[[Bases], bytes]) -> Callable[[Bases], bytes]:
    SIGNATURES[made.__name__] = made
    return made


def _paper(
    size: tuple[int, int] = (1032, 88), ground: tuple[int, ...] = (0, 0, 0, 0)
) -> Image.Image:
    """As wide and high as the amount, four dots a point."""
    return Image.new("RGBA", size, ground)


def _over(bases: Bases, picture: Image.Image, who: Identity | None = None) -> bytes:
    return sign(bases.signed, who or bases.stranger, "Hai", box=AMOUNT, picture=picture)


@_attack
def opaque_white(bases: Bases) -> bytes:
    return _over(bases, _paper(ground=(255, 255, 255, 255)))


@_attack
def opaque_white_by_somebody_we_trust(bases: Bases) -> bytes:
    return _over(bases, _paper(ground=(255, 255, 255, 255)), bases.office)


@_attack
def black_line_through_the_amount(bases: Bases) -> bytes:
    picture = _paper()
    ImageDraw.Draw(picture).line([(0, 50), (1032, 50)], fill=BLACK, width=4)
    return _over(bases, picture)


@_attack
def red_line_through_the_amount(bases: Bases) -> bytes:
    picture = _paper()
    ImageDraw.Draw(picture).line([(0, 50), (1032, 50)], fill=RED, width=4)
    return _over(bases, picture)


@_attack
def black_digits_over_the_amount(bases: Bases) -> bytes:
    picture = _paper()
    ImageDraw.Draw(picture).text((350, 10), "9999999", fill=BLACK, font_size=64)
    return _over(bases, picture)


@_attack
def one_black_stroke_in_a_digit(bases: Bases) -> bytes:
    """1 becomes 4 or 7: hardly any ink."""
    picture = _paper()
    ImageDraw.Draw(picture).line([(330, 25), (420, 55)], fill=BLACK, width=6)
    return _over(bases, picture)


@_attack
def red_hatching(bases: Bases) -> bytes:
    picture = _paper()
    draw = ImageDraw.Draw(picture)
    for x in range(-80, 1032, 14):
        draw.line([(x, 0), (x + 80, 88)], fill=RED, width=8)
    return _over(bases, picture)


@_attack
def half_transparent_red(bases: Bases) -> bytes:
    return _over(bases, _paper(ground=(220, 0, 0, 128)))


@_attack
def white_with_holes(bases: Bases) -> bytes:
    """White strokes thin enough to be a seal's."""
    picture = _paper()
    draw = ImageDraw.Draw(picture)
    for y in range(0, 88, 12):
        draw.line([(0, y), (1032, y)], fill=(255, 255, 255, 255), width=8)
    return _over(bases, picture)


@_attack
def name_and_time_in_black(bases: Bases) -> bytes:
    """What signing programs write by default."""
    return _styled(bases, TextStampStyle(stamp_text="So tien: 90.000.000 dong", border_width=0))


@_attack
def white_over_the_leaders_picture(bases: Bases) -> bytes:
    picture = _paper((400, 200))
    ImageDraw.Draw(picture).line([(10, 30), (200, 180), (390, 20)], fill=(0, 0, 200, 255), width=10)
    drawn = sign(decision(), bases.leader, "ChuKy", box=(300, 560, 400, 610), picture=picture)
    white = _paper((400, 200), (255, 255, 255, 255))
    return sign(drawn, bases.stranger, "Hai", box=(300, 560, 400, 610), picture=white)


@_attack
def picture_of_two_places(bases: Bases) -> bytes:
    """The field has a second widget, and that one lies over the amount."""
    writer = IncrementalPdfFileWriter(BytesIO(bases.signed))
    fields.append_signature_field(writer, fields.SigFieldSpec("Hai", box=(300, 300, 360, 330)))
    parent = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    drawn = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 258, 22))),
        },
        stream_data=b"1 g 0 0 258 22 re f",
    )
    second = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/F"): generic.NumberObject(4),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, AMOUNT)),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(drawn)}),
            pdf_name("/Parent"): parent,
        }
    )
    sheet = writer.root["/Pages"]["/Kids"][0]
    sheet["/Annots"].append(writer.add_object(second))
    writer.update_container(sheet)
    return _signed_field(writer, bases.stranger, "Hai")


def _styled(bases: Bases, style: TextStampStyle) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(bases.signed))
    fields.append_signature_field(writer, fields.SigFieldSpec("Hai", box=AMOUNT))
    return _signed_field(writer, bases.stranger, "Hai", style)


def _signed_field(
    writer: IncrementalPdfFileWriter, who: Identity, name: str, style: TextStampStyle | None = None
) -> bytes:
    certificate, key = who.pyhanko()
    signer = signers.SimpleSigner(certificate, key, SimpleCertificateStore())
    made = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=name), signer=signer, stamp_style=style
    )
    return bytes(made.sign_pdf(writer, bytes_reserved=16384).getvalue())
