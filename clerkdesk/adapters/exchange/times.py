"""When a packet was sent by its own word, and when a status was given."""

from datetime import datetime

from lxml import etree

from clerkdesk.adapters.exchange import dates
from clerkdesk.adapters.exchange.elements import child, children, line
from clerkdesk.adapters.exchange.oddities import Oddities
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.texts import _


def sent_at(traces: etree._Element | None, sender_code: str, odd: Oddities) -> datetime | None:
    """The first trace of the sender; else the first trace at all."""
    hops = list(children(traces, "TraceHeader"))
    code = sender_code.casefold()
    own = [hop for hop in hops if line(child(hop, "OrganId")).casefold() == code]
    for hop in (*own, *hops):
        written = line(child(hop, "Timestamp"))
        if (instant := dates.read_time(written)) is not None:
            if not dates.is_norm_time(written):
                odd.unusual_form(written, instant)
            return instant
        if written:
            odd.unreadable("Timestamp", written)
    return None


def status_time(message: etree._Element, now: datetime, odd: Oddities) -> datetime:
    """When the status was given; `now`, that of its receipt, where it does not say."""
    written = line(child(message, "Timestamp"))
    if (instant := dates.read_time(written)) is not None:
        if not dates.is_norm_time(written):
            odd.unusual_form(written, instant)
        return instant
    if (day := dates.read_date(written)) is not None:
        odd.unreadable("Timestamp", written)
        return datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME)
    odd.note(_("Trạng thái không ghi thời điểm đọc được; lấy thời điểm nhận gói tin."))
    return now
