"""The print of a copy on paper: what is copied, and under its end the copy's own block."""

from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.copies import (
    COPY_FORMS,
    CopyBlock,
    authority_lines,
    copy_relation,
    kind_of,
    recipient_lines,
)
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.errors import CannotCopy
from clerkdesk.domain.issuers import unit_sign
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.relations import RelationKind
from clerkdesk.domain.series import compose_code, series_for
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules

_SCANNED = frozenset(OutgoingState) - {
    OutgoingState.DRAFT,
    OutgoingState.SUBMITTED,
    OutgoingState.RETURNED,
    OutgoingState.APPROVED,
    OutgoingState.SIGNED_ON_PAPER,
    OutgoingState.NUMBERED_ON_PAPER,
    OutgoingState.STAMPED,
}
_BLANK_NUMBER, _BLANK_DATE = " " * 8, "ngày     tháng     năm "


def may_print(document: Outgoing) -> bool:
    """Whether it is a copy on paper that was not signed, stamped and scanned yet."""
    relation = copy_relation(document)
    on_paper = relation is not None and relation.kind is RelationKind.COPIES_ON_PAPER
    return on_paper and document.state not in _SCANNED


class PrintCopy:
    """Makes the pages for the printer; they are signed by hand and stamped."""

    def __init__(self, store: Store, pdf_desk: PdfDesk) -> None:
        self._store = store
        self._pdf_desk = pdf_desk

    def __call__(self, document: Outgoing) -> bytes:
        """The copy with its block; number and date are blank until it has them.

        Raises:
            CannotCopy: it is no copy on paper, or its scan stands in its place already.
            DamagedFile, LockedFile, HelperCrashed, HelperSilent
        """
        relation, main = copy_relation(document), document.main_file
        name = document.code or document.entry.subject
        if relation is None or relation.kind is not RelationKind.COPIES_ON_PAPER:
            raise CannotCopy(name, _("không phải bản sao giấy"))
        if main is None or main.media_type != PDF or document.state in _SCANNED:
            raise CannotCopy(name, _("bản sao đã ký, đóng dấu và gắn bản quét; in bản quét đó"))
        return self._pdf_desk.add_copy_block(
            main.name, self._store.files.get(main.sha256), self.block(document)
        )

    def block(self, document: Outgoing) -> CopyBlock:
        """What stands under the end (NĐ 30/2020, Phụ lục I, Phần II, mục II.1)."""
        rules, entry = OfficeRules(self._store.settings), document.entry
        kind = kind_of(rules.doc_type(entry.doc_type).abbreviation)
        if kind is None:
            raise CannotCopy(entry.subject, _("loại văn bản không phải sao y, sao lục, trích sao"))
        code = document.code or f"{_BLANK_NUMBER}/{self._notation(document)}"
        day = (
            written_date(document.issued_date)
            if document.issued_date
            else f"{_BLANK_DATE}{entry.register_date.year}"
        )
        return CopyBlock(
            form=COPY_FORMS[kind],
            organisation=entry.issuing_org_name,
            code=_("Số: {code}").format(code=code),
            place_date=f"{self._store.settings.office().place}, {day}",
            authority=authority_lines(
                entry.competence, entry.signer_position, entry.issuing_org_name
            ),
            signer=entry.signer_name,
            recipients=recipient_lines(
                [place.name for place in entry.recipients], entry.storage_location
            ),
        )

    def _notation(self, document: Outgoing) -> str:
        """Ký hiệu as it will be composed at allotment."""
        rules, entry = OfficeRules(self._store.settings), document.entry
        issuer = rules.issuer_of(entry.issuing_org_name)
        return compose_code(
            1,
            series_for(entry.doc_type, rules.series(), issuer.issuer_id),
            rules.doc_type(entry.doc_type),
            issuer.notation,
            unit_sign(entry.drafting_unit, rules.unit_signs()),
            year=entry.register_date.year,
        ).code_notation
