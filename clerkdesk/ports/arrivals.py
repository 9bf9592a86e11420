"""Outbox and inbox of packets, as the store keeps them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clerkdesk.domain.texts import _

if TYPE_CHECKING:  # named in signatures only, so that a first window does not load the registers
    from datetime import datetime

    from clerkdesk.domain.inbox_duty import InboxCheck
    from clerkdesk.domain.packets import PacketKind
    from clerkdesk.domain.wire import PacketHeader


@dataclass(frozen=True, slots=True)
class Parcel:
    """A packet that waits to leave: header and stored bytes."""

    parcel_id: str
    header: PacketHeader
    about: str
    """uid of the document it carries or answers."""
    queued_at: datetime
    tries: int = 0
    last_error: str = ""
    confirmed_at: datetime | None = None
    """Of an answer to a sender: when the clerk's decision was made (Điều 13)."""
    sent_at: datetime | None = None
    """When the server took it; None while it waits."""


CLEAN = "clean"
"""Of a packet's files: searched, and no stamp of secrecy found."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A packet that came in and waits for the clerk, or was settled."""

    arrival_id: str
    header: PacketHeader
    kind: PacketKind
    subject: str
    code: str
    received_at: datetime
    sent_at: datetime | None
    settled: str = ""
    """Empty while it waits; else «registered», «refused», «applied», «seen», «agreed», «declined» or
    «shredded»."""
    problem: str = ""
    """Why it could not be read, Vietnamese; the bytes are kept."""
    urgency: int = 0
    """What the sender says, as `domain.incoming.Urgency`."""
    searched: str = ""
    """Empty until all its files were searched for a stamp of secrecy; then CLEAN, or the stamp."""
    by_mail: bool = False
    """Whether it came into the official mailbox, not through the province."""

    @property
    def secret(self) -> bool:
        """Whether a stamp was found: it is locked, and can only be shredded."""
        return self.searched not in ("", CLEAN)

    @property
    def title(self) -> str:
        """How it is called in lists; of what is secret nothing is shown."""
        if self.secret:
            return _("Có dấu «{mark}»: chỉ được hủy, không đăng ký.").format(mark=self.searched)
        whose = self.header.sender if self.by_mail else self.code
        return " · ".join(part for part in (whose, self.problem or self.subject) if part)


class Exchange(Protocol):
    """Outbox and inbox of packets."""

    def queue(
        self, header: PacketHeader, about: str, confirmed_at: datetime | None = None
    ) -> Parcel:
        """Put a packet, whose bytes are in Files, into the outbox; `confirmed_at` where it tells a
        sender what was decided on its document."""
        ...

    def waiting(self) -> Sequence[Parcel]:
        """What has not left yet, oldest first."""
        ...

    def about(self, uid: str) -> Sequence[Parcel]:
        """Everything that this desk queued about a document, left or not, oldest first."""
        ...

    def sent(self, parcel_id: str, at: datetime | None = None) -> None:
        """The server has it, since `at` by its own clock (Điều 12.1)."""
        ...

    def answers(self, since: datetime) -> Sequence[Parcel]:
        """Answers to senders: those decided on from `since` on, and all that still wait; oldest
        decision first."""
        ...

    def failed(self, parcel_id: str, error: str) -> None:
        """It could not leave now; it stays."""
        ...

    def receive(self, arrival: Arrival) -> bool:
        """Keep an arrived packet; False where this packet was here already."""
        ...

    def arrivals(self, *, waiting_only: bool = True) -> Sequence[Arrival]:
        """Arrived packets, oldest first."""
        ...

    def settle(self, arrival_id: str, settled: str) -> None:
        """The clerk (or a rule) has dealt with it."""
        ...

    def note_search(self, arrival_id: str, stamp: str) -> Arrival:
        """All files of a packet were searched for a stamp of secrecy; with one it is locked for good.

        Raises:
            NotFound: there is no such arrival.
        """
        ...

    def note_files(self, arrival_id: str, hashes: Collection[str]) -> None:
        """These contents of a packet are about to be stored as files: `shred` takes them along."""
        ...

    def shred(self, arrival_id: str, by: str, *, told: bool) -> None:
        """Destroy an arrived packet: its bytes, the files that were taken out of it, subject and
        fields. In one step: after a kill it is whole and locked, or gone. What stays, here and in
        the op for other desks, is that a packet was shredded, when, by whom, whether the sender was
        told. It never comes back: see `shredded`.

        Raises:
            NotFound: there is no such arrival.
        """
        ...

    def shredded(self, sha256: str) -> bool:
        """Whether a packet with these bytes was shredded, here or on another desk: it must not be
        kept again, however often the feed brings it."""
        ...

    def looked(self, by: str, unread: int) -> None:
        """The inbox was looked at now, by a login or by the machine (Điều 10.1)."""
        ...

    def looks(self, since: datetime) -> Sequence[InboxCheck]:
        """The log of looks that ended at `since` or later, oldest first."""
        ...
