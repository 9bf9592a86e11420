"""Sign outgoing documents: the leader's signature, then the organisation's with the seal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from clerkdesk.domain.attachments import PDF, FileRole
from clerkdesk.domain.copies import is_electronic_copy, kind_of, seal_box, seal_text
from clerkdesk.domain.errors import CannotSign, ClerkError
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.outgoing import Outgoing, Step, after
from clerkdesk.domain.people import Person
from clerkdesk.domain.reading import Box
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import (
    Appearance,
    SignatureKind,
    SignatureOrder,
    TimeSeal,
    TokenCertificate,
)
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.signing import SignedFile, Tokens
from clerkdesk.ports.store import Store
from clerkdesk.services.allot_number import file_name
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.seal_times import SealTimes
from clerkdesk.services.stamp_setting import read_stamps
from clerkdesk.services.stored_file import stored

_STEP = {
    SignatureKind.PERSON: (Step.SIGN_PERSON, Right.SIGN_PERSON),
    SignatureKind.ORGANISATION: (Step.SIGN_ORGANISATION, Right.SIGN_ORGANISATION),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """The outcome for one document: its new state, or why it stayed as it was."""

    document: Outgoing
    error: ClerkError | None = None


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


class SignDocuments:
    """Signs a batch on one PIN; each finished document is stored before the next begins."""

    def __init__(
        self,
        store: Store,
        tokens: Tokens,
        place: PlaceSignature,
        seal_times: SealTimes,
        clock: Callable[[], datetime],
    ) -> None:
        self._seal_times = seal_times
        self._store = store
        self._tokens = tokens
        self._place = place
        self._clock = clock

    def __call__(
        self,
        documents: Sequence[Outgoing],
        kind: SignatureKind,
        certificate_id: str,
        pin: bytearray,
        by: Person,
        *,
        moved: dict[str, Box] | None = None,
        stop: Callable[[], bool] = lambda: False,
        last_try: bool = False,
    ) -> Iterator[Signed]:
        """Yield each document's outcome as it is stored.

        What is signed is what `documents` show: one whose file was exchanged meanwhile, here or
        by another desk, stays unsigned and keeps the newer file.

        Args:
            moved: places that the clerk chose, by document uid; others are placed by rule.
            pin: wiped when the batch ends.
            last_try: the signer agreed to a try that locks the token if the PIN is wrong.

        Raises:
            NotAllowed, StepNotAllowed: before anything was signed.
            NoToken, WrongPin, PinLocked, TokenGone: what was finished before stays.
        """
        try:
            yield from self._sign(
                documents, kind, certificate_id, pin, by, moved or {}, stop, last_try
            )
        finally:
            pin[:] = bytes(len(pin))

    def _sign(
        self,
        documents: Sequence[Outgoing],
        kind: SignatureKind,
        certificate_id: str,
        pin: bytearray,
        by: Person,
        moved: dict[str, Box],
        stop: Callable[[], bool],
        last_try: bool,
    ) -> Iterator[Signed]:
        step, right = _STEP[kind]
        demand(by, right)
        waiting: dict[int, tuple[Outgoing, SignatureOrder]] = {}
        now = self._clock()
        unfit = next(
            (
                _unfit(certificate, kind, now)
                for certificate in self._tokens.certificates()
                if certificate.certificate_id == certificate_id
            ),
            None,  # pulled meanwhile: the token's own answer says so
        )
        for document in documents:
            after(step, document.state)
        refused: list[Signed] = []

        def orders() -> Iterator[SignatureOrder]:
            """Made while the token signs those before: placing a picture takes its time."""
            for document in documents:
                try:
                    if unfit is not None:
                        raise CannotSign(_title(document), unfit)
                    self._demand_unchanged(document)
                    place = moved.get(document.uid)
                    order = self._order(document, kind, certificate_id, place)
                except ClerkError as error:
                    refused.append(Signed(document, error))
                    continue
                waiting[id(order)] = document, order
                yield order

        try:
            for signed in self._tokens.sign(
                orders(),
                pin,
                stop=stop,
                stamps=read_stamps(self._store.settings),
                last_try=last_try,
            ):
                yield from _taken(refused)
                document, _order = waiting.pop(id(signed.order))
                yield self._kept(document, step, by, signed)
        except ClerkError:
            yield from _taken(refused)
            raise
        yield from _taken(refused)

    def _kept(self, document: Outgoing, step: Step, by: Person, signed: SignedFile) -> Signed:
        """Store what was signed, unless the document has changed under the signer's pen."""
        if signed.error is not None:
            return Signed(document, signed.error)
        try:
            self._demand_unchanged(document)
        except CannotSign as error:
            return Signed(document, error)
        main = stored(self._store.files, signed.order.name, PDF, FileRole.MAIN, signed.pdf)
        kept = self._store.outgoing.take_step(document.uid, step, by.login, main)
        if signed.time_seal is TimeSeal.WAITING:
            self._seal_times.remember(kept)
        elif signed.time_seal is TimeSeal.DONE:
            self._seal_times.forget(kept.uid)
        return Signed(kept)

    def _demand_unchanged(self, document: Outgoing) -> None:
        """Refuse a document whose stored file is not the one that `document` shows.

        Raises:
            CannotSign: another file would be signed than the signer has seen, or overwritten.
        """
        stored = self._store.outgoing.get(document.uid)
        if (stored.state, stored.main_file) != (document.state, document.main_file):
            raise CannotSign(
                _title(document), _("văn bản đã được thay đổi sau khi mở để ký, hãy mở xem lại")
            )

    def _order(
        self, document: Outgoing, kind: SignatureKind, certificate_id: str, moved: Box | None
    ) -> SignatureOrder:
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


def _taken(refused: list[Signed]) -> Iterator[Signed]:
    """What was refused since the last look."""
    while refused:
        yield refused.pop(0)


def _title(document: Outgoing) -> str:
    return document.code or document.entry.subject


def _unfit(certificate: TokenCertificate, kind: SignatureKind, now: datetime) -> str | None:
    """Why this certificate may not give this signature, as a Vietnamese clause."""
    if certificate.is_organisation != (kind is SignatureKind.ORGANISATION):
        return (
            _("token đang chọn là của cơ quan, không phải của người ký")
            if certificate.is_organisation
            else _("token đang chọn là của cá nhân, không phải của cơ quan")
        )
    if now > certificate.not_after:
        return _("chứng thư số trên token đã hết hạn")
    if now < certificate.not_before:
        return _("chứng thư số trên token chưa có hiệu lực, hoặc đồng hồ của máy bị sai")
    return None
