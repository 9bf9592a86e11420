"""Outbox and inbox in memory."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.errors import (
    NotFound,
)
from clerkdesk.domain.inbox_duty import InboxCheck, noted
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import CLEAN, Arrival, Parcel
from tests.fakes.store.contents import FakeFiles
from tests.fakes.store.shared import Shared


class FakeExchange:
    """Outbox and inbox in lists."""

    def __init__(self, shared: Shared, files: FakeFiles) -> None:
        self._shared = shared
        self._files = files
        self.taken_out: dict[str, set[str]] = {}
        files.uses.append(self._names)
        self.parcels: dict[str, Parcel] = {}
        self.sent_ids: list[str] = []
        self.gone: list[Parcel] = []
        self.checks: list[InboxCheck] = []
        self.rows: list[Arrival] = []

    def queue(
        self, header: PacketHeader, about: str, confirmed_at: datetime | None = None
    ) -> Parcel:
        self._shared.refuse_if_told()
        parcel = Parcel(
            self._shared.new_id(), header, about, self._shared.clock(), confirmed_at=confirmed_at
        )
        self.parcels[parcel.parcel_id] = parcel
        return parcel

    def waiting(self) -> Sequence[Parcel]:
        return list(self.parcels.values())

    def about(self, uid: str) -> Sequence[Parcel]:
        found = [one for one in (*self.gone, *self.parcels.values()) if one.about == uid]
        return sorted(found, key=lambda one: one.queued_at)

    def sent(self, parcel_id: str, at: datetime | None = None) -> None:
        parcel = self.parcels.pop(parcel_id, None)
        if parcel is not None:
            self.sent_ids.append(parcel_id)
            sent_at = at or self._shared.clock()
            tries = parcel.tries + 1
            self.gone.append(replace(parcel, tries=tries, last_error="", sent_at=sent_at))

    def answers(self, since: datetime) -> Sequence[Parcel]:
        found = [
            (parcel.confirmed_at, parcel)
            for parcel in (*self.gone, *self.parcels.values())
            if parcel.confirmed_at is not None
            and (parcel.confirmed_at >= since or parcel.sent_at is None)
        ]
        return [parcel for _at, parcel in sorted(found, key=lambda pair: pair[0])]

    def failed(self, parcel_id: str, error: str) -> None:
        parcel = self.parcels.get(parcel_id)
        if parcel is not None:
            self.parcels[parcel_id] = replace(parcel, tries=parcel.tries + 1, last_error=error)

    def receive(self, arrival: Arrival) -> bool:
        self._shared.refuse_if_told()
        if self.shredded(arrival.header.sha256):
            return False
        for row in self.rows:
            same_bytes = row.header.sha256 == arrival.header.sha256
            if same_bytes or row.arrival_id == arrival.arrival_id:
                return False
        self.rows.append(arrival)
        return True

    def arrivals(self, *, waiting_only: bool = True) -> Sequence[Arrival]:
        return [row for row in self.rows if not waiting_only or not row.settled]

    def settle(self, arrival_id: str, settled: str) -> None:
        for index, row in enumerate(self.rows):
            if row.arrival_id == arrival_id:
                self.rows[index] = replace(row, settled=settled)
                kind = OpKind.REFUSE if settled == "refused" else OpKind.CHANGE
                values = {"settled": settled}
                self._shared.record("arrival", row.header.sha256, kind, self._shared.device, values)
                return
        raise NotFound("gói tin này")

    def note_search(self, arrival_id: str, stamp: str) -> Arrival:
        self._shared.refuse_if_told()
        for index, row in enumerate(self.rows):
            if row.arrival_id == arrival_id:
                if not row.secret:
                    self.rows[index] = replace(row, searched=stamp or CLEAN)
                return self.rows[index]
        raise NotFound("gói tin này")

    def note_files(self, arrival_id: str, hashes: Collection[str]) -> None:
        self._shared.refuse_if_told()
        for row in self.rows:
            if row.arrival_id == arrival_id:
                self.taken_out.setdefault(row.header.sha256, set()).update(hashes)

    def shred(self, arrival_id: str, by: str, *, told: bool) -> None:
        self._shared.refuse_if_told()
        for index, row in enumerate(self.rows):
            if row.arrival_id == arrival_id:
                packet = row.header.sha256
                if row.settled != "shredded":
                    values = {"settled": "shredded", "told": told}
                    self._shared.record("arrival", packet, OpKind.REFUSE, by, values)
                header = replace(row.header, document_id="", name="", size=0)
                bare = replace(row, header=header, subject="", code="", problem="", urgency=0)
                self.rows[index] = replace(bare, settled="shredded", searched="")
                self._files.forget([packet, *self.taken_out.pop(packet, ())])
                return
        raise NotFound("gói tin này")

    def shredded(self, sha256: str) -> bool:
        return any(r.header.sha256 == sha256 and r.settled == "shredded" for r in self.rows)

    def _names(self, sha256: str) -> bool:
        packets = (row for row in self.rows if row.settled != "shredded")
        parcels = (*self.parcels.values(), *self.gone)
        return (
            any(row.header.sha256 == sha256 for row in packets)
            or any(sha256 in files for files in self.taken_out.values())
            or any(parcel.header.sha256 == sha256 for parcel in parcels)
        )

    def looked(self, by: str, unread: int) -> None:
        self._shared.refuse_if_told()
        before = [number for number, check in enumerate(self.checks) if check.by == by]
        last = self.checks[before[-1]] if before else None
        check, goes_on = noted(last, by, self._shared.clock(), unread)
        if goes_on:
            self.checks[before[-1]] = check
        else:
            self.checks.append(check)

    def looks(self, since: datetime) -> Sequence[InboxCheck]:
        return [check for check in self.checks if check.last_at >= since]
