"""What will be signed: where a signature goes by rule, and the order that the token gets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from clerkdesk.domain.copies import is_electronic_copy, kind_of, seal_box, seal_text
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.reading import Box
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.signing import Tokens
from clerkdesk.ports.store import Store
from clerkdesk.services.allot_number import file_name
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.stamp_setting import stamps_for


class PlaceSignature:
    """Finds where a signature goes on a document, by rule; the clerk may move it."""

    def __init__(self, store: Store, pdf_desk: PdfDesk, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._pdf_desk = pdf_desk
        self._clock = clock

    def __call__(
        self, document: Outgoing, kind: SignatureKind, at: datetime | None = None
    ) -> Appearance:
        """The appearance by NĐ 30/2020, Phụ lục I (II.7.d, II.8.a; of copies Phần II, I.3).

        Args:
            at: the time of signing, which stands on an electronic copy; None = now.

        Raises:
            CannotSign: there is no PDF, no picture, or the signer's name is not on the page.
        """
        main = document.main_file
        if main is None:
            raise CannotSign(document.entry.subject, _("chưa có tệp PDF"))
        pdf = self._store.files.get(main.sha256)
        if is_electronic_copy(document):
            return self._of_copy(document, main.name, pdf, at or self._clock())
        places = self._pdf_desk.signature_places(main.name, pdf, document.entry.signer_name)
        issuer = OfficeRules(self._store.settings).issuer_of(document.entry.issuing_org_name)
        whose = document.entry.signer_name if kind is SignatureKind.PERSON else issuer.seal
        box = places.signature if kind is SignatureKind.PERSON else places.seal
        return Appearance(places.page, box, self._picture(whose))

    def _of_copy(self, document: Outgoing, name: str, pdf: bytes, at: datetime) -> Appearance:
        """Text alone, in the upper right corner of the first page."""
        rules, entry = OfficeRules(self._store.settings), document.entry
        kind = kind_of(rules.doc_type(entry.doc_type).abbreviation)
        if kind is None:
            raise CannotSign(name, _("loại văn bản không phải sao y, sao lục hay trích sao"))
        text = seal_text(kind, entry.issuing_org_name, at, rules.signing_time())
        first = self._pdf_desk.layout(name, pdf).pages[0]
        return Appearance(0, seal_box(text, first.width * POINTS_PER_MM), text=text)

    def _picture(self, whose: str) -> bytes:
        sha256 = OfficeRules(self._store.settings).picture(whose)
        if sha256 is None:
            missing = (
                _("chưa có hình con dấu trong «Thiết lập»")
                if whose.startswith(SEAL)
                else _("chưa có hình chữ ký của {name} trong «Thiết lập»").format(name=whose)
            )
            raise CannotSign(whose, missing)
        return self._store.files.get(sha256)


class OrderSignature:
    """Writes the order for one signature on one document."""

    def __init__(self, store: Store, place: PlaceSignature, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._place = place
        self._clock = clock

    def __call__(
        self,
        document: Outgoing,
        kind: SignatureKind,
        certificate_id: str,
        moved: Box | None = None,
    ) -> SignatureOrder:
        """The order as of now.

        Args:
            moved: the place that the clerk chose; None = by rule.

        Raises:
            CannotSign: there is no PDF, no place, or number and date are not written into it.
        """
        main = document.main_file
        if main is None:
            raise CannotSign(document.entry.subject, _("chưa có tệp PDF"))
        if kind is SignatureKind.ORGANISATION and main.name != file_name(document):
            raise CannotSign(
                document.code, _("số và ngày chưa ghi vào văn bản, hãy bấm «Ghi số vào văn bản»")
            )
        now = self._clock()
        appearance = self._place(document, kind, now)
        if moved is not None:
            appearance = replace(appearance, box=moved)
        return SignatureOrder(
            name=main.name,
            pdf=self._store.files.get(main.sha256),
            kind=kind,
            certificate_id=certificate_id,
            appearance=appearance,
            signed_at=now,
            reason=appearance.text.partition("\n")[0],
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """An order and the very bytes that will be hashed for it."""

    order: SignatureOrder
    pdf: bytes


class PreviewSignature:
    """Shows what will be signed, byte for byte, before anyone types a PIN."""

    def __init__(self, store: Store, tokens: Tokens, order: OrderSignature) -> None:
        self._store = store
        self._tokens = tokens
        self._order = order

    def __call__(
        self, document: Outgoing, kind: SignatureKind, moved: Box | None = None
    ) -> Preview:
        """Prepare the file as `SignDocuments` would.

        Raises:
            CannotSign, DamagedFile, LockedFile: why it cannot be signed.
            HelperCrashed, HelperSilent: the file broke the helper.
        """
        order = self._order(document, kind, "", moved)
        level = stamps_for(kind, self._store.settings).level
        return Preview(order, self._tokens.preview(order, level))
