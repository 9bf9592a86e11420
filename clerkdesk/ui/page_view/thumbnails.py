"""The strip of small pages: loaded one after another, so that nothing waits behind them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem
from shiboken6 import isValid

from clerkdesk.domain.texts import _
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.page_view.sheets import LoadPage, Sheet, read_image

_DPI = 24
_ITEM = QSize(66, 90)
_PICTURE = QSize(60, 84)
_WIDTH = 84


class Thumbnails(QListWidget):
    """One small picture a page; the current row is the page that is shown."""

    def __init__(self, jobs: Jobs, lane: Lane) -> None:
        super().__init__()
        self._jobs = jobs
        self._lane = lane
        self._sheets: list[Sheet] = []
        self._load: LoadPage | None = None
        self._round = 0
        self._wanted: list[int] = []
        self._busy = False
        self.setAccessibleName(_("Các trang"))
        self.setProperty("thumbs", "true")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setFixedWidth(_WIDTH)
        self.setIconSize(_PICTURE)
        self.setSpacing(3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pages(self, sheets: Sequence[Sheet], load: LoadPage, page: int) -> None:
        """Show other pages, without saying that another row is current."""
        self._round += 1
        self._sheets = list(sheets)
        self._load = load
        self._wanted = list(range(len(sheets)))
        self._busy = False
        self.blockSignals(True)
        self.clear()
        for number in range(1, len(sheets) + 1):
            item = QListWidgetItem()
            item.setSizeHint(_ITEM)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Trang {n}").format(n=number))
            item.setToolTip(_("Trang {n}").format(n=number))
            self.addItem(item)
        self.setCurrentRow(page)
        self.blockSignals(False)
        self._next()

    def change(self, page: int, sheet: Sheet) -> None:
        """Load one page again, turned as its sheet says."""
        self._sheets[page] = sheet
        self._wanted.insert(0, page)
        self._next()

    def _next(self) -> None:
        if self._busy or not self._wanted or self._load is None:
            return
        page = self._wanted.pop(0)
        self._busy = True
        load, turned, number = self._load, self._sheets[page].turned, self._round

        def go_on() -> None:
            if isValid(self) and number == self._round:
                self._busy = False
                self._next()

        def keep(image: QImage) -> None:
            if isValid(self) and number == self._round:
                if turned == self._sheets[page].turned:
                    self._show(page, image)
                go_on()

        self._jobs.run(
            self._lane,
            lambda: read_image(load(page, _DPI), turned),
            done=keep,
            failed=lambda _error: go_on(),  # the page itself tells when it is looked at
        )

    def _show(self, page: int, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # chosen is said by the frame
        self.item(page).setIcon(icon)
