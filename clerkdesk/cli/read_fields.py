"""`clerkdesk read-fields`: the registry form as it is read off scanned pages and PDF files."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from logging import getLogger
from pathlib import Path
from time import perf_counter

from clerkdesk.cli.lanes import in_lanes, workers
from clerkdesk.cli.page_files import page_images
from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal, error_values
from clerkdesk.cli.upright import read_upright
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.attachments import is_pdf
from clerkdesk.domain.errors import ClerkError, DamagedFile, FileNotRead
from clerkdesk.domain.reading import ReadDocument, ReadField
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.process.host import ChildDefect
from clerkdesk.process.named_files import read_file

FIELDS = {
    "code_number": N_("Số"),
    "code_notation": N_("Ký hiệu"),
    "issued_date": N_("Ngày ban hành"),
    "issuing_org": N_("Cơ quan ban hành"),
    "parent_org": N_("Cơ quan chủ quản"),
    "doc_type": N_("Tên loại"),
    "subject": N_("Trích yếu"),
    "signer_name": N_("Người ký"),
    "signer_position": N_("Chức vụ"),
    "competence": N_("Thẩm quyền ký"),
    "urgency": N_("Độ khẩn"),
    "place": N_("Địa danh"),
    "recipients": N_("Nơi nhận"),
    "page_count": N_("Số trang"),
    "citations": N_("Văn bản viện dẫn"),
}
"""Every name is in every answer (docs/command-line.md); null where the page does not have it."""
_ZIP = b"PK\x03\x04"
_ALWAYS_PRINTED = {
    *("code_number", "code_notation", "issued_date", "issuing_org", "doc_type", "subject"),
    "signer_name",
}
"""What NĐ 30/2020, Phụ lục I puts on every document: where it was not read, the clerk must look."""


def read_fields(
    workshops: Sequence[PageWorkshop],
    files: Sequence[Path],
    terminal: Terminal,
    *,
    as_json: bool = False,
) -> int:
    """Read every file as one document; a file that cannot be read does not stop the others."""
    report, failed, unread = [], 0, False
    for file, one in zip(files, in_lanes(_try_to_read, workshops, files), strict=True):
        if one.error is not None:
            terminal.tell(f"{file}: {one.error['happened']}")
            terminal.tell(_("Cần làm: {advice}").format(advice=one.error["advice"]))
            failed += 1
            unread = unread or one.error["type"] == FileNotRead.__name__
        elif not as_json:
            _show(file, one.document, terminal)
        fields = {name: _values(name, one.document.fields.get(name)) for name in FIELDS}
        answer = {"file": file, "seconds": round(one.seconds, 3), "fields": fields}
        report.append(answer if one.error is None else {**answer, "error": one.error})
    if as_json:
        terminal.json(report)
    if unread or failed == len(files):
        return Exit.NOT_RUN
    return Exit.NOT_ALL if failed else Exit.DONE


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of one file; `error` as it stands in JSON."""

    seconds: float
    document: ReadDocument = field(default_factory=ReadDocument)
    error: dict[str, str] | None = None


def _try_to_read(workshop: PageWorkshop, file: Path) -> _Read:
    started = perf_counter()
    try:
        document = _read(workshop, file)
    except ClerkError as error:
        return _Read(perf_counter() - started, error=error_values(error))
    except ChildDefect as error:
        getLogger(__name__).exception("reading has a defect on one file")
        happened = _("Phần đọc trang gặp lỗi với tệp này.")
        advice = _("Gửi tệp này cho bộ phận hỗ trợ; vẫn nhập tay được.")
        values = {"type": type(error).__name__, "happened": happened, "advice": advice}
        return _Read(perf_counter() - started, error=values)
    return _Read(perf_counter() - started, document)


def _read(workshop: PageWorkshop, file: Path) -> ReadDocument:
    content = read_file(file)
    if is_pdf(content):
        return workshop.read_pdf(file.name, content)
    if content.startswith(_ZIP) and file.suffix.casefold() == ".docx":
        return workshop.read_draft(file.name, content)
    images = page_images(file.name, content)
    try:
        return workshop.read_document([read_upright(workshop, image)[1] for image in images])
    except DamagedFile as error:  # the child knows no names
        raise DamagedFile(file.name) from error


def _values(name: str, found: ReadField | None) -> dict[str, object]:
    """One field as docs/command-line.md shows it; the box in PDF points, origin top left."""
    if found is None or found.value is None:
        flagged = name in _ALWAYS_PRINTED
        return {"value": None, "confidence": 0.0, "flagged": flagged, "page": None, "box": None}
    box = found.box
    return {
        "value": found.value,
        "confidence": round(found.confidence, 3),
        "flagged": found.flagged,
        "page": found.page,
        "box": [round(side, 1) for side in (box.x0, box.y0, box.x1, box.y1)] if box else None,
    }


def _show(file: Path, document: ReadDocument, terminal: Terminal) -> None:
    terminal.say(str(file))
    rows = []
    for name, title in FIELDS.items():
        found = document.fields.get(name)
        if found is None or found.value is None:
            rows.append((_(title), "–", _("cần xem") if name in _ALWAYS_PRINTED else ""))
            continue
        value = found.value
        text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        rows.append((_(title), text, _("cần xem") if found.flagged else ""))
    width = max(len(title) for title, _text, _mark in rows)
    for title, text, mark in rows:
        terminal.say(f"  {title.ljust(width)}  {text}{f'  [{mark}]' if mark else ''}")


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar=_("TỆP"),
        help=_("ảnh trang (JPEG, PNG, TIFF, HEIC), PDF hoặc dự thảo Word; mỗi tệp là một văn bản"),
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    build, files = session.program().build_page_workshop, arguments.files
    with workers(build, len(files)) as workshops:
        return read_fields(workshops, files, session.terminal, as_json=arguments.json)


VERB = Verb(
    name="read-fields",
    summary=N_("Đọc phiếu đăng ký từ trang quét hoặc PDF"),
    example="clerkdesk read-fields cong-van.jpg\nclerkdesk read-fields --json den/*.pdf",
    exits=N_(
        "0 đọc được mọi tệp; 1 có tệp không đọc được nội dung; 2 có tệp không mở được, hoặc không đọc được tệp nào"
    ),
    arguments=_arguments,
    run=_run,
)
