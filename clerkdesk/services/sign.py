"""Sign outgoing documents: the leader's signature, then the organisation's with the seal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from clerkdesk.domain.attachments import PDF, FileRole
from clerkdesk.domain.errors import CannotSign, ClerkError
from clerkdesk.domain.outgoing import Outgoing, Step, after
from clerkdesk.domain.people import Person
from clerkdesk.domain.reading import Box
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import (
    SignatureKind,
    SignatureOrder,
    TimeSeal,
    TokenCertificate,
)
from clerkdesk.ports.signing import SignedFile, Tokens
from clerkdesk.ports.store import Store
from clerkdesk.services.order_signature import OrderSignature
from clerkdesk.services.seal_times import SealTimes
from clerkdesk.services.stamp_setting import stamps_for
from clerkdesk.services.stored_file import stored

_STEP = {
    SignatureKind.PERSON: (Step.SIGN_PERSON, Right.SIGN_PERSON),
    SignatureKind.ORGANISATION: (Step.SIGN_ORGANISATION, Right.SIGN_ORGANISATION),
}


_FRESH = timedelta(minutes=5)
"""A preview carries the time of signing: what is older is made anew."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The outcome for one document: its new state, or why it stayed as it was."""

    document: Outgoing
    error: ClerkError | None = None


class SignDocuments:
    """Signs a batch on one PIN; each finished document is stored before the next begins."""

    def __init__(
        self,
        store: Store,
        tokens: Tokens,
        order: OrderSignature,
        seal_times: SealTimes,
        clock: Callable[[], datetime],
    ) -> None:
        self._seal_times = seal_times
        self._store = store
        self._tokens = tokens
        self._order = order
        self._clock = clock

    def __call__(
        self,
        documents: Sequence[Outgoing],
        kind: SignatureKind,
        certificate_id: str,
        pin: bytearray,
        by: Person,
        *,
        moved: Mapping[str, Box] | None = None,
        stop: Callable[[], bool] = lambda: False,
        last_try: bool = False,
        seen: Mapping[str, SignatureOrder] | None = None,
    ) -> Iterator[Signed]:
        """Yield each document's outcome as it is stored.

        What is signed is what `documents` show: one whose file was exchanged meanwhile, here or
        by another desk, stays unsigned and keeps the newer file.

        Args:
            moved: places that the clerk chose, by document uid; others are placed by rule.
            pin: wiped when the batch ends.
            last_try: the signer agreed to a try that locks the token if the PIN is wrong.
            seen: orders whose previews the signer has seen, by document uid: signed as they are.

        Raises:
            NotAllowed, StepNotAllowed: before anything was signed.
            NoToken, WrongPin, PinLocked, TokenGone: what was finished before stays.
        """
        try:
            yield from self._sign(
                documents, kind, certificate_id, pin, by, moved or {}, seen or {}, stop, last_try
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
        moved: Mapping[str, Box],
        seen: Mapping[str, SignatureOrder],
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
                    order = self._seen(document, kind, seen) or self._order(
                        document, kind, certificate_id, place
                    )
                    order = replace(order, certificate_id=certificate_id)
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
                stamps=stamps_for(kind, self._store.settings),
                last_try=last_try,
            ):
                yield from _taken(refused)
                document, _order = waiting.pop(id(signed.order))
                yield self._kept(document, step, by, signed)
        except ClerkError:
            yield from _taken(refused)
            raise
        yield from _taken(refused)

    def _seen(
        self, document: Outgoing, kind: SignatureKind, seen: Mapping[str, SignatureOrder]
    ) -> SignatureOrder | None:
        """The order that was shown, unless it is of another file, or its time is long past."""
        order, main = seen.get(document.uid), document.main_file
        if order is None or main is None or order.kind is not kind:
            return None
        fresh = self._clock() - order.signed_at < _FRESH
        return order if fresh and self._store.files.get(main.sha256) == order.pdf else None

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
