"""`clerkdesk verify`: check the signatures of PDF files, as many at once as there are cores."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from logging import getLogger
from pathlib import Path
from time import perf_counter

from clerkdesk.cli.lanes import in_lanes, workers
from clerkdesk.cli.parser import ClerkParser, moment
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.errors import ClerkError, FileNotRead
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.verdict_words import CERTIFICATE_NAMES, INTEGRITY_NAMES, REVOCATION_NAMES
from clerkdesk.domain.verdicts import (
    SIGNATURE_RESULT_NAMES,
    CertificateState,
    Finding,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    Verdict,
)
from clerkdesk.ports.signing import SignatureChecker
from clerkdesk.process.host import ChildDefect
from clerkdesk.process.named_files import read_file

_HEAD_BYTES = 65_536
_DER_SEQUENCE = b"\x30"
_SIGNS = {
    Verdict.VALID: "✔",
    Verdict.INVALID: "✘",
    Verdict.INDETERMINATE: "?",
    Verdict.UNSIGNED: "–",
}


def verify(
    checkers: Sequence[SignatureChecker],
    files: Sequence[Path],
    terminal: Terminal,
    *,
    at: datetime | None = None,
    as_json: bool = False,
) -> int:
    """Check `files`, one a checker at a time; one that breaks its checker does not stop the others."""
    report, codes = [], {Exit.DONE}
    judged = in_lanes(lambda checker, file: _judge(checker, file, at), checkers, files)
    for file, one in zip(files, judged, strict=True):
        if one.unread is not None:
            terminal.fail(one.unread)
            codes.add(Exit.NOT_RUN)
        elif one.check.verdict is not Verdict.VALID:
            codes.add(Exit.NOT_ALL)
        if as_json:
            report.append(_values(file, one.check, one.seconds))
        else:
            for line in _lines(file, one.check, one.seconds):
                terminal.say(line)
    if as_json:
        terminal.json(report)
    return max(codes)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What came of one file; `unread` where it could not be read from the disk."""

    check: SignatureCheck
    seconds: float
    unread: FileNotRead | None = None


def _judge(checker: SignatureChecker, file: Path, at: datetime | None) -> _Judged:
    started = perf_counter()
    try:
        check = checker.check(file.name, read_file(file), at=at)
    except FileNotRead as error:
        return _Judged(_no_verdict("file-not-read", str(error)), perf_counter() - started, error)
    except ClerkError as error:  # the file broke the checker: never green, and the rest goes on
        check = _no_verdict(type(error).__name__, f"{error} {error.advice}")
    except ChildDefect:
        getLogger(__name__).exception("the checker has a defect on one file")
        check = _no_verdict("checker-failed", _("Phần kiểm tra chữ ký gặp lỗi với tệp này."))
    return _Judged(check, check.seconds or perf_counter() - started)


def _no_verdict(code: str, text: str) -> SignatureCheck:
    return SignatureCheck(
        verdict=Verdict.INDETERMINATE,
        integrity=Integrity.UNREADABLE,
        certificate=CertificateState.UNKNOWN,
        revocation=Revocation.UNKNOWN,
        legal_class=LegalClass.INFORMATION,
        findings=(Finding(code, text),),
    )


def _values(file: Path, check: SignatureCheck, seconds: float) -> dict[str, object]:
    """The check as docs/command-line.md shows it."""
    return {
        "file": file,
        "verdict": check.verdict,
        "integrity": check.integrity,
        "certificate": check.certificate,
        "revocation": check.revocation,
        "legal_class": check.legal_class,
        "signatures": [asdict(signature) for signature in check.signatures],
        "findings": [asdict(finding) for finding in check.findings],
        "seconds": round(seconds, 3),
    }


def _lines(file: Path, check: SignatureCheck, seconds: float) -> Iterator[str]:
    word = _(SIGNATURE_RESULT_NAMES[check.result])
    yield f"{_SIGNS[check.verdict]} {word.upper()}  {file}  ({seconds:.1f} s)"
    yield "    " + _(
        "Nội dung: {integrity}; chứng thư: {certificate}; thu hồi: {revocation}"
    ).format(
        integrity=_(INTEGRITY_NAMES[check.integrity]),
        certificate=_(CERTIFICATE_NAMES[check.certificate]),
        revocation=_(REVOCATION_NAMES[check.revocation]),
    )
    for signature in check.signatures:
        at = f", {signature.signed_at:%d/%m/%Y %H:%M}" if signature.signed_at else ""
        yield f"    • {signature.signer or signature.field_name}{at}"
    for finding in check.findings:
        yield f"    - {finding.text}"


def _arguments(parser: ClerkParser) -> None:
    parser.set_defaults(complain=parser.error)
    parser.add_argument(
        "files", nargs="*", type=Path, metavar=_("TỆP"), help=_("tệp PDF cần kiểm tra")
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))
    parser.add_argument(
        "--anchor",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="PEM",
        help=_("chứng thư gốc tin cậy thêm cho lần này"),
    )
    parser.add_argument(
        "--crl",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="CRL",
        help=_("danh sách chứng thư bị thu hồi thêm cho lần này"),
    )
    parser.add_argument(
        "--at",
        type=moment,
        metavar=_("THỜI_ĐIỂM"),
        help=_("xét tại thời điểm này (ISO 8601) thay cho bây giờ"),
    )


def _run(arguments: Namespace, session: Session) -> int:
    anchors = [path for path in arguments.anchor if _is_trust_file(path)]
    crls = [path for path in arguments.crl if _is_trust_file(path)]
    files = [
        *(path for path in (*arguments.anchor, *arguments.crl) if path not in {*anchors, *crls}),
        *arguments.files,
    ]
    if not files:
        arguments.complain(f"the following arguments are required: {_('TỆP')}")
    for named in (*anchors, *crls):
        read_file(named)  # a trust file that cannot be read must not be left out silently
    program = session.program()
    with workers(lambda: program.build_checker(anchors, crls), len(files)) as checkers:
        return verify(checkers, files, session.terminal, at=arguments.at, as_json=arguments.json)


def _is_trust_file(path: Path) -> bool:
    """Whether a name after --anchor or --crl is one: «--crl a.crl b.pdf» means to check b.pdf."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return path.suffix.lower() != ".pdf"
    return b"-----BEGIN" in head or head.startswith(_DER_SEQUENCE)


VERB = Verb(
    name="verify",
    summary=N_("Kiểm tra chữ ký số của tệp PDF, không cần mạng"),
    example=(
        "clerkdesk verify cong-van.pdf\n"
        "clerkdesk verify --json den/1.pdf den/2.pdf --anchor goc.pem --crl thu-hoi.crl"
    ),
    exits=N_("0 mọi tệp đều hợp lệ; 1 có tệp không hợp lệ hoặc chưa xác định; 2 không chạy được"),
    arguments=_arguments,
    run=_run,
)
