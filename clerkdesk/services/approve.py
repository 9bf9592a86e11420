"""The leader's decision on a draft: approved, or back to its author (Điều 11.1.a)."""

from clerkdesk.domain.outgoing import Outgoing, Step
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.registers import OutgoingRegister


class Approve:
    """Approves drafts, or gives them back."""

    def __init__(self, register: OutgoingRegister) -> None:
        self._register = register

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Approve a draft.

        Raises:
            NotAllowed, StepNotAllowed
        """
        demand(by, Right.APPROVE)
        return self._register.take_step(uid, Step.APPROVE, by.login)

    def give_back(self, uid: str, by: Person) -> Outgoing:
        """Return an approved document to its author.

        Raises:
            NotAllowed, StepNotAllowed
        """
        demand(by, Right.APPROVE)
        return self._register.take_step(uid, Step.RETURN, by.login)
