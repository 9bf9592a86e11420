"""The scanner's own button: an event of the source, told while it is open and nothing is scanned.

Source: TWAIN specification 2.4, CAP_DEVICEEVENT and DAT_DEVICEEVENT. No event has the name «button»:
makers tell it by one of their own, from TWDE_CUSTOMEVENTS on.
"""

import ctypes as ct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from twain import exceptions
from twain.lowlevel import constants as c
from twain.lowlevel import structs

from .events import Events
from .faults import Fault
from .pipe import Part
from .structures import TW_DEVICEEVENT

_OWN_EVENTS = 0x8000
_ALIVE_SECONDS = 2.0
_REFUSALS = (Fault, exceptions.TwainError, ValueError)


def presses(source: Any, events: Events, stopped: Callable[[], bool]) -> Iterator[Part]:
    """Yield «listening», then «button» for each press and «waiting» in between; ends when `stopped`
    says so, or at once where the source has no such event."""
    wanted = _own_events(source)
    if not wanted or not _listen_for(source, wanted):
        return
    yield {"kind": "listening"}, ()
    alive = time.monotonic()
    try:
        while not stopped():
            if events.device_event() and any(code >= _OWN_EVENTS for code in _fetched(source)):
                yield {"kind": "button"}, ()
            if time.monotonic() - alive >= _ALIVE_SECONDS:
                alive = time.monotonic()
                yield {"kind": "waiting"}, ()
    finally:
        with suppress(*_REFUSALS):
            source.reset_capability(c.CAP_DEVICEEVENT)


def _own_events(source: Any) -> list[int]:
    try:
        told = source.get_capability(c.CAP_DEVICEEVENT)
    except _REFUSALS:
        return []
    values = told[1] if isinstance(told, tuple) else None
    if isinstance(values, tuple):  # an enumeration: current, usual, all
        values = values[2]
    every = values if isinstance(values, list) else [values]
    return [int(code) for code in every if isinstance(code, int) and code >= _OWN_EVENTS]


def _listen_for(source: Any, codes: Sequence[int]) -> bool:
    """Turn the events on; pytwain sets single values only, and this is an array."""
    head = ct.sizeof(structs.TW_ARRAY)
    handle = source._alloc(head + 2 * len(codes))
    try:
        at = source._lock(handle)
        try:
            array = ct.cast(at, ct.POINTER(structs.TW_ARRAY)).contents
            array.ItemType, array.NumItems = c.TWTY_UINT16, len(codes)
            items = ct.cast(at + head, ct.POINTER(ct.c_uint16))
            for place, code in enumerate(codes):
                items[place] = code
        finally:
            source._unlock(handle)
        wanted = structs.TW_CAPABILITY(c.CAP_DEVICEEVENT, c.TWON_ARRAY, handle)
        source._call(c.DG_CONTROL, c.DAT_CAPABILITY, c.MSG_SET, ct.byref(wanted))
    except _REFUSALS:
        return False
    finally:
        source._free(handle)
    return True


def _fetched(source: Any) -> list[int]:
    """What the source has to tell; it is asked until it has no more."""
    codes: list[int] = []
    told = TW_DEVICEEVENT()
    with suppress(*_REFUSALS):
        while len(codes) < 100:  # a source that never ends would keep us here
            source._call(c.DG_CONTROL, c.DAT_DEVICEEVENT, c.MSG_GET, ct.byref(told))
            codes.append(int(told.Event))
    return codes
