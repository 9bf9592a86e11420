"""No verb: open the window."""

from argparse import Namespace
from pathlib import Path

from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.verb import Session
from clerkdesk.domain.texts import _
from clerkdesk.ports.program import WindowArguments


def add_arguments(parser: ClerkParser) -> None:
    """Where the office is."""
    parser.add_argument(
        "--folder",
        type=Path,
        metavar=_("THƯ_MỤC"),
        help=_("thư mục dữ liệu của đơn vị (mặc định: thư mục riêng của tài khoản máy tính)"),
    )
    parser.add_argument(
        "--demo", action="store_true", help=_("mở đơn vị mẫu, không đụng đến dữ liệu thật")
    )


def run(arguments: Namespace, session: Session) -> int:
    """Show the window until it is closed."""
    return session.program().run_window(WindowArguments(arguments.folder, arguments.demo))
