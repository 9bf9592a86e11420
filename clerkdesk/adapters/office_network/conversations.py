"""Conversations that colleagues' desks have with this one: opened, proven, numbered, forgotten."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clerkdesk.adapters.office_network.handshake import (
    SIGNATURE,
    Agreement,
    Keys,
    Names,
    NotProven,
    fresh_key,
    fresh_name,
    half,
)

_UNPROVEN, _OF_A_DESK = 32, 8
_IDLE_SECONDS = 600.0


class Refused(Exception):
    """Whoever asks gets no conversation; `why` is one of the words below."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


OTHER_AGENCY, OTHER_DESK, NOT_BELIEVED, NO_PROOF, FORGOTTEN = (
    "agency",
    "desk",
    "not-believed",
    "no-proof",
    "forgotten",
)


@dataclass(slots=True)
class _Open:
    agreement: Agreement
    keys: Keys
    used: float
    next_number: int = 0
    proven_with: str = ""
    """The key with which the asker proved itself; empty before."""


@dataclass(frozen=True, slots=True)
class Question:
    """An opened message of a proven desk, and how to seal its answer."""

    asker: str
    content: bytes
    seal: Callable[[bytes], bytes]


class Conversations:
    """All conversations of one listening desk.

    Args:
        agency, device, private: who this desk is.
        believed: keys of colleagues' desks by name, as they are now.
        seconds: a clock that never goes back.
    """

    def __init__(
        self,
        agency: str,
        device: str,
        private: bytes,
        believed: Callable[[], Mapping[str, str]],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._agency = agency.casefold()
        self._device = device
        self._private = private
        self._believed = believed
        self._seconds = seconds
        self._turn = threading.Lock()
        self._open: dict[str, _Open] = {}

    def begin(self, told: Mapping[str, object]) -> dict[str, object]:
        """Answer a wish to speak; nothing is believed of it yet.

        Raises:
            Refused
        """
        names = Names(str(told.get("agency")), str(told.get("asker")), str(told.get("answerer")))
        if names.agency.casefold() != self._agency:
            raise Refused(OTHER_AGENCY)
        if names.answerer != self._device:
            raise Refused(OTHER_DESK)
        if names.asker not in self._believed():
            raise Refused(NOT_BELIEVED)
        own = fresh_key()
        agreement = Agreement(names, str(told.get("key")), half(own), fresh_name())
        try:
            keys = agreement.keys(own, agreement.asker_half)
        except NotProven:
            raise Refused(NO_PROOF) from None
        with self._turn:
            self._make_room(names.asker)
            opened = _Open(agreement, keys, self._seconds())
            self._open[agreement.conversation] = opened
        return {
            "key": agreement.answerer_half,
            "conversation": agreement.conversation,
            "signature": agreement.sign(self._private, asks=False).hex(),
        }

    def is_proven(self, name: str) -> bool:
        """Whether long messages are read here."""
        with self._turn:
            found = self._open.get(name)
            return found is not None and bool(found.proven_with)

    def hear(self, name: str, number: int, sealed: bytes) -> Question:
        """Open a message; each number is heard once, in rising order.

        Raises:
            Refused
        """
        believed = self._believed()
        with self._turn:
            found = self._open.get(name)
            if found is None:
                raise Refused(FORGOTTEN)
            asker = found.agreement.names.asker
            key = believed.get(asker)
            if key is None or found.proven_with not in ("", key):
                del self._open[name]  # its right has ended, or the desk has another key now
                raise Refused(NOT_BELIEVED)
            if number < found.next_number:
                raise Refused(NO_PROOF)
            try:
                content = found.keys.open(number, sealed, asks=True)
                if not found.proven_with:
                    found.agreement.check(content[:SIGNATURE], key, asks=True)
            except NotProven:
                if not found.proven_with:
                    del self._open[name]
                raise Refused(NO_PROOF) from None
            if not found.proven_with:
                found.proven_with, content = key, content[SIGNATURE:]
            found.next_number = number + 1
            found.used = self._seconds()
            keys = found.keys
        return Question(asker, content, lambda answer: keys.seal(number, answer, asks=False))

    def _make_room(self, asker: str) -> None:
        old = self._seconds() - _IDLE_SECONDS
        for name in [n for n, each in self._open.items() if each.used < old]:
            del self._open[name]
        unproven = [n for n, each in self._open.items() if not each.proven_with]
        of_desk = [
            n
            for n, each in self._open.items()
            if each.proven_with and each.agreement.names.asker == asker
        ]
        for names, most in ((unproven, _UNPROVEN), (of_desk, _OF_A_DESK)):
            for name in sorted(names, key=lambda n: self._open[n].used)[: len(names) + 1 - most]:
                del self._open[name]
