"""`clerkdesk pages`: page images into an archive PDF, and the sheets that lie between documents."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from time import process_time

from clerkdesk.cli.lanes import in_lanes, workers
from clerkdesk.cli.page_files import page_images
from clerkdesk.cli.parser import ClerkParser, whole_number
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.upright import read_upright
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.archiving import ArchiveProfile, TransferNote
from clerkdesk.domain.attachments import is_pdf
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import DamagedFile, UnsupportedFile
from clerkdesk.domain.page_findings import CoverSheet
from clerkdesk.domain.reading import PageText
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.pages import PageImage, PageWorkshop
from clerkdesk.ports.program import Program
from clerkdesk.process.named_files import read_file, write_file
from clerkdesk.services.archive_profiles import shipped_profiles

_IMAGES = "JPEG, PNG, TIFF, HEIC"


def to_pdf(
    build: Callable[[], PageWorkshop],
    count_pages: Callable[[str, bytes], int],
    files: Sequence[Path],
    out: Path,
    terminal: Terminal,
    *,
    profile: ArchiveProfile,
    with_text: bool,
    now: datetime,
    as_json: bool = False,
) -> int:
    """Bind the pages of all files, in order, to one PDF/A.

    A file that is a PDF already is never made anew: its signature would be lost. Alone it is
    copied as it is, and what is read in it goes beside it.

    Raises:
        ClerkError: nothing was written.
    """
    began = _cpu()
    contents = [read_file(file) for file in files]
    pdfs = [file for file, content in zip(files, contents, strict=True) if is_pdf(content)]
    if pdfs and len(files) > 1:
        raise UnsupportedFile(pdfs[0].name, _IMAGES)
    if pdfs:
        name, pdf = files[0].name, contents[0]
        pages = _read_beside(build, out, name, pdf) if with_text else count_pages(name, pdf)
    else:
        images = [
            (file.name, image)
            for file, content in zip(files, contents, strict=True)
            for image in page_images(file.name, content)
        ]
        facts = {"Title": out.stem, "CreationDate": now.isoformat(timespec="seconds")}
        pages, pdf = len(images), _bound(build, images, facts, profile, now, with_text=with_text)
    write_file(out, pdf)
    if as_json:
        terminal.json(
            {
                "file": out,
                "profile": None if pdfs else profile.name,
                "kept_as_received": bool(pdfs),
                "pages": pages,
                "bytes": len(pdf),
                "cpu_seconds": round(_cpu() - began, 3),
            }
        )
    else:
        words = (
            _("Đã chép nguyên tệp PDF vào {out} ({size} KB).")
            if pdfs
            else _("Đã ghi {pages} trang vào {out} ({size} KB).")
        )
        terminal.say(words.format(pages=pages, out=out, size=len(pdf) // 1024))
    return Exit.DONE


def _bound(
    build: Callable[[], PageWorkshop],
    images: Sequence[tuple[str, PageImage]],
    facts: dict[str, str],
    profile: ArchiveProfile,
    now: datetime,
    *,
    with_text: bool,
) -> bytes:
    """The PDF; the children have ended when this returns, so that their CPU time is known.

    Raises:
        DamagedFile: by the name of the file, which the child does not know.
    """
    bound = ""

    def in_turn() -> Iterator[PageImage]:
        nonlocal bound
        for name, image in images:
            bound = name
            yield image

    note = TransferNote(
        made_by=_account(),
        made_at=now,
        device=_("tệp ảnh"),
        captured=len(images),
        kept=len(images),
        page_hashes=[sha256(image.content).hexdigest() for _name, image in images],
    )
    with workers(build, len(images) if with_text else 1) as workshops:
        texts: list[PageText] = []
        if with_text:
            read = list(in_lanes(_read, workshops, images))
            texts = [text for _image, text in read]
            images = [(name, image) for (name, _), (image, _) in zip(images, read, strict=True)]
        try:
            return workshops[0].make_pdf(in_turn(), texts, facts, profile=profile, note=note)
        except DamagedFile as error:
            raise DamagedFile(bound) from error


def _read(workshop: PageWorkshop, named: tuple[str, PageImage]) -> tuple[PageImage, PageText]:
    name, image = named
    try:
        return read_upright(workshop, image)
    except DamagedFile as error:
        raise DamagedFile(name) from error


def _read_beside(build: Callable[[], PageWorkshop], out: Path, name: str, pdf: bytes) -> int:
    """Write the words of a PDF beside it; how many pages it has."""
    with ExitStack() as stack:
        (workshop,) = stack.enter_context(workers(build, 1))
        read = workshop.read_pdf(name, pdf)
    write_file(out.with_name(f"{out.name}.txt"), read.text.encode())
    return len(read.pages)


def _account() -> str:
    """The name of the account that runs this; empty where the system knows none."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    times = os.times()
    return process_time() + times.children_user + times.children_system


def _arguments(parser: ClerkParser) -> None:
    verbs = parser.add_subparsers(
        title=_("Các việc"), metavar=_("VIỆC"), required=True, prog="clerkdesk pages"
    )
    one = verbs.add_parser(
        "to-pdf",
        help=_("Ghép ảnh trang thành một tệp PDF/A lưu trữ"),
        summary=_("Ghép ảnh trang thành một tệp PDF/A lưu trữ, nhỏ gọn, tìm được chữ."),
        example="clerkdesk pages to-pdf --profile archive -o cong-van.pdf trang-*.jpg",
        exits=VERB.exits,
    )
    one.add_argument(
        "files", nargs="+", type=Path, metavar=_("TỆP"), help=_("ảnh trang (JPEG, PNG, TIFF, HEIC)")
    )
    one.add_argument(
        "-o", "--out", type=Path, required=True, metavar="PDF", help=_("tệp PDF sẽ ghi")
    )
    one.add_argument(
        "--profile",
        choices=[profile.name for profile in shipped_profiles()],
        default=shipped_profiles()[0].name,
        help="; ".join(f"{profile.name}: {profile.title}" for profile in shipped_profiles()),
    )
    one.add_argument("--no-ocr", action="store_true", help=_("không nhận dạng chữ"))
    one.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))

    one.set_defaults(work=_to_pdf)
    sheet = verbs.add_parser(
        "cover",
        help=_("Tạo tờ bìa có mã QR (hoặc tờ tách Patch T) để in"),
        summary=_(
            "Tạo tờ bìa mang số đăng ký để đặt trước văn bản khi quét; không nêu số thì là tờ tách."
        ),
        example="clerkdesk pages cover --number 15 --year 2026 -o bia.pdf",
        exits=VERB.exits,
    )
    sheet.add_argument("--number", default="", metavar=_("SỐ"), help=_("số trong sổ"))
    sheet.add_argument(
        "--year", type=whole_number, metavar=_("NĂM"), help=_("năm của sổ (mặc định: năm nay)")
    )
    sheet.add_argument(
        "--register",
        choices=["incoming", "outgoing"],
        default="incoming",
        help=_("incoming: sổ đến; outgoing: sổ đi (mặc định: incoming)"),
    )
    sheet.add_argument(
        "--series", default="", metavar=_("SỔ"), help=_("mã loạt số, khi nhiều sổ có cùng số")
    )
    sheet.add_argument(
        "-o", "--out", type=Path, required=True, metavar="PDF", help=_("tệp PDF sẽ ghi")
    )
    sheet.set_defaults(work=_cover)


def cover(build: Callable[[], PageWorkshop], out: Path, sheet: CoverSheet | None) -> int:
    """Write a sheet to print: a cover, or without `sheet` a plain separator."""
    with workers(build, 1) as (workshop,):
        write_file(out, workshop.separator_sheet(sheet))
    return Exit.DONE


def _cover(arguments: Namespace, session: Session) -> int:
    year = arguments.year or datetime.now(VIETNAM_TIME).year
    try:
        sheet = (
            CoverSheet(arguments.register, year, arguments.number, arguments.series)
            if arguments.number
            else None
        )
    except ValueError:
        session.terminal.tell(_("Số hoặc năm không dùng được cho tờ bìa."))
        return Exit.NOT_RUN
    return cover(session.program().build_page_workshop, arguments.out, sheet)


def _run(arguments: Namespace, session: Session) -> int:
    code: int = arguments.work(arguments, session)
    return code


def _pages_of(program: Program, name: str, pdf: bytes) -> int:
    desk = program.build_pdf_desk()
    try:
        return desk.facts(name, pdf).pages
    finally:
        desk.close()


def _to_pdf(arguments: Namespace, session: Session) -> int:
    program = session.program()
    (profile,) = (one for one in shipped_profiles() if one.name == arguments.profile)
    return to_pdf(
        program.build_page_workshop,
        lambda name, pdf: _pages_of(program, name, pdf),
        arguments.files,
        arguments.out,
        session.terminal,
        profile=profile,
        with_text=not arguments.no_ocr,
        now=datetime.now(VIETNAM_TIME),
        as_json=arguments.json,
    )


VERB = Verb(
    name="pages",
    summary=N_("Ảnh trang: ghép thành PDF/A lưu trữ; tờ bìa tách văn bản"),
    example="clerkdesk pages to-pdf --profile archive -o cong-van.pdf trang-*.jpg",
    exits=N_("0 đã ghi tệp; 2 không làm được, không ghi gì"),
    arguments=_arguments,
    run=_run,
)
