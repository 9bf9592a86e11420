"""The kinds: each function makes one signed file that should be valid."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image, ImageDraw
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign import fields
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.dss import DocumentSecurityStore

from tests.fakes.attacks.update import Update
from tests.fakes.honest import papers
from tests.fakes.honest.kit import Kit

Kind = Callable[[Kit], bytes]
KINDS: dict[str, Kind] = {}
SLOW = {"rsa_4096", "fifty_pages_ten_megabytes", "fifty_pages_sealed"}
"""Not in every run of the tests."""
SIGNATURE_BOX = (350, 175, 470, 245)
SEAL_BOX = (300, 160, 402, 262)  # a third of the signature, on its left
BLANK = (72, 200, 250, 280)


def _kind(made: Kind) -> Kind:
    KINDS[made.__name__] = made
    return made


def scrawl() -> Image.Image:
    """A blue signature on transparent ground."""
    picture = Image.new("RGBA", (480, 280), (0, 0, 0, 0))
    points = [(30 + 40 * step, 60 + (step * 97) % 160) for step in range(11)]
    ImageDraw.Draw(picture).line(points, fill=(0, 0, 200, 255), width=8)
    return picture


def seal() -> Image.Image:
    """A round red seal on transparent ground, 36 mm wide when placed."""
    picture = Image.new("RGBA", (425, 425), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for radius in (205, 150):
        draw.ellipse(
            (212 - radius, 212 - radius, 212 + radius, 212 + radius), outline=(220, 0, 0), width=12
        )
    draw.regular_polygon((212, 212, 70), 5, fill=(220, 0, 0))
    return picture


def filled(pdf: bytes, name: str, value: str) -> bytes:
    """A text field filled in with its own drawing, as programs do."""
    update = Update(pdf)
    field = update.field(name)
    width, height = (int(field.Rect[2] - field.Rect[0]), int(field.Rect[3] - field.Rect[1]))
    drawn = update.drawing(
        b"/Tx BMC q BT /F 12 Tf 2 5 Td (%s) Tj ET Q EMC" % value.encode(), width, height
    )
    update.rewrite(field, {"/V": b"(%s)" % value.encode(), "/AP": b"<< /N %d 0 R >>" % drawn})
    return update.written()


# --- one signature ---------------------------------------------------------------------------------


@_kind
def plain(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader)


@_kind
def with_picture(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, box=SIGNATURE_BOX, picture=scrawl())


@_kind
def with_text_block(kit: Kit) -> bytes:
    text = "12/QD-UBND\n14.07.2026 09:05:12 +07:00"
    return kit.sign(papers.letter(), kit.office, box=(400, 780, 570, 810), text=text)


@_kind
def adobe_kind(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, pades=False)


@_kind
def time_stamped(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, level="T")


@_kind
def long_term(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, level="LT")


@_kind
def archival(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, level="LTA")


@_kind
def archival_renewed_twice(kit: Kit) -> bytes:
    return kit.time_stamp(kit.time_stamp(kit.sign(papers.letter(), kit.leader, level="LTA")))


@_kind
def time_stamped_later(kit: Kit) -> bytes:
    return kit.time_stamp(kit.sign(papers.letter(), kit.leader))


@_kind
def rsa_3072(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.by_rsa(3072), digest="sha384")


@_kind
def rsa_4096(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.by_rsa(4096), digest="sha512")


@_kind
def rsa_pss(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, pss=True)


@_kind
def curve_p256(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.by_curve(ec.SECP256R1(), hashes.SHA256()))


@_kind
def curve_p384(kit: Kit) -> bytes:
    who = kit.by_curve(ec.SECP384R1(), hashes.SHA384())
    return kit.sign(papers.letter(), who, digest="sha384")


@_kind
def curve_p521(kit: Kit) -> bytes:
    who = kit.by_curve(ec.SECP521R1(), hashes.SHA512())
    return kit.sign(papers.letter(), who, digest="sha512")


@_kind
def whole_chain_inside(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, embed=[kit.authority.identity])


# --- forms of the file -----------------------------------------------------------------------------


@_kind
def hybrid_as_word(kit: Kit) -> bytes:
    return kit.sign(papers.hybrid(), kit.leader)


@_kind
def hybrid_sealed(kit: Kit) -> bytes:
    return kit.sign(
        kit.sign(papers.hybrid(), kit.leader), kit.office, "ConDau", box=BLANK, picture=seal()
    )


@_kind
def object_streams(kit: Kit) -> bytes:
    return kit.sign(papers.as_streams(papers.letter(3)), kit.leader)


@_kind
def object_streams_sealed(kit: Kit) -> bytes:
    once = kit.sign(
        papers.as_streams(papers.letter(3)), kit.leader, box=SIGNATURE_BOX, picture=scrawl()
    )
    return kit.sign(once, kit.office, "ConDau", box=SEAL_BOX, picture=seal())


@_kind
def linearized(kit: Kit) -> bytes:
    return kit.sign(papers.linear(), kit.leader)


@_kind
def linearized_sealed(kit: Kit) -> bytes:
    return kit.sign(
        kit.sign(papers.linear(), kit.leader), kit.office, "ConDau", box=BLANK, picture=seal()
    )


@_kind
def turned_pages(kit: Kit) -> bytes:
    once = kit.sign(papers.turned(), kit.leader)
    return kit.sign(once, kit.office, "ConDau", box=(460, 300, 560, 400), picture=seal())


@_kind
def scanned(kit: Kit) -> bytes:
    return kit.sign(papers.scan(), kit.office, box=(400, 780, 570, 810), text="Ban sao")


@_kind
def with_a_file_inside(kit: Kit) -> bytes:
    return kit.sign(papers.attached(), kit.leader)


@_kind
def with_shown_layers_and_links(kit: Kit) -> bytes:
    return kit.sign(papers.layered(), kit.leader)


@_kind
def white_space_at_the_end(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader) + b"\r\n\r\n"


@_kind
def fifty_pages_ten_megabytes(kit: Kit) -> bytes:
    return kit.sign(papers.big(), kit.leader)


@_kind
def fifty_pages_sealed(kit: Kit) -> bytes:
    return kit.sign(
        kit.sign(papers.big(), kit.leader),
        kit.office,
        "ConDau",
        box=(400, 60, 502, 162),
        picture=seal(),
    )


# --- several signatures ----------------------------------------------------------------------------


@_kind
def leader_then_seal(kit: Kit) -> bytes:
    once = kit.sign(papers.letter(), kit.leader, box=SIGNATURE_BOX, picture=scrawl())
    return kit.sign(once, kit.office, "ConDau", box=SEAL_BOX, picture=seal())


@_kind
def clerk_leader_and_seal_with_time_stamps(kit: Kit) -> bytes:
    once = kit.sign(
        papers.letter(), kit.clerk, "KyNhay", box=(560, 690, 580, 700), picture=scrawl(), level="T"
    )
    twice = kit.sign(once, kit.leader, box=SIGNATURE_BOX, picture=scrawl(), level="T")
    return kit.sign(twice, kit.office, "ConDau", box=SEAL_BOX, picture=seal(), level="T")


@_kind
def leader_and_seal_for_the_archive(kit: Kit) -> bytes:
    once = kit.sign(papers.letter(), kit.leader, box=SIGNATURE_BOX, picture=scrawl(), level="LT")
    return kit.sign(once, kit.office, "ConDau", box=SEAL_BOX, picture=seal(), level="LTA")


@_kind
def leader_then_number_then_seal(kit: Kit) -> bytes:
    numbered = filled(kit.sign(papers.decision(), kit.leader), "So", "12/QD-UBND")
    return kit.sign(numbered, kit.office, "ConDau", box=BLANK, picture=seal())


@_kind
def number_in_the_seals_own_block(kit: Kit) -> bytes:
    once = kit.sign(papers.letter(), kit.leader)
    return kit.sign(once, kit.office, "So", box=(150, 742, 300, 758), text="So: 12/QD-UBND")


@_kind
def empty_fields_signed_in_turn(kit: Kit) -> bytes:
    writer = kit.writer(papers.letter())
    for name, box in (("ChuKy", SIGNATURE_BOX), ("ConDau", BLANK)):
        fields.append_signature_field(writer, fields.SigFieldSpec(name, box=box))
    out = BytesIO()
    writer.write(out)
    once = kit.sign(out.getvalue(), kit.leader, existing=True, picture=scrawl())
    return kit.sign(once, kit.office, "ConDau", existing=True, picture=seal())


@_kind
def signatures_on_two_pages(kit: Kit) -> bytes:
    once = kit.sign(papers.letter(3), kit.leader, box=SIGNATURE_BOX, on_page=2, picture=scrawl())
    return kit.sign(once, kit.office, "ConDau", box=BLANK, on_page=1, picture=seal())


# --- what signatures permit ------------------------------------------------------------------------


@_kind
def certified_against_any_change(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, certify=MDPPerm.NO_CHANGES)


@_kind
def certified_final_with_validation_data(kit: Kit) -> bytes:
    return kit.sign(papers.letter(), kit.leader, certify=MDPPerm.NO_CHANGES, level="LTA")


@_kind
def certified_then_signed(kit: Kit) -> bytes:
    once = kit.sign(papers.letter(), kit.leader, certify=MDPPerm.FILL_FORMS)
    return kit.sign(once, kit.office, "ConDau", box=BLANK, picture=seal())


@_kind
def certified_filled_and_signed(kit: Kit) -> bytes:
    once = kit.sign(papers.decision(), kit.leader, certify=MDPPerm.FILL_FORMS)
    return kit.sign(filled(once, "So", "7/TB"), kit.office, "ConDau", box=BLANK, picture=seal())


@_kind
def certified_commented_and_signed(kit: Kit) -> bytes:
    once = kit.sign(papers.decision(), kit.leader, certify=MDPPerm.ANNOTATE)
    update = Update(once)
    update.add_annotation(
        b"<< /Type /Annot /Subtype /Text /F 4 /Rect [500 600 520 620] /Contents (Da xem) >>"
    )
    return kit.sign(update.written(), kit.office, "ConDau", box=BLANK, picture=seal())


@_kind
def one_field_locked_another_filled(kit: Kit) -> bytes:
    lock = fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, ["Nam"])
    once = kit.sign(papers.decision(), kit.leader, lock=lock)
    return kit.sign(filled(once, "So", "7/TB"), kit.office, "ConDau", box=BLANK)


# --- harmless later revisions ----------------------------------------------------------------------


@_kind
def metadata_written_later(kit: Kit) -> bytes:
    writer = kit.writer(kit.sign(papers.letter(), kit.leader))
    data = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")},
        stream_data=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
    )
    writer.root["/Metadata"] = writer.add_object(data)
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@_kind
def title_written_later(kit: Kit) -> bytes:
    writer = kit.writer(kit.sign(papers.letter(), kit.leader))
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): pdf_string("Quyết định")}))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@_kind
def validation_data_added_later(kit: Kit) -> bytes:
    out = BytesIO(kit.sign(papers.letter(), kit.leader))
    DocumentSecurityStore.add_dss(
        out, None, certs=[kit.authority.identity.pyhanko()[0]], crls=list(kit.context().crls)
    )
    return out.getvalue()


@_kind
def sealed_after_validation_data(kit: Kit) -> bytes:
    return kit.sign(
        validation_data_added_later(kit), kit.office, "ConDau", box=BLANK, picture=seal()
    )


@_kind
def encrypted_but_open_to_all(kit: Kit) -> bytes:
    """Owner's password only: everybody can read it."""
    with pikepdf.open(BytesIO(papers.letter())) as document:
        out = BytesIO()
        document.save(out, encryption=pikepdf.Encryption(user="", owner="chu", R=6))
    return kit.sign(out.getvalue(), kit.leader)
