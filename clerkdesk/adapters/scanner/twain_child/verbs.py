"""What the child does when asked: say hello, list the sources, feed pages."""

import ctypes as ct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from twain import exceptions
from twain.lowlevel import constants as c
from twain.lowlevel import structs

from .button import presses
from .capabilities import negotiate
from .events import CLOSED, READY, Events
from .faults import Fault
from .manager import WINDOWS, Manager, is_offered
from .pictures import FileTransfer, native_picture
from .pipe import Part, Request, serve
from .strips import memory_strips

_NOT_ENDED = 0xFFFF
"""TW_PENDINGXFERS.Count: more pages follow, nobody knows how many."""
_BITS = {c.TWPT_BW: "bw", c.TWPT_GRAY: "grey", c.TWPT_RGB: "rgb"}


class Child:
    """Keeps the source manager open: opening it is what makes a click slow."""

    def __init__(self) -> None:
        self._manager: Manager | None = None

    def hello(self, _request: Request) -> Iterator[Part]:
        """Load what a run needs, so that it is warm when the clerk clicks."""
        if is_offered():
            with suppress(Fault, exceptions.TwainError, OSError):
                self._open_manager()
        yield {"kind": "hello", "bits": 8 * ct.sizeof(ct.c_void_p)}, ()

    def devices(self, _request: Request) -> Iterator[Part]:
        """The names of the sources; none where there is no source manager."""
        names: list[str] = []
        if is_offered():
            with suppress(Fault, exceptions.TwainError, OSError):
                names = list(self._open_manager().source_list)
        yield {"kind": "devices", "names": names}, ()

    def scan(self, request: Request) -> Iterator[Part]:
        """Feed pages until the source has no more.

        Raises:
            Fault: pages that ended before are whole.
        """
        with self._source(str(request.arguments["name"])) as (manager, source):
            events = Events(manager, source)
            yield from _Run(manager, source, events, request).pages()

    def listen(self, request: Request) -> Iterator[Part]:
        """Tell each press of the scanner's button, until stopped.

        Raises:
            Fault: the source cannot be opened.
        """
        with self._source(str(request.arguments["name"])) as (manager, source):
            yield from presses(source, Events(manager, source), lambda: request.stopped)

    @contextmanager
    def _source(self, name: str) -> Iterator[tuple[Any, Any]]:
        """An open source, with its manager."""
        try:
            manager = self._open_manager()
        except (exceptions.TwainError, OSError) as error:
            raise Fault("no_device") from error
        source = manager.open_source(name)
        try:
            yield manager, source
        finally:
            with suppress(Fault, exceptions.TwainError):
                source.close()

    def _open_manager(self) -> Manager:
        if self._manager is None:
            self._manager = Manager(_own_window())
        return self._manager


class _Run:
    """One run of an open source."""

    def __init__(self, manager: Any, source: Any, events: Events, request: Request) -> None:
        self._manager = manager
        self._source = source
        self._events = events
        self._request = request
        self._asked: Mapping[str, Any] = request.arguments

    def pages(self) -> Iterator[Part]:
        mechanism, remarks = negotiate(self._source, self._asked)
        for remark in remarks:
            yield {"kind": "remark", "remark": remark}, ()
        files = FileTransfer(self._source) if mechanism == c.TWSX_FILE else None
        self._events.forget()
        try:
            self._enable()
            try:
                yield from self._until_ready()
                more = 1 if not self._over else 0
                while more:
                    yield from self._page(mechanism, files)
                    more = self._end_page()
                    if self._request.stopped and more:
                        self._forget_rest()
                        more = 0
            finally:
                with suppress(Fault):
                    self._forget_rest()
                with suppress(Fault):
                    self._source._disable()
        finally:
            if files is not None:
                files.close()
        yield {"kind": "end"}, ()

    def _enable(self) -> None:
        window = bool(self._asked["own_window"])
        wanted = structs.TW_USERINTERFACE(int(window), 0, self._manager._hwnd or None)
        self._source._call(c.DG_CONTROL, c.DAT_USERINTERFACE, c.MSG_ENABLEDS, ct.byref(wanted))
        self._source._state = "enabled"

    def _until_ready(self) -> Iterator[Part]:
        self._over = False
        said = self._events.wait(
            lambda: self._request.stopped,
            window=bool(self._asked["own_window"]),
            warm_up=float(self._asked["warm_up"]),
        )
        for word in said:
            match word:
                case str():
                    self._over = word == CLOSED
                    assert word in (READY, CLOSED)
                case _:
                    yield word

    def _page(self, mechanism: int, files: FileTransfer | None) -> Iterator[Part]:
        told = self._source.image_info
        yield (
            {
                "kind": "page",
                "width": told["ImageWidth"],
                "height": told["ImageLength"],
                "dpi": told["XResolution"],
                "bits": told["BitsPerPixel"],
                "samples": told["SamplesPerPixel"],
                "pixels": _BITS.get(told["PixelType"], "other"),
                "raw": mechanism == c.TWSX_MEMORY,
            },
            (),
        )
        if mechanism == c.TWSX_MEMORY:
            bits, width = int(told["BitsPerPixel"]), int(told["ImageWidth"])
            if bits not in (1, 8, 16, 24, 48) or told["Planar"]:
                raise Fault("bad_data")
            yield from memory_strips(self._source, bits, max(width, 0))
        elif files is not None:
            yield from files.picture()
        else:
            yield from native_picture(self._manager, self._source)
        yield {"kind": "page_end"}, ()

    def _end_page(self) -> int:
        pending = structs.TW_PENDINGXFERS()
        self._source._call(c.DG_CONTROL, c.DAT_PENDINGXFERS, c.MSG_ENDXFER, ct.byref(pending))
        return 1 if pending.Count == _NOT_ENDED else int(pending.Count)

    def _forget_rest(self) -> None:
        pending = structs.TW_PENDINGXFERS()
        self._source._call(c.DG_CONTROL, c.DAT_PENDINGXFERS, c.MSG_RESET, ct.byref(pending))
        self._source._state = "enabled"


def _own_window() -> int:
    """A window that is never shown: sources of Windows want one to belong to."""
    if not WINDOWS:
        return 0
    user = ct.windll.user32  # type: ignore[attr-defined] # Windows only
    user.CreateWindowExW.restype = ct.c_void_p
    return int(
        user.CreateWindowExW(0, "STATIC", "ClerkDesk", 0, 0, 0, 0, 0, None, None, None, None) or 0
    )


def main() -> None:
    """Serve until the program closes the pipe."""
    child = Child()
    serve(
        {
            "hello": child.hello,
            "devices": child.devices,
            "scan": child.scan,
            "listen": child.listen,
        }
    )
