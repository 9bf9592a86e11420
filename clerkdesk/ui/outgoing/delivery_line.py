"""One recipient of an issued document: how far it has come there, and everything that was said on the way."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.outgoing import Delivery, Outgoing
from clerkdesk.domain.status_marks import first_evidence
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Badge, ElidedLabel, text_label
from clerkdesk.ui.outgoing.words import way_words


class DeliveryLine(QWidget):
    """Name and standing in one line; under it sending, arrival, receipt… each with its time."""

    def __init__(self, document: Outgoing, way: Delivery) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(way.recipient.name), 1)
        badge = Badge(*way_words(document, way))
        badge.setToolTip(way.answer_text or way.description)
        head.addWidget(badge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(head)
        if steps := trail_of(way):
            trail = text_label(" → ".join(steps), "muted")
            trail.setObjectName("trail")
            trail.setWordWrap(True)
            trail.setToolTip(spoken_trail(way))
            layout.addWidget(trail)


def trail_of(way: Delivery) -> list[str]:
    """The steps in the order of their times, the day where it changes; the time of sending is the
    first evidence (Điều 12.1)."""
    sent = first_evidence(way.sent_at, way.marks)
    steps = [(sent, _("Gửi"))] if sent is not None else []
    steps += [(mark.at, mark.name) for mark in way.marks]
    if not way.marks and way.status_at is not None:  # from before marks were kept
        steps.append((way.status_at, ""))
    words, day = [], ""
    for at, name in sorted(steps, key=lambda one: one[0]):
        clock, on = _time(at).split(" ")
        words.append(" ".join(part for part in (name, clock, on if on != day else "") if part))
        day = on
    return words


def spoken_trail(way: Delivery) -> str:
    """What was said with each step, a line each."""
    return "\n".join(
        f"{_time(mark.at)} {mark.name}" + (f": {mark.text}" if mark.text else "")
        for mark in way.marks
    )


def _time(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM_TIME):%H:%M %d/%m}"
