"""Send the mail of an issued document once more: it came back, or the office had no mailbox then."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import InvalidEntry, StepNotAllowed
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.mails import MailPurpose, MailState
from clerkdesk.domain.outgoing import IN_FORCE, OUTGOING_STATE_NAMES, Delivery, Outgoing
from clerkdesk.domain.people import Person
from clerkdesk.domain.recipients import is_email
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.mail_setting import read_account
from clerkdesk.services.write_mails import WriteMails

_OPEN = (MailState.WAITING, MailState.IN_DOUBT)


class SendAgain:
    """Queues one more mail; the recipient stays the same place of the document."""

    def __init__(self, store: Store, mails: WriteMails, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._mails = mails
        self._clock = clock

    def wanting(self, document: Outgoing) -> Sequence[Delivery]:
        """Recipients by mail whom nothing has reached and to whom nothing is on its way."""
        if document.state not in IN_FORCE:
            return []
        ways = [
            way
            for way in document.deliveries
            if way.recipient.channel is Channel.MAIL
            and way.status in (DeliveryStatus.WAITING, DeliveryStatus.UNDELIVERED)
        ]
        if not ways:
            return []
        on_their_way = {
            (one.mail.recipient.name, one.mail.recipient.email)
            for one in self._store.mails.about(document.uid)
            if one.state in _OPEN and one.mail.recipient is not None
        }
        return [w for w in ways if (w.recipient.name, w.recipient.email) not in on_their_way]

    def address(self, way: Delivery) -> str:
        """Where the recipient can be reached by the directory; else where the document was sent."""
        place = way.recipient
        known = self._store.directory
        agency = (known.named(place.code) if place.code else None) or known.named(place.name)
        return agency.email if agency is not None and agency.email else place.email

    def __call__(self, uid: str, way: Delivery, address: str, by: Person) -> None:
        """Queue the mail to `address`.

        Raises:
            InvalidEntry: it is no address, or the office has no mailbox.
            StepNotAllowed, NotAllowed: it is not in force, or `by` may not issue.
        """
        demand(by, Right.ISSUE)
        document = self._store.outgoing.get(uid)
        if document.state not in IN_FORCE:
            raise StepNotAllowed(_("gửi lại thư"), _(OUTGOING_STATE_NAMES[document.state]))
        if not is_email(address.strip()):
            raise InvalidEntry({"email": _("Địa chỉ thư phải có dạng ten@coquan.gov.vn.")})
        if not read_account(self._store.settings).is_set:
            raise InvalidEntry({"email": _("Cơ quan chưa có hộp thư: xem Thiết lập.")})
        again = self._clock().isoformat()
        mails = self._mails.of_document(
            document, [way.recipient], by, MailPurpose.ISSUE, again=again
        )
        self._store.mails.queue([replace(mail, to=address.strip()) for mail in mails])
