"""Which recipients still wait for their paper, and what sending it makes of the document."""

from dataclasses import dataclass, replace

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import IN_FORCE, Delivery, Outgoing, PaperDecision, Recipient
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.vietnamese import nfc

_WITH = (PaperDecision.WITH_PAPER, PaperDecision.PAPER_ONLY)


@dataclass(frozen=True, slots=True)
class PaperDue:
    """One recipient's paper of an issued document that has not left."""

    document: Outgoing
    recipient: Recipient
    copies: int

    @property
    def key(self) -> tuple[str, str]:
        """Names it among others: document and place."""
        return self.document.uid, place_key(self.recipient.code, self.recipient.name)


def place_key(code: str, name: str) -> str:
    """One place, by code where it has one: codes are compared without case."""
    return f"#{code.casefold()}" if code else nfc(name)


def paper_copies(decision: PaperDecision | None, recipient: Recipient) -> int:
    """How many paper copies one recipient gets; none where the document goes by network alone.

    Who can only be reached on paper gets one whatever was decided (QĐ 28/2018, Điều 21.2); a number
    that the clerk gave stands; a portal has nobody who takes paper.
    """
    wanted = decision in _WITH and recipient.channel is not Channel.PORTAL
    least = 1 if wanted or recipient.channel is Channel.PAPER else 0
    return max(recipient.paper_copies, least)


def reached_by(decision: PaperDecision | None, recipient: Recipient) -> Recipient:
    """The recipient with the channel that really reaches him: what goes on paper only, goes so to all."""
    if decision is PaperDecision.PAPER_ONLY:
        return replace(recipient, channel=Channel.PAPER)
    return recipient


def papers_due(document: Outgoing) -> list[PaperDue]:
    """The paper of an issued document that has not left yet, in the order of its recipients."""
    if document.state not in IN_FORCE:
        return []
    gone = {place_key(p.code, p.name) for p in document.papers if not p.cancelled}
    return [
        PaperDue(document, place, copies)
        for place in document.entry.recipients
        if (copies := paper_copies(document.entry.paper_decision, place))
        and place_key(place.code, place.name) not in gone
    ]


def dispatched(document: Outgoing, paper: PaperDispatch) -> Outgoing:
    """The document with one more dispatch, or with that dispatch as it is now (taken back).

    The delivery of a recipient who gets nothing but paper follows: it is sent when the paper is.
    """
    others = [old for old in document.papers if old.dispatch_id != paper.dispatch_id]
    place = next(
        (n for n, old in enumerate(document.papers) if old.dispatch_id == paper.dispatch_id),
        len(others),
    )
    if place < len(document.papers) and document.papers[place].cancelled:
        return document  # taken back is taken back, in whatever order the news came
    papers = (*others[:place], paper, *others[place:])
    key = place_key(paper.code, paper.name)
    gone = any(not p.cancelled and place_key(p.code, p.name) == key for p in papers)
    deliveries = tuple(
        _followed(delivery, paper, gone=gone)
        if place_key(delivery.recipient.code, delivery.recipient.name) == key
        else delivery
        for delivery in document.deliveries
    )
    return replace(document, papers=papers, deliveries=deliveries)


def _followed(delivery: Delivery, paper: PaperDispatch, *, gone: bool) -> Delivery:
    if delivery.recipient.electronic:
        return delivery
    if not gone:
        return replace(delivery, status=DeliveryStatus.WAITING, sent_at=None)
    if delivery.status is DeliveryStatus.WAITING:
        return replace(delivery, status=DeliveryStatus.SENT, sent_at=paper.at)
    return delivery


@dataclass(frozen=True, slots=True)
class PaperDecided:
    """What holds, what the rule said and by which article, and why the clerk departed from it."""

    paper_decision: PaperDecision
    paper_proposed: PaperDecision
    paper_basis: str
    paper_reason: str = ""


def with_paper_decision(document: Outgoing, decided: PaperDecided) -> Outgoing:
    """The document with what was decided about its paper."""
    entry = replace(
        document.entry,
        paper_decision=decided.paper_decision,
        paper_proposed=decided.paper_proposed,
        paper_basis=decided.paper_basis,
        paper_reason=decided.paper_reason,
    )
    return replace(document, entry=entry)


@dataclass(frozen=True, slots=True)
class PaperCount:
    """How many issued documents went which way (S11, for the report of Điều 16.9)."""

    electronic_only: int = 0
    with_paper: int = 0
    paper_only: int = 0
    overridden: int = 0
    """Of them, how many against the rule."""
