"""What may have been appended after the leader's signature when the organisation signs."""

from datetime import UTC, date, datetime
from io import BytesIO

import pymupdf
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from clerkdesk.adapters.pdf import number_fields
from clerkdesk.adapters.token import earlier
from clerkdesk.adapters.token.prepare import prepare
from clerkdesk.adapters.token.signing import CmsMaker
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder
from tests.fakes.drafts import make_draft
from tests.fakes.verify_authority import Authority

KEY = rsa.generate_private_key(65537, 2048)
WHO = Authority().issue("UBND xã Thử Nghiệm", key=KEY)
DATE = written_date(date(2026, 11, 22))


def sign(pdf: bytes, kind: SignatureKind) -> bytes:
    order = SignatureOrder(
        "tt.pdf", pdf, kind, "x", Appearance(0, Box(300, 530, 400, 630)), datetime.now(UTC)
    )
    maker = CmsMaker(WHO.pyhanko()[0], ())
    draft = maker.draft(prepare(order))
    return maker.finished(draft, KEY.sign(draft.to_sign, padding.PKCS1v15(), hashes.SHA256()))


@pytest.fixture(scope="module")
def by_leader() -> bytes:
    return sign(number_fields.prepare("tt.pdf", make_draft()), SignatureKind.PERSON)


def appended(pdf: bytes, change: str) -> bytes:
    """The file with one more revision that does something a clerk has not asked for."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    fields = [item.get_object() for item in writer.root["/AcroForm"]["/Fields"]]
    texts = [field for field in fields if field.get("/FT") == "/Tx"]
    match change:
        case "text on the page":
            extra = writer.add_object(generic.StreamObject(stream_data=b"0 0 300 300 re f"))
            writer.add_stream_to_page(0, extra)
        case "a field moved":
            texts[0][pdf_name("/Rect")] = generic.ArrayObject(
                generic.NumberObject(side) for side in (50, 300, 500, 500)
            )
            writer.update_container(texts[0])
        case "a field renamed":
            texts[0][pdf_name("/T")] = generic.TextStringObject("khac")
            writer.update_container(texts[0])
        case "an action":
            texts[0][pdf_name("/AA")] = generic.DictionaryObject()
            writer.update_container(texts[0])
        case "a page freed of its contents":
            del page["/Contents"]
            writer.update_container(page)
        case "another catalog":
            writer.root[pdf_name("/PageMode")] = pdf_name("/UseOutlines")
            writer.root[pdf_name("/OpenAction")] = generic.ArrayObject()
            writer.update_root()
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_number_and_date_are_allowed_at_a_glance(
    by_leader: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_signature: object) -> bool:
        raise AssertionError("the slow way is not needed for what every document has")

    monkeypatch.setattr(earlier, "summary_allows", never)
    numbered = number_fields.write("tt.pdf", by_leader, "41/TTr-UBND", DATE)
    assert sign(numbered, SignatureKind.ORGANISATION).startswith(numbered)
    assert sign(by_leader, SignatureKind.ORGANISATION).startswith(by_leader)


@pytest.mark.parametrize(
    "change",
    [
        "text on the page",
        "a field moved",
        "a field renamed",
        "an action",
        "a page freed of its contents",
        "another catalog",
    ],
)
def test_anything_else_that_was_appended_keeps_the_seal_away(
    by_leader: bytes, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    numbered = number_fields.write("tt.pdf", by_leader, "41/TTr-UBND", DATE)
    for pdf in (by_leader, numbered):
        with pytest.raises(CannotSign, match="không còn nguyên vẹn"):
            sign(appended(pdf, change), SignatureKind.ORGANISATION)
    assert "diff operation" in caplog.text  # pyHanko says why


def test_a_number_that_is_changed_after_the_seal_keeps_another_signature_away(
    by_leader: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    numbered = number_fields.write("tt.pdf", by_leader, "41/TTr-UBND", DATE)
    sealed = sign(numbered, SignatureKind.ORGANISATION)
    changed = number_fields.write("tt.pdf", sealed, "42/TTr-UBND", DATE)
    with pytest.raises(CannotSign, match="không còn nguyên vẹn"):
        sign(changed, SignatureKind.ORGANISATION)
    assert "is locked" in caplog.text


def test_bytes_that_were_changed_inside_keep_the_seal_away(by_leader: bytes) -> None:
    with pymupdf.open(stream=by_leader, filetype="pdf") as document:
        assert document.page_count == 1
    broken = by_leader.replace(b"/Rotate", b"/rotate").replace(
        b"/MediaBox[0 0 595", b"/MediaBox[0 0 594"
    )
    assert broken != by_leader
    with pytest.raises(CannotSign, match="không còn nguyên vẹn"):
        sign(broken, SignatureKind.ORGANISATION)
