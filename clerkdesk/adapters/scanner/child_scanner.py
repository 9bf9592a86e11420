"""The program's side of the scanner child: the port `Scanner` over its verbs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from clerkdesk.adapters.scanner.child import DRIVERS_VARIABLE, FAULT_VARIABLE, FOLDER_VARIABLE
from clerkdesk.domain.errors import FilesLeftOut
from clerkdesk.domain.scans import Oddity, ScannedPage, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import _
from clerkdesk.process.host import ChildProcess, child_command
from clerkdesk.process.line import Message

_SILENCE = 60.0
"""Seconds; a cold lamp and a slow A3 page at 600 dpi stay below it."""
_GIVING_BACK = {"MALLOC_MMAP_THRESHOLD_": str(1 << 20), "MALLOC_ARENA_MAX": "2"}
"""Pages come and go: glibc takes memory for each by itself and gives it back (mallopt(3)). In its own
way the child grew by 50 MB every hundred pages; elsewhere than on Linux nobody reads this."""
_MEMORY = 4 << 30
"""Address space of the child: drivers of vendors, and files that others drop into the folder."""


class ChildScanner:
    """All drivers of this machine in one child process, started on demand.

    Args:
        drivers: which of «virtual», «sane», «escl», «twain», «folder» are offered, in this order.
        folder: the watched folder; needed for «folder».
        fault: what the virtual scanner plays, e.g. «jam:2» (see `virtual.py`); for tests.
        silence: seconds without a page after which the driver is given up.
    """

    def __init__(
        self,
        command: Sequence[str] = (),
        *,
        drivers: Sequence[str] = ("sane",),
        folder: Path | None = None,
        fault: str = "",
        silence: float = _SILENCE,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        offered = [name for name in drivers if name != "folder" or folder is not None]
        self._child = ChildProcess(
            command or child_command("scanner"),
            task=_("máy quét"),
            silence=silence,
            memory=_MEMORY,
            environment={
                **_GIVING_BACK,
                **(environment or {}),
                DRIVERS_VARIABLE: ",".join(offered),
                FOLDER_VARIABLE: str(folder or ""),
                FAULT_VARIABLE: fault,
            },
        )

    def devices(self, addresses: Sequence[str] = ()) -> Sequence[ScannerDevice]:
        """List the scanners that answer now; empty where there is none."""
        asked = {"addresses": list(addresses)}
        rows = self._child.ask("devices", asked).values["devices"]
        assert isinstance(rows, list)
        return [
            ScannerDevice(
                device_id=row["device_id"],
                title=row["title"],
                driver=row["driver"],
                sources=tuple(row["sources"]),
                is_feeder=row["is_feeder"],
            )
            for row in rows
        ]

    def scan(
        self, device_id: str, settings: ScanSettings, *, stop: Callable[[], bool]
    ) -> Iterator[ScannedPage]:
        """Yield each page as it comes; a file of the watched folder is put aside afterwards.

        Raises:
            NoScanner, FeederEmpty, PaperJam, CoverOpen, ScannerBusy, ScannerFailed: the device.
            FilesLeftOut: some files of several, or of the watched folder.
            DamagedFile, LockedFile, UnsupportedFile, PdfIsDocument: the only file.
            HelperCrashed, HelperSilent: the driver.
        """
        asked = {
            "device_id": device_id,
            "dpi": settings.dpi,
            "colour": settings.colour.value,
            "source": settings.source,
            "duplex": settings.duplex,
            "paper": settings.paper.value,
            "own_window": settings.own_window,
        }
        safe: list[str] = []
        left: Sequence[str] = ()
        started = ""  # a file is safe when a page of the next one, or the end, comes
        try:
            with closing(self._child.events("scan", asked, stop=stop)) as messages:
                for message in messages:
                    if not message.blobs:
                        continue
                    file = str(message.values["file"])
                    if started and file != started:
                        safe.append(started)
                    yield _page(message)
                    started = file
            if started and not stop():
                safe.append(started)
        except FilesLeftOut as error:  # all files were gone through
            safe.append(started)
            left = error.files
            raise
        finally:
            if done := [file for file in safe if file and file not in left]:
                self._child.ask("taken", {"device_id": device_id, "files": done})

    def listen(self, device_id: str, *, stop: Callable[[], bool]) -> Iterator[None]:
        """Yield at each press of the scanner's own button.

        Raises:
            ClerkError: as `scan`.
        """
        asked = {"device_id": device_id}
        with closing(self._child.events("listen", asked, stop=stop)) as messages:
            for message in messages:
                if message.values.get("button") is True:
                    yield None

    def close(self) -> None:
        """End the child process."""
        self._child.close()


def _page(message: Message) -> ScannedPage:
    values = message.values
    odd = values["oddities"]
    assert isinstance(odd, list)
    return ScannedPage(
        index=int(str(values["index"])),
        image=message.blobs[0],
        media_type=str(values["media_type"]),
        dpi=int(str(values["dpi"])),
        width=int(str(values["width"])),
        height=int(str(values["height"])),
        remark=str(values["remark"]),
        oddities=tuple(Oddity(str(word)) for word in odd),
    )
