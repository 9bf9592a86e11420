"""TWAIN scanners through a child program of their own, with a warm spare of it at hand."""

import os
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from clerkdesk.adapters.scanner.driver import Captured
from clerkdesk.adapters.scanner.twain_codes import TwainFault, meaning, oddity
from clerkdesk.adapters.scanner.twain_page import TwainPage
from clerkdesk.domain.errors import HelperCrashed, HelperSilent, NoScanner, ScannerSilent
from clerkdesk.domain.scan_profiles import ODDITY_WORDS, is_feeder
from clerkdesk.domain.scans import Oddity, PaperSize, ScannedPage, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import N_, _
from clerkdesk.process.host import ChildProcess
from clerkdesk.process.line import Message

DSM_VARIABLE = "CLERKDESK_TWAIN_DSM"
"""Another TWAIN source manager; on Linux the only way to one."""
CHILD_VARIABLE = "CLERKDESK_TWAIN_CHILD"
"""The child as a program, e.g. a 32-bit one beside this 64-bit one."""
_FROZEN_NAME = "clerkdesk-twain"
_SILENCE_SECONDS = 10.0
_WARM_UP_SECONDS = 20.0
_FEEDER, _GLASS = N_("Khay nạp giấy"), N_("Mặt kính")
_MM_AN_INCH = 25.4
_ALIVE_SECONDS = 1.5


class TwainDriver:
    """Every TWAIN source; whether it has a feeder shows when it is asked to feed.

    Args:
        silence: seconds without a word after which the child is killed.
        warm_up: seconds that a lamp may take before the first page.
    """

    name = "twain"

    def __init__(
        self, silence: float = _SILENCE_SECONDS, warm_up: float = _WARM_UP_SECONDS
    ) -> None:
        self._silence = silence
        self._warm_up = warm_up
        self._lock = threading.Lock()
        self._spare: ChildProcess | None = None
        self._child: ChildProcess | None = None

    def devices(
        self,
        addresses: Sequence[str] = (),  # noqa: ARG002 - not of the network
    ) -> Sequence[ScannerDevice]:
        """List the sources, and make child and spare warm meanwhile."""
        if not is_offered():
            return []
        child = self._take()
        self._warm_spare()
        try:
            names = child.ask("devices").values["names"]
        except (HelperCrashed, HelperSilent):
            self._replace()
            return []
        assert isinstance(names, list)
        sources = (_(_FEEDER), _(_GLASS))
        return [
            ScannerDevice(f"{self.name}:{name}", name, self.name, sources, is_feeder=True)
            for name in names
        ]

    def scan(
        self, device: str, settings: ScanSettings, stopped: Callable[[], bool]
    ) -> Iterator[Captured | None]:
        """Yield pages as they become whole; a child that is silent or dies is replaced at once."""
        if not is_offered():
            raise NoScanner
        page = 1
        try:
            asked = self._asked(device, settings)
            events = self._take().events("scan", asked, stop=stopped)
            for scanned in _pages(events, settings):
                if scanned is None:
                    yield None
                    continue
                yield Captured(scanned)
                page = scanned.index + 1
        except TwainFault as fault:
            raise meaning(fault.fault, device, page, fault.code) from fault
        except HelperSilent as silent:
            self._replace()
            raise ScannerSilent(device, page, silent.seconds) from silent
        except HelperCrashed as crash:
            self._replace()
            raise meaning("crashed", device, page) from crash
        if page == 1 and not stopped() and not settings.own_window:
            raise meaning("nothing", device, page)

    def listen(self, device: str, stopped: Callable[[], bool]) -> Iterator[bool]:
        """Yield True for each press of the scanner's button, False as a sign of life; ends at once
        where the source tells no such thing."""
        if not is_offered():
            return
        try:
            for message in self._take().events("listen", {"name": device}, stop=stopped):
                yield message.values["kind"] == "button"
        except TwainFault as fault:
            raise meaning(fault.fault, device, 1, fault.code) from fault
        except HelperSilent as silent:
            self._replace()
            raise ScannerSilent(device, 1, silent.seconds) from silent
        except HelperCrashed as crash:
            self._replace()
            raise meaning("crashed", device, 1) from crash

    def taken(self, device: str, files: Sequence[str]) -> None:
        """Paper needs no receipt."""

    def close(self) -> None:
        """End both children."""
        with self._lock:
            children, self._child, self._spare = (self._child, self._spare), None, None
        for child in children:
            if child is not None:
                child.close()

    def _asked(self, device: str, settings: ScanSettings) -> Mapping[str, object]:
        source = "" if not settings.source else "feeder" if is_feeder(settings.source) else "glass"
        paper = settings.paper
        return {
            "name": device,
            "source": source,
            "duplex": settings.duplex,
            "colour": settings.colour.value,
            "dpi": settings.dpi,
            "paper": paper.value if paper is not PaperSize.AUTO else "",
            "inches": [mm / _MM_AN_INCH for mm in paper.millimetres],
            "own_window": settings.own_window,
            "warm_up": self._warm_up,
        }

    def _take(self) -> ChildProcess:
        with self._lock:
            if self._child is None:
                self._child, self._spare = self._spare or self._new(), None
            return self._child

    def _replace(self) -> None:
        """The child is gone: the warm spare takes its place, and another is warmed."""
        with self._lock:
            gone, self._child, self._spare = self._child, self._spare, None
        if gone is not None:
            gone.close()
        self._warm_spare()

    def _warm_spare(self) -> None:
        with self._lock:
            if self._spare is not None:
                return
            spare = self._spare = self._new()

        def say_hello() -> None:
            with suppress(HelperCrashed, HelperSilent, TwainFault):
                spare.ask("hello")

        threading.Thread(target=say_hello, name="warm TWAIN child", daemon=True).start()

    def _new(self) -> ChildProcess:
        return ChildProcess(twain_command(), task=_("máy quét TWAIN"), silence=self._silence)


def is_offered() -> bool:
    """Whether this machine may have TWAIN at all."""
    return sys.platform == "win32" or bool(os.environ.get(DSM_VARIABLE))


def twain_command() -> Sequence[str]:
    """How the child is started."""
    if named := os.environ.get(CHILD_VARIABLE):
        return [named]
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(program.with_name(f"{_FROZEN_NAME}{program.suffix}"))]
    return [sys.executable, str(Path(__file__).with_name("twain_child") / "__main__.py")]


def _pages(
    events: Generator[Message, None, None], settings: ScanSettings
) -> Iterator[ScannedPage | None]:
    """Put strips together; None where the clerk's side has heard nothing for a while."""
    index, growing = 0, None
    odd: list[Oddity] = []
    heard = time.monotonic()
    with closing(events):
        for message in events:
            if time.monotonic() - heard > _ALIVE_SECONDS:
                heard = time.monotonic()
                yield None
            match message.values.get("kind"):
                case "remark":
                    odd += filter(None, (oddity(str(message.values["remark"])),))
                case "page":
                    growing = TwainPage(message.values)
                case "strip" | "part":
                    assert growing is not None
                    growing.add(message.values, message.blobs[0])
                case "page_end":
                    assert growing is not None
                    index += 1
                    page = growing.finish(index, settings)
                    growing = None
                    words = _remarks(odd, page.dpi, settings.dpi)
                    yield replace(page, remark=words, oddities=tuple(odd))


def _remarks(odd: Sequence[Oddity], dpi: int, asked: int) -> str:
    words = [_(ODDITY_WORDS[found]) for found in odd]
    if dpi != asked:
        words.append(
            _("Máy quét dùng {dpi} dpi thay cho {asked} dpi.").format(dpi=dpi, asked=asked)
        )
    return " ".join(words)
