"""Content on the disk: AES-256-GCM in frames of 64 KiB, one key a file, so a torn tail is found."""

import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clerkdesk.adapters.store.durable import make_folder, write_durably
from clerkdesk.domain.errors import DamagedFile, NotFound
from clerkdesk.domain.texts import _

KEY_LENGTH = 32
FRAME = 64 * 1024
_TAG = 16
_MAGIC = b"CLERKDESK-FILE-1"


def new_key() -> bytes:
    """A fresh key; never used for a second content."""
    return secrets.token_bytes(KEY_LENGTH)


def seal(key: bytes, content: bytes) -> bytes:
    """Encrypt `content`; `key` must be new for it."""
    cipher = AESGCM(key)
    frames = [content[start : start + FRAME] for start in range(0, len(content), FRAME)] or [b""]
    last = len(frames) - 1
    sealed = [
        cipher.encrypt(_nonce(index, index == last), frame, _MAGIC)
        for index, frame in enumerate(frames)
    ]
    return b"".join((_MAGIC, *sealed))


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Decrypt what `seal` made.

    Raises:
        InvalidTag: a byte was altered, cut off, moved or added.
    """
    if not sealed.startswith(_MAGIC):
        raise InvalidTag
    cipher = AESGCM(key)
    body = memoryview(sealed)[len(_MAGIC) :]
    step = FRAME + _TAG
    starts = range(0, len(body), step)
    if not starts:
        raise InvalidTag
    last = len(starts) - 1
    return b"".join(
        cipher.decrypt(_nonce(index, index == last), body[start : start + step], _MAGIC)
        for index, start in enumerate(starts)
    )


def _nonce(index: int, last: bool) -> bytes:
    # The key serves one content, so a counter is unique; the last byte tells a cut-off tail.
    return index.to_bytes(11, "big") + bytes([last])


class SealedFolder:
    """Sealed files under names that tell nothing, in 256 subfolders.

    Args:
        spare: where files of a restored store still lie until they have followed; looked at last.
    """

    def __init__(self, folder: Path, spare: Path | None = None) -> None:
        self._folder = folder
        self._spare = spare

    def write(self, name: str, key: bytes, content: bytes) -> None:
        """Keep `content`, durably.

        Raises:
            DiskFull: nothing was kept.
        """
        file = self._file(name)
        make_folder(file.parent)
        write_durably(file, seal(key, content))

    def read(self, name: str, key: bytes, title: str) -> bytes:
        """The content; `title` is how the clerk knows the file.

        Raises:
            NotFound: the file is gone.
            DamagedFile: it was altered.
        """
        try:
            return unseal(key, self._present(name).read_bytes())
        except FileNotFoundError:
            raise NotFound(_("tệp «{title}»").format(title=title)) from None
        except InvalidTag:
            raise DamagedFile(title) from None

    def has(self, name: str) -> bool:
        """Whether the file is on the disk."""
        return self._present(name).is_file()

    def remove(self, name: str) -> None:
        """Remove the file, if it is there; without its key it was noise already."""
        self._file(name).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """Every name on the disk, also of half-written files that a kill left."""
        return [file.name for file in self._folder.glob("*/*")]

    def _present(self, name: str) -> Path:
        file = self._file(name)
        if self._spare is None or file.is_file():
            return file
        return self._spare / name[:2] / name

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / name
