"""A bundle from a stick, taken in at the province: the desk's signature first, then all its ops, then files."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from clerkdesk.adapters.bundle.sealed_file import SealedBundle, SealedBundles
from clerkdesk.domain.bundles import PROVINCE, DeskCard
from clerkdesk.domain.errors import BundleNotEnrolled, BundleTorn
from clerkdesk.domain.ops import Op, canonical_json
from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.domain.wire import HandedIn
from clerkdesk.server.keys import ServerKey
from clerkdesk.server.messages import OpMessage
from clerkdesk.server.province import Province
from clerkdesk.server.store.carried import CarriedOps, Chain
from clerkdesk.server.store.packets import HeldBlob

_log = logging.getLogger(__name__)
_LIKE_PUSHED = TypeAdapter(OpMessage)


def card_of(key: ServerKey) -> DeskCard:
    """By what desks write for this province."""
    return SealedBundles().card(PROVINCE, key.private)


def take_bundle(here: Province, file: Path) -> HandedIn:
    """Take a bundle in; who brings it does not matter, who signed it does.

    Raises:
        FileNotRead, NotABundle
        BundleTorn, BundleNotEnrolled, BundleNotForHere, BundleForked, BundleGap: nothing was taken.
        StorageFull: files come when it is handed in again.
    """
    bundles = SealedBundles()
    head = bundles.peek(file)
    desk = here.desks.by_name(head.agency, head.writer.device)
    if desk is None or desk.sign_key != head.writer.sign:
        raise BundleNotEnrolled(head.writer.device, head.agency)
    opened = bundles.open(file, head.writer, PROVINCE, here.key.private)
    taken = CarriedOps(here.database).take(desk, _chains(opened, file.name), here.now())
    if taken.ops:
        here.bell.ring([desk.agency_id])
    files = 0
    for content in _files(opened):
        files += asyncio.run(_keep(here, desk.agency_id, content))
    _log.info("a bundle of desk %s: %s ops, %s files", desk.id, taken.ops, files)
    return HandedIn(desk.name, taken.ops, files, taken.left_out)


def _chains(opened: SealedBundle, name: str) -> Iterator[Chain]:
    """The ops by desk and life, as a push would have brought them."""
    found: dict[tuple[str, int], list[PushedOp]] = {}
    for part in opened.parts():
        if part.content is not None:
            break
        for op in part.ops:
            run = found.setdefault((op.device, op.incarnation), [])
            if run and run[-1].seq >= op.seq:
                raise BundleTorn(name)
            run.append(_pushed(op, name))
    for (device, incarnation), ops in sorted(found.items()):
        yield Chain(device, incarnation, ops)


def _pushed(op: Op, name: str) -> PushedOp:
    message = op.message()
    try:
        _LIKE_PUSHED.validate_python(message)
    except ValidationError as error:
        raise BundleTorn(name) from error
    text = canonical_json(message)
    return PushedOp(op.seq, op.previous, hashlib.sha256(text).hexdigest(), text.decode())


def _files(opened: SealedBundle) -> Iterator[bytes]:
    return (part.content for part in opened.parts() if part.content is not None)


async def _keep(here: Province, agency_id: int, content: bytes) -> bool:
    sha256 = hashlib.sha256(content).hexdigest()
    if here.packets.readable(agency_id, sha256) is not None:
        return False

    async def whole() -> AsyncIterator[bytes]:
        yield content

    size = await here.blobs.put(agency_id, sha256, whole(), len(content))
    here.packets.add_blob(HeldBlob(agency_id, sha256, size), here.now())
    return True
