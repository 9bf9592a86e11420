"""`clerkdesk bundle`: write ops and files to a stick for other desks of the office, or take them in."""

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
from clerkdesk.domain.texts import N_, _

if TYPE_CHECKING:  # the other verbs start without them
    from clerkdesk.domain.people import Person
    from clerkdesk.services.carry_bundle import CarryBundle

_MEGABYTE = 1_000_000


def carry(arguments: Namespace, use: CarryBundle, by: Person, terminal: Terminal) -> int:
    """Do one of the four acts and say what came of it."""
    path: Path = arguments.path
    match arguments.act:
        case "write":
            wanted = set(arguments.to or ())
            readers = [card for card in use.others() if not wanted or card.device in wanted]
            done = use.write(
                path,
                readers,
                by,
                most_bytes=arguments.files * _MEGABYTE,
                from_start=arguments.from_start,
            )
            words = _("Đã ghi {file}: {ops} thay đổi, {files} tệp, cho {readers}.")
            names = ", ".join(card.device for card in readers)
            terminal.say(
                words.format(file=done.file, ops=done.ops, files=done.files, readers=names)
            )
            if done.left_out:
                terminal.tell(_("Còn {n} tệp không vừa mức đã chọn.").format(n=done.left_out))
                return Exit.NOT_ALL
        case "read":
            done = use.read(path, by)
            words = _("Đã nhận từ máy {device}: {ops} thay đổi mới, {files} tệp.")
            terminal.say(words.format(device=done.writer, ops=done.ops, files=done.files))
        case "card":
            terminal.say(_("Đã ghi thẻ {file}.").format(file=use.write_card(path, by)))
            _tell_code(use.own_card(by.login).fingerprint, terminal)
        case "accept":
            card = use.read_card(path)
            _tell_code(card.fingerprint, terminal)
            if " ".join((arguments.code or "").split()) != card.fingerprint:
                terminal.tell(
                    _("Chưa nhận. So mã với máy {device} rồi chạy lại với --code.").format(
                        device=card.device
                    )
                )
                return Exit.NOT_ALL
            use.keep_card(card, by)
            terminal.say(_("Đã nhận thẻ của máy {device}.").format(device=card.device))
    return Exit.DONE


def _tell_code(code: str, terminal: Terminal) -> None:
    terminal.tell(_("Mã thẻ: {code}").format(code=code))


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument(
        "act",
        choices=["write", "read", "card", "accept"],
        help=_("write = ghi gói, read = đọc gói, card = ghi thẻ của máy này, accept = nhận thẻ"),
    )
    parser.add_argument("path", type=Path, metavar=_("NƠI"), help=_("thư mục trên USB, hoặc tệp"))
    parser.add_argument(
        "--to",
        action="append",
        metavar=_("MÁY"),
        help=_("chỉ ghi cho máy này (nhắc lại được; «tinh» là máy chủ tỉnh)"),
    )
    parser.add_argument(
        "--files",
        type=whole_number,
        default=0,
        metavar="MB",
        help=_("kèm tệp, nhiều nhất bấy nhiêu MB (mặc định: không kèm)"),
    )
    parser.add_argument(
        "--from-start",
        action="store_true",
        help=_("ghi lại từ đầu, khi nơi đọc vừa khôi phục từ bản sao lưu cũ"),
    )
    parser.add_argument("--code", metavar=_("MÃ"), help=_("mã thẻ đã so với máy kia"))
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
    from clerkdesk.services.carry_bundle import CarryBundle

    program = session.program()
    opened = program.open_store(arguments.folder, arguments.login, password)
    try:
        use = CarryBundle(
            opened.store, program.build_bundles(), lambda: os.urandom(32), lambda: datetime.now(UTC)
        )
        return carry(arguments, use, opened.person, session.terminal)
    finally:
        opened.store.close()


VERB = Verb(
    name="bundle",
    summary=N_("Mang thay đổi và tệp giữa các máy của cơ quan bằng USB khi không có mạng"),
    example=(
        "clerkdesk bundle write /media/usb --files 200 --login vanthu\n"
        "clerkdesk bundle read /media/usb/ClerkDesk-H01-may-1.0001.cdgoi --login vanthu"
    ),
    exits=N_(
        "0 xong; 1 còn tệp không vừa, hoặc chưa so mã thẻ; 2 không đọc được gói hoặc kho dữ liệu;\n"
        "3 kho dữ liệu đang mở trong cửa sổ ClerkDesk"
    ),
    arguments=_arguments,
    run=_run,
)
