"""A PDF with the place and the look of its new signature: exactly the bytes that will be hashed."""

# pyHanko's PDF objects carry no types.
# mypy: disable-error-code="no-untyped-call"

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    SigFieldSpec,
    SigSeedSubFilter,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
from pyhanko.stamp import StaticStampStyle

from clerkdesk.adapters.token.text_block import DrawnText
from clerkdesk.domain.errors import CannotSign, DamagedFile, LockedFile
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder

_log = logging.getLogger(__name__)

ROOM = 16_384
"""Hex digits for the CMS object, so that no second pass measures it."""
ROOM_WITH_STAMP = 49_152
"""Likewise, with a time stamp and its authority's certificates inside."""
DIGEST = "sha256"

GARBAGE = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
"""What pyHanko meets in a torn file: its own error, or any of Python's on the wrong type."""

_FIELD_NAMES = {SignatureKind.PERSON: "nguoi_ky", SignatureKind.ORGANISATION: "co_quan"}
_WHOLE_BOX = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MID,
    y_align=layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins(0, 0, 0, 0),
    inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that lacks nothing but the signature's own bytes."""

    name: str
    before: bytes
    pdf: bytes
    hole: PreparedByteRangeDigest

    def with_cms(self, cms: bytes) -> bytes:
        """The file with the signature in its hole."""
        output = BytesIO(self.pdf)
        self.hole.fill_with_cms(output, cms)
        return output.getvalue()


def prepare(order: SignatureOrder, room: int = ROOM) -> Prepared:
    """Put field, picture and hole behind `order.pdf`; the same order always gives the same bytes.

    No certification level is set: an approval signature leaves form fields and further
    signatures allowed, which the number and the organisation's signature need. The organisation's
    locks the fields that are filled by then.

    Args:
        room: hex digits for the signature, ROOM_WITH_STAMP where a time stamp goes into it.

    Raises:
        CannotSign: an earlier signature forbids this one, or the picture is torn.
        DamagedFile, LockedFile: the PDF cannot be read.
    """
    try:
        writer = _Writer.of(order)
        if writer.prev.encrypted:
            raise LockedFile(order.name)
        pdf, hole = _with_hole(order, writer, room)
    except SigningError as error:
        raise CannotSign(
            order.name, _("chữ ký số có trước trong tệp không cho phép ký thêm")
        ) from error
    except GARBAGE as error:
        _log.info("a PDF could not be read", exc_info=error)
        raise DamagedFile(order.name) from error
    return Prepared(order.name, order.pdf, pdf, hole)


class _Writer(IncrementalPdfFileWriter):
    """A writer whose file identifier follows from the order, so that a preview is the real thing."""

    @classmethod
    def of(cls, order: SignatureOrder) -> "_Writer":
        """For the PDF of `order`."""
        writer = cls(BytesIO(order.pdf), strict=False)
        seed = hashlib.sha256(order.pdf)
        seed.update(repr((order.kind, order.appearance, order.signed_at, order.reason)).encode())
        first, _second = writer._document_id
        second = generic.ByteStringObject(seed.digest()[:16])
        if "/ID" not in writer.prev.trailer:
            first = generic.ByteStringObject(seed.digest()[16:])
        writer._document_id = generic.ArrayObject([first, second])
        return writer


class _TimedSigner(PdfSigner):
    """A signer that writes the time of the order, not that of this process."""

    signed_at: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.signed_at
        return session


def _with_hole(
    order: SignatureOrder, writer: IncrementalPdfFileWriter, room: int
) -> tuple[bytes, PreparedByteRangeDigest]:
    field_name = _free_name(writer, order.kind)
    appearance = order.appearance
    visible = bool(appearance.image or appearance.text)
    page_reference, _resources = writer.find_page_for_modification(appearance.page)
    page = page_reference.get_object()
    assert isinstance(page, DictionaryObject)
    pdf_signer = _TimedSigner(
        PdfSignatureMetadata(
            field_name=field_name,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            reason=order.reason or None,
        ),
        signer=Signer(),  # the key is asked later, for the digest alone
        stamp_style=_style(order.name, appearance, _turned(page)),
        new_field_spec=SigFieldSpec(
            sig_field_name=field_name,
            on_page=appearance.page,
            # pyHanko says int and takes parts of a point, which 0.5 mm needs.
            box=_pdf_box(page, appearance.box) if visible else None,  # type: ignore[arg-type]
            field_mdp_spec=_lock(order.kind, writer),
        ),
    )
    pdf_signer.signed_at = order.signed_at
    session = pdf_signer.init_signing_session(writer)
    document = session.prepare_tbs_document(None, room)
    hole, output = document.digest_tbs_document(output=BytesIO())
    assert isinstance(output, BytesIO)
    return output.getvalue(), hole


def _free_name(writer: IncrementalPdfFileWriter, kind: SignatureKind) -> str:
    taken = {name for name, _value, _field in enumerate_sig_fields(writer.prev)}
    number = 1
    while (name := f"{_FIELD_NAMES[kind]}_{number}") in taken:
        number += 1
    return name


def _lock(kind: SignatureKind, writer: IncrementalPdfFileWriter) -> FieldMDPSpec | None:
    """Number and date may still be written after the leader, but not after the organisation."""
    if kind is not SignatureKind.ORGANISATION:
        return None
    form = writer.root.get("/AcroForm", DictionaryObject())
    fields = [item.get_object() for item in form.get("/Fields", ())]
    locked = [field for field in fields if "/T" in field and field.get("/FT") != "/Sig"]
    for field in locked:
        _write_again(writer, field)
    names = [str(field["/T"]) for field in locked]
    return FieldMDPSpec(FieldMDPAction.INCLUDE, names) if names else None


def _write_again(writer: IncrementalPdfFileWriter, field: DictionaryObject) -> None:
    """Put a locked field's appearance, as it is, into the update that locks it.

    pyHanko's difference policy takes an appearance that is older than the lock for one that was
    changed after it, as soon as anything is appended (rules/form_field_rules: last change == old
    revision); with it, whoever verifies with pyHanko would refuse our B-LT and B-LTA files.
    """
    appearances = field.get("/AP", DictionaryObject())
    drawn = appearances.raw_get("/N") if "/N" in appearances else None
    if isinstance(drawn, generic.IndirectObject):
        writer.mark_update(drawn)


def _style(name: str, appearance: Appearance, turned: int) -> StaticStampStyle | None:
    if appearance.image:
        picture = _picture(name, appearance.image)
        # Annotations turn with their page: turn the picture back so that it stands upright.
        content: PdfImage | DrawnText = PdfImage(
            picture.rotate(turned, expand=True), name="Picture"
        )
    elif appearance.text:
        box = appearance.box
        content = DrawnText(appearance.text, box.x1 - box.x0, box.y1 - box.y0, turned)
    else:
        return None
    return StaticStampStyle(border_width=0, background=content, background_layout=_WHOLE_BOX)


def _picture(name: str, content: bytes) -> Image.Image:
    """The picture of a signature or seal, as the office chose it.

    Raises:
        CannotSign: it is torn, or would fill the memory.
    """
    try:
        return Image.open(BytesIO(content), formats=("PNG", "JPEG")).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        reason = _("hình chữ ký hoặc con dấu trong «Thiết lập» bị hỏng, hãy chọn lại tệp hình")
        raise CannotSign(name, reason) from error


def _turned(page: DictionaryObject) -> int:
    value = _inherited(page, "/Rotate")
    return int(value) % 360 if isinstance(value, int) else 0


def _pdf_box(page: DictionaryObject, box: Box) -> tuple[float, float, float, float]:
    """Turn `box`, from the top left of the page as shown, into the page's own coordinates."""
    area = _inherited(page, "/CropBox") or _inherited(page, "/MediaBox")
    assert isinstance(area, list)
    xs, ys = sorted((float(area[0]), float(area[2]))), sorted((float(area[1]), float(area[3])))
    left, bottom, right, top = xs[0], ys[0], xs[1], ys[1]
    match _turned(page):
        case 90:
            corners = (left + box.y0, bottom + box.x0, left + box.y1, bottom + box.x1)
        case 180:
            corners = (right - box.x1, bottom + box.y0, right - box.x0, bottom + box.y1)
        case 270:
            corners = (right - box.y1, top - box.x1, right - box.y0, top - box.x0)
        case _:
            corners = (left + box.x0, top - box.y1, left + box.x1, top - box.y0)
    return corners


def _inherited(page: DictionaryObject, key: str) -> object:
    node: DictionaryObject | None = page
    while node is not None:
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        node = parent if isinstance(parent, DictionaryObject) else None
    return None
