"""`clerkdesk trust`: show, check and load trust lists; for the province, make them."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.trust import (
    CERTIFICATE_SUFFIXES,
    TRUST_FILE_SUFFIX,
    TRUST_LIST_NAMES,
    BundleFacts,
    TrustStanding,
    key_words,
)
from clerkdesk.ports.trust import TrustPress, TrustStore
from clerkdesk.process.named_files import read_file, write_file


def show(trust: TrustStore, terminal: Terminal, now: datetime, *, as_json: bool = False) -> int:
    """Tell what is believed; nothing is an answer, with exit code NOT_ALL."""
    standing = trust.standing()
    if as_json:
        terminal.json(_standing_values(standing))
    else:
        terminal.say(
            _bundle_line(standing.bundle)
            if standing.bundle
            else _("Chưa có danh sách tin cậy của tỉnh.")
        )
        terminal.table(
            (_("DANH SÁCH"), _("HẾT HẠN"), _("NHÀ CUNG CẤP")),
            [
                (_(TRUST_LIST_NAMES[one.trust_list]), f"{one.not_after:%d/%m/%Y}", one.name)
                for one in standing.authorities
            ],
        )
        terminal.table(
            (_("LẬP LÚC"), _("DÙNG ĐẾN"), _("CÒN DÙNG"), _("DANH SÁCH THU HỒI")),
            [
                (
                    _moment(one.this_update),
                    _moment(one.next_update),
                    _("có") if one.in_force(now) else _("đã cũ"),
                    one.issuer,
                )
                for one in standing.crls
            ],
        )
    return Exit.NOT_ALL if standing.stale else Exit.DONE


def check(
    trust: TrustStore, files: Sequence[Path], terminal: Terminal, *, as_json: bool = False
) -> int:
    """Tell what stands in trust lists, their own signature checked; nothing is kept."""
    report: list[dict[str, object]] = []
    code = Exit.DONE
    for file in files:
        try:
            facts = trust.examine(file.name, read_file(file))
        except ClerkError as error:
            code = Exit.NOT_ALL
            report.append({"file": file, "error": str(error)})
            if not as_json:
                terminal.fail(error)
            continue
        report.append({"file": file, **_bundle_values(facts), "error": None})
        if not as_json:
            terminal.say(f"{file}: {_bundle_line(facts)}")
            terminal.say("    " + _("khóa: {key}").format(key=key_words(facts.key)))
    if as_json:
        terminal.json(report)
    return code


def load(
    trust: TrustStore,
    files: Sequence[Path],
    terminal: Terminal,
    now: datetime,
    *,
    key: str = "",
    as_json: bool = False,
) -> int:
    """Take files in: trust lists, then authorities, then revocation lists, whatever their order."""
    held = trust.standing().bundle
    keys = ["".join(key.split()).lower()] if key else [held.key] if held else []
    report: list[dict[str, object]] = []
    code = Exit.DONE
    for file in sorted(files, key=_turn):
        source = _("lệnh trust load, tệp «{name}»").format(name=file.name)
        try:
            content = read_file(file)
            if file.suffix.lower() == TRUST_FILE_SUFFIX:
                trust.load_bundle(file.name, content, keys=keys, source=source, at=now)
            elif file.suffix.lower() in CERTIFICATE_SUFFIXES and b"X509 CRL" not in content[:200]:
                trust.add_own(file.name, content, source=source, at=now)
            else:
                trust.load_crl(file.name, content, source=source, at=now)
        except ClerkError as error:
            code = Exit.NOT_ALL
            report.append({"file": file, "error": str(error)})
            if not as_json:
                terminal.fail(error)
            continue
        report.append({"file": file, "error": None})
        if not as_json:
            terminal.say(_("Đã nạp {file}").format(file=file))
    if as_json:
        terminal.json(report)
    return code


def _turn(file: Path) -> int:
    order = (TRUST_FILE_SUFFIX, *CERTIFICATE_SUFFIXES)
    suffix = file.suffix.lower()
    return order.index(suffix) if suffix in order else len(order)


def new_key(press: TrustPress, out: Path, terminal: Terminal, *, as_json: bool = False) -> int:
    """Make the province's key; the public half is what offices pin."""
    pem, public = press.new_key()
    write_file(out, pem)
    if as_json:
        terminal.json({"out": out, "key": public})
    else:
        terminal.say(key_words(public))
        terminal.tell(
            _(
                "Đã ghi khóa riêng vào {out}: cất ngoài mạng. Thông báo mã khóa trên cho các xã."
            ).format(out=out)
        )
    return Exit.DONE


def make(press: TrustPress, arguments: Namespace, terminal: Terminal, now: datetime) -> int:
    """Make and sign a trust list."""

    def read(files: Sequence[Path]) -> list[tuple[str, bytes]]:
        return [(file.name, read_file(file)) for file in files]

    content = press.make(
        read_file(arguments.key),
        name=arguments.name,
        version=arguments.version_number,
        made_at=now,
        made_by=arguments.by,
        official=read(arguments.official),
        public=read(arguments.public),
        crls=read(arguments.crl),
    )
    write_file(arguments.out, content)
    if arguments.json:
        terminal.json({"out": arguments.out, "version": arguments.version_number})
    else:
        terminal.say(_("Đã ký và ghi {out}").format(out=arguments.out))
    return Exit.DONE


def _bundle_line(facts: BundleFacts) -> str:
    words = _("{name}, bản {version}, {by} lập {at}")
    return words.format(
        name=facts.name, version=facts.version, by=facts.made_by, at=_moment(facts.made_at)
    )


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M}" if moment else "—"


def _bundle_values(facts: BundleFacts) -> dict[str, object]:
    return {
        "name": facts.name,
        "version": facts.version,
        "made_at": facts.made_at,
        "made_by": facts.made_by,
        "key": facts.key,
        "sha256": facts.sha256,
        "source": facts.source,
        "loaded_at": facts.loaded_at,
    }


def _standing_values(standing: TrustStanding) -> dict[str, object]:
    return {
        "bundle": _bundle_values(standing.bundle) if standing.bundle else None,
        "authorities": [
            {
                "name": one.name,
                "list": one.trust_list,
                "root": one.is_root,
                "sha256": one.fingerprint,
                "not_after": one.not_after,
                "since": one.since,
                "source": one.source,
            }
            for one in standing.authorities
        ],
        "crls": [
            {
                "issuer": one.issuer,
                "this_update": one.this_update,
                "next_update": one.next_update,
                "number": one.number,
                "revoked": one.revoked,
                "source": one.source,
            }
            for one in standing.crls
        ],
    }


def _arguments(parser: ClerkParser) -> None:
    acts = parser.add_subparsers(
        title=_("Việc cần làm"),
        dest="act",
        metavar=_("VIỆC"),
        required=True,
        prog="clerkdesk trust",
    )
    shown = acts.add_parser(
        "show",
        help=_("kể ra nhà cung cấp được tin cậy và danh sách thu hồi"),
        summary=_("Kể ra những nhà cung cấp chứng thư mà máy này tin cậy."),
        example="clerkdesk trust show",
        exits=_("0 có nguồn tin cậy; 1 chưa tin cậy ai"),
    )
    checked = acts.add_parser(
        "check",
        help=_("xem tệp danh sách tin cậy, không nạp"),
        summary=_("Kiểm tra chữ ký và nội dung của tệp .cdtrust, không thay đổi gì."),
        example="clerkdesk trust check tinh.cdtrust",
        exits=_("0 mọi tệp nguyên vẹn; 1 có tệp hỏng hoặc bị sửa"),
    )
    loaded = acts.add_parser(
        "load",
        help=_("nạp danh sách tin cậy, chứng thư, danh sách thu hồi"),
        summary=_("Nạp tệp .cdtrust, .crt, .crl; bản cũ hơn bản đang dùng bị từ chối."),
        example="clerkdesk trust load --key 'A1B2 …' tinh.cdtrust\nclerkdesk trust load cpg2.crl",
        exits=_("0 đã nạp hết; 1 có tệp bị từ chối"),
    )
    loaded.add_argument(
        "--key", default="", metavar=_("MÃ_KHÓA"), help=_("khóa công khai của tỉnh, 64 ký tự")
    )
    for one in (checked, loaded):
        one.add_argument("files", nargs="+", type=Path, metavar=_("TỆP"), help=_("tệp"))
    key = acts.add_parser(
        "new-key",
        help=_("(tỉnh) tạo khóa ký danh sách tin cậy"),
        summary=_("Tạo khóa Ed25519 của tỉnh; in mã khóa công khai để các xã đối chiếu."),
        example="clerkdesk trust new-key -o khoa-tinh.pem",
        exits=_("0 đã ghi; 2 không ghi được"),
    )
    key.add_argument("-o", "--out", type=Path, required=True, metavar="PEM", help=_("tệp khóa"))
    made = acts.add_parser(
        "make",
        help=_("(tỉnh) lập và ký danh sách tin cậy"),
        summary=_("Lập danh sách tin cậy từ tệp chứng thư, ký bằng khóa của tỉnh."),
        example="clerkdesk trust make --key khoa-tinh.pem --number 3 --official rootcag2.crt cpg2.crt -o tinh.cdtrust",
        exits=_("0 đã ghi; 2 chưa ghi"),
    )
    made.add_argument("--key", type=Path, required=True, metavar="PEM", help=_("khóa của tỉnh"))
    made.add_argument(
        "--number",
        dest="version_number",
        type=int,
        required=True,
        metavar=_("SỐ"),
        help=_("số bản, lớn hơn mọi bản trước"),
    )
    made.add_argument(
        "--name", default=_("Danh sách tin cậy"), metavar=_("TÊN"), help=_("tên danh sách")
    )
    made.add_argument("--by", default="", metavar=_("CƠ_QUAN"), help=_("nơi lập"))
    for name, words in (
        ("--official", _("chứng thư của hệ thống chuyên dùng công vụ")),
        ("--public", _("chứng thư của nhà cung cấp công cộng")),
        ("--crl", _("danh sách thu hồi kèm theo")),
    ):
        made.add_argument(
            name,
            type=Path,
            nargs="+",
            action="extend",
            default=[],
            metavar=_("TỆP"),
            help=words,
        )
    made.add_argument(
        "-o", "--out", type=Path, required=True, metavar=_("TỆP"), help=_("tệp .cdtrust sẽ ghi")
    )
    for one in (shown, checked, loaded, key, made):
        one.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    terminal, now, program = session.terminal, datetime.now(VIETNAM_TIME), session.program()
    match arguments.act:
        case "new-key":
            press = program.build_trust_press()
            return new_key(press, arguments.out, terminal, as_json=arguments.json)
        case "make":
            return make(program.build_trust_press(), arguments, terminal, now)
        case "check":
            return check(program.build_trust(), arguments.files, terminal, as_json=arguments.json)
        case "load":
            return load(
                program.build_trust(),
                arguments.files,
                terminal,
                now,
                key=arguments.key,
                as_json=arguments.json,
            )
    return show(program.build_trust(), terminal, now, as_json=arguments.json)


VERB = Verb(
    name="trust",
    summary=N_("Danh sách nhà cung cấp chứng thư được tin cậy: xem, nạp; tỉnh lập và ký"),
    example="clerkdesk trust show\nclerkdesk trust load tinh.cdtrust",
    exits=N_("0 xong; 1 có tệp bị từ chối hoặc chưa tin cậy ai; 2 không chạy được"),
    arguments=_arguments,
    run=_run,
)
