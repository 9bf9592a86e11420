"""Read the notices of receipt: those that wait, those that were late, and a period's figures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.mails import MailPurpose, QueuedMail
from clerkdesk.domain.receipt_notices import NoticeFigures, ReceiptNotice, notice_figures
from clerkdesk.ports.store import Parcel, Store
from clerkdesk.services.notice_rules import read_notice_rules


class ReceiptNotices:
    """What S38 asks to be shown; `NotifyReceipt` makes them."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def since(self, start: datetime) -> Sequence[ReceiptNotice]:
        """Notices decided on from `start` on, and all that still wait; oldest first."""
        found = self._store.exchange.answers(start)
        mailed = [
            _reply(queued, at)
            for queued in self._store.mails.answers(start)
            if (at := queued.confirmed_at) is not None
        ]
        if not found:
            return mailed
        names = {a.code.casefold(): a.name for a in self._store.directory.agencies()}
        notices = [
            _notice(parcel, at, names)
            for parcel in found
            if (at := parcel.confirmed_at) is not None
        ]
        return sorted([*notices, *mailed], key=lambda notice: notice.confirmed_at)

    def pending(self) -> Sequence[ReceiptNotice]:
        """Notices that have not left yet."""
        return [notice for notice in self.since(self._clock()) if notice.pending]

    def figures(self, start: datetime, end: datetime) -> NoticeFigures:
        """The figures of decisions from `start` to before `end`."""
        inside = [notice for notice in self.since(start) if start <= notice.confirmed_at < end]
        return notice_figures(inside, self._clock(), self.limit())

    def limit(self) -> timedelta:
        """How long «ngay» may take in this office."""
        return read_notice_rules(self._store.settings).late_after


def _reply(queued: QueuedMail, confirmed_at: datetime) -> ReceiptNotice:
    """A notice that goes as the reply to a mail."""
    mail = queued.mail
    return ReceiptNotice(
        notice_id=queued.mail_id,
        to=mail.to_name or mail.to,
        code=mail.subject,
        document_id=mail.answers,
        refused=mail.purpose is MailPurpose.REFUSED,
        confirmed_at=confirmed_at,
        queued_at=queued.queued_at,
        sent_at=queued.sent_at,
        about=mail.about,
        tries=queued.tries,
        problem=queued.last_error,
    )


def _notice(parcel: Parcel, confirmed_at: datetime, names: Mapping[str, str]) -> ReceiptNotice:
    return ReceiptNotice(
        notice_id=parcel.parcel_id,
        to=", ".join(names.get(code.casefold(), code) for code in parcel.header.recipients),
        code=parcel.header.document_id.rsplit(",", 1)[-1],
        document_id=parcel.header.document_id,
        refused=parcel.header.name == f"status-{DeliveryStatus.REFUSED.value}.edxml",
        confirmed_at=confirmed_at,
        queued_at=parcel.queued_at,
        sent_at=parcel.sent_at,
        about=parcel.about,
        tries=parcel.tries,
        problem=parcel.last_error,
    )
