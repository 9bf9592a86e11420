"""The rounds of a document as a small timeline: opinion, who has which part, what each has done."""

import html
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from clerkdesk.domain.assignments import (
    Act,
    Assignment,
    Deed,
    Standing,
    awaits,
    receipts,
    standing_of,
)
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.follow_up import standing_text
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import scrolled
from clerkdesk.ui.theme import Role

_BAR = 12
_SIGNS = {
    Standing.GIVEN: ("○", Role.WARN),
    Standing.RECEIVED: ("●", Role.ACCENT),
    Standing.WORKING: ("●", Role.ACCENT),
    Standing.HANDED_ON: ("→", Role.MUTED),
    Standing.DONE: ("✓", Role.GOOD),
    Standing.RETURNED: ("↩", Role.BAD),
}
_DEEDS = {
    Deed.UNRECEIVE: N_("{person} rút ký nhận"),
    Deed.PROGRESS: N_("{person}: {text}"),
    Deed.RETURN: N_("{person} trả lại: {text}"),
    Deed.FINISH_PART: N_("{person} xong phần việc. {text}"),
    Deed.FINISH: N_("Hoàn thành: {text}"),
    Deed.REOPEN: N_("Mở lại để xử lý tiếp"),
    Deed.REMIND: N_("Đã nhắc {person}"),
}


class Timeline(QWidget):
    """Oldest round first, and the end in sight.

    Args:
        highest: scrolled where it needs more than that; 0 = as high as it needs.
    """

    def __init__(self, full_name: Callable[[str], str], *, highest: int) -> None:
        super().__init__()
        self._full_name = full_name
        self._highest = highest
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._label.setAccessibleName(_("Quá trình giải quyết"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area: QScrollArea | None = None
        if not highest:
            layout.addWidget(self._label)
            return
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._label)
        inside.addStretch(1)
        self._area = scrolled(holder)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: bar.setValue(high))
        layout.addWidget(self._area)

    def show_document(self, document: Incoming, today: date) -> None:
        """Show what has become of this one."""
        self._label.setText("".join(_lines(document, today, self._full_name)))
        self._fit()

    def text(self) -> str:
        """What it says, with its tags."""
        return self._label.text()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._area is not None:
            wanted = self._label.heightForWidth(max(self.width() - _BAR, 1)) + 4
            self.setFixedHeight(min(wanted, self._highest))


def _lines(document: Incoming, today: date, full_name: Callable[[str], str]) -> list[str]:
    """One paragraph a thing, in the order of time: a round, then what was done before the next."""
    both: list[Assignment | Act] = [*document.assignments, *document.acts]
    told = sorted(both, key=lambda event: event.at)
    lines: list[str] = []
    for event in told:
        if isinstance(event, Assignment):
            lines += _round(document, event, today, full_name)
        elif event.deed is not Deed.RECEIVE:  # its time stands beside the name
            lines.append(_act(event))
    return lines


def _round(
    document: Incoming, given: Assignment, today: date, full_name: Callable[[str], str]
) -> list[str]:
    who = given.opinion_by or _("{name} trình, chuyển").format(name=full_name(given.by))
    due = ""
    if given.due_date is not None:
        late = given.due_date < today and document.overdue(today)
        words = _("hạn {day}").format(day=f"{given.due_date:%d/%m/%Y}")
        due = " · " + _coloured(words, Role.BAD if late else Role.MUTED)
    lines = [
        f"<p style='margin:6px 0 0 0'><b>{html.escape(who)}</b> "
        f"{_coloured(_time(given.at), Role.MUTED)}{due}</p>"
    ]
    if given.instruction:
        lines.append(f"<p style='margin:1px 0 1px 8px'>«{html.escape(given.instruction)}»</p>")
    for person in given.people:
        standing = standing_of(given, person.name, document.assignments, document.acts)
        sign, role = _SIGNS[standing]
        own = given.due_of(person)
        if awaits(standing) and own is not None and own < today and document.overdue(today):
            role = Role.BAD
        words = standing_text(given, person, standing) + _received(document, given, person.name)
        lines.append(
            f"<p style='margin:0 0 0 8px'>{_coloured(sign, role)} {html.escape(person.name)} "
            f"{_coloured(words, Role.MUTED)}</p>"
        )
    return lines


def _received(document: Incoming, given: Assignment, person: str) -> str:
    """When it was received, and that it was on paper."""
    for act in receipts(given, document.acts):
        if act.person == person:
            words = _(" · ký nhận {time} trên giấy") if act.on_paper else _(" · ký nhận {time}")
            return words.format(time=_time(act.at))
    return ""


def _act(act: Act) -> str:
    text = act.text
    if act.deed is Deed.FINISH and act.reply_code:
        text = _("trả lời bằng {code}").format(code=act.reply_code)
    words = _(_DEEDS[act.deed]).format(person=act.person, text=text).strip()
    role = {Deed.RETURN: Role.BAD, Deed.FINISH: Role.GOOD, Deed.REMIND: Role.WARN}.get(act.deed)
    shown = _coloured(words, role) if role else html.escape(words)
    return f"<p style='margin:1px 0 1px 8px'>{_coloured(_time(act.at), Role.MUTED)} {shown}</p>"


def _time(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM_TIME):%d/%m %H:%M}"


def _coloured(text: str, role: Role) -> str:
    return f"<span style='color:{theme.colour(role).name()}'>{html.escape(text)}</span>"
