"""Reading a file that the clerk chose or dropped; what the disk refuses is said, not thrown."""

from pathlib import Path

from clerkdesk.domain.errors import FileNotRead, UnsupportedFile
from clerkdesk.domain.texts import _

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes; a scan of 300 pages in colour stays below it."""


def read_file(path: Path) -> bytes:
    """The content; slow on a network drive, so call it in a lane.

    Raises:
        FileNotRead: it is gone, is a folder, or may not be read.
        UnsupportedFile: larger than `LARGEST_FILE`.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnsupportedFile(path.name, _("tệp dưới 200 MB"))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileNotRead(path.name, _("tệp không còn ở đó")) from error
    except OSError as error:
        raise FileNotRead(path.name, _("ổ đĩa hoặc hệ điều hành từ chối")) from error
