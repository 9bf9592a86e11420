"""Hôm nay: the day's numbers on top, then each thing that waits, one key from done."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Arrival
from clerkdesk.ui import theme
from clerkdesk.ui.cards import NumberTile
from clerkdesk.ui.outgoing.words import STATE_COLOUR, code_text
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.task_card import Task, TaskCard
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.presenter import Today, TodayPresenter

_WEEKDAYS = (
    _("Thứ Hai"),
    _("Thứ Ba"),
    _("Thứ Tư"),
    _("Thứ Năm"),
    _("Thứ Sáu"),
    _("Thứ Bảy"),
    _("Chủ nhật"),
)


class TodayView(QWidget):
    """The first screen of the day."""

    scan_wanted = Signal()
    search_wanted = Signal(str)
    arrival_wanted = Signal(object)  # Arrival
    batch_wanted = Signal(object)  # ScanBatch
    incoming_wanted = Signal(object)  # Incoming or None: the register
    outgoing_wanted = Signal(object)  # Outgoing or None: the register
    sign_wanted = Signal(object)  # Outgoing
    dispatch_wanted = Signal()

    def __init__(self, presenter: TodayPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self.header = PageHeader(_("Hôm nay"), search=_("Tìm số, ký hiệu, trích yếu, nội dung…"))
        self.header.searched.connect(self._search)
        self.header.add_button(_("▶ Quét"), self.scan_wanted.emit, key="F9", primary=True)
        self._arrived = self._tile(_("chờ tiếp nhận"), State.ACCENT, self._to_incoming)
        self._to_forward = self._tile(_("chờ chuyển lãnh đạo"), State.WARN, self._to_incoming)
        self._overdue = self._tile(_("quá hạn xử lý"), State.BAD, self._to_incoming)
        self._to_issue = self._tile(_("văn bản đi đang chờ"), State.WARN, self._to_outgoing)
        self._returned = self._tile(_("bị trả lại"), State.BAD, self._to_outgoing)
        self._unsent = self._tile(_("chờ gửi khi có mạng"), State.NEUTRAL, self._to_outgoing)
        tiles = QHBoxLayout()
        tiles.setSpacing(theme.GAP)
        for tile in (
            self._arrived,
            self._to_forward,
            self._overdue,
            self._to_issue,
            self._returned,
            self._unsent,
        ):
            tiles.addWidget(tile, 1)
        self._acts: dict[str, Callable[[], object]] = {}
        self.waiting = TaskCard(
            _("Chờ tiếp nhận"),
            empty=_("Không có gì chờ tiếp nhận.\nBấm F9 để quét văn bản giấy vừa đến."),
        )
        self.due = TaskCard(_("Sắp và đã quá hạn"), empty=_("Không có văn bản nào sắp đến hạn."))
        self.outgoing = TaskCard(
            _("Văn bản đi"),
            empty=_("Không có văn bản đi nào đang chờ.\nBấm F3 để soạn văn bản mới."),
        )
        for card in (self.waiting, self.due, self.outgoing):
            card.opened.connect(self._open)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self.due, 1)
        right.addWidget(self.outgoing, 1)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(self.waiting, 1)
        across.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addLayout(tiles)
        layout.addLayout(across, 1)
        presenter.changed.connect(self._show)
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the day again."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the day again."""
        self._presenter.refresh()

    def _tile(self, caption: str, state: State, pressed: Callable[[], object]) -> NumberTile:
        tile = NumberTile(caption, state)
        tile.pressed.connect(pressed)
        return tile

    def _show(self, today: Today) -> None:
        self.header.set_remark(_headline(today))
        self._arrived.show_number(len(today.arrivals) + len(today.batches))
        self._to_forward.show_number(today.to_forward)
        self._overdue.show_number(today.overdue)
        self._to_issue.show_number(len(today.outgoing))
        self._returned.show_number(len(today.returned))
        self._unsent.show_number(today.unsent)
        for key, number in (
            (workplaces.INCOMING, len(today.arrivals) + today.to_forward),
            (workplaces.OUTGOING, today.unissued),
            (workplaces.SCAN, len(today.batches)),
            (workplaces.SIGN, len(today.outgoing)),
        ):
            self._shell.set_counter(key, number)
        self._acts.clear()
        self.waiting.set_tasks(
            [self._arrival_task(arrival) for arrival in today.arrivals]
            + [self._batch_task(batch) for batch in today.batches]
        )
        self.due.set_tasks([self._due_task(document, today) for document in today.due_soon])
        self.outgoing.set_tasks(
            [self._returned_task(document) for document in today.returned]
            + ([self._paper_task(today.papers)] if today.papers else [])
            + [self._outgoing_task(document) for document in today.outgoing]
        )

    def _open(self, key: str) -> None:
        self._acts[key]()

    def _key(self, act: Callable[[], object]) -> str:
        """Remember what opening a task does; the key is given to its row."""
        key = str(len(self._acts))
        self._acts[key] = act
        return key

    def _arrival_task(self, arrival: Arrival) -> Task:
        time = arrival.received_at.astimezone(VIETNAM_TIME)
        return Task(
            self._key(lambda: self.arrival_wanted.emit(arrival)),
            lead=_("Trục"),
            title=arrival.problem or f"{arrival.code} · {arrival.subject}",
            detail=_("đến lúc {time}").format(time=f"{time:%H:%M %d/%m}"),
            badge=_("Không đọc được") if arrival.problem else _("Chờ kiểm tra"),
            state=State.BAD if arrival.problem else State.WARN,
        )

    def _batch_task(self, batch: ScanBatch) -> Task:
        time = batch.started_at.astimezone(VIETNAM_TIME)
        return Task(
            self._key(lambda: self.batch_wanted.emit(batch)),
            lead=_("Quét"),
            title=_("{count} trang chưa vào sổ").format(count=len(batch.kept)),
            detail=_("{title} · quét lúc {time}").format(
                title=batch.title, time=f"{time:%H:%M %d/%m}"
            ),
            badge=_("Chưa vào sổ"),
            state=State.WARN,
        )

    def _due_task(self, document: Incoming, today: Today) -> Task:
        due = document.due_date
        assert due is not None  # the presenter gives only documents with a date
        days = (due - today.day).days
        late = days < 0
        words = {0: _("hôm nay"), 1: _("ngày mai")}.get(days, _("{n} ngày").format(n=days))
        who = document.assignments[-1].to_person if document.assignments else _("chưa chuyển")
        return Task(
            self._key(lambda: self.incoming_wanted.emit(document)),
            lead=str(document.arrival_number),
            title=document.entry.subject,
            detail=_("{who} · hạn {day}").format(who=who, day=f"{due:%d/%m}"),
            badge=_("quá {n} ngày").format(n=-days) if late else words,
            state=State.BAD if late else State.WARN,
        )

    def _returned_task(self, document: Outgoing) -> Task:
        return Task(
            self._key(lambda: self.outgoing_wanted.emit(document)),
            lead=document.code,
            title=document.entry.subject,
            detail=_("bị bên nhận từ chối"),
            badge=_("Xem lý do"),
            state=State.BAD,
        )

    def _paper_task(self, count: int) -> Task:
        return Task(
            self._key(self.dispatch_wanted.emit),
            lead=_("Giấy"),
            title=_("{count} văn bản có bản giấy chưa gửi").format(count=count),
            detail=_("ghi gửi bưu điện, ký nhận; in bì, nhãn, danh sách chuyển giao"),
            badge=_("Cần gửi"),
            state=State.WARN,
        )

    def _outgoing_task(self, document: Outgoing) -> Task:
        return Task(
            self._key(lambda: self.sign_wanted.emit(document)),
            lead=code_text(document),
            title=document.entry.subject,
            detail=f"{document.entry.doc_type} · {document.entry.drafting_unit}",
            badge=_(OUTGOING_STATE_NAMES[document.state]),
            state=STATE_COLOUR[document.state],
        )

    def _search(self, text: str) -> None:
        if text:
            if self.header.search is not None:
                self.header.search.clear()  # it goes on in Tra cứu; tomorrow's search begins empty
            self.search_wanted.emit(text)

    def _to_incoming(self) -> None:
        self.incoming_wanted.emit(None)

    def _to_outgoing(self) -> None:
        self.outgoing_wanted.emit(None)


def _headline(today: Today) -> str:
    day = f"{_WEEKDAYS[today.now.weekday()]}, {today.now:%d/%m/%Y}"
    if today.open_now:
        return day
    opening = today.next_opening.astimezone(VIETNAM_TIME)
    return _("{day} · ngoài giờ hành chính, văn bản đến tính từ {time} {weekday}").format(
        day=day, time=f"{opening:%H:%M}", weekday=_WEEKDAYS[opening.weekday()]
    )
