"""`clerkdesk doctor`: every dependency of the desk, and what to do where one is missing."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.health import HEALTH_STATE_NAMES, HealthLine, HealthState
from clerkdesk.domain.texts import N_, _

_SIGNS = {HealthState.OK: "✔", HealthState.WARN: "!", HealthState.MISSING: "✘"}
_NAME_WIDTH = 26


def tell_health(lines: Iterable[HealthLine], terminal: Terminal, *, as_json: bool = False) -> int:
    """Tell each line as it comes; something missing gives NOT_ALL, a warning does not."""
    seen = []
    for line in lines:
        seen.append(line)
        if as_json:
            continue
        state = _(HEALTH_STATE_NAMES[line.state])
        terminal.say(f"{_SIGNS[line.state]} {state:<6} {line.name:<{_NAME_WIDTH}} {line.found}")
        if line.advice:
            terminal.say(f"{'':<9} {'':<{_NAME_WIDTH}} → {line.advice}")
        terminal.out.flush()
    missing = sum(line.state is HealthState.MISSING for line in seen)
    if as_json:
        terminal.json([asdict(line) for line in seen])
    elif missing:
        terminal.say(_("Còn thiếu {count} thứ; làm theo dấu → rồi chạy lại.").format(count=missing))
    else:
        terminal.say(_("Máy này đủ điều kiện chạy ClerkDesk."))
    return Exit.NOT_ALL if missing else Exit.DONE


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument(
        "--folder",
        type=Path,
        metavar=_("THƯ_MỤC"),
        help=_("thư mục dữ liệu của đơn vị"),
    )
    parser.add_argument(
        "--server", default="", metavar="URL", help=_("địa chỉ máy chủ của tỉnh cần thử kết nối")
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    from clerkdesk.adapters.doctor.doctor import Doctor
    from clerkdesk.adapters.keys.os_key_store import OsKeyStore
    from clerkdesk.adapters.token.installed import installed_modules
    from clerkdesk.adapters.token.unlisted import unlisted_modules

    program = session.program()
    scanner, tokens = program.build_scanner(), program.build_tokens()
    try:
        doctor = Doctor(
            folder=program.usual_places(arguments.folder).folder,
            server=arguments.server,
            key_store=OsKeyStore().title,
            modules=installed_modules(),
            scanners=scanner.devices,
            certificates=tokens.certificates,
            unusable=lambda: (*tokens.unusable(), *unlisted_modules()),
        )
        return tell_health(doctor.lines(), session.terminal, as_json=arguments.json)
    finally:
        tokens.close()
        scanner.close()


VERB = Verb(
    name="doctor",
    summary=N_("Kiểm tra máy này có đủ những gì ClerkDesk cần"),
    example="clerkdesk doctor\nclerkdesk doctor --server http://127.0.0.1:8750 --json",
    exits=N_("0 đủ (có thể còn lưu ý); 1 còn thiếu thứ bắt buộc; 2 không chạy được"),
    arguments=_arguments,
    run=_run,
)
