"""Tra cứu: one box over both registers, with and without diacritics."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming
from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.ui.find.presenter import FindPresenter, Found
from clerkdesk.ui.incoming.words import STATE_COLOUR as INCOMING_COLOUR
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.outgoing.words import STATE_COLOUR as OUTGOING_COLOUR
from clerkdesk.ui.outgoing.words import code_text
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

Document = Incoming | Outgoing


class FindView(QWidget):
    """Search results; Enter opens the document in its register."""

    incoming_wanted = Signal(object)  # Incoming
    outgoing_wanted = Signal(object)  # Outgoing

    def __init__(self, presenter: FindPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self.header = PageHeader(
            _("Tra cứu"), search=_("Gõ có dấu hoặc không dấu: số, ký hiệu, cơ quan, nội dung…")
        )
        self.header.searched.connect(presenter.search)
        if self.header.search is not None:
            self.header.search.setMaximumWidth(620)
            self.setFocusProxy(self.header.search)
        self.table = RegisterTable[Document](
            _columns(),
            memory=memory,
            memory_key="find",
            empty=_(
                "Gõ vào ô tìm kiếm ở trên.\nTìm trong mọi ô của hai sổ và trong nội dung trang đã quét."
            ),
        )
        self.table.row_opened.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.table, 1)
        presenter.found.connect(self._show)
        presenter.failed.connect(shell.show_error)

    def search(self, text: str) -> None:
        """Search from elsewhere, such as Hôm nay."""
        if self.header.search is not None:
            self.header.search.setText(text)
            self.header.search.setFocus()  # what is typed on goes on here
            self.header.search.end(False)
        self._presenter.search(text)

    def _show(self, found: Found) -> None:
        if found.text:
            self.table.set_empty(
                _("Không tìm thấy «{text}».\nThử bớt chữ hoặc gõ không dấu.").format(
                    text=found.text
                )
            )
        self.table.set_rows(found.documents)
        self.header.set_chips(
            (_("{n} văn bản").format(n=found.total) if found.text else "", State.ACCENT)
        )

    def _open(self, document: Document) -> None:
        if isinstance(document, Incoming):
            self.incoming_wanted.emit(document)
        else:
            self.outgoing_wanted.emit(document)


def _columns() -> list[Column[Document]]:
    return [
        Column("book", _("SỔ"), 60, lambda d: _("Đến") if isinstance(d, Incoming) else _("Đi")),
        Column(
            "number",
            _("SỐ ĐẾN"),
            70,
            lambda d: d.shown_number if isinstance(d, Incoming) else "",
            Look.NUMBER,
        ),
        Column(
            "code",
            _("SỐ, KÝ HIỆU"),
            140,
            lambda d: d.code if isinstance(d, Incoming) else code_text(d),
            Look.SUMMARY,
        ),
        Column("date", _("NGÀY VĂN BẢN"), 112, _date),
        Column(
            "subject",
            _("TRÍCH YẾU"),
            320,
            lambda d: d.entry.subject,
            Look.SUMMARY,
            second=_from,
            stretches=True,
        ),
        Column("state", _("TRẠNG THÁI"), 150, _state, Look.BADGE, state=_colour),
    ]


def _date(document: Document) -> str:
    if isinstance(document, Incoming):
        return date_text(document.entry.issued_date)
    return date_text(document.issued_date)


def _from(document: Document) -> str:
    if isinstance(document, Incoming):
        return document.entry.issuing_org
    return ", ".join(recipient.name for recipient in document.entry.recipients)


def _state(document: Document) -> str:
    if isinstance(document, Incoming):
        return _(INCOMING_STATE_NAMES[document.state])
    return _(OUTGOING_STATE_NAMES[document.state])


def _colour(document: Document) -> State:
    if isinstance(document, Incoming):
        return INCOMING_COLOUR[document.state]
    return OUTGOING_COLOUR[document.state]
