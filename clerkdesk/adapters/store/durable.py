"""Writing files so that they survive a power cut, or are not there at all."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clerkdesk.domain.errors import DiskFull

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def disk_full_is_said() -> Iterator[None]:
    """Turn the system's «no space left» into DiskFull; other failures are not this one's."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        raise


def write_durably(file: Path, content: bytes) -> None:
    """Write `file` whole or not at all: temporary file, fsync, rename, fsync of the folder.

    Raises:
        DiskFull: the old content, if there was one, still stands.
    """
    temporary = file.with_name(file.name + ".part")
    try:
        with disk_full_is_said(), temporary.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def make_folder(folder: Path) -> None:
    """Make `folder` and the folders above it, durably, readable by this user only.

    Raises:
        DiskFull: there is no room for a folder.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with disk_full_is_said():
        folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable; Windows does this with the file itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with disk_full_is_said():
            os.fsync(handle)
    finally:
        os.close(handle)
