"""`clerkdesk search`: find documents in both registers, typed without diacritics."""

import os
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from clerkdesk.cli.parser import ClerkParser, whole_number
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.books import Direction
from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming
from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing
from clerkdesk.domain.table_cells import LARGEST_NUMBER
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store

PASSWORD_VARIABLE = "CLERKDESK_PASSWORD"
"""For scripts; the environment of a process can be read by its own account only."""
_STATE_NAMES: dict[str, str] = {
    str(state): name
    for state, name in (*INCOMING_STATE_NAMES.items(), *OUTGOING_STATE_NAMES.items())
}


def search(
    store: Store,
    text: str,
    terminal: Terminal,
    *,
    registers: frozenset[Direction] = frozenset(Direction),
    year: int | None = None,
    limit: int = 50,
    as_json: bool = False,
) -> int:
    """Tell the documents that hold `text`, newest first; none is an answer (NOT_ALL)."""
    rows: list[dict[str, object]] = []
    if Direction.INCOMING in registers:
        found = store.incoming.find(IncomingFilter(text=text, year=year), Page(limit))
        rows += [_incoming(document) for document in found]
    if Direction.OUTGOING in registers:
        drafts = store.outgoing.find(OutgoingFilter(text=text, year=year), Page(limit))
        rows += [_outgoing(document) for document in drafts]
    if as_json:
        terminal.json(rows)
    elif rows:
        terminal.table(
            (_("SỔ"), _("SỐ"), _("NGÀY"), _("SỐ, KÝ HIỆU"), _("TRẠNG THÁI"), _("TRÍCH YẾU")),
            [_cells(row) for row in rows],
        )
    else:
        terminal.say(_("Không tìm thấy văn bản nào."))
    return Exit.DONE if rows else Exit.NOT_ALL


def _incoming(document: Incoming) -> dict[str, object]:
    entry = document.entry
    return {
        "register": Direction.INCOMING,
        "uid": document.uid,
        "number": document.shown_number
        if document.arrival_number > LARGEST_NUMBER
        else document.arrival_number,
        "year": document.year,
        "date": entry.arrival_date,
        "code": document.code,
        "issuing_org": entry.issuing_org,
        "doc_type": entry.doc_type,
        "subject": entry.subject,
        "state": document.state,
        "due_date": document.due_date,
    }


def _outgoing(document: Outgoing) -> dict[str, object]:
    entry = document.entry
    return {
        "register": Direction.OUTGOING,
        "uid": document.uid,
        "number": document.outgoing_number,
        "year": document.year,
        "date": document.issued_date or entry.register_date,
        "code": document.code,
        "issuing_org": entry.issuing_org_name,
        "doc_type": entry.doc_type,
        "subject": entry.subject,
        "state": document.state,
        "due_date": entry.due_date,
    }


def _cells(row: dict[str, object]) -> tuple[str, ...]:
    incoming = row["register"] is Direction.INCOMING
    return (
        _("Đến") if incoming else _("Đi"),
        str(row["number"] or "–"),
        f"{row['date']:%d/%m/%Y}",
        str(row["code"]) or "–",
        _(_STATE_NAMES[str(row["state"])]),
        f"{row['doc_type']}: {row['subject']}",
    )


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument("text", metavar=_("CHỮ"), help=_("chữ cần tìm, không cần gõ dấu"))
    parser.add_argument(
        "--folder", type=Path, metavar=_("THƯ_MỤC"), help=_("thư mục dữ liệu của đơn vị")
    )
    parser.add_argument("--login", required=True, metavar=_("TÊN"), help=_("tên đăng nhập"))
    parser.add_argument(
        "--password-from-stdin",
        action="store_true",
        help=_("đọc mật khẩu từ dòng đầu của đầu vào chuẩn (mặc định: hỏi trên màn hình)"),
    )
    parser.add_argument(
        "--register",
        choices=[direction.value for direction in Direction],
        help=_("chỉ tìm trong sổ đến (incoming) hoặc sổ đi (outgoing)"),
    )
    parser.add_argument(
        "--year", type=whole_number, metavar=_("NĂM"), help=_("chỉ tìm trong năm này")
    )
    parser.add_argument(
        "--limit", type=whole_number, default=50, help=_("số dòng nhiều nhất mỗi sổ (mặc định: 50)")
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    if arguments.password_from_stdin:
        password = session.stdin.readline().rstrip("\r\n")
    else:
        password = os.environ.get(PASSWORD_VARIABLE) or getpass(_("Mật khẩu: "))
    opened = session.program().open_store(arguments.folder, arguments.login, password)
    wanted = [Direction(arguments.register)] if arguments.register else list(Direction)
    try:
        return search(
            opened.store,
            arguments.text,
            session.terminal,
            registers=frozenset(wanted),
            year=arguments.year,
            limit=arguments.limit,
            as_json=arguments.json,
        )
    finally:
        opened.store.close()


VERB = Verb(
    name="search",
    summary=N_("Tìm văn bản trong sổ đến và sổ đi"),
    example=(
        "clerkdesk search 'bao cao quy 1' --login vanthu\n"
        "clerkdesk search 'sua duong' --login vanthu --register incoming --year 2026 --json"
    ),
    exits=N_(
        "0 có kết quả; 1 không thấy văn bản nào; 2 không mở được kho dữ liệu;\n"
        "3 kho dữ liệu đang mở trong cửa sổ ClerkDesk: tìm ngay trong cửa sổ đó"
    ),
    arguments=_arguments,
    run=_run,
)
