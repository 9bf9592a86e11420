"""Báo cáo tình hình giải quyết văn bản đi: how far each issued document has come at each receiver."""

from collections import Counter
from collections.abc import Iterator

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.delivery_status import DELIVERY_STATUS_NAMES
from clerkdesk.domain.incoming import CHANNEL_NAMES
from clerkdesk.domain.outgoing import (
    FROZEN,
    IN_FORCE,
    OUT_OF_USE,
    Delivery,
    Outgoing,
    OutgoingState,
)
from clerkdesk.domain.register_forms import FormColumn, shown
from clerkdesk.domain.status_marks import first_evidence
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.ports.store import Store

_READ_ROWS = 500

DELIVERY_FORM = (
    FormColumn(1, N_("Số, ký hiệu văn bản"), 32),
    FormColumn(2, N_("Ngày tháng văn bản"), 21),
    FormColumn(3, N_("Tên loại và trích yếu nội dung"), 80),
    FormColumn(4, N_("Nơi nhận"), 48),
    FormColumn(5, N_("Kênh gửi"), 24),
    FormColumn(6, N_("Thời điểm gửi"), 28),
    FormColumn(7, N_("Tình trạng tại nơi nhận"), 34),
    FormColumn(8, N_("Cập nhật"), 28),
    FormColumn(9, N_("Ghi chú"), 24),
)
"""NĐ 30/2020, Phụ lục VI (OUT) names the report; no law gives its columns."""


class PrintDeliveries:
    """A line a receiver, and above them how many are at which state."""

    def __init__(self, store: Store, printer: FormPrinter) -> None:
        self._store = store
        self._printer = printer

    def __call__(self, wanted: OutgoingFilter) -> bytes:
        """The report on the issued documents among those that are listed, as PDF."""
        documents = [d for d in self._all(wanted) if d.state in _ISSUED]
        rows = [row for document in documents for row in delivery_rows(document)]
        office = self._store.settings.office().name
        subtitle = " · ".join([office, *_summary(documents)])
        columns = [(_(column.title), column.width) for column in DELIVERY_FORM]
        title = _("BÁO CÁO TÌNH HÌNH GIẢI QUYẾT VĂN BẢN ĐI")
        return self._printer.register(title, subtitle, FormTable(columns, rows))

    def _all(self, wanted: OutgoingFilter) -> list[Outgoing]:
        """In the order of their numbers within each series."""
        found = list(self._every(wanted))
        return sorted(found, key=lambda d: (d.year or 0, d.series, d.outgoing_number or 0))

    def _every(self, wanted: OutgoingFilter) -> Iterator[Outgoing]:
        page = Page(_READ_ROWS)
        while rows := self._store.outgoing.find(wanted, page):
            yield from rows
            if len(rows) < _READ_ROWS:
                return
            page = Page(_READ_ROWS, rows[-1].changed)


_ISSUED = (IN_FORCE | FROZEN) - OUT_OF_USE


def delivery_rows(document: Outgoing) -> list[list[str]]:
    """A line for each receiver; what the document itself says stands on its first line."""
    head = [
        document.code,
        shown(document.issued_date),
        f"{document.entry.doc_type} {document.entry.subject}",
    ]
    fate = ""
    if document.state is not OutgoingState.ISSUED:
        fate = document.reason or _(
            "đã thu hồi" if document.state is OutgoingState.RECALLED else "đã thay thế, đính chính"
        )
    rows = []
    for number, way in enumerate(document.deliveries):
        rows.append([*(head if number == 0 else ["", "", ""]), *_way(way), fate])
        fate = ""
    return rows or [[*head, "", "", "", "", "", fate]]


def _way(way: Delivery) -> list[str]:
    sent = first_evidence(way.sent_at, way.marks)
    return [
        way.recipient.name,
        _(CHANNEL_NAMES[way.recipient.channel]),
        f"{sent.astimezone(VIETNAM_TIME):%H:%M %d/%m/%Y}" if sent else "",
        _(DELIVERY_STATUS_NAMES[way.status]),
        f"{way.status_at.astimezone(VIETNAM_TIME):%H:%M %d/%m/%Y}" if way.status_at else "",
    ]


def _summary(documents: list[Outgoing]) -> list[str]:
    counts = Counter(way.status for document in documents for way in document.deliveries)
    said = [_("{n} văn bản, {m} nơi nhận").format(n=len(documents), m=sum(counts.values()))]
    return said + [
        f"{_(name)}: {counts[status]}"
        for status, name in DELIVERY_STATUS_NAMES.items()
        if counts[status]
    ]
