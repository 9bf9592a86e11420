"""Small pictures of waiting pages: packed ones of very many, unpacked only those in or near sight.

A pile of 500 pages is usual. Unpacked each picture takes 0.2 MB, packed some KB; tiles that are
drawn ask here, and a tile whose picture is not unpacked yet is drawn again some milliseconds later.
"""

from collections import OrderedDict
from collections.abc import Collection
from time import perf_counter

from PySide6.QtCore import QBuffer, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImageReader, QPixmap

from clerkdesk.domain.scans import BatchPage

_PACKED_BYTES = 8 << 20
"""Some 600 pages; of others the picture is made from the store when they come in sight."""
_UNPACKED_BYTES = 12 << 20
"""Some 300 tiles on an ordinary screen, of which 40 are in sight."""
_AT_ONCE = 2
"""Pictures that are made at the same time; the tile that was seen last is the next one."""
_SLICE_SECONDS = 0.004
"""How long the window is kept by unpacking before it does something else."""

_Key = tuple[str, int]
"""A page and how it is turned."""


class PagePictures(QObject):
    """Hands out pictures; `changed` names the page whose tile is to be drawn again."""

    missing = Signal(object)  # BatchPage: make its small picture
    changed = Signal(str)  # page_id

    def __init__(
        self, packed_bytes: int = _PACKED_BYTES, unpacked_bytes: int = _UNPACKED_BYTES
    ) -> None:
        super().__init__()
        self._room = packed_bytes
        self._unpacked_room = unpacked_bytes
        self._packed: OrderedDict[_Key, bytes] = OrderedDict()
        self._packed_bytes = 0
        self._unpacked: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._unpacked_bytes = 0
        self._seen: dict[_Key, tuple[BatchPage, QSize]] = {}
        self._in_sight: dict[_Key, BatchPage] = {}
        self._expected: dict[_Key, BatchPage] = {}
        self._asked: set[_Key] = set()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._work)

    @property
    def unpacked_bytes(self) -> int:
        """Memory of pictures that can be drawn at once."""
        return self._unpacked_bytes

    @property
    def packed_bytes(self) -> int:
        """Memory of pictures as they came."""
        return self._packed_bytes

    def expect(self, page: BatchPage) -> None:
        """A page has come: its picture is made when nothing in sight needs one."""
        if (key := _key(page)) not in self._packed:
            self._expected[key] = page
            self._later.start()

    def keep_only(self, page_ids: Collection[str]) -> None:
        """Forget all other pages: they became documents, or are gone."""
        known = {*self._expected, *self._in_sight, *self._seen, *self._packed, *self._unpacked}
        for key in known:
            if key[0] not in page_ids:
                self._forget(key)

    def _forget(self, key: _Key) -> None:
        self._expected.pop(key, None)
        self._in_sight.pop(key, None)
        self._seen.pop(key, None)
        self._packed_bytes -= len(self._packed.pop(key, b""))
        if (away := self._unpacked.pop(key, None)) is not None:
            self._unpacked_bytes -= _size(away)

    def take(self, page_id: str, turned: int, picture: bytes) -> None:
        """A picture was made (PNG or JPEG); empty: it cannot be made."""
        key = (page_id, turned)
        self._asked.discard(key)
        for waiting in (self._expected, self._in_sight):
            waiting.pop(key, None)
        self._packed_bytes += len(picture) - len(self._packed.pop(key, b""))
        self._packed[key] = picture
        while self._packed_bytes > self._room:
            _oldest, away = self._packed.popitem(last=False)
            self._packed_bytes -= len(away)
        self.changed.emit(page_id)
        self._later.start()

    def has(self, page: BatchPage) -> bool:
        """Whether the picture has come, and still is here."""
        return bool(self._packed.get(_key(page)))

    def of(self, page: BatchPage, room: QSize) -> QPixmap | None:
        """The picture as large as it fits into `room` (device pixels); None: it will come.

        Called while painting, so nothing is unpacked here.
        """
        key = _key(page)
        found = self._unpacked.get(key)
        if found is not None and _fits(found, room):
            self._unpacked.move_to_end(key)
            return found
        if self._packed.get(key) != b"":
            self._seen.pop(key, None)
            self._seen[key] = (page, room)
            self._later.start()
        return found

    def _work(self) -> None:
        """Unpack what was seen last, and ask for what is not here."""
        until = perf_counter() + _SLICE_SECONDS
        not_here: dict[_Key, BatchPage] = {}
        while self._seen and perf_counter() < until:
            key, (page, room) = self._seen.popitem()
            if key in self._packed:
                self._unpack(key, room)
            elif key not in self._asked:
                not_here[key] = page
        if self._seen:
            self._later.start()
        self._in_sight = {**not_here, **self._in_sight}
        self._ask()

    def _unpack(self, key: _Key, room: QSize) -> None:
        self._packed.move_to_end(key)
        picture = self._packed[key]
        if not picture:
            return
        buffer = QBuffer()
        buffer.setData(picture)
        reader = QImageReader(buffer)
        reader.setScaledSize(reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        pixmap = QPixmap.fromImageReader(reader)
        if pixmap.isNull():  # or its tile would ask for it again and again
            self._packed[key] = b""
            self._packed_bytes -= len(picture)
            return
        old = self._unpacked.pop(key, None)
        self._unpacked[key] = pixmap
        self._unpacked_bytes += _size(pixmap) - (_size(old) if old is not None else 0)
        while self._unpacked_bytes > self._unpacked_room and len(self._unpacked) > 1:
            _oldest, away = self._unpacked.popitem(last=False)
            self._unpacked_bytes -= _size(away)
        self.changed.emit(key[0])

    def _ask(self) -> None:
        """Ask for pages in sight first, then for those that have come, while there is room."""
        if self._packed_bytes >= self._room:
            self._expected.clear()
        while len(self._asked) < _AT_ONCE and (queue := self._in_sight or self._expected):
            key, page = next(iter(queue.items()))
            del queue[key]
            if key not in self._asked:
                self._asked.add(key)
                self.missing.emit(page)


def _key(page: BatchPage) -> _Key:
    return page.page_id, page.turned


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def _fits(pixmap: QPixmap, room: QSize) -> bool:
    return pixmap.width() == room.width() or pixmap.height() == room.height()
