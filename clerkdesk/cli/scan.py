"""`clerkdesk scan`: from the feeder into one searchable PDF."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import perf_counter

from clerkdesk.cli.parser import ClerkParser, whole_number
from clerkdesk.cli.terminal import Exit, Terminal, error_values
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ClerkError, FeederEmpty, NoScanner
from clerkdesk.domain.reading import PageText
from clerkdesk.domain.scans import ColourMode, ScannedPage, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.pages import PageImage, PageWorkshop
from clerkdesk.ports.scanner import Scanner
from clerkdesk.process.named_files import write_file

_DEMO_DRIVER = "virtual"
_COLOURS = {"colour": N_("màu"), "grey": N_("xám"), "black_white": N_("đen trắng")}


def list_scanners(scanner: Scanner, terminal: Terminal, *, as_json: bool = False) -> int:
    """Tell which scanners answer; none is an answer, with exit code NOT_ALL."""
    devices = scanner.devices()
    if as_json:
        terminal.json([_device_values(device) for device in devices])
    elif devices:
        terminal.table(
            (_("MÃ MÁY"), _("TÊN"), _("KHAY NẠP"), _("NGUỒN GIẤY")),
            [
                (
                    device.device_id,
                    device.title,
                    _("có") if device.is_feeder else _("không"),
                    "; ".join(device.sources),
                )
                for device in devices
            ],
        )
    if not devices:
        terminal.fail(NoScanner())
    return Exit.DONE if devices else Exit.NOT_ALL


def scan(
    scanner: Scanner,
    workshop: PageWorkshop,
    out: Path,
    terminal: Terminal,
    *,
    device_id: str | None = None,
    settings: ScanSettings | None = None,
    with_text: bool = True,
    now: datetime,
    as_json: bool = False,
) -> int:
    """Scan until the feeder is empty and bind what came; pages before a jam are kept.

    Raises:
        ClerkError: no page came at all, or the PDF could not be made.
    """
    started = perf_counter()
    device = device_id or _first(scanner.devices())
    pages, problem = _pages(scanner, device, settings or ScanSettings(), terminal)
    if not pages:
        raise problem or FeederEmpty()
    images = [PageImage(page.image, page.dpi) for page in pages]
    texts: list[PageText] = []
    if with_text:
        for number, image in enumerate(images, start=1):
            texts.append(workshop.read_page(image))
            terminal.tell(_("Đã đọc chữ trang {page}").format(page=number))
    facts = {"Title": out.stem, "CreationDate": now.isoformat(timespec="seconds")}
    pdf = workshop.make_pdf(images, texts, facts)
    write_file(out, pdf)
    if as_json:
        terminal.json(
            {
                "file": out,
                "device": device,
                "pages": len(pages),
                "bytes": len(pdf),
                "seconds": round(perf_counter() - started, 3),
                "error": None if problem is None else error_values(problem),
            }
        )
    else:
        terminal.say(
            _("Đã ghi {pages} trang vào {out} ({size} KB).").format(
                pages=len(pages), out=out, size=len(pdf) // 1024
            )
        )
    if problem is not None:
        terminal.fail(problem)
        return Exit.NOT_ALL
    return Exit.DONE


def _pages(
    scanner: Scanner, device: str, settings: ScanSettings, terminal: Terminal
) -> tuple[Sequence[ScannedPage], ClerkError | None]:
    """The pages that came, and what stopped them from coming; Ctrl-C keeps what is there."""
    pages: list[ScannedPage] = []
    try:
        for page in scanner.scan(device, settings, stop=lambda: False):
            pages.append(page)
            terminal.tell(_("Đã quét trang {page}").format(page=len(pages)))
    except ClerkError as error:
        return pages, error
    except KeyboardInterrupt:
        if not pages:
            raise
        terminal.tell(_("Dừng quét; giữ lại {pages} trang đã có.").format(pages=len(pages)))
    return pages, None


def _first(devices: Sequence[ScannerDevice]) -> str:
    """The first real scanner; the demo's pages come only to those who name them."""
    for device in devices:
        if device.driver != _DEMO_DRIVER:
            return device.device_id
    raise NoScanner


def _device_values(device: ScannerDevice) -> dict[str, object]:
    return {
        "device_id": device.device_id,
        "title": device.title,
        "driver": device.driver,
        "sources": device.sources,
        "is_feeder": device.is_feeder,
    }


def _arguments(parser: ClerkParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", "-o", type=Path, metavar="PDF", help=_("tệp PDF sẽ ghi"))
    what.add_argument("--list", action="store_true", help=_("chỉ liệt kê máy quét"))
    parser.add_argument(
        "--device",
        metavar=_("MÃ"),
        help=_("mã máy quét, xem bằng --list (mặc định: máy thật đầu tiên)"),
    )
    parser.add_argument("--source", default="", metavar=_("NGUỒN"), help=_("nguồn giấy của máy"))
    parser.add_argument(
        "--dpi", type=whole_number, default=300, help=_("độ phân giải, điểm/inch (mặc định: 300)")
    )
    parser.add_argument(
        "--colour",
        choices=list(_COLOURS),
        default="colour",
        help=_("colour: màu; grey: xám; black_white: đen trắng (mặc định: colour)"),
    )
    parser.add_argument("--duplex", action="store_true", help=_("quét hai mặt"))
    parser.add_argument(
        "--no-ocr",
        action="store_true",
        help=_("không nhận dạng chữ: nhanh hơn, không tìm được chữ"),
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    program, terminal = session.program(), session.terminal
    scanner = program.build_scanner()
    try:
        if arguments.list:
            return list_scanners(scanner, terminal, as_json=arguments.json)
        workshop = program.build_page_workshop()
        try:
            return scan(
                scanner,
                workshop,
                arguments.out,
                terminal,
                device_id=arguments.device,
                settings=ScanSettings(
                    arguments.dpi, ColourMode(arguments.colour), arguments.source, arguments.duplex
                ),
                with_text=not arguments.no_ocr,
                now=datetime.now(VIETNAM_TIME),
                as_json=arguments.json,
            )
        finally:
            workshop.close()
    finally:
        scanner.close()


VERB = Verb(
    name="scan",
    summary=N_("Quét giấy từ máy quét thành một tệp PDF tìm được chữ"),
    example="clerkdesk scan --list\nclerkdesk scan --device sane:test:0 --out ban-quet.pdf",
    exits=N_(
        "0 quét xong; 1 máy quét dừng giữa chừng, PDF có các trang trước đó (--list: không có máy nào);\n"
        "2 không quét được trang nào"
    ),
    arguments=_arguments,
    run=_run,
)
