"""One meeting with the province server: ops first, then packets out, then the feed in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from clerkdesk.domain.access import DESK_SCOPES, Register, read_scopes
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import (
    ClerkError,
    DeskFenced,
    NotAllowed,
    NotFound,
    ServerRefused,
    ServerUnreachable,
)
from clerkdesk.domain.feed_rule import offers_again, reads_own
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.ops import Op, canonical_json
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.sync_pace import MovingFile, in_turn_by_document
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import PUSH_LIMIT, FeedEntry, PacketHeader
from clerkdesk.ports.exchange import Hub
from clerkdesk.ports.store import Parcel, Store
from clerkdesk.services.line_meter import LineMeter
from clerkdesk.services.move_files import Moved, MoveFiles
from clerkdesk.services.take_in import SYSTEM

_OF_DOCUMENTS = frozenset(PacketKind) - {PacketKind.STATUS}
TakeIn = Callable[[PacketHeader, bytes, datetime, datetime | None], object]
"""Keeps a packet durably (header, bytes, received at, sent at); twice is the same as once."""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What one meeting did."""

    pushed: int
    """Ops that the server acknowledged."""
    sent: int
    """Packets that left."""
    received: int
    """Packets that came in."""
    waiting: int
    """Packets that still wait in the outbox."""
    files: Moved = field(default_factory=Moved)
    held: int = 0
    """Packets that wait for tomorrow: the day's amount of a metered line is used."""


class SyncNow:
    """Meets the server once.

    Every step may be repeated: what was done before a break is known to the server (ops by
    number and hash, packets by content) or to the store (arrivals), and the feed's cursor moves
    only after everything before it is kept.

    Args:
        take_in: keeps an arrived packet.
        now: aware time of the desk, for the time of receipt.
        heard: is told the server's time, once a meeting.
        move_files: brings files of documents after all ops; None where only ops and packets go.
        meter: counts bytes, and says which packets may go on a metered line.
    """

    def __init__(
        self,
        store: Store,
        hub: Hub,
        take_in: TakeIn,
        now: Callable[[], datetime],
        heard: Callable[[datetime], object] = lambda _time: None,
        move_files: MoveFiles | None = None,
        meter: LineMeter | None = None,
    ) -> None:
        self._store = store
        self._hub = hub
        self._take_in = take_in
        self._now = now
        self._heard = heard
        self._move_files = move_files
        self._meter = meter
        self._held = 0

    def __call__(self, *, wait: int = 0) -> SyncResult:
        """Push, send and pull until nothing is left; wait up to `wait` seconds for news.

        Raises:
            ServerUnreachable: nothing is lost; what was not done waits for the next meeting.
            ServerRefused: the server does not take the ops, or does not know this desk.
            DeskFenced: the server knows another history of this desk.
            DiskFull: the desk could not keep what came; it comes again.
        """
        tried: set[str] = set()
        self._held = 0
        pushed = self._push()
        sent = self._send_waiting(tried)
        received = self._pull(wait)
        self._store.ops.offer_former()  # the feed was read to its end: it says what others have
        if (server_time := self._hub.server_time()) is not None:
            self._heard(server_time)
        pushed += self._push()  # sending and taking in have made ops of their own
        sent += self._send_waiting(tried)  # and taking in has queued receipts
        pushed += self._push()
        files = Moved()
        if self._move_files is not None:
            files = self._move_files(self._push)
        waiting = len(self._store.exchange.waiting())
        return SyncResult(pushed, sent, received, waiting, files, self._held)

    def _push(self) -> int:
        pushed, put_back = 0, False
        while ops := self._store.ops.pending(PUSH_LIMIT):
            # A batch is of one incarnation: a restore starts a new chain.
            first = ops[0]
            batch = [op for op in ops if op.incarnation == first.incarnation]
            acked = self._hub.push(first.incarnation, batch).acked
            if acked < first.seq:  # the server was put back; once, or one of us is in error
                if put_back:
                    raise ServerRefused(_("máy chủ không xác nhận nhật ký đã gửi"))
                put_back = True
            self._store.ops.acknowledge(acked)
            pushed += sum(op.seq <= acked for op in batch)
            self._note_ops(op for op in batch if op.seq <= acked)
        return pushed

    def _send_waiting(self, tried: set[str]) -> int:
        sent = 0
        waiting = self._store.exchange.waiting()
        moving = [self._moving(parcel) for parcel in waiting]
        for place in in_turn_by_document(moving):
            parcel = waiting[place]
            if parcel.parcel_id in tried:
                continue
            tried.add(parcel.parcel_id)
            if self._meter is not None and not self._meter.may_move(moving[place]):
                self._held += 1
                continue
            try:
                sent_at = self._send(parcel)
            except (ServerUnreachable, DeskFenced):
                raise
            except ClerkError as error:  # this one cannot go; the others can
                self._store.exchange.failed(parcel.parcel_id, str(error))
                continue
            self._record_sent(parcel, sent_at)
            sent += 1
        return sent

    def _moving(self, parcel: Parcel) -> MovingFile:
        """The packet as something that moves: how urgent, how large, about which document."""
        header, urgency = parcel.header, Urgency.NORMAL
        document = header.kind in _OF_DOCUMENTS
        if document:
            try:
                urgency = self._store.outgoing.get(parcel.about).entry.urgency
            except (NotAllowed, NotFound):  # its register is kept from this account
                urgency = Urgency.NORMAL
        return MovingFile(header.sha256, header.size, urgency, parcel.about, notice=not document)

    def _note_ops(self, ops: Iterable[Op]) -> None:
        if self._meter is not None:
            self._meter.note(ops=sum(len(canonical_json(op.message())) for op in ops))

    def _send(self, parcel: Parcel) -> datetime:
        sha256 = parcel.header.sha256
        if not self._hub.has_blob(sha256):
            self._hub.put_blob(sha256, self._store.files.get(sha256))
            if self._meter is not None:
                self._meter.note(files=parcel.header.size)
        return datetime.fromisoformat(self._hub.send(parcel.header))

    def _record_sent(self, parcel: Parcel, sent_at: datetime) -> None:
        """Note the send time by Điều 12.1, then let the parcel go: a break between repeats both."""
        if parcel.header.kind in (PacketKind.NEW, PacketKind.REPLACE):
            reached = {code.casefold() for code in parcel.header.recipients}
            for delivery in self._store.outgoing.get(parcel.about).deliveries:
                if (
                    delivery.status is DeliveryStatus.WAITING
                    and delivery.recipient.code.casefold() in reached
                ):
                    self._store.outgoing.set_delivery(
                        parcel.about,
                        replace(delivery, status=DeliveryStatus.SENT, sent_at=sent_at),
                        SYSTEM,
                    )
        self._store.exchange.sent(parcel.parcel_id, sent_at)

    def _pull(self, wait: int) -> int:
        received = 0
        while True:
            cursor = self._store.ops.cursor()
            own = reads_own(self._store.ops.life[0])
            page = self._hub.pull(*cursor, wait=wait, own=own)
            wait = 0
            for entry in page.entries:
                if entry.packet is not None:
                    self._receive(entry, entry.packet)
                    received += 1
            foreign = [entry.op for entry in page.entries if entry.op is not None]
            self._note_ops(foreign)
            if offers_again(cursor, page.generation):
                # The server was restored: offer every op again, it says which it still has.
                self._store.ops.acknowledge(0)
            if (page.generation, page.last) != cursor:
                hidden = self._hidden()
                self._store.ops.apply_remote(page.generation, page.last, foreign)
                if hidden - self._hidden():  # this desk may see more now: what was left out comes
                    self._store.ops.rewind()
            elif not page.entries:
                return received

    def _hidden(self) -> frozenset[Register]:
        scopes = read_scopes(self._store.settings.get(DESK_SCOPES))
        return scopes.get(self._store.device, frozenset())

    def _receive(self, entry: FeedEntry, header: PacketHeader) -> None:
        if self._store.exchange.shredded(header.sha256):
            return
        if self._store.files.has(header.sha256):
            content = self._store.files.get(header.sha256)
        else:
            content = self._hub.get_blob(header.sha256)
            if self._meter is not None:
                self._meter.note(files=len(content))
        self._store.files.put(content)
        sent_at = datetime.fromisoformat(entry.at) if entry.at else None
        self._take_in(header, content, self._now(), sent_at)
