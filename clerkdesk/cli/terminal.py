"""What a verb tells: results on stdout, failures on stderr, and the exit code that sums them up."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum
from io import StringIO
from pathlib import PurePath
from typing import TextIO

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _


class Exit(IntEnum):
    """Exit codes of every verb (docs/command-line.md)."""

    DONE = 0
    NOT_ALL = 1
    """It ran, and the answer is no: not all valid, something missing, a file failed, none found."""
    NOT_RUN = 2
    """It could not run: wrong arguments, unreadable file, a device or program is missing."""
    IN_USE = 3
    """The store is open in a window."""
    STOPPED = 130
    """Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """The two streams of a verb."""

    out: TextIO
    err: TextIO

    def say(self, text: str = "") -> None:
        """Write a line of the result."""
        self.out.write(text + "\n")

    def tell(self, text: str) -> None:
        """Write a line that is not the result: progress, advice."""
        self.err.write(text + "\n")
        self.err.flush()

    def fail(self, error: ClerkError) -> None:
        """Tell what happened and what to do now."""
        self.tell(_("Lỗi: {error}").format(error=error))
        self.tell(_("Cần làm: {advice}").format(advice=error.advice))

    def json(self, value: object) -> None:
        """Write `value` as JSON; dates in ISO form, enumerations by value."""
        json.dump(value, self.out, ensure_ascii=False, indent=2, default=_plain)
        self.out.write("\n")

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write aligned columns; the last may be long."""
        lines = [list(titles), *(list(row) for row in rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
        for line in lines:
            cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
            self.say("  ".join(cells).rstrip())


def standard_terminal() -> Terminal:
    """The process's own streams, in UTF-8 whatever the console's code page is.

    A window program of Windows has none; then nobody reads what is told.
    """
    out, err = sys.stdout or StringIO(), sys.stderr or StringIO()
    for stream in (out, err):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    return Terminal(out, err)


def error_values(error: ClerkError) -> dict[str, str]:
    """A failure as it stands in JSON."""
    return {"type": type(error).__name__, "happened": str(error), "advice": error.advice}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value, key=str)
    raise TypeError(f"no JSON form for {type(value).__name__}")
