"""When something of ours breaks: a readable dialog, and a report without personal data to copy."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import PurePath
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import clerkdesk
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button, text_label

_log = logging.getLogger(__name__)


def crash_report(error: BaseException) -> str:
    """Types, places in the code and versions; no message, no value, no folder name: those may name
    people or documents."""
    lines = [
        f"ClerkDesk {clerkdesk.__version__}",
        f"Python {platform.python_version()}, PySide {PySide6.__version__}, {platform.system()} {platform.release()}",
        "",
    ]
    for number, link in enumerate(_chain(error)):
        if number:
            lines.append("caused by:")
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _place(filename: str) -> str:
    """The path inside our tree or a package; never the folder of a user."""
    parts = PurePath(filename.replace("\\", "/")).parts
    for root in ("site-packages", "clerkdesk"):
        if root in parts:
            last = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[last:])
    return parts[-1] if parts else ""


class CrashDialog(QDialog):
    """Says what a defect means for the clerk; closing it lets her go on."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("ClerkDesk gặp lỗi"))
        self.setMinimumWidth(560)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setMinimumHeight(180)
        self.report.setAccessibleName(_("Báo cáo lỗi"))
        happened = text_label(_("Chương trình gặp một lỗi ngoài dự kiến."), "heading")
        advice = text_label(
            _(
                "Dữ liệu đã lưu vẫn nguyên vẹn. Làm lại thao tác vừa rồi; nếu lỗi lặp lại, bấm "
                "«Sao chép báo cáo lỗi» rồi gửi cho bộ phận hỗ trợ. Báo cáo không chứa nội dung văn bản hay tên người."
            )
        )
        advice.setWordWrap(True)
        self.copy_button = button(_("Sao chép báo cáo lỗi"), self._copy)
        self.close_button = button(_("Đóng"), self.close, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        down = QVBoxLayout(self)
        down.setContentsMargins(20, 16, 20, 16)
        down.setSpacing(12)
        for widget in (happened, advice, self.report):
            down.addWidget(widget)
        down.addLayout(row)
        self.close_button.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(_("Đã sao chép"))


class CrashHook(QObject):
    """Takes errors that nobody caught, in any thread, logs them and shows them in the GUI thread.

    A `ClerkError` that got lost goes to `show_error`; it is no defect. One dialog at a time.

    Args:
        window: over which the dialog lies; asked when it is needed.
        show_error: usually `MainWindow.show_error`.
    """

    _met = Signal(object)

    def __init__(
        self,
        window: Callable[[], QWidget | None],
        show_error: Callable[[ClerkError], object],
    ) -> None:
        super().__init__()
        self._window = window
        self._show_error = show_error
        self._before = sys.excepthook
        self._before_threads = threading.excepthook
        self.dialog: CrashDialog | None = None
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = self._before
        threading.excepthook = self._before_threads

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self._before(kind, error, trace)
            return
        _log.error("unexpected error\n%s", crash_report(error))  # the log lies on the disk in clear
        self._met.emit(error)

    def _caught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):
            self._show_error(error)
            return
        if self.dialog is not None and self.dialog.isVisible():
            return  # one is enough; the log has them all
        self.dialog = CrashDialog(crash_report(error), self._window())
        self.dialog.open()
