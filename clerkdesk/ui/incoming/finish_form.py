"""How a document is finished, in place: by a reply found in the register, or for a reason without one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.services.settle import USUAL_REASONS
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.forms.editors import SuggestEditor

_ROW, _MOST_ROWS = 30, 4


class _Search(QLineEdit):
    """Down goes into the results."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Down leaves the box."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class FinishForm(QWidget):
    """`sent` carries the reply's uid and the reason, one of them empty."""

    sent = Signal(str, str)
    search_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Outgoing] = ()
        self.search = _Search()
        self.search.setObjectName("reply_search")
        self.search.setPlaceholderText(_("Tìm số, ký hiệu, trích yếu"))
        self.search.setAccessibleName(_("Văn bản trả lời"))
        self.results = QListWidget()
        self.results.setObjectName("replies")
        self.results.setAccessibleName(_("Văn bản đi tìm được"))
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.reason = SuggestEditor([_(reason) for reason in USUAL_REASONS])
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName(_("Lý do không trả lời"))
        self._problem = text_label("", "problem")
        self._problem.setWordWrap(True)
        self.search.textEdited.connect(self._searched)
        self.search.returnPressed.connect(self._send)
        self.search.down.connect(self.results.setFocus)
        self.results.itemActivated.connect(lambda _item: self._send())
        self.reason.edited.connect(self._reason_edited)
        send = button(_("Hoàn thành"), self._send, key="Ctrl+D", primary=True)
        send.setObjectName("finish")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(button(_("Thôi"), self.left.emit, key="Escape"))
        row.addWidget(send, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(text_label(_("Văn bản trả lời"), "label"))
        layout.addWidget(self.search)
        layout.addWidget(self.results)
        layout.addWidget(text_label(_("hoặc không trả lời, lý do"), "label"))
        layout.addWidget(self.reason)
        layout.addWidget(self._problem)
        layout.addLayout(row)

    def open_empty(self) -> None:
        """Ask anew."""
        self.search.clear()
        self.reason.set_value(None)
        self.show_problem("")
        self.show_found(())
        self.show()
        self.search.setFocus()
        self.search_wanted.emit("")

    def show_found(self, found: Sequence[Outgoing]) -> None:
        """Outgoing documents that fit; the first is chosen once something was typed."""
        self._found = tuple(found)
        self.results.clear()
        for document in found:
            self.results.addItem(f"{document.code} · {document.entry.subject}")
            row = self.results.item(self.results.count() - 1)
            row.setToolTip(f"{document.code}\n{document.entry.subject}")
        self.results.setFixedHeight(_ROW * min(len(self._found), _MOST_ROWS) + 4)
        self.results.setVisible(bool(found))
        self.results.setCurrentRow(0 if self.search.text().strip() else -1)

    def show_problem(self, sentence: str) -> None:
        """What is wrong; an empty sentence takes no room."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _searched(self, text: str) -> None:
        self.show_problem("")
        self.reason.set_value(None)
        self.search_wanted.emit(text.strip())

    def _reason_edited(self) -> None:
        self.show_problem("")
        self.results.setCurrentRow(-1)

    def _send(self) -> None:
        row = self.results.currentRow()
        reason = str(self.reason.value())
        chosen = self._found[row].uid if 0 <= row < len(self._found) else ""
        if not chosen and not reason and self.search.text().strip():
            self.show_problem(_("Không có văn bản đi nào đã cấp số khớp với chữ tìm."))
            return
        self.sent.emit(chosen, "" if chosen else reason)
