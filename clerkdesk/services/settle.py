"""Say that the work on an incoming document is done, or that it goes on again (NĐ 30, Điều 24)."""

from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming, IncomingState
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.registers import IncomingRegister


class Settle:
    """Records the end of the work; number and row stay."""

    def __init__(self, register: IncomingRegister) -> None:
        self._register = register

    def __call__(self, uid: str, by: Person) -> Incoming:
        """Mark as done.

        Raises:
            NotAllowed: `by` may not forward documents.
            StepNotAllowed: nobody was given it yet, or it is closed.
        """
        demand(by, Right.FORWARD)
        document = self._register.get(uid)
        if document.state not in (IncomingState.FORWARDED, IncomingState.IN_WORK):
            raise StepNotAllowed(_("hoàn thành"), _(INCOMING_STATE_NAMES[document.state]))
        return self._register.set_state(uid, IncomingState.DONE, by.login)

    def reopen(self, uid: str, by: Person) -> Incoming:
        """Take a «hoàn thành» back.

        Raises:
            NotAllowed, StepNotAllowed: it is not done.
        """
        demand(by, Right.FORWARD)
        document = self._register.get(uid)
        if document.state is not IncomingState.DONE:
            raise StepNotAllowed(_("mở lại"), _(INCOMING_STATE_NAMES[document.state]))
        return self._register.set_state(uid, IncomingState.IN_WORK, by.login)
