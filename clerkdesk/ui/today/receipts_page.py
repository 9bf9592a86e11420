"""Thông báo tiếp nhận: what was told to senders, what still waits, and how late it was (Điều 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.receipt_notices import NoticeFigures, ReceiptNotice, notice_figures
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui import theme
from clerkdesk.ui.alerts.office_alerts import age_text
from clerkdesk.ui.cards import NumberTile
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as it stands now."""

    notice: ReceiptNotice
    now: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Receipts:
    """The last month."""

    rows: Sequence[Shown]
    figures: NoticeFigures


class ReceiptsPresenter(QObject):
    """Reads the notices of the last month, those that wait or were late on top."""

    changed = Signal(object)  # Receipts
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def refresh(self) -> None:
        """Read again."""
        self._jobs.run(Lane.STORE, self._read, done=self.changed.emit, failed=self.failed.emit)

    def _read(self) -> Receipts:
        now, limit = self._desk.clock(), self._desk.receipts.limit()
        notices = self._desk.receipts.since(now - _LOOK_BACK)
        rows = [Shown(notice, now, notice.late(now, limit)) for notice in notices]
        rows.sort(key=lambda row: row.notice.confirmed_at, reverse=True)
        rows.sort(key=lambda row: (not row.notice.pending, not row.late))
        return Receipts(rows, notice_figures(notices, now, limit))


class ReceiptsPage(QWidget):
    """A list with delays; Esc goes back to the day."""

    left = Signal()
    send_wanted = Signal()
    export_wanted = Signal()  # everything that waits, into a folder

    def __init__(self, presenter: ReceiptsPresenter, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        header = PageHeader(_("Thông báo tiếp nhận"))
        header.set_remark(_("30 ngày qua · Điều 13: báo cho bên gửi ngay khi xác nhận hợp lệ"))
        header.add_button(_("Về Hôm nay"), self.left.emit, key="Escape")
        header.add_button(_("Xuất ra USB…"), self.export_wanted.emit)
        header.add_button(_("Gửi ngay"), self.send_wanted.emit, key="F5", primary=True)
        self.tiles = (
            NumberTile(_("chưa gửi được"), State.WARN),
            NumberTile(_("gửi chậm"), State.BAD),
            NumberTile(_("đã gửi"), State.GOOD),
            NumberTile(_("chậm trung vị"), State.NEUTRAL),
            NumberTile(_("chậm nhất"), State.NEUTRAL),
        )
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        for tile in self.tiles:
            top.addWidget(tile, 1)
        self.table: RegisterTable[Shown] = RegisterTable(
            _columns(),
            memory=memory,
            memory_key="receipts",
            empty=_(
                "Chưa có thông báo nào. Khi văn bản điện tử được vào sổ hoặc từ chối, thông báo "
                "cho bên gửi được lập ngay và hiện ở đây."
            ),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(header)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        presenter.changed.connect(self._show)

    def refresh(self) -> None:
        """Read again."""
        self._presenter.refresh()

    def _show(self, receipts: Receipts) -> None:
        figures = receipts.figures
        values: tuple[int | str, ...] = (
            figures.pending,
            figures.late,
            figures.sent,
            "—" if figures.median is None else short_age(figures.median),
            "—" if figures.longest is None else short_age(figures.longest),
        )
        for tile, value in zip(self.tiles, values, strict=True):
            tile.show_number(value)
        self.table.set_rows(list(receipts.rows))


def short_age(age: timedelta) -> str:
    """A delay with its seconds where it is short."""
    seconds = int(age.total_seconds())
    return _("{n} giây").format(n=seconds) if seconds < 60 else age_text(age)


def _columns() -> tuple[Column[Shown], ...]:
    return (
        Column("what", _("Báo"), 96, lambda row: _what(row), Look.BADGE, state=_colour),
        Column("document", _("Văn bản"), 150, lambda row: row.notice.code),
        Column("to", _("Gửi về"), 260, lambda row: row.notice.to, stretches=True),
        Column("confirmed", _("Xác nhận lúc"), 120, lambda row: _time(row.notice.confirmed_at)),
        Column("queued", _("Lập lúc"), 120, lambda row: _time(row.notice.queued_at)),
        Column("sent", _("Gửi lúc"), 120, lambda row: _time(row.notice.sent_at)),
        Column("delay", _("Chậm"), 110, lambda row: short_age(row.notice.delay(row.now))),
        Column(
            "state",
            _("Tình trạng"),
            130,
            _standing,
            Look.BADGE,
            state=_standing_colour,
            tooltip=lambda row: row.notice.problem,
        ),
    )


def _what(row: Shown) -> str:
    return _("Từ chối") if row.notice.refused else _("Tiếp nhận")


def _colour(row: Shown) -> State:
    return State.BAD if row.notice.refused else State.GOOD


def _standing(row: Shown) -> str:
    if row.notice.pending:
        return _("Chậm, chờ gửi") if row.late else _("Chờ gửi")
    return _("Gửi chậm") if row.late else _("Đã gửi")


def _standing_colour(row: Shown) -> State:
    if row.late:
        return State.BAD
    return State.WARN if row.notice.pending else State.GOOD


def _time(instant: datetime | None) -> str:
    return f"{instant.astimezone(VIETNAM_TIME):%H:%M %d/%m}" if instant is not None else "—"
