"""What is asked of a source before a run: each wish by itself, what it cannot do is left out."""

from collections.abc import Iterator, Mapping
from typing import Any

from twain import exceptions
from twain.lowlevel import constants as c

from .faults import Fault

_PIXEL_TYPES = {"black_white": c.TWPT_BW, "grey": c.TWPT_GRAY, "colour": c.TWPT_RGB}
_SIZES = {"a3": c.TWSS_A3, "a4": c.TWSS_A4LETTER, "a5": c.TWSS_A5}
MECHANISMS = (c.TWSX_MEMORY, c.TWSX_NATIVE, c.TWSX_FILE)
"""In the order of our liking: strips, a whole picture in memory, a file."""
_REFUSALS = (Fault, exceptions.TwainError, ValueError)


def negotiate(source: Any, asked: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Set what the clerk chose; the transfer mechanism, and remarks on what was not possible.

    Raises:
        Fault: there is no paper, or no way to get a page.
    """
    remarks: list[str] = []
    put(source, c.CAP_XFERCOUNT, c.TWTY_INT16, -1)
    put(source, c.ICAP_UNITS, c.TWTY_UINT16, c.TWUN_INCHES)
    put(source, c.ICAP_COMPRESSION, c.TWTY_UINT16, c.TWCP_NONE)
    put(source, c.CAP_INDICATORS, c.TWTY_BOOL, 0)
    wanted = asked["source"]
    feeds = wanted != "glass" and put(source, c.CAP_FEEDERENABLED, c.TWTY_BOOL, 1)
    if wanted == "glass":
        put(source, c.CAP_FEEDERENABLED, c.TWTY_BOOL, 0)
    if feeds:
        put(source, c.CAP_AUTOFEED, c.TWTY_BOOL, 1)
        if now(source, c.CAP_PAPERDETECTABLE) and now(source, c.CAP_FEEDERLOADED) is False:
            raise Fault("empty")
        put(source, c.CAP_DUPLEXENABLED, c.TWTY_BOOL, int(bool(asked["duplex"])))
        remarks += _feeder_remarks(source, asked)
    put(source, c.ICAP_PIXELTYPE, c.TWTY_UINT16, _PIXEL_TYPES[asked["colour"]])
    for cap in (c.ICAP_XRESOLUTION, c.ICAP_YRESOLUTION):
        put(source, cap, c.TWTY_FIX32, float(asked["dpi"]))
    _set_size(source, asked)
    for mechanism in MECHANISMS:
        if put(source, c.ICAP_XFERMECH, c.TWTY_UINT16, mechanism):
            return mechanism, remarks
    return c.TWSX_NATIVE, remarks  # every source has it, even one that knows no choice


def _feeder_remarks(source: Any, asked: Mapping[str, Any]) -> Iterator[str]:
    duplex = now(source, c.CAP_DUPLEXENABLED)
    if duplex is True and not asked["duplex"]:
        yield "duplex_unasked"
    if duplex is not True and asked["duplex"]:
        yield "no_duplex"
    if now(source, c.CAP_FEEDERORDER) == c.TWFO_LASTPAGEFIRST:
        yield "last_page_first"


def _set_size(source: Any, asked: Mapping[str, Any]) -> None:
    size = _SIZES.get(asked["paper"])
    if size is None:
        put(source, c.ICAP_AUTOMATICBORDERDETECTION, c.TWTY_BOOL, 1)
        return
    if put(source, c.ICAP_SUPPORTEDSIZES, c.TWTY_UINT16, size):
        return
    wide, high = asked["inches"]
    try:
        source.set_image_layout((0.0, 0.0, float(wide), float(high)))
    except _REFUSALS:
        return  # the whole glass is more than the sheet: nothing is lost


def put(source: Any, cap: int, kind: int, value: float) -> bool:
    """Set one value; False where the source will not."""
    try:
        source.set_capability(cap, kind, value)
    except exceptions.CheckStatus:
        return True  # it took the nearest
    except _REFUSALS:
        return False
    return True


def now(source: Any, cap: int) -> object:
    """The current value; None where the source does not tell."""
    try:
        told = source.get_capability_current(cap)
    except _REFUSALS:
        return None
    if isinstance(told, Mapping):
        return told.get("CurrentValue")
    _kind, value = told
    if isinstance(value, tuple):
        current, _usual, values = value
        return values[current] if current < len(values) else None
    return value
