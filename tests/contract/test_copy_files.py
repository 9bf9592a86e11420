"""The files of copies: pages taken, the block under the end, the agency's signature in ô 14."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from clerkdesk.adapters.pdf.desk import ChildPdfDesk
from clerkdesk.adapters.token.software import SoftwareTokens
from clerkdesk.adapters.token.tokens import ChildTokens
from clerkdesk.adapters.verify.checker import ChildSignatureChecker
from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import read_given
from clerkdesk.domain.clock import VIETNAM_TIME, signing_time_text
from clerkdesk.domain.copies import CopyBlock
from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.domain.verdicts import LegalClass, Verdict
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.services.desk import open_desk
from tests.fakes.copies import COPY_VALUES, copying_office, permitted
from tests.fakes.demo_tokens import shared_tokens
from tests.fakes.documents import FakePdfDesk
from tests.fakes.drafts import make_draft
from tests.fakes.office import INCOMING_VALUES
from tests.fakes.sample_documents import CLERK, OFFICE

BLOCK = CopyBlock(
    "SAO Y",
    "Ủy ban nhân dân xã Thạnh Mẫu",
    "Số: 03/SY-UBND",
    "Thạnh Mẫu, ngày 22 tháng 11 năm 2026",
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "Nguyễn Văn Mẫu",
    ("- Trường Tiểu học Mẫu;", "- Lưu: VT."),
)
SIGNED_AT = datetime.now(VIETNAM_TIME).replace(microsecond=0)


@pytest.fixture(scope="module")
def real_desk() -> Iterator[ChildPdfDesk]:
    desk = ChildPdfDesk()
    yield desk
    desk.close()


@pytest.fixture(params=["child", "fake"])
def desk(request: pytest.FixtureRequest) -> PdfDesk:
    if request.param == "fake":
        fake = FakePdfDesk()
        fake.pages = 4
        return fake
    real: ChildPdfDesk = request.getfixturevalue("real_desk")
    return real


def pages_of(count: int, lines: int = 5) -> bytes:
    """So many pages that say their number, the last with so many lines."""
    with pymupdf.open() as document:
        for number in range(1, count + 1):
            page = document.new_page(width=595.3, height=841.9)
            page.insert_text((90, 80), f"page {number}", fontsize=13)
            for line in range(lines):
                page.insert_text((90, 110 + 20 * line), "a line of text", fontsize=13)
        return bytes(document.tobytes())


def words(pdf: bytes, page: int) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return " ".join(document[page].get_text("text", sort=True).split())


def test_pages_that_are_not_there_are_refused(desk: PdfDesk) -> None:
    source = pages_of(4)
    taken = desk.take_pages("x.pdf", source, [0, 2])
    assert taken.startswith(b"%PDF")
    assert taken != source
    for pages in ([], [4], [-1]):
        with pytest.raises(DamagedFile):
            desk.take_pages("x.pdf", source, pages)
    with pytest.raises(DamagedFile):
        desk.add_copy_block("x.pdf", b"no pdf", BLOCK)


def test_the_chosen_pages_alone_are_taken(real_desk: ChildPdfDesk) -> None:
    taken = real_desk.take_pages("x.pdf", pages_of(4), [0, 2, 3])
    assert [words(taken, page)[:6] for page in range(3)] == ["page 1", "page 3", "page 4"]
    assert real_desk.facts("x.pdf", taken).pages == 3


def test_the_block_stands_under_the_end_of_the_last_page(real_desk: ChildPdfDesk) -> None:
    printed = real_desk.add_copy_block("x.pdf", pages_of(2), BLOCK)
    assert real_desk.facts("x.pdf", printed).pages == 2
    said = words(printed, 1)
    for text in (
        "SAO Y",
        "XÃ THẠNH MẪU",
        "Số: 03/SY-UBND",
        "Thạnh Mẫu, ngày 22 tháng 11 năm 2026",
        "TM. ỦY BAN NHÂN DÂN",
        "Nguyễn Văn Mẫu",
        "Nơi nhận:",
        "- Lưu: VT.",
    ):
        assert text in said
    assert "SAO Y" not in words(printed, 0)
    with pymupdf.open(stream=printed, filetype="pdf") as document:
        (form,) = document[1].search_for("SAO Y")
        (line,) = [p["rect"] for p in document[1].get_drawings() if p["rect"].width > 300]
        (last, *_rest) = sorted(document[1].search_for("a line of text"), key=lambda r: -r.y1)
    assert last.y1 < line.y0 < form.y0


def test_a_full_last_page_leaves_the_block_to_one_more(real_desk: ChildPdfDesk) -> None:
    printed = real_desk.add_copy_block("x.pdf", pages_of(1, lines=30), BLOCK)
    assert real_desk.facts("x.pdf", printed).pages == 2
    assert "SAO Y" in words(printed, 1)


def test_the_block_stands_upright_under_a_scan_that_is_turned(real_desk: ChildPdfDesk) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=841.9, height=595.3)
        picture = Image.new("RGB", (1754, 1240), (244, 242, 236))
        picture.paste((20, 20, 20), (100, 100, 180, 1100))
        output = BytesIO()
        picture.save(output, "JPEG")
        page.insert_image(page.rect, stream=output.getvalue())
        page.set_rotation(90)
        turned = bytes(document.tobytes())
    printed = real_desk.add_copy_block("scan.pdf", turned, BLOCK)
    with pymupdf.open(stream=printed, filetype="pdf") as document:
        (form,) = document[-1].search_for("SAO Y")
        assert document[-1].rotation == 0
        assert form.width > form.height


@pytest.fixture(scope="module")
def tokens() -> Iterator[tuple[ChildTokens, SoftwareTokens]]:
    software = shared_tokens()
    child = ChildTokens([software.module], environment=software.environment)
    yield child, software
    child.close()


@pytest.fixture(scope="module")
def scan() -> bytes:
    """What was scanned: two pages without a text layer."""
    with pymupdf.open(stream=make_draft(), filetype="pdf") as drawn, pymupdf.open() as document:
        for _number in range(2):
            picture = drawn[0].get_pixmap(dpi=200).tobytes("jpeg")
            page = document.new_page(width=595.3, height=841.9)
            page.insert_image(page.rect, stream=picture)
        return bytes(document.tobytes())


@pytest.fixture(scope="module")
def copy(
    tokens: tuple[ChildTokens, SoftwareTokens], real_desk: ChildPdfDesk, scan: bytes
) -> Iterator[bytes]:
    """An electronic copy of scanned paper, made, decided, numbered and sealed as an office does."""
    child, software = tokens
    between = read_given([software.intermediates], ()).roots
    trust = replace(read_given([software.root], software.crls), intermediates=between)
    checker = ChildSignatureChecker(trust)
    office = copying_office()
    devices = replace(office.desk().devices, pdf_desk=real_desk, tokens=child, checker=checker)
    desk = open_desk(office.store, CLERK, devices, lambda: SIGNED_AT)
    candidate = desk.from_file("quet.pdf", scan, Channel.PAPER)
    source = desk.register(candidate, INCOMING_VALUES | {"arrival_date": desk.today}, CLERK)
    draft = desk.make_copy(source.document, COPY_VALUES, CLERK)
    numbered = permitted(desk, draft)
    (certificate,) = [one for one in child.certificates() if one.is_organisation]
    pin = bytearray(software.organisation_pin.encode())
    (signed,) = desk.sign(
        [numbered], SignatureKind.ORGANISATION, certificate.certificate_id, pin, CLERK
    )
    assert signed.error is None, signed.error
    assert signed.document.code == "01/SY-UBND"
    issued = desk.issue(signed.document.uid, CLERK)
    assert issued.main_file is not None
    assert source.document.main_file is not None
    assert office.store.files.get(source.document.main_file.sha256) == scan
    yield office.store.files.get(issued.main_file.sha256)
    checker.close()


def test_the_seal_of_a_copy_is_small_black_text_in_the_upper_right_corner(
    copy: bytes, scan: bytes
) -> None:
    assert copy.startswith(scan)  # what was scanned stands in it byte by byte
    with pymupdf.open(stream=copy, filetype="pdf") as document:
        document.bake()
        clip = pymupdf.Rect(330, 0, 595, 71)
        spans = [
            span
            for block in document[0].get_text("dict", clip=clip)["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if span["bbox"][3] < 60 and span["text"].strip()
        ]
        assert len(document[0].get_images()) == 1  # the scan alone: no seal
    said = " ".join(" ".join(span["text"] for span in spans).split())
    assert said == f"SAO Y {OFFICE.name} {signing_time_text(SIGNED_AT)}"
    assert {span["size"] for span in spans} == {10.0}
    assert {span["color"] for span in spans} == {0}
    assert all("Tinos" in span["font"] for span in spans)


def test_our_verifier_finds_it_valid_and_a_copy(
    copy: bytes, tokens: tuple[ChildTokens, SoftwareTokens]
) -> None:
    software = tokens[1]
    between = read_given([software.intermediates], ()).roots
    trust = replace(read_given([software.root], software.crls), intermediates=between)
    check = check_pdf(copy, trust)
    assert (check.verdict, check.legal_class) == (Verdict.VALID, LegalClass.COPY), check.findings


def test_pdfsig_accepts_the_copy(
    copy: bytes, tokens: tuple[ChildTokens, SoftwareTokens], tmp_path: Path
) -> None:
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        pytest.skip("pdfsig (poppler-utils) or certutil (libnss3-tools) is not installed")
    software = tokens[1]
    file, trust = tmp_path / "copy.pdf", tmp_path / "nss"
    file.write_bytes(copy)
    trust.mkdir()
    store = ["certutil", "-d", f"sql:{trust}"]
    subprocess.run([*store, "-N", "--empty-password"], check=True, capture_output=True)
    for name, usage, certificate in (
        ("root", "CT,C,C", software.root),
        ("issuer", ",,", software.intermediates),
    ):
        add = [*store, "-A", "-n", name, "-t", usage, "-i", str(certificate)]
        subprocess.run(add, check=True, capture_output=True)
    said = subprocess.run(
        ["pdfsig", "-no-ocsp", "-nssdir", str(trust), str(file)],
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    assert said.count("Signature is Valid.") == 1
    assert said.count("Certificate is Trusted.") == 1
    assert re.search("Total document signed", said)


def test_the_signature_covers_the_whole_copy(copy: bytes) -> None:
    (signature,) = PdfFileReader(BytesIO(copy)).embedded_signatures
    assert signature.sig_object["/Reason"] == "SAO Y"
    start, first, second, rest = signature.byte_range
    assert (start, second + rest) == (0, len(copy))
    assert first < second
