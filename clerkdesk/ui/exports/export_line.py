"""«Xuất»: its menu, the question where to, and the line that says how far it is."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QProgressBar, QWidget

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.list_files import FileKind
from clerkdesk.services.export_rows import ExportWish
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State

RowT = TypeVar("RowT")

_LATE_MS = 700
"""A file that is written sooner needs no line."""
_FILTERS = {
    FileKind.XLSX: N_("Bảng tính Excel (*.xlsx)"),
    FileKind.DOCX: N_("Tài liệu Word (*.docx)"),
    FileKind.PDF: N_("PDF (*.pdf)"),
    FileKind.CSV: N_("CSV (*.csv)"),
}


class ExportLine(QWidget):
    """Hidden until a file takes longer than a moment; `button` stands where the list wants it.

    `wanted` (every column?, kind) is answered with `save`.
    """

    wanted = Signal(bool, str)

    def __init__(self, exporter: Exporter, shell: Shell, file_name: str) -> None:
        super().__init__()
        self._exporter = exporter
        self._shell = shell
        self._file_name = file_name
        self.button = button(_("Xuất…"), self._show_menu, link=True)
        self.button.setToolTip(_("Xuất danh sách ra Excel, Word, PDF hoặc CSV"))
        self._words = text_label(_("Đang ghi tệp…"))
        self.bar = QProgressBar()
        self.stop_button = button(_("Dừng"), exporter.stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.stop_button)
        self.hide()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self.show)
        exporter.progressed.connect(self._show_progress)
        exporter.exported.connect(self._exported)
        exporter.stopped.connect(self._stopped)
        exporter.failed.connect(self._failed)

    def menu(self) -> QMenu:
        """The columns that are shown, or every column; as what."""
        menu = QMenu(self)
        for every, title in ((False, _("Các cột đang hiện")), (True, _("Mọi cột"))):
            if every:
                menu.addSeparator()
            head = menu.addAction(title)
            head.setEnabled(False)
            for kind, name in _FILTERS.items():
                action = menu.addAction(_(name))
                action.triggered.connect(
                    lambda _checked, e=every, k=kind.value: self.wanted.emit(e, k)
                )
        return menu

    def save(self, wish: ExportWish[RowT], kind: str) -> None:
        """Ask where to, then write."""
        if self._exporter.is_busy:
            self._shell.show_notice(
                _("Đang ghi một tệp khác; chờ xong hoặc bấm «Dừng»."), State.WARN
            )
            return
        name, _chosen = QFileDialog.getSaveFileName(
            self,
            _("Xuất danh sách"),
            f"{self._file_name}.{kind}",
            _(_FILTERS[FileKind(kind)]),
        )
        if name:
            file = Path(name)
            self._exporter.export(wish, file if file.suffix else file.with_suffix(f".{kind}"))

    def _show_menu(self) -> None:
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _show_progress(self, rows: int, total: int) -> None:
        if rows == 0:
            self._late.start()
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(rows)
        self.bar.setFormat(f"{_thousands(rows)}/{_thousands(total)}")

    def _end(self) -> None:
        self._late.stop()
        self.hide()

    def _exported(self, file: Path) -> None:
        self._end()
        self._shell.show_notice(_("Đã ghi {file}.").format(file=file))

    def _stopped(self) -> None:
        self._end()
        self._shell.show_notice(_("Đã dừng. Không có tệp nào được ghi."), State.NEUTRAL)

    def _failed(self, error: ClerkError) -> None:
        self._end()
        self._shell.show_error(error)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
