"""`clerkdesk edxml`: read, check and write packets of the documents axis without the window."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from clerkdesk.cli.packet_description import packet_from
from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ClerkError, FileNotRead
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.packets import DocumentPacket, Packet, PacketKind, StatusPacket
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.process.named_files import make_folder, read_file, write_file

_KIND_NAMES = {
    PacketKind.NEW: N_("Văn bản mới"),
    PacketKind.RECALL: N_("Thu hồi văn bản"),
    PacketKind.UPDATE: N_("Cập nhật văn bản"),
    PacketKind.REPLACE: N_("Thay thế văn bản"),
    PacketKind.STATUS: N_("Trạng thái xử lý"),
}


def read_packets(
    codec: PacketCodec,
    files: Sequence[Path],
    terminal: Terminal,
    *,
    as_json: bool = False,
    into: Path | None = None,
) -> int:
    """Tell what is in each packet; `into` takes their attachments."""
    report, exits = [], {Exit.DONE}
    for file in files:
        try:
            packet = codec.read(file.name, read_file(file))
        except ClerkError as error:
            exits.add(_exit(error))
            report.append(_values(file, None, error))
            if not as_json:
                terminal.fail(error)
            continue
        if into is not None and isinstance(packet, DocumentPacket):
            _extract(packet, into, terminal)
        report.append(_values(file, packet, None))
        if not as_json:
            for line in _lines(file, packet):
                terminal.say(line)
    if as_json:
        terminal.json(report)
    return max(exits)


def check_packets(
    codec: PacketCodec, files: Sequence[Path], terminal: Terminal, *, as_json: bool = False
) -> int:
    """Tell of each packet whether it keeps to QCVN 102:2016; oddities that were read past count."""
    report, exits = [], {Exit.DONE}
    for file in files:
        warnings: tuple[str, ...] = ()
        problem = None
        try:
            warnings = codec.read(file.name, read_file(file)).warnings
        except ClerkError as error:
            exits.add(_exit(error))
            problem = str(error)
        if warnings:
            exits.add(Exit.NOT_ALL)
        report.append(
            {"file": file, "ok": not (problem or warnings), "warnings": warnings, "error": problem}
        )
        if as_json:
            continue
        word = _("KHÔNG ĐỌC ĐƯỢC") if problem else _("CÓ ĐIỂM LẠ") if warnings else _("ĐÚNG")
        terminal.say(f"{word}  {file}")
        for text in (*warnings, *([problem] if problem else [])):
            terminal.say(f"    - {text}")
    if as_json:
        terminal.json(report)
    return max(exits)


def write_packet(
    codec: PacketCodec,
    description: Path,
    out: Path,
    terminal: Terminal,
    *,
    now: datetime,
    as_json: bool = False,
) -> int:
    """Make one packet from its description; nothing is written where it does not fit."""
    packet = packet_from(description, now)
    content = codec.write(packet)
    write_file(out, content)
    if as_json:
        terminal.json({"file": out, "kind": packet.kind, **_content_values(content)})
    else:
        terminal.say(_("Đã ghi gói tin {out} ({size} byte).").format(out=out, size=len(content)))
    return Exit.DONE


def _exit(error: ClerkError) -> Exit:
    """A bad packet is an answer; a file that is not there is none."""
    return Exit.NOT_RUN if isinstance(error, FileNotRead) else Exit.NOT_ALL


def _values(file: Path, packet: Packet | None, error: ClerkError | None) -> dict[str, object]:
    """As docs/command-line.md shows it; what a kind of packet does not have is null."""
    values: dict[str, object] = {
        "file": file,
        **dict.fromkeys(
            (
                *("kind", "document_id", "code_number", "code_notation", "issued_date"),
                *("doc_type", "subject", "from"),
            )
        ),
        "to": [],
        "status_code": None,
        "attachments": [],
        "warnings": [],
        "error": None if error is None else f"{error} {error.advice}",
    }
    if packet is None:
        return values
    about = packet.about if isinstance(packet, StatusPacket) else packet
    values |= {
        "kind": packet.kind,
        "document_id": about.document_id,
        "code_number": about.code_number,
        "code_notation": about.code_notation,
        "issued_date": about.issued_date,
        "from": _agency_values(packet.sender),
        "warnings": packet.warnings,
    }
    if isinstance(packet, StatusPacket):
        return values | {"status_code": packet.status_code}
    return values | {
        "doc_type": packet.doc_type,
        "subject": packet.subject,
        "to": [_agency_values(agency) for agency in packet.recipients],
        "attachments": [
            {"name": file.name, **_content_values(file.content), "content_type": file.media_type}
            for file in packet.files
        ],
    }


def _agency_values(agency: Agency) -> dict[str, str]:
    return {"code": agency.code, "name": agency.name}


def _content_values(content: bytes) -> dict[str, object]:
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}


def _lines(file: Path, packet: Packet) -> Iterator[str]:
    about = packet.about if isinstance(packet, StatusPacket) else packet
    code = PrintedCode(about.code_number, about.code_notation)
    issued = _(" ngày {day:%d/%m/%Y}").format(day=about.issued_date) if about.issued_date else ""
    yield f"{file}"
    yield f"  {_(_KIND_NAMES[packet.kind])}: {code}{issued}"
    yield "  " + _("Mã định danh: {code}").format(code=about.document_id)
    yield "  " + _("Nơi gửi: {name} ({code})").format(
        name=packet.sender.name, code=packet.sender.code
    )
    if isinstance(packet, StatusPacket):
        yield "  " + _("Trạng thái {code}: {text}, lúc {at:%H:%M %d/%m/%Y}").format(
            code=packet.status_code, text=packet.description, at=packet.at
        )
    else:
        yield f"  {packet.doc_type}: {packet.subject}"
        if packet.reason:
            yield "  " + _("Lý do: {reason}").format(reason=packet.reason)
        for agency in packet.recipients:
            yield "  " + _("Nơi nhận: {name} ({code})").format(name=agency.name, code=agency.code)
        for attached in packet.files:
            yield "  " + _("Tệp: {name}, {size} byte, {media}").format(
                name=attached.name, size=len(attached.content), media=attached.media_type
            )
    for warning in packet.warnings:
        yield f"  ! {warning}"


def _extract(packet: DocumentPacket, into: Path, terminal: Terminal) -> None:
    """Write the attachments into a folder, never over a file that is there."""
    make_folder(into)
    for file in packet.files:
        wanted = into / file.name
        path, number = wanted, 1
        while path.exists():
            number += 1
            path = wanted.with_stem(f"{wanted.stem} ({number})")
        write_file(path, file.content)
        terminal.tell(_("Đã lấy ra {path}").format(path=path))


def _arguments(parser: ClerkParser) -> None:
    kinds = parser.add_subparsers(
        title=_("Việc cần làm"),
        dest="act",
        metavar=_("VIỆC"),
        required=True,
        prog="clerkdesk edxml",
    )
    read = kinds.add_parser(
        "read",
        help=_("đọc gói tin và kể ra nội dung"),
        summary=_("Đọc gói tin edXML, kể cả các biến thể ngoài quy chuẩn."),
        example="clerkdesk edxml read goi.edxml\nclerkdesk edxml read --json *.edxml --extract tep/",
        exits=_("0 đọc được mọi gói; 1 có gói tin hỏng; 2 có tệp không mở được"),
    )
    read.add_argument("files", nargs="+", type=Path, metavar=_("TỆP"), help=_("tệp gói tin"))
    read.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))
    read.add_argument(
        "--extract", type=Path, metavar=_("THƯ_MỤC"), help=_("lấy tệp đính kèm ra thư mục này")
    )
    check = kinds.add_parser(
        "check",
        help=_("kiểm tra gói tin theo quy chuẩn"),
        summary=_("Kiểm tra gói tin theo QCVN 102:2016 và nêu mọi điểm lạ."),
        example="clerkdesk edxml check goi.edxml",
        exits=_("0 mọi gói đúng quy chuẩn; 1 có gói có điểm lạ hoặc hỏng; 2 có tệp không mở được"),
    )
    check.add_argument("files", nargs="+", type=Path, metavar=_("TỆP"), help=_("tệp gói tin"))
    check.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))
    write = kinds.add_parser(
        "write",
        help=_("tạo gói tin từ tệp mô tả"),
        summary=_("Tạo gói tin edXML từ tệp mô tả JSON (mẫu trong docs/command-line.md)."),
        example="clerkdesk edxml write mo-ta.json -o goi.edxml",
        exits=_("0 đã ghi; 2 chưa ghi vì mô tả chưa đúng hoặc không hợp quy chuẩn"),
    )
    write.add_argument("description", type=Path, metavar=_("MÔ_TẢ"), help=_("tệp mô tả JSON"))
    write.add_argument(
        "-o", "--out", type=Path, required=True, metavar=_("TỆP"), help=_("tệp gói tin sẽ ghi")
    )
    write.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    codec, terminal = session.program().build_codec(), session.terminal
    if arguments.act == "read":
        return read_packets(
            codec, arguments.files, terminal, as_json=arguments.json, into=arguments.extract
        )
    if arguments.act == "check":
        return check_packets(codec, arguments.files, terminal, as_json=arguments.json)
    return write_packet(
        codec,
        arguments.description,
        arguments.out,
        terminal,
        now=datetime.now(VIETNAM_TIME),
        as_json=arguments.json,
    )


VERB = Verb(
    name="edxml",
    summary=N_("Đọc, kiểm tra, tạo gói tin văn bản điện tử edXML"),
    example="clerkdesk edxml read --json goi.edxml\nclerkdesk edxml check goi.edxml",
    exits=N_("0 xong; 1 có gói tin không đạt; 2 không chạy được"),
    arguments=_arguments,
    run=_run,
)
