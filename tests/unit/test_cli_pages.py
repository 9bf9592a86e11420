"""`clerkdesk pages to-pdf`: images become one PDF by a profile; a PDF stays as it came."""

import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.errors import DamagedFile
from clerkdesk.ports.pages import PageImage
from clerkdesk.services.archive_profiles import shipped_profiles
from tests.fakes.command_line import CommandLine
from tests.fakes.packets import PDF
from tests.fakes.program import FakeProgram


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"trang-{number}.jpg" for number in (1, 2)]
    for file in files:
        buffer = io.BytesIO()
        Image.new("RGB", (83, 117), "white").save(buffer, "JPEG", dpi=(300, 300))
        file.write_bytes(buffer.getvalue())
    return files


def test_images_become_one_pdf_by_the_named_profile(
    run: CommandLine, program: FakeProgram, pages: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    ran = run("pages", "to-pdf", "--profile", "plain", "--no-ocr", "-o", out, "--json", *pages)
    assert ran.code == Exit.DONE
    report = json.loads(ran.out)
    assert (report["pages"], report["bytes"]) == (2, len(out.read_bytes()))
    assert (report["profile"], report["kept_as_received"]) == ("plain", False)
    assert report["cpu_seconds"] >= 0
    assert program.workshop.bound[-1][:2] == (2, 0)
    assert program.workshop.profiles == ["plain"]


def test_the_usual_profile_is_the_layered_one_and_words_are_read(
    run: CommandLine, program: FakeProgram, pages: list[Path], tmp_path: Path
) -> None:
    assert run("pages", "to-pdf", "-o", tmp_path / "a.pdf", *pages).code == Exit.DONE
    assert program.workshop.profiles == [shipped_profiles()[0].name] == ["archive"]
    assert program.workshop.bound[-1][:2] == (2, 2)


def test_a_pdf_is_never_made_anew(
    run: CommandLine, program: FakeProgram, pages: list[Path], tmp_path: Path
) -> None:
    signed, out = tmp_path / "da-ky.pdf", tmp_path / "a.pdf"
    signed.write_bytes(PDF)
    ran = run("pages", "to-pdf", "-o", out, "--json", signed)
    assert ran.code == Exit.DONE
    assert out.read_bytes() == PDF
    assert json.loads(ran.out)["kept_as_received"] is True
    assert (tmp_path / "a.pdf.txt").exists()
    unread = run("pages", "to-pdf", "--no-ocr", "-o", tmp_path / "c.pdf", "--json", signed)
    assert json.loads(unread.out)["pages"] == 1
    assert not (tmp_path / "c.pdf.txt").exists()
    assert program.workshop.bound == []
    mixed = run("pages", "to-pdf", "-o", tmp_path / "b.pdf", pages[0], signed)
    assert mixed.code == Exit.NOT_RUN
    assert "da-ky.pdf" in mixed.err
    assert not (tmp_path / "b.pdf").exists()


def test_an_unknown_profile_or_a_missing_page_writes_nothing(
    run: CommandLine, pages: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    assert run("pages", "to-pdf", "--profile", "none", "-o", out, *pages).code == Exit.NOT_RUN
    assert run("pages", "to-pdf", "-o", out, tmp_path / "gone.jpg").code == Exit.NOT_RUN
    assert not out.exists()


def test_a_kept_pdf_is_said_to_be_copied(run: CommandLine, tmp_path: Path) -> None:
    signed = tmp_path / "da-ky.pdf"
    signed.write_bytes(PDF)
    ran = run("pages", "to-pdf", "--no-ocr", "-o", tmp_path / "a.pdf", signed)
    assert "Đã chép nguyên tệp PDF" in ran.out
    assert "None" not in ran.out


def test_pages_of_any_colours_come_and_none_is_left_out(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    cmyk = tmp_path / "cmyk.tif"
    sheet = Image.new("CMYK", (83, 117))
    sheet.save(cmyk, save_all=True, append_images=[sheet, sheet])
    out = tmp_path / "a.pdf"
    assert run("pages", "to-pdf", "--no-ocr", "-o", out, cmyk).code == Exit.DONE
    assert program.workshop.bound[-1][:2] == (3, 0)
    long = tmp_path / "long.tif"
    dots = [Image.new("1", (83, 117))] * 501
    dots[0].save(long, save_all=True, append_images=dots[1:])
    ran = run("pages", "to-pdf", "--no-ocr", "-o", tmp_path / "b.pdf", long)
    assert (ran.code, "500" in ran.err) == (Exit.NOT_RUN, True)
    assert not (tmp_path / "b.pdf").exists()


def test_a_torn_page_is_called_by_its_own_name(
    run: CommandLine, program: FakeProgram, pages: list[Path], tmp_path: Path
) -> None:
    def torn(images: Iterable[PageImage], *_rest: object, **_more: object) -> bytes:
        for number, _image in enumerate(images):
            if number == 1:
                raise DamagedFile("trang quét")
        return b""

    program.workshop.make_pdf = torn  # type: ignore[method-assign, assignment]
    ran = run("pages", "to-pdf", "--no-ocr", "-o", tmp_path / "a.pdf", *pages)
    assert (ran.code, pages[1].name in ran.err) == (Exit.NOT_RUN, True)


def test_separator_sheets_are_made_for_printing(run: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "bia.pdf"
    assert run("pages", "cover", "-o", out, "--number", "15a", "--year", "2026").code == Exit.DONE
    assert b"incoming|2026|15a" in out.read_bytes()
    assert run("pages", "cover", "-o", out).code == Exit.DONE
    assert b"%PDF-1.7 T" in out.read_bytes()
    wrong = run("pages", "cover", "-o", tmp_path / "x.pdf", "--number", "a|b", "--year", "2026")
    assert wrong.code == Exit.NOT_RUN
    assert not (tmp_path / "x.pdf").exists()
