"""The result of a signature check on one page, and as JSON: evidence that leaves the program."""

import json
from collections.abc import Iterable

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.plain import plain_fields
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdict_words import (
    CERTIFICATE_NAMES,
    INTEGRITY_NAMES,
    REVOCATION_NAMES,
    all_findings,
    crl_words,
    finding_sign,
    legal_words,
    moment_words,
    signature_words,
)
from clerkdesk.domain.verdicts import SIGNATURE_RESULT_NAMES, SignatureCheck
from clerkdesk.ports.documents import FormPrinter
from clerkdesk.ports.store import Store

_SIGNATURE_ROOM, _FINDING_ROOM, _LIST_ROOM = 11, 8, 2
"""Lines of print that fit on the page; the JSON has all."""
_LINE = 78
"""Letters in a line of print."""
_LONGEST_SUBJECT = 180


class PrintVerdict:
    """Reads what was recorded; judges nothing."""

    def __init__(self, store: Store, printer: FormPrinter) -> None:
        self._store = store
        self._printer = printer

    def sheet(self, document: Incoming) -> bytes:
        """«Phiếu kết quả kiểm tra chữ ký số», PDF, one page.

        Raises:
            NotFound: its file was never checked.
        """
        main, checks = self._checks(document)
        check, before = checks[-1], checks[-2] if len(checks) > 1 else None
        return self._printer.sheet(
            "verdict",
            {
                "organisation": self._store.settings.office().name,
                "code": document.code,
                "issuing_org": document.entry.issuing_org,
                "subject": _cut(document.entry.subject),
                "arrival": _("số đến {number}/{year}").format(
                    number=document.shown_number, year=document.year
                ),
                "file_name": main.name,
                "file_hash": main.sha256,
                "verdict": _(SIGNATURE_RESULT_NAMES[check.result]),
                "legal_class": legal_words(check),
                "integrity": _(INTEGRITY_NAMES[check.integrity]),
                "certificate": _(CERTIFICATE_NAMES[check.certificate]),
                "revocation": _(REVOCATION_NAMES[check.revocation]),
                "signatures": _some(
                    (signature_words(n, one) for n, one in enumerate(check.signatures, 1)),
                    _SIGNATURE_ROOM,
                )
                or _("Không có chữ ký số."),
                "findings": _some(
                    (f"- {finding_sign(one)}{one.text}" for one in all_findings(check)),
                    _FINDING_ROOM,
                )
                or _("Không có."),
                "trust_bundle": check.trust_bundle or _("không có"),
                "crls": _some(map(crl_words, check.crls), _LIST_ROOM) or _("không có"),
                "program": check.program or _("không ghi"),
                "checked_at": moment_words(check.checked_at),
                "before": _before(before),
            },
        )

    def as_json(self, document: Incoming) -> bytes:
        """Every check of the document's file, oldest first, as JSON.

        Raises:
            NotFound: its file was never checked.
        """
        main, checks = self._checks(document)
        values = {
            "file": main.name,
            "sha256": main.sha256,
            "document": {
                "uid": document.uid,
                "arrival_number": document.shown_number,
                "year": document.year,
                "code": document.code,
                "issuing_org": document.entry.issuing_org,
            },
            "checks": [plain_fields(check) for check in checks],
        }
        return json.dumps(values, ensure_ascii=False, indent=2).encode()

    def _checks(self, document: Incoming) -> tuple[Attachment, list[SignatureCheck]]:
        main = document.main_file
        checks = list(self._store.checks.all_of(main.sha256)) if main is not None else []
        if main is None or not checks:
            raise NotFound(_("kết quả kiểm tra chữ ký số của văn bản này"))
        return main, checks


def _before(check: SignatureCheck | None) -> str:
    if check is None:
        return _("chưa có")
    name = _(SIGNATURE_RESULT_NAMES[check.result])
    return f"{name}, {moment_words(check.checked_at)}"


def _some(parts: Iterable[str], room: int) -> str:
    """The first of `parts` that have room, and how many were left out."""
    shown: list[str] = []
    left = 0
    for part in parts:
        room -= -(-len(part) // _LINE)
        if left or (shown and room < 0):
            left += 1
        else:
            shown.append(part)
    more = [_("… và {n} mục nữa trong bản JSON").format(n=left)] if left else []
    return "\n".join([*shown, *more])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SUBJECT else text[: _LONGEST_SUBJECT - 1] + "…"
