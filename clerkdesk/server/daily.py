"""What the server does by itself, beside requests: sign the feeds every day, forget what is too old."""

import asyncio
import logging
from datetime import timedelta

from clerkdesk.domain.clock import local_date
from clerkdesk.server.blobs.whole import Blobs
from clerkdesk.server.province import Province
from clerkdesk.server.store.link import StorageFull

_log = logging.getLogger(__name__)
_EVERY_SECONDS = 60.0


async def keep_daily(province: Province) -> None:
    """Look every minute whether the day has something to do; several processes may."""
    while True:
        try:
            await asyncio.to_thread(province.presence.write, province.database)
            await asyncio.to_thread(sign_day, province)
            await forget_parts(province.blobs, province)
        except StorageFull:
            _log.warning("the daily work waits for the storage")
        await asyncio.sleep(_EVERY_SECONDS)


def sign_day(province: Province) -> int:
    """Sign each feed that has grown and was not signed today; return how many were."""
    day = local_date(province.now()).isoformat()
    return province.roots.sign_day(day, province.root_key.sign)


async def forget_parts(blobs: Blobs, province: Province) -> None:
    """Drop uploads that nobody has gone on with."""
    gone = await blobs.forget_parts(province.now() - timedelta(days=province.settings.part_days))
    if gone:
        _log.info("%d parts of unfinished uploads were dropped", gone)
