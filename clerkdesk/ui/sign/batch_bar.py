"""What a batch has done so far: a bar, the count, «Dừng»; and at the end what was left out and why."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.services.sign import Signed
from clerkdesk.ui.cards import Note, button, text_label
from clerkdesk.ui.theme import State

_MOST_REASONS = 4


class BatchBar(QWidget):
    """Hidden until a batch of more than one begins; stays until it is closed or the next begins."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._refused: list[str] = []
        self._began = 0.0
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(_("Tiến độ ký"))
        self.words = text_label("")
        self._stop = button(_("Dừng sau văn bản này"), self._stopped, key="Esc")
        self._close = button(_("Đóng"), self.hide, link=True)
        self._left_out = Note("", State.WARN)
        self._left_out.hide()
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self._stop)
        line.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self._left_out)
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """So many have an outcome; the time that is left is told once it can be known."""
        if total < 2:
            self.hide()
            return
        if done == 0:
            self._begin(total)
        self.bar.setValue(done)
        words = _("Đã ký {done}/{total}").format(done=done - len(self._refused), total=total)
        if 2 <= done < total:
            left = round((time.monotonic() - self._began) / done * (total - done)) + 1
            words += _(" · còn khoảng {seconds} giây").format(seconds=left)
        self.words.setText(words)

    def note(self, outcome: Signed) -> None:
        """Remember what was left out, and why."""
        if outcome.error is not None:
            name = outcome.document.code or outcome.document.entry.subject
            self._refused.append(f"{name}: {outcome.error}")

    def end(self, signed: int, not_signed: int) -> None:
        """The batch is over."""
        if self.isHidden():
            return
        self._stop.hide()
        self._close.show()
        self.bar.setValue(self.bar.maximum() if not not_signed else self.bar.value())
        words = _("Đã ký {signed} văn bản").format(signed=signed)
        if not_signed:
            words += _(", còn {count} văn bản chưa ký giữ nguyên").format(count=not_signed)
        self.words.setText(f"{words}.")
        shown = self._refused[:_MOST_REASONS]
        more = len(self._refused) - len(shown)
        if more:
            shown.append(_("… và {count} văn bản khác").format(count=more))
        self._left_out.setVisible(bool(shown))
        self._left_out.show_state("\n".join(shown), State.WARN)

    def summary(self) -> str:
        """What the line says."""
        return self.words.text()

    def _begin(self, total: int) -> None:
        self._refused.clear()
        self._began = time.monotonic()
        self._left_out.hide()
        self._close.hide()
        self._stop.setEnabled(True)
        self._stop.show()
        self.bar.setRange(0, total)
        self.show()

    def _stopped(self) -> None:
        self._stop.setEnabled(False)
        self.words.setText(_("Đang dừng sau văn bản đang ký…"))
        self.stop_wanted.emit()
