"""Tell the sender how its document fares here: assigned 04, in work 05, done 06 (QĐ 28/2018, Điều 6.3)."""

from contextlib import suppress

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import UnfitPacket
from clerkdesk.domain.incoming import Channel, Incoming, IncomingState
from clerkdesk.domain.packets import DocumentReference
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.store import Store
from clerkdesk.services.notice_rules import read_notice_rules
from clerkdesk.services.notify_receipt import NotifyReceipt, status_name

_SAID = {
    DeliveryStatus.ASSIGNED: N_("Lãnh đạo phân công xử lý"),
    DeliveryStatus.PROCESSING: N_("Đang xử lý văn bản đến"),
    DeliveryStatus.FINISHED: N_("Hoàn thành xử lý"),
}


class ReportProgress:
    """Each status once for a document that came as a packet; who works on it stays in the office."""

    def __init__(self, store: Store, notify: NotifyReceipt) -> None:
        self._store = store
        self._notify = notify

    def __call__(self, document: Incoming, by: Person) -> None:
        """Queue what the document's state says, unless it was said before or the office wants none."""
        status = _status_of(document)
        entry = document.entry
        if status is None or not entry.packet_id or not entry.issuing_org_code:
            return
        if entry.channel is Channel.MAIL:  # its receipt was the reply to it
            return
        if not read_notice_rules(self._store.settings).tell_progress:
            return
        before = self._store.exchange.about(document.uid)
        if any(parcel.header.name == status_name(status.value) for parcel in before):
            return
        # To whom the receipt went: the agency that sent the packet, whatever it says inside.
        accepted = status_name(DeliveryStatus.ACCEPTED.value)
        receipts = [one.header.recipients for one in before if one.header.name == accepted]
        to = receipts[0][0] if receipts and receipts[0] else entry.issuing_org_code
        about = DocumentReference(
            document_id=entry.packet_id,
            code_number=entry.code_number,
            code_notation=entry.code_notation,
            organ_code=entry.issuing_org_code,
            issued_date=entry.issued_date,
        )
        with suppress(UnfitPacket):  # work goes on where the answer cannot be written
            self._notify.answered(
                about, status.value, to, by, _said(document, status), about=document.uid
            )


def _status_of(document: Incoming) -> DeliveryStatus | None:
    return {
        IncomingState.FORWARDED: DeliveryStatus.ASSIGNED,
        IncomingState.IN_WORK: DeliveryStatus.PROCESSING,
        IncomingState.DONE: DeliveryStatus.FINISHED,
    }.get(document.state)


def _said(document: Incoming, status: DeliveryStatus) -> str:
    reply = document.acts[-1].reply_code if document.acts else ""
    if status is DeliveryStatus.FINISHED and reply:
        return _("Hoàn thành xử lý, trả lời bằng {code}").format(code=reply)
    return _(_SAID[status])
