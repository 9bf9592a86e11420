"""What became of a pile that filed itself: one summary, until the clerk puts it away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from clerkdesk.domain.texts import _
from clerkdesk.services.file_by_covers import FiledPart, Filing
from clerkdesk.ui.cards import Badge, button, text_label
from clerkdesk.ui.scrolling_card import ScrollingCard
from clerkdesk.ui.theme import State

_LINES = 8
"""More parts than that are counted only: the pages below must stay in sight."""


class SummaryCard(ScrollingCard):
    """A line for each part: where it went, or why it still waits. Those that wait come first."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Đã xếp theo tờ bìa"), lowest=60)
        self.words = text_label("", "heading")
        self.words.setWordWrap(True)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnStretch(1, 1)
        self.away = button(_("Đã xem"), self.hide, key="Escape")
        self.away.setObjectName("summary-away")
        self.undo = button(_("Hoàn tác xếp"), self.undo_wanted.emit)
        self.undo.setObjectName("summary-undo")
        self.undo.setToolTip(
            _("Ctrl+Z: gỡ các bản quét vừa xếp khỏi sổ đến; trang giấy về lại đây để xếp lại.")
        )
        foot = QHBoxLayout()
        foot.addWidget(self.away)
        foot.addWidget(self.undo)
        foot.addStretch(1)
        self.body.addWidget(self.words)
        self.body.addLayout(self._lines)
        self.foot.addLayout(foot)
        self.hide()

    def show_filing(self, filing: Filing) -> None:
        """Say what went where."""
        words = _("{filed} văn bản đã vào sổ, {waiting} tập còn chờ.").format(
            filed=len(filing.filed), waiting=len(filing.waiting)
        )
        if filing.stopped:
            words += " " + _("Đã dừng giữa chừng; bấm «Xếp theo tờ bìa» để làm tiếp.")
        self.words.setText(words)
        self.undo.setVisible(bool(filing.undoable))
        while self._lines.count():
            self._lines.takeAt(0).widget().deleteLater()
        parts = [*filing.waiting, *filing.filed]
        for row, part in enumerate(parts[:_LINES]):
            self._add(row, part)
        if len(parts) > _LINES:
            rest = text_label(_("… và {n} tập nữa").format(n=len(parts) - _LINES), "muted")
            self._lines.addWidget(rest, _LINES, 1)
        self.show()
        self.away.setFocus()

    def _add(self, row: int, part: FiledPart) -> None:
        state, word = (State.WARN, _("Còn chờ")) if part.problem else (State.GOOD, _("Đã vào sổ"))
        where = part.where or part.title
        about = part.problem or part.document
        line = text_label(
            _("{where} · {n} trang — {about}").format(where=where, n=part.pages, about=about)
        )
        line.setWordWrap(True)
        self._lines.addWidget(Badge(word, state), row, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(line, row, 1)
