"""Take back or update what was issued: the recipients are told by packet (QĐ 28/2018, NĐ 30, 18.4)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.mails import MailPurpose, OutgoingMail
from clerkdesk.domain.outgoing import (
    IN_FORCE,
    OUTGOING_STATE_NAMES,
    Outgoing,
    Recipient,
    Step,
    after,
)
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.status_marks import StatusMark
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.approve import given
from clerkdesk.services.issue import Issue, reached, through_system
from clerkdesk.services.write_mails import WriteMails


class ChangeIssued:
    """Recalls a document, or tells its recipients what was corrected in it."""

    def __init__(
        self, store: Store, issue: Issue, clock: Callable[[], datetime], mails: WriteMails
    ) -> None:
        self._clock = clock
        self._mails = mails
        self._store = store
        self._issue = issue

    def recall(self, uid: str, reason: str, by: Person) -> Outgoing:
        """Freeze the document (F8a); its number stays, and every electronic recipient is asked to
        cancel it. Paper copies come back by hand (Điều 18.4.a).

        Raises:
            InvalidEntry: no reason was given.
            NotAllowed, StepNotAllowed: it was not issued.
            UnfitPacket: nothing was queued, the document holds.
        """
        demand(by, Right.RECALL)
        why = given(reason)
        document = self._store.outgoing.get(uid)
        after(Step.RECALL, document.state)
        self._tell(document, PacketKind.RECALL, why, by)
        mails = self._letters(document, MailPurpose.RECALL, why, by)
        return self._store.outgoing.take_step(uid, Step.RECALL, by.login, reason=why, mails=mails)

    def update(self, uid: str, reason: str, by: Person) -> Outgoing:
        """Send what the entry says now to every electronic recipient.

        Raises:
            InvalidEntry: no reason was given.
            NotAllowed, StepNotAllowed: it is not in force.
            UnfitPacket: nothing was queued.
        """
        demand(by, Right.RECALL)
        why = given(reason)
        document = self._store.outgoing.get(uid)
        if document.state not in IN_FORCE:
            raise StepNotAllowed(_("gửi bản cập nhật"), _(OUTGOING_STATE_NAMES[document.state]))
        self._tell(document, PacketKind.UPDATE, why, by)
        self._store.mails.queue(self._letters(document, MailPurpose.UPDATE, why, by))
        return document

    def on_paper(self, document: Outgoing) -> tuple[Recipient, ...]:
        """Recipients that must send paper back."""
        return tuple(place for place in document.entry.recipients if place.paper_copies)

    def _letters(
        self, document: Outgoing, purpose: MailPurpose, reason: str, by: Person
    ) -> list[OutgoingMail]:
        """To those that were reached by mail and have not sent the document back."""
        told = [
            way.recipient
            for way in document.deliveries
            if way.status not in (DeliveryStatus.REFUSED, DeliveryStatus.UNDELIVERED)
        ]
        again = str(len(self._store.ops.history("outgoing", document.uid)))
        return self._mails.of_document(document, told, by, purpose, reason, again=again)

    def _tell(self, document: Outgoing, kind: PacketKind, reason: str, by: Person) -> None:
        refused = {
            way.recipient.code.casefold()
            for way in document.deliveries
            if way.status is DeliveryStatus.REFUSED
        }
        told = [a for a in through_system(reached(document)) if a.code.casefold() not in refused]
        waits = any(
            parcel.about == document.uid and parcel.header.kind == kind.value
            for parcel in self._store.exchange.waiting()
        )
        if not told or (waits and kind is PacketKind.RECALL):
            return
        self._issue.queue(document, tuple(told), kind, reason, by)
        asked, codes = StatusMark(kind.value, self._clock(), reason), {a.code for a in told}
        for way in document.deliveries:
            if way.recipient.code in codes:
                marked = replace(way, marks=(*way.marks, asked))
                self._store.outgoing.set_delivery(document.uid, marked, by.login)
