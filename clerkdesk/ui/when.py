"""Times and sizes as a clerk says them."""

from datetime import datetime

from clerkdesk.domain.clock import VIETNAM_TIME, local_date
from clerkdesk.domain.texts import _


def when(instant: datetime, now: datetime) -> str:
    """«07:15 hôm nay», «07:15 hôm qua» or with its date."""
    time = f"{instant.astimezone(VIETNAM_TIME):%H:%M}"
    days = (local_date(now) - local_date(instant)).days
    if days == 0:
        return _("{time} hôm nay").format(time=time)
    if days == 1:
        return _("{time} hôm qua").format(time=time)
    if days == -1:
        return _("{time} ngày mai").format(time=time)
    return f"{time} {local_date(instant):%d/%m/%Y}"


def size_text(size: int) -> str:
    """Bytes as a person reads them, with a Vietnamese comma."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= step:
            return f"{size / step:.1f} {unit}".replace(".", ",")
    return f"{size} B"
