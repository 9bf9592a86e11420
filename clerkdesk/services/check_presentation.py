"""Advise on the presentation of a draft before it gets its number (NĐ 30/2020, Phụ lục I)."""

from collections.abc import Sequence

from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.copies import copy_relation
from clerkdesk.domain.issuers import unit_sign
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.presentation import Advice, Expected, advice
from clerkdesk.domain.series import compose_code, series_for
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules


class CheckPresentation:
    """Looks at the main PDF; what it says is advice, never a wall."""

    def __init__(self, store: Store, pdf_desk: PdfDesk) -> None:
        self._store = store
        self._pdf_desk = pdf_desk

    def __call__(self, document: Outgoing) -> Sequence[Advice]:
        """What differs from the law; empty where nothing does, of a copy, or where there is no PDF yet.

        Raises:
            DamagedFile, LockedFile, HelperCrashed, HelperSilent: it cannot be looked at.
        """
        main = document.main_file
        if main is None or main.media_type != PDF or copy_relation(document) is not None:
            return ()
        layout = self._pdf_desk.layout(main.name, self._store.files.get(main.sha256))
        entry = document.entry
        return advice(
            layout,
            Expected(
                doc_type=entry.doc_type,
                notation=document.code_notation.rpartition("/")[2] or self._notation(document),
                issuing_org=entry.issuing_org_name,
                signer_name=entry.signer_name,
            ),
        )

    def _notation(self, document: Outgoing) -> str:
        """Ký hiệu as it will be composed at allotment."""
        rules, entry = OfficeRules(self._store.settings), document.entry
        issuer = rules.issuer_of(entry.issuing_org_name)
        code = compose_code(
            1,
            series_for(entry.doc_type, rules.series(), issuer.issuer_id),
            rules.doc_type(entry.doc_type),
            issuer.notation,
            unit_sign(entry.drafting_unit, rules.unit_signs()),
            year=entry.register_date.year,
        )
        return code.code_notation.rpartition("/")[2]
