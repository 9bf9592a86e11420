"""Thiết lập: the ways to what was kept before: old registers and the directory."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, button, text_label


class ImportCard(Card):
    """Nhập sổ cũ, danh bạ."""

    incoming_wanted = Signal()
    outgoing_wanted = Signal()
    directory_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Nhập sổ cũ, danh bạ"))
        advice = text_label(
            _("Sổ cũ (Excel, CSV) vào kho với số của nó, không dùng số đang cấp."), "small"
        )
        advice.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(_("Nhập sổ đến cũ"), self.incoming_wanted.emit))
        row.addWidget(button(_("Nhập sổ đi cũ"), self.outgoing_wanted.emit))
        row.addWidget(button(_("Danh bạ cơ quan"), self.directory_wanted.emit))
        row.addStretch(1)
        self.body.addWidget(advice)
        self.body.addLayout(row)
        self.body.addStretch(1)
