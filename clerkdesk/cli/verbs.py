"""All verbs of the command line and the parser that knows them."""

from clerkdesk import __version__
from clerkdesk.cli import (
    bundle,
    check_health,
    demonstrate,
    import_register,
    packets,
    pages,
    read_fields,
    scan,
    search,
    serve,
    sign,
    trust,
    verify,
    window,
)
from clerkdesk.cli.parser import ClerkParser
from clerkdesk.domain.texts import _

VERBS = (
    demonstrate.VERB,
    serve.VERB,
    scan.VERB,
    verify.VERB,
    sign.VERB,
    trust.VERB,
    read_fields.VERB,
    pages.VERB,
    packets.VERB,
    search.VERB,
    import_register.VERB,
    bundle.VERB,
    check_health.VERB,
)


def command_parser() -> ClerkParser:
    """The parser of the whole command line; its result carries `run`, the function to call."""
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
