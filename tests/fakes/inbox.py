"""Packets that come in through the door of the sync."""

from dataclasses import replace
from datetime import datetime, timedelta

from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Arrival
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import FakeOffice
from tests.fakes.packets import NEW


def arrive(
    office: FakeOffice,
    *,
    at: datetime | None = None,
    number: str = "41",
    urgency: Urgency = Urgency.NORMAL,
    files: tuple[PacketFile, ...] = NEW.files,
) -> Arrival:
    """A document of the Sở Nội vụ has come at `at`; it is the last in the inbox."""
    received = at or office.clock.now
    name = f"H13.01,2026/11/20,{number}/TTr-UBND"
    packet = replace(
        NEW, document_id=name, code_number=number, urgency=urgency, due_date=None, files=files
    )
    content = office.codec.write(packet)
    header = PacketHeader(
        sender="H13.01",
        recipients=(office.office.code,),
        document_id=name,
        kind="new",
        sha256=office.store.files.put(content),
        size=len(content),
        name=f"{number}.edxml",
    )
    take_in = TakeIn(office.store, office.codec, office.desk().notify)
    take_in(header, content, received, received - timedelta(minutes=2))
    return office.store.exchange.arrivals()[-1]
