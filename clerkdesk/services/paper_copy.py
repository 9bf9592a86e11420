"""Paper made from an electronic document, for who is not connected (QĐ 28/2018, Điều 21.2; NĐ 30, 18.5).

The stored bytes are only read: what is printed is a derived copy.
"""

from datetime import datetime

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import CannotPrintPaper
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.verdicts import (
    SIGNATURE_RESULT_NAMES,
    LegalClass,
    SignatureCheck,
    SignatureReport,
)
from clerkdesk.ports.documents import FormPrinter, PdfDesk
from clerkdesk.ports.store import Store

_LEGAL = {
    LegalClass.ORIGINAL: N_("Có giá trị như bản gốc văn bản giấy (Điều 5 Nghị định 30/2020/NĐ-CP)"),
    LegalClass.PARTLY: N_("Mới có một trong hai chữ ký số (người có thẩm quyền, cơ quan)"),
    LegalClass.INFORMATION: N_("Chỉ để biết, tham khảo (Điều 4 Quyết định 28/2018/QĐ-TTg)"),
    LegalClass.COPY: N_("Bản sao điện tử (Điều 25 Nghị định 30/2020/NĐ-CP)"),
}
_NUMBERED = (OutgoingState.NUMBERED, OutgoingState.SEALED, OutgoingState.ISSUED)


class PrintPaperCopy:
    """Both directions: what came to be stamped ĐẾN, what goes to be stamped with the seal."""

    def __init__(self, store: Store, pdf_desk: PdfDesk, printer: FormPrinter) -> None:
        self._store = store
        self._pdf_desk = pdf_desk
        self._printer = printer

    def incoming(self, document: Incoming) -> bytes:
        """The arrived e-document with the sheet that says who signed it and what the check found.

        Raises:
            CannotPrintPaper: it has no PDF.
            DamagedFile, LockedFile, HelperCrashed, HelperSilent
        """
        arrival = _("số đến {number}/{year}").format(
            number=document.shown_number, year=document.year
        )
        return self._with_facts(document, document.entry.issuing_org, arrival)

    def outgoing_original(self, document: Outgoing) -> bytes:
        """The document as its author signed it, before the organisation's signature: on its print the
        place of the seal is free, and stamped it is the paper original (NĐ 30/2020, Điều 18.5).

        Raises:
            CannotPrintPaper: it has no number or no PDF yet.
            DamagedFile, LockedFile, HelperCrashed, HelperSilent
        """
        signed = _before_the_seal(document)
        if signed is None:
            raise CannotPrintPaper(document.code or document.entry.subject)
        return self._pdf_desk.join(signed.name, [self._store.files.get(signed.sha256)])

    def outgoing_facts(self, document: Outgoing) -> bytes:
        """The issued e-document with the sheet of its signatures, for a recipient without a line.

        Raises:
            CannotPrintPaper: it has no PDF.
            DamagedFile, LockedFile, HelperCrashed, HelperSilent
        """
        return self._with_facts(document, document.entry.issuing_org_name, "")

    def _with_facts(self, document: Incoming | Outgoing, issuing_org: str, arrival: str) -> bytes:
        main = document.main_file
        if main is None or main.media_type != PDF:
            raise CannotPrintPaper(document.code or document.entry.subject)
        facts = {
            "code": document.code,
            "issuing_org": issuing_org,
            "subject": document.entry.subject,
            "arrival": arrival,
        }
        check = self._store.checks.latest(main.sha256)
        sheet = self._printer.sheet("signature_facts", facts | self._found(main, check))
        return self._pdf_desk.join(main.name, [self._store.files.get(main.sha256), sheet])

    def _found(self, main: Attachment, check: SignatureCheck | None) -> dict[str, str]:
        office = self._store.settings.office()
        common = {"organisation": office.name, "file_name": main.name, "file_hash": main.sha256}
        if check is None:
            unknown = _("Chưa kiểm tra chữ ký số của tệp này.")
            return {
                **common,
                "verdict": unknown,
                "legal_class": _("Chưa xác định"),
                "signatures": unknown,
                "findings": _("Không có."),
                "checked_at": "",
            }
        findings = [f"- {finding.text}" for finding in check.findings]
        return {
            **common,
            "verdict": _(SIGNATURE_RESULT_NAMES[check.result]),
            "legal_class": _(_LEGAL[check.legal_class]),
            "signatures": "\n".join(_signature(n, one) for n, one in enumerate(check.signatures, 1))
            or _("Không có chữ ký số."),
            "findings": "\n".join(findings) or _("Không có."),
            "checked_at": _time(check.checked_at),
        }


def _before_the_seal(document: Outgoing) -> Attachment | None:
    """The file with number and the person's signature, which sealing made a VERSION."""
    main = document.main_file
    if document.state not in _NUMBERED or main is None or main.media_type != PDF:
        return None
    if document.state is OutgoingState.NUMBERED:
        return main
    versions = [file for file in document.entry.attachments if file.role is FileRole.VERSION]
    return next((file for file in versions if file.name == main.name), None)


_KINDS = {True: N_("cơ quan, tổ chức"), False: N_("cá nhân")}


def _signature(number: int, one: SignatureReport) -> str:
    who = one.signer or one.organisation or _("không rõ người ký")
    when = _time(one.signed_at) or _("không rõ")
    proof = _("có dấu thời gian") if one.time_stamped else _("thời gian do máy ký khai báo")
    return _("{number}. {who} ({kind}), ký lúc {when} ({proof}); chứng thư do {issuer} cấp").format(
        number=number,
        who=who,
        kind=_(_KINDS[one.is_organisation]),
        when=when,
        proof=proof,
        issuer=one.issuer or _("không rõ"),
    )


def _time(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{moment.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M:%S}"
