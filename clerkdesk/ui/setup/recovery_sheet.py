"""The recovery key on paper: one sheet through the system's print dialog, nothing on the disk."""

import html

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from clerkdesk.domain.texts import _


def print_recovery_sheet(parent: QWidget, key: str, office: str) -> bool:
    """Ask for a printer and print; False where the clerk cancelled. Needs CUPS on Linux."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("In khóa khôi phục"))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    sheet = QTextDocument()
    sheet.setHtml(sheet_text(key, office))
    sheet.print_(printer)
    return True


def sheet_text(key: str, office: str) -> str:
    """The sheet as HTML."""
    return (
        f"<h2>{html.escape(_('KHÓA KHÔI PHỤC — ClerkDesk'))}</h2>"
        f"<p>{html.escape(office)}</p>"
        f"<p style='font-size:22pt; font-family:monospace'>{html.escape(key)}</p>"
        f"<p>{html.escape(_('Khóa này mở được toàn bộ dữ liệu văn thư của đơn vị. Cho vào phong bì niêm phong, cất trong tủ có khóa. Không chụp ảnh, không lưu vào máy tính.'))}</p>"
    )
