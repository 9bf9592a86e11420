"""What is attacked: a decision with a form, signed by its leader (and sealed, certified, locked)."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.fakes.verify_authority import Authority, Identity, sign

AMOUNT = (72, 690, 330, 712)
"""Where the amount of money stands (points)."""
BLANK = (300, 300, 428, 340)
"""Where nothing stands."""


def decision() -> bytes:
    """One page with an amount, an empty text field «So», a filled one «Nam», a check box «Dong_y»,
    an empty signature field «Cho_ky», a comment and a kid of a parent field."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        b"<< /Font << /F 5 0 R >> >> /Annots [7 0 R 8 0 R 10 0 R 12 0 R 13 0 R] >>",
        4: _stream(
            b"BT /F 16 Tf 72 760 Td (QUYET DINH) Tj 0 -65 Td (So tien: 10.000.000 dong) Tj "
            b"0 -40 Td (Dieu 1. Cap cho ong Nguyen Van A) Tj ET"
        ),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        6: b"<< /Fields [7 0 R 8 0 R 10 0 R 12 0 R 14 0 R] /DA (/Helv 0 Tf 0 g) "
        b"/DR << /Font << /Helv 5 0 R >> >> >>",
        7: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (So) /F 4 /P 3 0 R "
        b"/Rect [72 400 200 420] /DA (/Helv 12 Tf 0 g) >>",
        8: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Nam) /F 4 /P 3 0 R /V (2026) "
        b"/Rect [300 400 400 420] /DA (/Helv 12 Tf 0 g) /AP << /N 9 0 R >> >>",
        9: _stream(
            b"/Tx BMC BT /Helv 12 Tf 2 5 Td (2026) Tj ET EMC",
            b"/Type /XObject /Subtype /Form /BBox [0 0 100 20] "
            b"/Resources << /Font << /Helv 5 0 R >> >>",
        ),
        10: b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (Dong_y) /F 4 /P 3 0 R /V /Off /AS /Off "
        b"/Rect [72 360 90 378] /AP << /N << /Yes 11 0 R >> >> >>",
        11: _stream(
            b"2 2 m 16 16 l 2 16 m 16 2 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 18 18]"
        ),
        12: b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Cho_ky) /F 132 /P 3 0 R "
        b"/Rect [300 500 450 560] >>",
        13: b"<< /Type /Annot /Subtype /Widget /Parent 14 0 R /F 4 /P 3 0 R /T (con) "
        b"/Rect [72 320 200 340] >>",
        14: b"<< /FT /Tx /T (cha) /DA (/Helv 12 Tf 0 g) /Kids [13 0 R] >>",
    }
    written, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in objects.items():
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(written)
    )


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def as_streams(pdf: bytes) -> bytes:
    """The same file with object streams and a cross-reference stream."""
    with pikepdf.open(BytesIO(pdf)) as document:
        out = BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


@dataclass
class Bases:
    """Signed files to attack; made once a run."""

    authority: Authority
    leader: Identity
    office: Identity
    stranger: Identity

    @classmethod
    def made(cls) -> "Bases":
        """With keys of its own."""
        authority = Authority()
        stranger = Authority("CA của kẻ tấn công").issue("Kẻ Tấn Công")
        office = authority.issue("Ủy ban nhân dân xã Thử Nghiệm")
        return cls(authority, authority.issue("Nguyễn Văn An"), office, stranger)

    @cached_property
    def signed(self) -> bytes:
        """By the leader, nothing certified."""
        return sign(decision(), self.leader)

    @cached_property
    def streamed(self) -> bytes:
        """As `signed`, with cross-reference streams."""
        return sign(as_streams(decision()), self.leader)

    @cached_property
    def sealed(self) -> bytes:
        """By the leader, then by the office on blank paper."""
        return sign(self.signed, self.office, "ConDau", box=BLANK)

    @cached_property
    def final(self) -> bytes:
        """Certified: nothing may change."""
        return sign(decision(), self.leader, certify=fields.MDPPerm.NO_CHANGES)

    @cached_property
    def fillable(self) -> bytes:
        """Certified: forms may be filled, signatures added."""
        return sign(decision(), self.leader, certify=fields.MDPPerm.FILL_FORMS)

    @cached_property
    def commentable(self) -> bytes:
        """Certified: comments too."""
        return sign(decision(), self.leader, certify=fields.MDPPerm.ANNOTATE)

    @cached_property
    def locked(self) -> bytes:
        """The signature locks the field «So»."""
        writer = IncrementalPdfFileWriter(BytesIO(decision()))
        fields.append_signature_field(
            writer,
            fields.SigFieldSpec(
                "ChuKy",
                field_mdp_spec=fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, ["So", "cha"]),
                doc_mdp_update_value=fields.MDPPerm.FILL_FORMS,
            ),
        )
        certificate, key = self.leader.pyhanko()
        signer = signers.SimpleSigner(certificate, key, SimpleCertificateStore())
        made = signers.PdfSigner(signers.PdfSignatureMetadata(field_name="ChuKy"), signer=signer)
        return bytes(made.sign_pdf(writer, bytes_reserved=16384).getvalue())
