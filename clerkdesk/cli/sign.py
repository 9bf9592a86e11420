"""`clerkdesk sign`: one signature on one PDF with a certificate on a USB token."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from getpass import getpass
from pathlib import Path
from time import perf_counter
from typing import TextIO

from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.clock import VIETNAM_TIME, signing_time_text
from clerkdesk.domain.errors import CannotSign, NoToken
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder, TokenCertificate
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.signing import Tokens
from clerkdesk.process.named_files import read_file, write_file

_INVISIBLE = Appearance(page=0, box=Box(0, 0, 0, 0))


def list_certificates(
    tokens: Tokens, terminal: Terminal, *, now: datetime, as_json: bool = False
) -> int:
    """Tell which certificates are plugged in; none is an answer, with exit code NOT_ALL."""
    found = tokens.certificates()
    if as_json:
        terminal.json([_certificate_values(one, now) for one in found])
    elif found:
        terminal.table(
            (_("MÃ CHỨNG THƯ"), _("CHỦ THỂ"), _("LOẠI"), _("CÒN (NGÀY)"), _("TOKEN")),
            [
                (
                    one.certificate_id,
                    one.subject,
                    _("cơ quan") if one.is_organisation else _("cá nhân"),
                    str(one.days_left(now)),
                    one.token_label,
                )
                for one in found
            ],
        )
    if not found:
        terminal.fail(NoToken())
    return Exit.DONE if found else Exit.NOT_ALL


def sign(
    tokens: Tokens,
    desk: PdfDesk,
    source: Path,
    out: Path,
    terminal: Terminal,
    *,
    certificate_id: str,
    pin: bytearray,
    signer: str = "",
    picture: bytes = b"",
    reason: str = "",
    now: datetime,
    as_json: bool = False,
) -> int:
    """Sign `source` into `out`, which may not be `source`; nothing is written where it fails.

    Args:
        pin: wiped when this returns.
        signer: name that stands on the document; the picture goes to its place by NĐ 30/2020, or
            name and time of the signature where there is no picture. Empty = nothing is drawn.

    Raises:
        ClerkError: why it was not signed.
    """
    started = perf_counter()
    try:
        certificate = _chosen(tokens.certificates(), certificate_id)
        kind = SignatureKind.ORGANISATION if certificate.is_organisation else SignatureKind.PERSON
        if source.resolve() == out.resolve():
            raise CannotSign(source.name, _("tệp kết quả trùng với tệp gốc"))
        pdf = read_file(source)
        appearance = _INVISIBLE
        if signer:
            places = desk.signature_places(source.name, pdf, signer)
            box = places.seal if certificate.is_organisation else places.signature
            text = "" if picture else f"{certificate.subject}\n{signing_time_text(now)}"
            appearance = Appearance(places.page, box, picture, text)
        order = SignatureOrder(source.name, pdf, kind, certificate_id, appearance, now, reason)
        (signed,) = list(tokens.sign([order], pin, stop=lambda: False))
    finally:
        pin[:] = bytes(len(pin))
    if signed.error is not None:
        raise signed.error
    write_file(out, signed.pdf)
    if as_json:
        terminal.json(
            {
                "file": source,
                "out": out,
                "kind": kind,
                "certificate": _certificate_values(certificate, now),
                "bytes": len(signed.pdf),
                "seconds": round(perf_counter() - started, 3),
            }
        )
    else:
        terminal.say(
            _("Đã ký {file} bằng chứng thư của {subject} → {out}").format(
                file=source, subject=certificate.subject, out=out
            )
        )
    return Exit.DONE


def read_pin(stdin: TextIO) -> bytearray:
    """The first line of `stdin`, without its line end."""
    return bytearray(stdin.readline().rstrip("\r\n").encode())


def _chosen(found: Sequence[TokenCertificate], certificate_id: str) -> TokenCertificate:
    for certificate in found:
        if certificate.certificate_id == certificate_id:
            return certificate
    raise NoToken


def _certificate_values(certificate: TokenCertificate, now: datetime) -> dict[str, object]:
    return {
        "certificate_id": certificate.certificate_id,
        "token": certificate.token_label,
        "subject": certificate.subject,
        "organisation": certificate.organisation,
        "issuer": certificate.issuer,
        "not_before": certificate.not_before,
        "not_after": certificate.not_after,
        "days_left": certificate.days_left(now),
        "is_organisation": certificate.is_organisation,
    }


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument("--list", action="store_true", help=_("chỉ liệt kê chứng thư trên token"))
    parser.add_argument("file", nargs="?", type=Path, metavar="PDF", help=_("tệp PDF cần ký"))
    parser.add_argument("--out", "-o", type=Path, metavar="PDF", help=_("tệp PDF đã ký sẽ ghi"))
    parser.add_argument(
        "--certificate", metavar=_("MÃ"), help=_("mã chứng thư, xem bằng «clerkdesk sign --list»")
    )
    parser.add_argument(
        "--signer",
        default="",
        metavar=_("HỌ_TÊN"),
        help=_(
            "họ tên người ký in trên văn bản: hình (hoặc tên, thời gian ký) đặt theo Nghị định 30; bỏ trống thì ký không hiện hình"
        ),
    )
    parser.add_argument(
        "--picture",
        type=Path,
        metavar="PNG",
        help=_("hình chữ ký hoặc con dấu, PNG nền trong suốt"),
    )
    parser.add_argument("--reason", default="", metavar=_("CHỮ"), help=_("lý do ký"))
    parser.add_argument(
        "--pin-from-stdin",
        action="store_true",
        help=_("đọc mã PIN từ dòng đầu của đầu vào chuẩn (mặc định: hỏi trên màn hình)"),
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))
    parser.set_defaults(complain=parser.error)


def _run(arguments: Namespace, session: Session) -> int:
    if not arguments.list:
        needed = {"PDF": "file", "--out": "out", "--certificate": "certificate"}
        missing = [name for name, at in needed.items() if getattr(arguments, at) is None]
        if missing:
            arguments.complain(f"the following arguments are required: {', '.join(missing)}")
    program, now = session.program(), datetime.now(VIETNAM_TIME)
    tokens = program.build_tokens()
    try:
        if arguments.list:
            return list_certificates(tokens, session.terminal, now=now, as_json=arguments.json)
        picture = read_file(arguments.picture) if arguments.picture else b""
        pin = (
            read_pin(session.stdin)
            if arguments.pin_from_stdin
            else bytearray(getpass(_("Mã PIN của token: ")).encode())
        )
        desk = program.build_pdf_desk()
        try:
            return sign(
                tokens,
                desk,
                arguments.file,
                arguments.out,
                session.terminal,
                certificate_id=arguments.certificate,
                pin=pin,
                signer=arguments.signer,
                picture=picture,
                reason=arguments.reason,
                now=now,
                as_json=arguments.json,
            )
        finally:
            desk.close()
    finally:
        tokens.close()


VERB = Verb(
    name="sign",
    summary=N_("Ký số một tệp PDF bằng chứng thư trên USB token"),
    example=(
        "clerkdesk sign --list\n"
        "clerkdesk sign --certificate 1234abcd:01 --signer 'Nguyễn Văn A' bao-cao.pdf -o da-ky.pdf"
    ),
    exits=N_("0 đã ký; 1 không có chứng thư nào (--list); 2 chưa ký, tệp gốc giữ nguyên"),
    arguments=_arguments,
    run=_run,
)
