"""`clerkdesk demo`: one clerk's day in the demo office, in a window or into files."""

from argparse import Namespace
from pathlib import Path

from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.texts import N_, _


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument(
        "--build",
        type=Path,
        default=Path("build/demo"),
        metavar=_("THƯ_MỤC"),
        help=_("nơi đặt ảnh màn hình, PDF và gói tin (mặc định: build/demo)"),
    )
    parser.add_argument(
        "--headless",
        action="store_true",
        help=_("không hiện cửa sổ: tự làm hết các bước rồi để kết quả trong thư mục"),
    )


def _run(arguments: Namespace, session: Session) -> int:
    return session.program().run_demo(arguments.build, arguments.headless)


VERB = Verb(
    name="demo",
    summary=N_("Chạy thử một ngày làm việc của đơn vị mẫu"),
    example="clerkdesk demo --headless --build build/demo",
    exits=N_("0 làm hết các bước; khác 0: có bước không làm được"),
    arguments=_arguments,
    run=_run,
)
