"""Tình trạng gửi: one line a recipient of an issued document, with every step and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.delivery_status import PROGRESS, DeliveryStatus
from clerkdesk.domain.incoming import CHANNEL_NAMES
from clerkdesk.domain.outgoing import Delivery, Outgoing
from clerkdesk.domain.status_marks import first_evidence, unanswered
from clerkdesk.domain.texts import _
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.outgoing.delivery_line import spoken_trail, trail_of
from clerkdesk.ui.outgoing.words import code_text, way_words
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State


@dataclass(frozen=True, slots=True)
class Way:
    """A recipient and the document of which it is one."""

    document: Outgoing
    delivery: Delivery


class DeliveriesView(QWidget):
    """Read only; whom the clerk must look after stands on top; Esc goes back to the register."""

    left = Signal()

    def __init__(self, memory: UiMemory) -> None:
        super().__init__()
        self._header = PageHeader(_("Tình trạng gửi"))
        self._header.add_button(_("Quay lại"), self.left.emit, key="Escape")
        self.table: RegisterTable[Way] = RegisterTable(
            _columns(),
            memory=memory,
            memory_key="deliveries",
            empty=_("Văn bản này không có nơi nhận nào ngoài cơ quan."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_document(self, document: Outgoing) -> None:
        """Show its recipients."""
        self._header.set_remark(f"{code_text(document)} · {document.entry.subject}")
        ways = by_need(document.deliveries)
        self._header.set_chips(*_chips(document, ways))
        self.table.set_rows([Way(document, way) for way in ways])


def by_need(ways: Sequence[Delivery]) -> list[Delivery]:
    """Refused and unanswered first, then those that have come least far."""
    return sorted(ways, key=_need)


def _need(way: Delivery) -> tuple[int, int]:
    if way.status is DeliveryStatus.REFUSED:
        return 0, 0
    return 1 if unanswered(way.marks) else 2, PROGRESS.index(way.status)


def _chips(document: Outgoing, ways: Sequence[Delivery]) -> list[tuple[str, State]]:
    words = [way_words(document, way) for way in ways]
    counts = {said: sum(one[0] == said[0] for one in words) for said in dict.fromkeys(words)}
    return [(f"{count} {name}", state) for (name, state), count in counts.items()]


def _columns() -> tuple[Column[Way], ...]:
    return (
        Column(
            "name",
            _("Nơi nhận"),
            220,
            lambda row: row.delivery.recipient.name,
            second=lambda row: row.delivery.recipient.code or row.delivery.recipient.email,
            stretches=True,
        ),
        Column("channel", _("Gửi qua"), 106, _channel),
        Column("sent", _("Gửi lúc"), 98, _sent),
        Column("status", _("Trạng thái"), 142, _status, Look.BADGE, state=_colour),
        Column("at", _("Cập nhật"), 98, lambda row: _time(_last(row.delivery))),
        Column(
            "trail",
            _("Các bước"),
            290,
            lambda row: " → ".join(trail_of(row.delivery)),
            Look.SUMMARY,
            tooltip=lambda row: spoken_trail(row.delivery),
        ),
        Column("said", _("Nội dung"), 150, _said, Look.SUMMARY, tooltip=_said),
    )


def _channel(row: Way) -> str:
    return _(CHANNEL_NAMES[row.delivery.recipient.channel])


def _sent(row: Way) -> str:
    return _time(first_evidence(row.delivery.sent_at, row.delivery.marks))


def _status(row: Way) -> str:
    return way_words(row.document, row.delivery)[0]


def _colour(row: Way) -> State:
    return way_words(row.document, row.delivery)[1]


def _said(row: Way) -> str:
    return row.delivery.answer_text or row.delivery.description


def _last(way: Delivery) -> datetime | None:
    known = [one for one in (way.answer_at, way.status_at) if one is not None]
    return max(known, default=None)


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM_TIME):%H:%M %d/%m}" if at is not None else "—"
