"""Put a registered document before a leader, or hand it on, with a deadline (NĐ 30, Điều 23)."""

from collections.abc import Callable
from datetime import date, datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import Assignment, Incoming
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import IncomingRegister


class Forward:
    """Records forwardings."""

    def __init__(self, register: IncomingRegister, clock: Callable[[], datetime]) -> None:
        self._register = register
        self._clock = clock

    def __call__(
        self, uid: str, to_person: str, due_date: date | None, instruction: str, by: Person
    ) -> Incoming:
        """Forward to `to_person`.

        Raises:
            InvalidEntry: no receiver, or a deadline in the past.
            NotAllowed: `by` may not forward.
        """
        demand(by, Right.FORWARD)
        now = self._clock()
        wrong = {}
        if not to_person.strip():
            wrong["to_person"] = _("Chưa chọn người nhận.")
        if due_date is not None and due_date < local_date(now):
            wrong["due_date"] = _("Thời hạn không được trước hôm nay.")
        if wrong:
            raise InvalidEntry(wrong)
        assignment = Assignment(
            to_person=nfc(to_person.strip()),
            instruction=nfc(instruction.strip()),
            due_date=due_date,
            by=by.login,
            at=now,
        )
        return self._register.forward(uid, assignment)
