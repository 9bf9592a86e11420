"""Where LibreOffice is, which turns Word files into PDF as a process of its own."""

import shutil
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
"""Where it is installed without being in PATH."""


def find_libreoffice() -> Path | None:
    """Its program, or None where it is not installed."""
    for name in PROGRAMS:
        if (found := shutil.which(name)) is not None:
            return Path(found)
    return next((place for place in PLACES if place.is_file()), None)
