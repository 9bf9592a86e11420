"""Pages that do not come from a scanner: files that are chosen, dropped or pasted, and pictures."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from clerkdesk.domain.scans import PAGE_FILES, ScannedPage
from clerkdesk.domain.texts import _
from clerkdesk.ui.scan.pasted import local_files, page_of_picture


class Intake:
    """Sorts what comes.

    Args:
        pages: takes images and scanned PDFs.
        page: takes a single picture.
        others: takes any other file, to be opened as a document.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        pages: Callable[[Sequence[Path]], object],
        page: Callable[[ScannedPage], object],
        others: Callable[[Sequence[Path]], object],
    ) -> None:
        self._parent = parent
        self._pages = pages
        self._page = page
        self._others = others

    def choose(self) -> None:
        """Ask for files."""
        kinds = " ".join(f"*{ending}" for ending in sorted(PAGE_FILES))
        names, _kind = QFileDialog.getOpenFileNames(
            self._parent,
            _("Nhập tệp văn bản"),
            "",
            _("Tệp PDF, ảnh ({kinds})").format(kinds=kinds),
        )
        self._take_files([Path(name) for name in names])

    def take(self, found: QMimeData | None) -> bool:
        """Take files, or a picture; an empty clipboard of some systems has nothing at all."""
        if found is None:
            return False
        if paths := local_files(found):
            self._take_files(paths)
            return True
        if not found.hasImage() or (page := page_of_picture(found.imageData())) is None:
            return False
        self._page(page)
        return True

    def _take_files(self, paths: Sequence[Path]) -> None:
        pages = [path for path in paths if path.suffix.lower() in PAGE_FILES]
        others = [path for path in paths if path not in pages]
        if pages:
            self._pages(pages)
        if others:
            self._others(others)
