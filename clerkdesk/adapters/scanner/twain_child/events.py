"""What the source says between «start» and «a page is ready»: by callback, or by window messages."""

import ctypes as ct
import queue
import time
from collections.abc import Callable, Iterator
from typing import Any

from twain.lowlevel import constants as c
from twain.lowlevel import structs

from .faults import Fault
from .manager import WINDOWS
from .pipe import Part
from .structures import DAT_CALLBACK, MSG_REGISTER_CALLBACK, TW_CALLBACK, CallbackFunction

READY, CLOSED, DEVICE = "ready", "closed", "device"
_LOOK_SECONDS = 0.02
_ALIVE_SECONDS = 2.0
_WORDS = {
    c.MSG_XFERREADY: READY,
    c.MSG_CLOSEDSREQ: CLOSED,
    c.MSG_CLOSEDSOK: CLOSED,
    c.MSG_DEVICEEVENT: DEVICE,
}
_REMOVE = 1


class Events:
    """Listens to one open source; keep it as long as the source is open."""

    def __init__(self, manager: Any, source: Any) -> None:
        self._manager = manager
        self._source = source
        self._told: queue.SimpleQueue[int] = queue.SimpleQueue()
        # The source keeps this pointer: it must live as long as the source does.
        self._callback = CallbackFunction(self._called)
        self.by_callback = self._register()

    def wait(
        self, stopped: Callable[[], bool], *, window: bool, warm_up: float
    ) -> Iterator[Part | str]:
        """Yield signs of life, and last what the source said: READY or CLOSED.

        A window of the maker stands as long as the clerk wants; without one the lamp may take
        `warm_up` seconds, after which nothing more is yielded and the watchdog bites.
        """
        started = alive = time.monotonic()
        while True:
            if (word := self._next()) is not None and word != DEVICE:
                yield word
                return
            if stopped():
                yield CLOSED
                return
            moment = time.monotonic()
            if moment - alive >= _ALIVE_SECONDS and (window or moment - started < warm_up):
                alive = moment
                yield {"kind": "waiting"}, ()

    def device_event(self) -> bool:
        """Look once whether the device has something to tell."""
        return self._next() == DEVICE

    def forget(self) -> None:
        """Drop what was said before this run, such as the rest of a storm."""
        while not self._told.empty():
            self._told.get()

    def _next(self) -> str | None:
        try:
            message = self._told.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            message = self._by_message()
        return _WORDS.get(message)

    def _register(self) -> bool:
        wanted = TW_CALLBACK(self._callback, 0, 0)
        try:
            self._source._call(c.DG_CONTROL, DAT_CALLBACK, MSG_REGISTER_CALLBACK, ct.byref(wanted))
        except Fault:
            return False
        return True

    def _called(
        self, _origin: Any, _to: Any, _group: int, _dat: int, message: int, _nothing: Any
    ) -> int:
        self._told.put(int(message))
        return int(c.TWRC_SUCCESS)

    def _by_message(self) -> int:
        """Give waiting window messages to the source; elsewhere an empty one, to let it speak."""
        if not WINDOWS:
            return 0 if self.by_callback else self._process(structs.MSG())[1]
        found = structs.MSG()
        user = ct.windll.user32  # type: ignore[attr-defined] # Windows only
        while user.PeekMessageW(ct.byref(found), 0, 0, 0, _REMOVE):
            result, message = self._process(found)
            if result == c.TWRC_NOTDSEVENT:
                user.TranslateMessage(ct.byref(found))
                user.DispatchMessageW(ct.byref(found))
            if message in _WORDS:
                return message
        return 0

    def _process(self, found: Any) -> tuple[int, int]:
        event = structs.TW_EVENT(ct.cast(ct.byref(found), ct.c_void_p), 0)
        result = self._source._call(
            c.DG_CONTROL,
            c.DAT_EVENT,
            c.MSG_PROCESSEVENT,
            ct.byref(event),
            (c.TWRC_DSEVENT, c.TWRC_NOTDSEVENT),
        )
        return int(result), int(event.TWMessage)
