"""What came through the province or by mail and waits for the clerk: one line each, above the register."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.store import Arrival
from clerkdesk.ui.cards import Badge, Card, ElidedLabel, button, text_label
from clerkdesk.ui.incoming.list_columns import urgency_mark
from clerkdesk.ui.reason_bar import ReasonBar
from clerkdesk.ui.theme import State

SHOWN = 3
TO_REGISTER = (PacketKind.NEW, PacketKind.REPLACE)
"""A document comes with it; registering a replacing one cancels what it replaces."""

KIND_NAMES = {
    PacketKind.NEW: N_("Mới"),
    PacketKind.RECALL: N_("Thu hồi"),
    PacketKind.UPDATE: N_("Cập nhật"),
    PacketKind.REPLACE: N_("Thay thế"),
    PacketKind.STATUS: N_("Trạng thái"),
}


class ArrivalsBar(Card):
    """Hidden while nothing waits."""

    open_wanted = Signal(object)  # Arrival
    seen = Signal(object)  # Arrival that cannot be registered and has been read
    agreed = Signal(object)  # Arrival: a recall or an update that the clerk agrees to
    declined = Signal(object, str)  # Arrival, reason
    refused = Signal(object, str)  # Arrival that cannot be read, reason: its sender is told
    save_wanted = Signal(object)  # Arrival whose file is wanted as it came

    def __init__(self) -> None:
        super().__init__(_("Vừa đến"))
        self.arrivals: Sequence[Arrival] = ()
        self._waiting: Sequence[Arrival] = ()
        self._folded = False
        self._holder = QWidget()
        self.body.addWidget(self._holder)
        self.reason = ReasonBar()
        self.body.addWidget(self.reason)
        self.hide()

    def show_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """Show the most urgent, then the oldest arrivals, and how many more there are."""
        arrivals = sorted(arrivals, key=lambda arrival: -arrival.urgency)
        self._waiting = arrivals
        self.setVisible(bool(arrivals))
        self.arrivals = [
            arrival
            for arrival in arrivals
            if arrival.secret or (not arrival.problem and arrival.kind in TO_REGISTER)
        ]
        old, self._holder = self._holder, QWidget()
        layout = QVBoxLayout(self._holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        shown = 1 if self._folded else SHOWN
        for number, arrival in enumerate(arrivals[:shown]):
            layout.addLayout(self._line(arrival, number == 0))
        if len(arrivals) > shown:
            layout.addWidget(
                text_label(_("và {n} văn bản nữa").format(n=len(arrivals) - shown), "muted")
            )
        self.body.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()

    def fold(self, folded: bool) -> None:
        """Leave the room to open filters: the first arrival stays in sight."""
        if folded == self._folded:
            return
        self._folded = folded
        self.show_arrivals(self._waiting)

    def _line(self, arrival: Arrival, first: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        asks = arrival.kind in (PacketKind.RECALL, PacketKind.UPDATE, PacketKind.REPLACE)
        state = State.WARN if asks else State.ACCENT
        if arrival.secret:
            line.addWidget(Badge(_("Có độ mật"), State.BAD))
        elif arrival.problem:
            line.addWidget(Badge(_("Hỏng"), State.BAD))
        else:
            words = N_("Thư") if arrival.by_mail else KIND_NAMES[arrival.kind]
            line.addWidget(Badge(_(words), state))
        mark = urgency_mark(Urgency(arrival.urgency))
        if mark is not None:
            line.addWidget(Badge(*mark))
        time = arrival.received_at.astimezone(VIETNAM_TIME)
        line.addWidget(text_label(f"{time:%d/%m %H:%M}", "muted"))
        line.addWidget(ElidedLabel(arrival.title), 1)
        if arrival.secret:
            discard = button(_("Mở để hủy"), lambda: self.open_wanted.emit(arrival))
            discard.setObjectName("open-secret")
            line.addWidget(discard)
            return line
        if not arrival.problem and arrival.kind in TO_REGISTER:
            act = button(
                _("Kiểm tra và đăng ký"),
                lambda: self.open_wanted.emit(arrival),
                key="F4" if first else "",
            )
            act.setObjectName("take-in")
            if arrival.by_mail:  # mailboxes get letters too
                aside = button(_("Bỏ qua"), lambda: self.seen.emit(arrival), link=True)
                aside.setToolTip(_("Không phải văn bản cần đăng ký; thư vẫn nằm trong hộp thư."))
                aside.setObjectName("set-aside")
                line.addWidget(aside)
            line.addWidget(act)
        elif arrival.problem:
            self._add_answers(line, arrival)
        elif arrival.kind is PacketKind.STATUS:
            line.addWidget(button(_("Đã xem"), lambda: self.seen.emit(arrival)))
        else:
            agree = button(_("Đồng ý"), lambda: self.agreed.emit(arrival))
            agree.setObjectName("agree")
            line.addWidget(agree)
        if asks and not arrival.problem:
            decline = button(_("Từ chối"), lambda: self._decline(arrival))
            decline.setObjectName("decline")
            line.addWidget(decline)
        return line

    def _add_answers(self, line: QHBoxLayout, arrival: Arrival) -> None:
        """What can be done with a packet that cannot be read."""
        save = button(_("Lưu tệp…"), lambda: self.save_wanted.emit(arrival), link=True)
        save.setObjectName("save-packet")
        line.addWidget(save)
        if arrival.kind is not PacketKind.STATUS and not arrival.by_mail:  # who would be answered
            answer = button(_("Trả lại nơi gửi"), lambda: self._send_back(arrival))
            answer.setObjectName("send-back")
            line.addWidget(answer)
        line.addWidget(button(_("Đã xem"), lambda: self.seen.emit(arrival)))

    def _send_back(self, arrival: Arrival) -> None:
        asks = arrival.kind in (PacketKind.RECALL, PacketKind.UPDATE)
        answered = self.declined if asks else self.refused
        self.reason.ask(
            _("Trả lại gói tin {name} vì lý do gì? Nơi gửi được báo.").format(
                name=arrival.header.name
            ),
            _("Trả lại"),
            lambda reason: answered.emit(arrival, reason),
            _("Gói tin không đọc được, đề nghị gửi lại."),
        )

    def _decline(self, arrival: Arrival) -> None:
        self.reason.ask(
            _("Từ chối yêu cầu về văn bản {code} vì lý do gì? Nơi gửi được báo.").format(
                code=arrival.code
            ),
            _("Từ chối"),
            lambda reason: self.declined.emit(arrival, reason),
        )
