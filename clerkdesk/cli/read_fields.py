"""`clerkdesk read-fields`: the registry form as it is read off scanned pages and PDF files."""

from argparse import Namespace
from collections.abc import Sequence
from logging import getLogger
from pathlib import Path
from time import perf_counter

from clerkdesk.cli.files import read_file
from clerkdesk.cli.page_files import page_images
from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal, error_values
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.errors import ClerkError, FileNotRead
from clerkdesk.domain.reading import ReadDocument, ReadField
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.process.host import ChildDefect

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
"""Every name that issue 4 lists is in every answer; null where the page does not have it."""
_ALWAYS_PRINTED = {
    *("code_number", "code_notation", "issued_date", "issuing_org", "doc_type", "subject"),
    "signer_name",
}
"""What NĐ 30/2020, Phụ lục I puts on every document: where it was not read, the clerk must look."""


def read_fields(
    workshop: PageWorkshop, files: Sequence[Path], terminal: Terminal, *, as_json: bool = False
) -> int:
    """Read every file as one document; a file that cannot be read does not stop the others."""
    report: list[dict[str, object]] = []
    failed = unread = 0
    for file in files:
        started = perf_counter()
        answer: dict[str, object] = {"file": file}
        try:
            document = _read(workshop, file)
        except ClerkError as error:
            terminal.tell(f"{file}: {error}")
            terminal.tell(_("Cần làm: {advice}").format(advice=error.advice))
            failed, document = failed + 1, ReadDocument()
            unread += isinstance(error, FileNotRead)
            answer["error"] = error_values(error)
        except ChildDefect:
            getLogger(__name__).exception("reading has a defect on one file")
            happened = _("Phần đọc trang gặp lỗi với tệp này.")
            terminal.tell(f"{file}: {happened}")
            failed, document = failed + 1, ReadDocument()
            answer["error"] = {"type": "ChildDefect", "happened": happened, "advice": ""}
        answer["seconds"] = round(perf_counter() - started, 3)
        answer["fields"] = {name: _values(name, document.fields.get(name)) for name in FIELDS}
        report.append(answer)
        if not as_json and "error" not in answer:
            _show(file, document, terminal)
    if as_json:
        terminal.json(report)
    if unread or failed == len(files):
        return Exit.NOT_RUN
    return Exit.NOT_ALL if failed else Exit.DONE


def _read(workshop: PageWorkshop, file: Path) -> ReadDocument:
    content = read_file(file)
    if b"%PDF-" in content[:1024]:
        return workshop.read_pdf(file.name, content)
    pages = [workshop.read_page(image) for image in page_images(file.name, content)]
    return workshop.read_document(pages)


def _values(name: str, field: ReadField | None) -> dict[str, object]:
    """One field in the shape that issue 4 fixes; the box in PDF points, origin top left."""
    if field is None or field.value is None:
        flagged = name in _ALWAYS_PRINTED
        return {"value": None, "confidence": 0.0, "flagged": flagged, "page": None, "box": None}
    box = field.box
    return {
        "value": field.value,
        "confidence": round(field.confidence, 3),
        "flagged": field.flagged,
        "page": field.page,
        "box": [round(side, 1) for side in (box.x0, box.y0, box.x1, box.y1)] if box else None,
    }


def _show(file: Path, document: ReadDocument, terminal: Terminal) -> None:
    terminal.say(str(file))
    rows = []
    for name, title in FIELDS.items():
        field = document.fields.get(name)
        if field is None or field.value is None:
            rows.append((_(title), "–", _("cần xem") if name in _ALWAYS_PRINTED else ""))
            continue
        value = field.value
        text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        rows.append((_(title), text, _("cần xem") if field.flagged else ""))
    width = max(len(title) for title, _text, _mark in rows)
    for title, text, mark in rows:
        terminal.say(f"  {title.ljust(width)}  {text}{f'  [{mark}]' if mark else ''}")


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar=_("TỆP"),
        help=_("ảnh trang (JPEG, PNG, TIFF) hoặc PDF; mỗi tệp là một văn bản"),
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    workshop = session.program().build_page_workshop()
    try:
        return read_fields(workshop, arguments.files, session.terminal, as_json=arguments.json)
    finally:
        workshop.close()


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
