"""A file is what its content says; programs never enter, whatever they are called."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain import formats as kinds
from clerkdesk.domain.allowed_formats import (
    FileFormat,
    FormatRules,
    Objection,
    format_problems,
    judge,
    usual_formats,
)
from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.errors import DangerousFile, FormatRefused, InvalidEntry, NotAllowed
from clerkdesk.domain.formats import DANGEROUS_EXTENSIONS, shown_name, sniff
from clerkdesk.services.admit_file import AdmitFile, ChangeFormats, read_format_rules
from tests.fakes.office import FakeOffice
from tests.fakes.packets import PDF as PDF_BYTES
from tests.fakes.sample_documents import ADMIN, CLERK

RULES = FormatRules(usual_formats())
PROGRAM = b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00"


def packed(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, b"x")
    return out.getvalue()


def cfb(*streams: str) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + b"".join(f"{stream}\0".encode("utf-16-le") for stream in streams)


DOCX = packed("[Content_Types].xml", "word/document.xml")
MACRO = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF_BYTES, PDF),
        (b"\xef\xbb\xbfjunk before\n" + PDF_BYTES, PDF),
        (DOCX, kinds.DOCX),
        (packed("[Content_Types].xml", "xl/workbook.xml"), kinds.XLSX),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), kinds.PPTX),
        (packed("content.xml", mimetype=kinds.ODT), kinds.ODT),
        (packed("content.xml", mimetype=kinds.ODS), kinds.ODS),
        (packed("a.txt"), kinds.ZIP),
        (cfb("WordDocument"), kinds.DOC),
        (cfb("Workbook"), kinds.XLS),
        (cfb("PowerPoint Document"), kinds.PPT),
        (cfb("Other"), kinds.CFB),
        (b"{\\rtf1\\ansi}", kinds.RTF),
        ("Kính gửi: Ủy ban nhân dân xã".encode(), kinds.TXT),
        ("Kính gửi".encode("cp1258", "replace"), kinds.TXT),
        (b"<?xml version='1.0'?><a/>", kinds.XML),
        (b"<!DOCTYPE html><html></html>", kinds.HTML),
        (b"\x89PNG\r\n\x1a\n....", kinds.PNG),
        (b"\xff\xd8\xff\xe0....", kinds.JPEG),
        (b"II*\x00....", kinds.TIFF),
        (b"GIF89a....", kinds.GIF),
        (b"ID3\x03....", kinds.MP3),
        (b"\x00\x00\x00\x18ftypmp42", kinds.MP4),
        (b"RIFF\x00\x00\x00\x00AVI ", kinds.AVI),
        (b"\x1f\x8b\x08\x00", kinds.GZIP),
        (PROGRAM, kinds.EXECUTABLE),
        (PROGRAM + PDF_BYTES, kinds.EXECUTABLE),
        (b"\x7fELF\x02\x01", kinds.EXECUTABLE),
        (b"#!/bin/sh\nrm -rf /", kinds.SCRIPT),
        (packed("META-INF/MANIFEST.MF", "A.class"), kinds.EXECUTABLE),
        (b"L\x00\x00\x00\x01\x14\x02\x00", kinds.SHORTCUT),
        (b"MZ la mot tu trong van ban", kinds.TXT),
        (b"", ""),
        (bytes(range(256)), ""),
    ],
)
def test_content_says_what_a_file_is(content: bytes, media_type: str) -> None:
    assert sniff(content).media_type == media_type


@given(st.binary(max_size=400))
def test_no_content_breaks_the_sniffer(content: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"):
        assert isinstance(sniff(head + content).media_type, str)


@pytest.mark.parametrize(
    "name",
    [
        "bao-cao.pdf.exe",
        "bao-cao.exe",
        "BAO-CAO.EXE ",
        "bao-cao.exe.",
        "bao-cao.exe . .",
        "bao-cao.pdf.eXe",
        "hop-dong.exe.pdf",
        "cong-van.pdf.lnk",
        "macro.vbs",
        "bao-cao\u202efdp.exe",
        "bao-cao\u202eexe.pdf",
        "bao-cao.e\u200bxe",
        "bao-cao.pdf\x00.exe",
        "bao-cao.pdf\n",
        "a.pdf:an.exe",
        "C:\\tam\\chay.bat",
        "../../chay.sh",
        "\u2066hoa-don\u2069.pdf",
    ],
)
def test_a_name_that_is_or_hides_a_program_is_refused_even_over_a_good_pdf(name: str) -> None:
    verdict = judge(name, PDF_BYTES, RULES)
    assert verdict.objection is Objection.DANGEROUS
    assert "\u202e" not in shown_name(name)
    with pytest.raises(DangerousFile) as refused:
        AdmitFile(FakeOffice().store.settings)(name, PDF_BYTES)
    assert "\u202e" not in str(refused.value)


@given(st.sampled_from(sorted(DANGEROUS_EXTENSIONS)), st.text("abcđê .-", max_size=8))
def test_no_program_extension_ever_enters(ending: str, stem: str) -> None:
    verdict = judge(f"{stem}.{ending.upper()}", PDF_BYTES, RULES)
    assert verdict.objection is Objection.DANGEROUS


@pytest.mark.parametrize(
    "name",
    [
        "15-2016-QĐ-UBND.pdf",
        "Báo cáo số 3.2 ngày 01.12.2026.pdf",
        "thu-gui-ubnd@soctrang.gov.vn.com.pdf",
        "C«ng v¨n \xad.pdf",
        "thu muc/cong van.pdf",
        "PHỤ LỤC I.PDF",
    ],
)
def test_names_of_an_office_are_no_objection(name: str) -> None:
    verdict = judge(name, PDF_BYTES, RULES)
    assert verdict.objection is None
    assert verdict.media_type == PDF
    assert "/" not in verdict.name


@pytest.mark.parametrize(
    ("name", "content", "objection"),
    [
        ("a.pdf", PROGRAM, Objection.DANGEROUS),
        ("a.zip", packed("van-ban.pdf", "cai/setup.exe"), Objection.DANGEROUS),
        ("a.docx", MACRO, Objection.OUTSIDE),
        ("a.rar", b"Rar!\x1a\x07\x00", Objection.OUTSIDE),
        ("a.html", b"<html>", Objection.OUTSIDE),
        ("a.dat", bytes(range(256)), Objection.OUTSIDE),
        ("a.docx", PDF_BYTES, Objection.MISNAMED),
        ("khong-duoi", PDF_BYTES, Objection.MISNAMED),
        ("a.docx", DOCX, None),
        ("a.csv", b"a;b\n1;2\n", None),
    ],
)
def test_content_and_list_decide(name: str, content: bytes, objection: Objection | None) -> None:
    assert judge(name, content, RULES).objection is objection


def test_outside_the_list_is_a_warning_or_kept_out_as_the_office_wants() -> None:
    office = FakeOffice()
    admit, change = AdmitFile(office.store.settings), ChangeFormats(office.store.settings)
    rar = b"Rar!\x1a\x07\x00"
    assert "a.rar" in admit("a.rar", rar).warning
    before = change(FormatRules(usual_formats(), block=True), ADMIN)
    with pytest.raises(FormatRefused) as refused:
        admit("a.rar", rar)
    assert "pdf" in refused.value.advice
    own = FileFormat("RAR", ("rar",), magic=("52 61 72 21",))
    change(FormatRules((*usual_formats(), own), block=True), ADMIN)
    assert admit("a.rar", rar).warning == ""
    change(before, ADMIN)
    assert read_format_rules(office.store.settings) == before


@pytest.mark.parametrize(
    "entry",
    [
        FileFormat("", ("abc",), magic=("0102",)),
        FileFormat("Chạy", ("exe",), magic=("4d5a",)),
        FileFormat("Không rõ", ("abc",)),
        FileFormat("Sai", ("abc",), magic=("xyz",)),
        FileFormat("Ngắn", ("abc",), magic=("01",)),
        FileFormat("Không đuôi", (), magic=("0102",)),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_kept(entry: FileFormat) -> None:
    assert format_problems((*usual_formats(), entry))
    office = FakeOffice()
    with pytest.raises(InvalidEntry):
        ChangeFormats(office.store.settings)(FormatRules((*usual_formats(), entry)), ADMIN)
    assert read_format_rules(office.store.settings) == RULES


def test_the_list_keeps_pdf_and_only_an_administrator_changes_it() -> None:
    assert format_problems(usual_formats()[1:])
    assert format_problems(usual_formats()) == []
    with pytest.raises(NotAllowed):
        ChangeFormats(FakeOffice().store.settings)(RULES, CLERK)
