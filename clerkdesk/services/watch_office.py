"""Look at everything that a clerk must be told of: arrivals, what came back, what is late."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from clerkdesk.domain.alerts import Alert
from clerkdesk.domain.clock import VIETNAM_TIME, local_date
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import NotAllowed, NotFound
from clerkdesk.domain.inbox_duty import InboxState
from clerkdesk.domain.incoming import URGENCY_NAMES, IncomingState, Urgency
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.notice_rules import NoticeRules, read_notice_rules
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.receipt_notices import ReceiptNotices
from clerkdesk.services.take_in import SYSTEM

ACKNOWLEDGED = "alerts.acknowledged"
_LOOK_BACK = timedelta(days=1)
_NEWEST = Page(100)
_RETURNED = {
    DeliveryStatus.REFUSED: N_("{name} từ chối văn bản {code}."),
    DeliveryStatus.UNDELIVERED: N_("Thư gửi văn bản {code} cho {name} không tới nơi."),
}


@dataclass(frozen=True, slots=True)
class Watch:
    """The office at one moment."""

    now: datetime
    calendar: OfficeCalendar
    rules: NoticeRules
    alerts: tuple[Alert, ...]
    acknowledged: frozenset[str]
    inbox: InboxState
    late: int
    """Overdue documents and late notices of receipt."""


class WatchOffice:
    """Reads only; what is said of it is `domain.alerts`."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._receipts = ReceiptNotices(store, clock)

    def __call__(self) -> Watch:
        """Read what waits and what is late now."""
        now = self._clock()
        arrivals = self._store.exchange.arrivals()
        rules = read_notice_rules(self._store.settings)
        overdue = self._store.incoming.count(IncomingFilter(overdue_on=local_date(now)))
        late = [n for n in self._receipts.pending() if n.late(now, rules.late_after)]
        looks = self._store.exchange.looks(now - _LOOK_BACK)
        alerts = [*map(_arrived, arrivals), *self._not_forwarded(), *self._returned()]
        alerts += self._fallen()
        if overdue:
            words = _("{n} văn bản đến đã quá hạn giải quyết.").format(n=overdue)
            alerts.append(Alert(f"overdue:{local_date(now)}:{overdue}", words))
        if late:
            words = _("{n} thông báo tiếp nhận chưa gửi được cho bên gửi.").format(n=len(late))
            alerts.append(Alert(f"receipts:{local_date(now)}:{len(late)}", words))
        return Watch(
            now=now,
            calendar=OfficeRules(self._store.settings).calendar(),
            rules=rules,
            alerts=tuple(alerts),
            acknowledged=frozenset(self._kept()),
            inbox=InboxState(
                machine_at=_latest(look.last_at for look in looks if look.by == SYSTEM),
                person_at=_latest(look.last_at for look in looks if look.by != SYSTEM),
                waiting_since=tuple(arrival.received_at for arrival in arrivals),
            ),
            late=overdue + len(late),
        )

    def acknowledge(self, keys: Iterable[str], by: Person) -> None:
        """Somebody knows of these now; kept on this desk with name and time."""
        now = self._clock().astimezone(VIETNAM_TIME).isoformat()
        waiting = {_key(arrival) for arrival in self._store.exchange.arrivals()}
        known = {key: value for key, value in self._kept().items() if key in waiting}
        known.update({key: {"by": by.login, "at": now} for key in keys})
        self._store.settings.keep_here(ACKNOWLEDGED, known)

    def arrival(self, key: str) -> Arrival | None:
        """The arrival that an alert is about, while it waits."""
        waiting = self._store.exchange.arrivals()
        return next((arrival for arrival in waiting if _key(arrival) == key), None)

    def looked(self, by: str) -> None:
        """Log that `by` (a login, or the machine) has looked into the inbox."""
        self._store.exchange.looked(by, len(self._store.exchange.arrivals()))

    def _kept(self) -> Mapping[str, object]:
        stored = self._store.settings.get(ACKNOWLEDGED)
        return stored if isinstance(stored, Mapping) else {}

    def _not_forwarded(self) -> Iterable[Alert]:
        """Urgent documents that have a number but are not before the leader yet."""
        wanted = IncomingFilter(state=IncomingState.TO_FORWARD)
        for document in self._store.incoming.find(wanted, _NEWEST):
            if document.entry.urgency > Urgency.NORMAL:
                words = _("Văn bản {urgency} số đến {number} chưa chuyển lãnh đạo.").format(
                    urgency=_(URGENCY_NAMES[document.entry.urgency]).lower(),
                    number=document.shown_number,
                )
                # the clerk has had it in hand: once is enough, even for hỏa tốc
                yield Alert(f"forward:{document.uid}", words, Urgency.URGENT)

    def _fallen(self) -> Iterable[Alert]:
        """Documents whose signature a later check found worthless; told until somebody takes note."""
        for fallen in self._store.checks.fallen():
            with suppress(NotAllowed, NotFound):  # kept from this account, or not here yet
                document = self._store.incoming.get(fallen.uid)
                words = _("Chữ ký số của văn bản số đến {number} không còn hợp lệ: {code}.")
                words = words.format(number=document.shown_number, code=document.code)
                yield Alert(f"fallen:{fallen.uid}:{fallen.at.isoformat()}", words, Urgency.URGENT)

    def _returned(self) -> Iterable[Alert]:
        wanted = OutgoingFilter(states=(OutgoingState.ISSUED,))
        for document in self._store.outgoing.find(wanted, _NEWEST):
            for delivery in document.deliveries:
                if said := _RETURNED.get(delivery.status):
                    place = delivery.recipient
                    words = _(said).format(name=place.name, code=document.code)
                    key = (
                        f"{delivery.status.name.lower()}:{document.uid}:{place.code or place.email}"
                    )
                    yield Alert(key, words, min(document.entry.urgency, Urgency.URGENT))


def _arrived(arrival: Arrival) -> Alert:
    urgency = Urgency(arrival.urgency)
    what = arrival.title
    if urgency is Urgency.NORMAL:
        return Alert(_key(arrival), _("Văn bản đến: {what}").format(what=what))
    at = arrival.received_at.astimezone(VIETNAM_TIME)
    words = _("{urgency}, đến lúc {time}: {what}").format(
        urgency=_(URGENCY_NAMES[urgency]).upper(), time=f"{at:%H:%M %d/%m}", what=what
    )
    return Alert(_key(arrival), words, urgency)


def _key(arrival: Arrival) -> str:
    return f"arrival:{arrival.arrival_id}"


def _latest(moments: Iterable[datetime]) -> datetime | None:
    return max(moments, default=None)
