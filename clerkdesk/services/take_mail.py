"""Take in mails: documents wait for the clerk, notices and bounces settle themselves at the recipient."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import BadMail, NotFound
from clerkdesk.domain.mails import MAIL_SUFFIXES, Bounce, Mail, MailPurpose, QueuedMail
from clerkdesk.domain.outgoing import Delivery
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.recipients import is_email
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.mail import MailCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.take_in import SYSTEM

_LONGEST_ID = 300
_NOTICES = {
    one.value: one
    for one in (
        DeliveryStatus.ARRIVED,
        DeliveryStatus.REFUSED,
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.ASSIGNED,
        DeliveryStatus.PROCESSING,
        DeliveryStatus.FINISHED,
    )
}


@dataclass(frozen=True, slots=True)
class TakenMail:
    """What became of one mail."""

    arrival: Arrival | None = None
    """It waits, or was here already; None where it settled itself."""
    new: bool = False


class TakeMail:
    """Keeps every mail as it came, whole; the same mail twice changes nothing."""

    def __init__(self, store: Store, codec: MailCodec, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._codec = codec
        self._clock = clock

    def __call__(
        self, name: str, content: bytes, came_at: datetime | None = None, left: str = ""
    ) -> TakenMail:
        """Keep the bytes and read them.

        Args:
            came_at: when the office's server took it (Điều 12.2); None for a file that the clerk
                dropped, which counts from what its own head says, never later than now.
            left: why only its head is here.

        Raises:
            DiskFull: it is not kept; it comes again.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        if self._store.exchange.shredded(sha256):
            return TakenMail()
        now = self._clock()
        self._store.files.put(content)
        try:
            mail = self._codec.read(name, content)
        except BadMail as bad:
            nobody = Mail("", "", "", "", "")
            return self._keep(name, content, nobody, came_at or now, str(bad), PacketKind.NEW)
        received = came_at or min(mail.came_at or now, now)
        if left:
            return self._keep(name, content, mail, received, left, PacketKind.NEW)
        if mail.bounces and self._came_back(mail, received):
            return TakenMail(new=True)
        if mail.status_code and self._noticed(mail, received):
            return TakenMail(new=True)
        kind = PacketKind.STATUS if mail.bounces or mail.status_code else PacketKind.NEW
        return self._keep(name, content, mail, received, "", kind)

    def _keep(
        self,
        name: str,
        content: bytes,
        mail: Mail,
        received: datetime,
        problem: str,
        kind: PacketKind,
    ) -> TakenMail:
        sha256 = hashlib.sha256(content).hexdigest()
        same = mail.identity if mail.sender or mail.subject else sha256
        header = PacketHeader(
            sender=mail.sender if is_email(mail.sender) else "",
            recipients=mail.to,
            document_id=(mail.message_id or f"mail:{same}")[:_LONGEST_ID],
            kind=kind.value,
            sha256=sha256,
            size=len(content),
            name=name if name.lower().endswith(MAIL_SUFFIXES) else f"{name}.eml",
        )
        arrival = Arrival(
            arrival_id=hashlib.sha256(f"mail\n{same}".encode()).hexdigest(),
            header=header,
            kind=kind,
            subject=mail.subject or _("(thư không có tiêu đề)"),
            code="",
            received_at=received,
            sent_at=mail.left_at or mail.dated,
            problem=problem,
            by_mail=True,
        )
        new = self._store.exchange.receive(arrival)
        return TakenMail(arrival if new else self._known(arrival), new)

    def _known(self, arrival: Arrival) -> Arrival:
        """The arrival that this mail is already."""
        for one in self._store.exchange.arrivals(waiting_only=False):
            if arrival.arrival_id == one.arrival_id or arrival.header.sha256 == one.header.sha256:
                return one
        return arrival

    def _noticed(self, mail: Mail, at: datetime) -> bool:
        """Whether it is the answer of the very address to which a document went, so that it could
        be recorded there."""
        status = _NOTICES.get(mail.status_code)
        if status is None:
            return False
        for answered in mail.answers:
            sent = self._store.mails.by_message(answered)
            if sent is None or sent.mail.to.casefold() != mail.sender.casefold():
                continue
            said = next((line for line in mail.body.splitlines()[1:] if line.strip()), "")
            words = said[:300]
            return self._record(
                sent, partial(replace, status=status, status_at=at, description=words)
            )
        return False

    def _came_back(self, mail: Mail, at: datetime) -> bool:
        """Whether every report in it is about a mail of this desk."""
        found = [(bounce, self._store.mails.by_message(bounce.about)) for bounce in mail.bounces]
        done = [self._bounced(bounce, sent, at) for bounce, sent in found]
        return all(done)

    def _bounced(self, bounce: Bounce, sent: QueuedMail | None, at: datetime) -> bool:
        if sent is None or sent.mail.purpose is not MailPurpose.ISSUE:
            return False
        said = bounce.reason or bounce.status or _("máy chủ không nêu lý do")
        if not bounce.final:
            words = _("Máy chủ thư còn đang thử chuyển: {reason}").format(reason=said)
            return self._record(sent, lambda way: _delayed(way, at, words))
        words = _("Thư bị trả lại: {reason}").format(reason=said)
        return self._record(
            sent,
            lambda way: replace(
                way, status=DeliveryStatus.UNDELIVERED, status_at=at, description=words
            ),
        )

    def _record(self, sent: QueuedMail, change: Callable[[Delivery], Delivery]) -> bool:
        try:
            document = self._store.outgoing.get(sent.mail.about)
        except NotFound:
            return False
        place = sent.mail.recipient
        for way in document.deliveries:
            if place is not None and (way.recipient.name, way.recipient.email) == (
                place.name,
                place.email,
            ):
                self._store.outgoing.set_delivery(document.uid, change(way), SYSTEM)
                return True
        return False


def _delayed(way: Delivery, at: datetime, words: str) -> Delivery:
    if way.status is not DeliveryStatus.SENT:
        return way
    return replace(way, status_at=at, description=words)
