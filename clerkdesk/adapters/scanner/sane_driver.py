"""Scanners of Linux through SANE; where python-sane is missing there are simply none."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

from clerkdesk.adapters.scanner.driver import Captured, encode, told
from clerkdesk.adapters.scanner.sane_codes import OUT_OF_PAPER, meaning
from clerkdesk.domain.errors import FeederEmpty, NoScanner
from clerkdesk.domain.scans import ColourMode, Oddity, ScannerDevice, ScanSettings

_A4_MM = (210.0, 297.0)
_COLOUR_WORDS = {
    ColourMode.COLOUR: ("color", "colour"),
    ColourMode.GREY: ("gray", "grey"),
    ColourMode.BLACK_WHITE: ("lineart", "black", "binary", "gray"),
}
_HARD_SELECT, _SOFT_DETECT, _SOFT_SELECT = 2, 4, 1
_BUTTON_NAMES = ("scan", "start")
"""By these names, or «button…», backends call the button to scan; other switches are sensors."""
_BUTTON_SECONDS = 0.2
_FEEDER_WORDS = ("feeder", "adf")


class SaneDriver:
    """Every device that SANE lists; each scan opens its device and closes it again."""

    name = "sane"

    def __init__(self) -> None:
        self._sane: Any = None

    def devices(
        self,
        addresses: Sequence[str] = (),  # noqa: ARG002 - not of the network
    ) -> Sequence[ScannerDevice]:
        """List what SANE finds, with the paper sources of each."""
        sane = self._library()
        if sane is None:
            return []
        return [
            self._described(sane, device, f"{maker} {model}".strip())
            for device, maker, model, _kind in sane.get_devices()
        ]

    def scan(
        self, device: str, settings: ScanSettings, stopped: Callable[[], bool]
    ) -> Iterator[Captured]:
        """Feed until the feeder is empty; a flatbed gives one page."""
        sane = self._library()
        if sane is None:
            raise NoScanner
        # _sane.error, what every call below raises, is not importable by name with types
        failure: type[BaseException] = sane._sane.error
        page = 1
        try:
            with closing(sane.open(device)) as opened:
                feeder, odd = _prepare(opened, settings)
                dpi = _resolution(opened, settings.dpi)
                try:
                    while not stopped():
                        opened.start()
                        image = opened.snap(no_cancel=True)
                        yield Captured(told(encode(image, page, dpi, settings.colour), *odd))
                        page += 1
                        if not feeder:
                            return
                finally:
                    with suppress(failure):  # nothing more to stop after a fault
                        opened.cancel()
        except failure as error:
            status = str(error)
            if status == OUT_OF_PAPER and page > 1:
                return
            if status == OUT_OF_PAPER:
                raise FeederEmpty from error
            if (known := meaning(status, device, page)) is not None:
                raise known from error
            raise

    def listen(self, device: str, stopped: Callable[[], bool]) -> Iterator[bool]:
        """Yield True for each press of the scanner's button, False as a sign of life; ends at once
        where the device tells of none.

        Source: SANE Standard 1.06, 4.2.9.5: what only the user sets (hard select) and the program
        reads (soft detect) is a switch or sensor of the device.
        """
        sane = self._library()
        if sane is None:
            return
        failure: type[BaseException] = sane._sane.error
        try:
            with closing(sane.open(device)) as opened:
                buttons = _buttons(opened)
                down = True  # one that is held down already was not pressed for us
                while buttons and not stopped():
                    before, down = down, any(bool(getattr(opened, name)) for name in buttons)
                    yield down and not before
                    time.sleep(_BUTTON_SECONDS)
        except failure as error:
            if (known := meaning(str(error), device, 1)) is not None:
                raise known from error
            raise

    def taken(self, device: str, files: Sequence[str]) -> None:
        """Paper needs no receipt."""

    def close(self) -> None:
        """Nothing is kept running."""

    def _library(self) -> Any:
        if self._sane is None:
            try:
                import sane
            except ImportError:
                return None
            sane.init()
            self._sane = sane
        return self._sane

    def _described(self, sane: Any, device: str, title: str) -> ScannerDevice:
        try:
            with closing(sane.open(device)) as opened:
                sources = _sources(opened)
        except sane._sane.error:  # busy now: listed all the same, its sources unknown
            sources = ()
        return ScannerDevice(
            f"{self.name}:{device}", title, self.name, sources, any(map(_is_feeder, sources))
        )


def _is_feeder(source: str) -> bool:
    return any(word in source.casefold() for word in _FEEDER_WORDS)


def _sources(opened: Any) -> tuple[str, ...]:
    """Paper sources, a feeder first: a clerk has piles, not single sheets."""
    option = opened.opt.get("source")
    if option is None or not isinstance(option.constraint, list):
        return ()
    names = [str(name) for name in option.constraint]
    return tuple(sorted(names, key=lambda name: not _is_feeder(name)))


def _prepare(opened: Any, settings: ScanSettings) -> tuple[bool, tuple[Oddity, ...]]:
    """Set source, colour, depth, resolution and page size; tell whether paper is fed, and what
    cannot be as asked."""
    sources = _sources(opened)
    source = settings.source if settings.source in sources else (sources[0] if sources else "")
    if settings.duplex:
        source = next((name for name in sources if "duplex" in name.casefold()), source)
    if source:
        opened.source = source
    both_sides = "duplex" in source.casefold()
    if settings.duplex and _settable(opened, "adf_mode"):
        opened.adf_mode = "Duplex"
        both_sides = True
    if _settable(opened, "mode"):
        modes = opened.opt["mode"].constraint or []
        wanted = _COLOUR_WORDS[settings.colour]
        found = [m for word in wanted for m in modes if word in str(m).casefold()]
        if found:
            opened.mode = found[0]
    if _settable(opened, "depth") and 8 in (opened.opt["depth"].constraint or ()):
        opened.depth = 8
    if _settable(opened, "resolution"):
        opened.resolution = settings.dpi
    for name, wanted_mm in (("br_x", _A4_MM[0]), ("br_y", _A4_MM[1])):
        if _settable(opened, name):
            limits = opened.opt[name].constraint
            furthest = limits[1] if isinstance(limits, tuple) else wanted_mm
            setattr(opened, name, min(wanted_mm, float(furthest)))
    feeds = _is_feeder(source)
    return feeds, (Oddity.NO_DUPLEX,) if feeds and settings.duplex and not both_sides else ()


def _buttons(opened: Any) -> list[str]:
    """The attributes of `opened` that are its buttons to scan."""
    return [
        name
        for name, option in opened.opt.items()
        if option.cap & (_HARD_SELECT | _SOFT_DETECT | _SOFT_SELECT) == _HARD_SELECT | _SOFT_DETECT
        and (name in _BUTTON_NAMES or name.startswith("button"))
    ]


def _settable(opened: Any, name: str) -> bool:
    option = opened.opt.get(name)
    return option is not None and bool(option.is_active()) and bool(option.is_settable())


def _resolution(opened: Any, asked: int) -> int:
    """The resolution that the device really took."""
    return round(float(opened.resolution)) if "resolution" in opened.opt else asked
