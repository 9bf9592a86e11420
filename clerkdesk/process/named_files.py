"""Files that the clerk names: read whole, written whole or not at all."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from clerkdesk.domain.errors import DiskFull, FileNotRead, FileNotWritten
from clerkdesk.domain.texts import N_, _

_REASONS = {
    errno.ENOENT: N_("không có tệp hoặc thư mục này"),
    errno.EEXIST: N_("đã có tệp mang tên này"),
    errno.EISDIR: N_("đây là thư mục, không phải tệp"),
    errno.ENOTDIR: N_("đường dẫn không đúng"),
    errno.EACCES: N_("không có quyền truy cập"),
    errno.EPERM: N_("không có quyền truy cập"),
    errno.EROFS: N_("ổ đĩa chỉ cho đọc"),
    errno.ENAMETOOLONG: N_("tên tệp quá dài"),
    errno.ENOSPC: N_("ổ đĩa đã đầy"),
}


def read_file(path: Path) -> bytes:
    """The content of `path`.

    Raises:
        FileNotRead: it is not there or may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileNotRead(str(path), disk_reason(error)) from error
    except ValueError as error:  # a NUL in the name
        raise FileNotRead(repr(str(path)), _("đường dẫn không đúng")) from error


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`: durable when this returns, and never half of it.

    Raises:
        DiskFull, FileNotWritten: what stood at `path` is unchanged.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".clerkdesk-", dir=path.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise _not_written(path, error) from error


def make_folder(path: Path) -> None:
    """Make the folder `path` and those above it, where they are not there yet.

    Raises:
        DiskFull, FileNotWritten: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> DiskFull | FileNotWritten:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    return FileNotWritten(str(path), disk_reason(error))


def disk_reason(error: OSError) -> str:
    """Why the system refused, as a Vietnamese clause."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else _("hệ thống báo lỗi {code}").format(code=error.errno)
