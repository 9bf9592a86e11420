"""The same services on the command line, one verb a file; without a verb the window opens."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from clerkdesk import __version__
from clerkdesk.cli import (
    check_health,
    demonstrate,
    packets,
    read_fields,
    scan,
    search,
    serve,
    sign,
    verify,
    window,
)
from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal, standard_terminal
from clerkdesk.cli.verb import Session
from clerkdesk.domain.errors import ClerkError, StoreInUse
from clerkdesk.domain.texts import _
from clerkdesk.ports.program import Program

VERBS = (
    demonstrate.VERB,
    serve.VERB,
    scan.VERB,
    verify.VERB,
    sign.VERB,
    read_fields.VERB,
    packets.VERB,
    search.VERB,
    check_health.VERB,
)


def main(
    arguments: Sequence[str],
    program: Program | None = None,
    terminal: Terminal | None = None,
    stdin: TextIO | None = None,
) -> int:
    """Run one verb and return its exit code (docs/command-line.md).

    Args:
        program: the composition root; None is `clerkdesk.app`, imported when a verb needs it.
        terminal: where results and failures go; None is the process's own.
    """
    terminal = terminal or standard_terminal()
    session = Session(lambda: program or _app(), terminal, stdin or sys.stdin)
    try:
        chosen = _parser().parse_args(list(arguments))
        code: int = chosen.run(chosen, session)
        terminal.out.flush()
    except SystemExit as end:  # argparse: --help, --version, or a wrong command
        return end.code if isinstance(end.code, int) else Exit.NOT_RUN
    except ClerkError as error:
        terminal.fail(error)
        return Exit.IN_USE if isinstance(error, StoreInUse) else Exit.NOT_RUN
    except KeyboardInterrupt:
        terminal.tell(_("Đã dừng theo yêu cầu."))
        return Exit.STOPPED
    except BrokenPipeError:  # the reader of a pipe had enough: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    return code


def _parser() -> ClerkParser:
    parser = ClerkParser(
        prog="clerkdesk",
        summary=_(
            "ClerkDesk — bàn làm việc của văn thư. Không có lệnh nào thì mở cửa sổ chương trình."
        ),
        example="clerkdesk\nclerkdesk verify --json cong-van.pdf",
        exits=_(
            "0 xong; 1 chạy được nhưng kết quả không đạt; 2 không chạy được;\n"
            "3 kho dữ liệu đang mở trong cửa sổ ClerkDesk"
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"ClerkDesk {__version__}",
        help=_("hiện phiên bản rồi thoát"),
    )
    window.add_arguments(parser)
    parser.set_defaults(run=window.run)
    verbs = parser.add_subparsers(title=_("Các lệnh"), metavar=_("LỆNH"), prog="clerkdesk")
    for verb in VERBS:
        one = verbs.add_parser(
            verb.name,
            help=_(verb.summary),
            summary=_(verb.summary),
            example=verb.example,
            exits=_(verb.exits),
        )
        verb.arguments(one)
        one.set_defaults(run=verb.run)
    return parser


def _app() -> Program:
    from clerkdesk import app

    return app
