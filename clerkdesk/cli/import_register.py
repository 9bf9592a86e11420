"""`clerkdesk import-register`: check an old register, and bring it in under its own numbers."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from clerkdesk.cli.parser import ClerkParser, whole_number
from clerkdesk.cli.search import PASSWORD_VARIABLE
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.books import Direction
from clerkdesk.domain.texts import N_, _
from clerkdesk.process.named_files import read_file, write_file

if TYPE_CHECKING:  # the other verbs start without them
    from clerkdesk.domain.people import Person
    from clerkdesk.ports.tables import Tables
    from clerkdesk.services.import_register import CheckedRegister, ImportRegister

_REGISTERS = {"den": Direction.INCOMING, "di": Direction.OUTGOING}
_SHOWN = 50


def import_register(
    use: ImportRegister,
    tables: Tables,
    file: Path,
    direction: Direction,
    by: Person,
    terminal: Terminal,
    *,
    dry_run: bool,
    skip_errors: bool,
    year: int | None = None,
    errors_to: Path | None = None,
) -> int:
    """Tell what the file holds; bring it in unless `dry_run`, or where rows are wrong."""
    from clerkdesk.domain.old_register import TARGETS
    from clerkdesk.domain.table_columns import find_headings, guess
    from clerkdesk.services.import_directory import errors_table

    sheet = tables.read(file.name, read_file(file)).fullest
    headings = find_headings(sheet.rows, TARGETS[direction])
    mapping = guess(headings.titles, TARGETS[direction])
    checked = use.check(sheet, direction, mapping, headings.first_data_row, year=year)
    labels = {target.name: _(target.label) for target in TARGETS[direction]}
    for column, name in mapping.items():
        terminal.tell(f"{headings.titles[column]} → {labels[name]}")
    _tell_problems(checked, terminal)
    if errors_to is not None and checked.problems:
        write_file(errors_to, errors_table(tables, headings.titles, checked.problems))
        terminal.tell(_("Đã ghi các dòng lỗi vào {file}.").format(file=errors_to))
    terminal.say(
        _("{good} dòng nhập được, {bad} dòng lỗi, {passed} dòng bỏ qua.").format(
            good=len(checked.lines), bad=len(checked.problems), passed=checked.passed_over
        )
    )
    if dry_run:
        return Exit.NOT_ALL if checked.problems else Exit.DONE
    if not checked.lines or (checked.problems and not skip_errors):
        terminal.tell(_("Chưa nhập dòng nào. Sửa tệp, hoặc thêm --skip-errors để bỏ dòng lỗi."))
        return Exit.NOT_ALL
    done = use(file.name, checked, by)
    terminal.say(_("Đã nhập {n} văn bản vào sổ cũ.").format(n=done.rows))
    for wait in use.continuations():
        terminal.tell(
            _("«{title}» chưa mở: xác nhận cấp tiếp từ số {n} trong cửa sổ ClerkDesk.").format(
                title=use.title(wait), n=wait.last + 1
            )
        )
    return Exit.NOT_ALL if checked.problems else Exit.DONE


def _tell_problems(checked: CheckedRegister, terminal: Terminal) -> None:
    if checked.old_text is not None:
        terminal.tell(
            _("Chữ phông cũ được đổi: «{old}» → «{new}».").format(
                old=checked.old_text.example, new=checked.old_text.converted
            )
        )
    for problem in checked.problems[:_SHOWN]:
        terminal.tell(_("Dòng {row}: {why}").format(row=problem.row, why=problem.reason))
    if len(checked.problems) > _SHOWN:
        rest = len(checked.problems) - _SHOWN
        terminal.tell(_("… và {n} dòng lỗi nữa.").format(n=rest))


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument("file", type=Path, metavar=_("TỆP"), help=_("tệp .xlsx hoặc .csv"))
    parser.add_argument(
        "--register",
        required=True,
        choices=list(_REGISTERS),
        help=_("den = sổ văn bản đến, di = sổ văn bản đi"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("chỉ kiểm tra, không ghi gì vào kho")
    )
    parser.add_argument(
        "--skip-errors", action="store_true", help=_("nhập các dòng đúng, bỏ các dòng lỗi")
    )
    parser.add_argument(
        "--year", type=whole_number, metavar=_("NĂM"), help=_("năm của sổ, khi ngày không ghi năm")
    )
    parser.add_argument(
        "--errors", type=Path, metavar=_("TỆP"), help=_("ghi các dòng lỗi ra tệp .xlsx này")
    )
    parser.add_argument(
        "--folder", type=Path, metavar=_("THƯ_MỤC"), help=_("thư mục dữ liệu của đơn vị")
    )
    parser.add_argument("--login", required=True, metavar=_("TÊN"), help=_("tên đăng nhập"))
    parser.add_argument(
        "--password-from-stdin",
        action="store_true",
        help=_("đọc mật khẩu từ dòng đầu của đầu vào chuẩn (mặc định: hỏi trên màn hình)"),
    )


def _run(arguments: Namespace, session: Session) -> int:
    if arguments.password_from_stdin:
        password = session.stdin.readline().rstrip("\r\n")
    else:
        password = os.environ.get(PASSWORD_VARIABLE) or getpass(_("Mật khẩu: "))
    from clerkdesk.services.import_register import ImportRegister
    from clerkdesk.services.legacy_tables import legacy_reader

    program = session.program()
    opened = program.open_store(arguments.folder, arguments.login, password)
    try:
        return import_register(
            ImportRegister(opened.store, lambda: datetime.now(UTC), legacy_reader),
            program.build_tables(),
            arguments.file,
            _REGISTERS[arguments.register],
            opened.person,
            session.terminal,
            dry_run=arguments.dry_run,
            skip_errors=arguments.skip_errors,
            year=arguments.year,
            errors_to=arguments.errors,
        )
    finally:
        opened.store.close()


VERB = Verb(
    name="import-register",
    summary=N_("Nhập sổ văn bản cũ (Excel, CSV), giữ nguyên số của sổ cũ"),
    example=(
        "clerkdesk import-register so-den-2024.xlsx --register den --login vanthu --dry-run\n"
        "clerkdesk import-register so-di.csv --register di --login vanthu --errors dong-loi.xlsx"
    ),
    exits=N_(
        "0 mọi dòng đều nhập được; 1 có dòng lỗi (không có --skip-errors thì chưa nhập gì);\n"
        "2 không đọc được tệp hoặc kho dữ liệu; 3 kho dữ liệu đang mở trong cửa sổ ClerkDesk"
    ),
    arguments=_arguments,
    run=_run,
)
