"""Print a PDF that we made: its pages are rendered in the child and painted on the printer."""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from clerkdesk.domain.errors import ClerkError
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ui.jobs import Jobs, Lane

PRINT_DPI = 300


class PrintPdf:
    """Asks for the printer and prints at true size."""

    def __init__(
        self,
        pdf_desk: PdfDesk,
        jobs: Jobs,
        failed: Callable[[ClerkError], None],
        parent: QWidget,
    ) -> None:
        self._pdf_desk = pdf_desk
        self._jobs = jobs
        self._failed = failed
        self._parent = parent

    def __call__(self, name: str, pdf: bytes) -> None:
        """Render `pdf` in the background, then show the printer dialog."""

        def render() -> list[bytes]:
            pages = self._pdf_desk.facts(name, pdf).pages
            return [self._pdf_desk.render(name, pdf, page, PRINT_DPI) for page in range(pages)]

        self._jobs.run(Lane.PDF, render, done=self._ask_and_print, failed=self._failed)

    def _ask_and_print(self, pages: list[bytes]) -> None:
        if not pages:
            return
        first = QImage.fromData(pages[0])
        points = QSizeF(first.width() * 72 / PRINT_DPI, first.height() * 72 / PRINT_DPI)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(
            QPageLayout(
                QPageSize(points, QPageSize.Unit.Point),
                QPageLayout.Orientation.Portrait,
                QMarginsF(0, 0, 0, 0),
            )
        )
        printer.setFullPage(True)
        if QPrintDialog(printer, self._parent).exec() != QPrintDialog.DialogCode.Accepted:
            return
        painter = QPainter(printer)
        for number, page in enumerate(pages):  # one decoded at a time: a register has many
            image = QImage.fromData(page)
            if number:
                printer.newPage()
            scale = printer.resolution() / PRINT_DPI
            area = QRectF(0, 0, image.width() * scale, image.height() * scale)
            painter.drawImage(area, image)
        painter.end()
