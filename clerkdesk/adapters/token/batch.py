"""A batch in which the token never waits: the next file is made ready while the last one is signed."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pkcs11

from clerkdesk.adapters.token.prepare import ROOM, prepare
from clerkdesk.adapters.token.signing import CmsMaker, Draft
from clerkdesk.domain.errors import CannotSign, ClerkError, DamagedFile, LockedFile
from clerkdesk.domain.tokens import SignatureOrder, TimeSeal

Finish = Callable[[CmsMaker, Draft, bytes], tuple[bytes, TimeSeal]]
"""Makes the file from a draft and what the token answered, and says what its time stamp is."""


def bare(maker: CmsMaker, draft: Draft, signature: bytes) -> tuple[bytes, TimeSeal]:
    """The signature alone (B-B)."""
    return maker.finished(draft, signature), TimeSeal.NONE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the order at `index`: a signed file, or the reason why there is none."""

    index: int
    pdf: bytes = b""
    time_seal: TimeSeal = TimeSeal.NONE
    error: ClerkError | None = None


@dataclass(frozen=True, slots=True)
class _AtToken:
    """A file whose signature the token is making, or will make next."""

    index: int
    draft: Draft
    signature: Future[bytes]


class _OneTry:
    """Asks the token until it fails once: a PIN that was refused is never sent a second time."""

    def __init__(self, sign: Callable[[bytes], bytes]) -> None:
        self._sign = sign
        self._failed: Exception | None = None

    def __call__(self, content: bytes) -> bytes:
        if self._failed is not None:
            raise self._failed
        try:
            return self._sign(content)
        except pkcs11.PKCS11Error as error:
            self._failed = error
            raise


def sign_all(
    orders: Iterable[SignatureOrder],
    sign: Callable[[bytes], bytes],
    maker: CmsMaker,
    finish: Finish = bare,
    *,
    room: int = ROOM,
    stopped: Callable[[], bool],
) -> Iterator[Outcome]:
    """Yield one outcome an order, in their order.

    Args:
        sign: asks the token; it is called in a thread of its own, never twice at a time.
        stopped: looked at before each order; what the token has by then is still finished.

    Raises:
        pkcs11.PKCS11Error: the token failed; outcomes yielded before are good.
    """
    waiting: _AtToken | None = None
    ask = _OneTry(sign)
    with ThreadPoolExecutor(1, thread_name_prefix="token") as token:
        for index, order in enumerate(orders):
            if stopped():
                break
            try:
                draft = maker.draft(prepare(order, room))
            except (CannotSign, DamagedFile, LockedFile) as error:  # of this file alone
                failed: Outcome | None = Outcome(index, error=error)
            else:
                failed = None
                following = _AtToken(index, draft, token.submit(ask, draft.to_sign))
            if waiting is not None:
                yield _finished(waiting, maker, finish)
                waiting = None
            if failed is not None:
                yield failed
            else:
                waiting = following
        if waiting is not None:
            yield _finished(waiting, maker, finish)


def _finished(at_token: _AtToken, maker: CmsMaker, finish: Finish) -> Outcome:
    signature = at_token.signature.result()
    try:
        pdf, seal = finish(maker, at_token.draft, signature)
    except CannotSign as error:
        return Outcome(at_token.index, error=error)
    return Outcome(at_token.index, pdf, seal)
