"""A draft before its leader: submitted, approved, or back to its author with the reason (Điều 11.1.a)."""

from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import Outgoing, Step
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand, may
from clerkdesk.domain.texts import _
from clerkdesk.ports.op_log import OpLog
from clerkdesk.ports.registers import OutgoingRegister

_ENTITY = "outgoing"


class Approve:
    """Submits drafts, approves them, or gives them back."""

    def __init__(self, register: OutgoingRegister, ops: OpLog) -> None:
        self._register = register
        self._ops = ops

    def submit(self, uid: str, by: Person) -> Outgoing:
        """Put a draft before the leader.

        Raises:
            NotAllowed, StepNotAllowed
        """
        demand(by, Right.DRAFT)
        return self._register.take_step(uid, Step.SUBMIT, by.login)

    def withdraw(self, uid: str, by: Person) -> Outgoing:
        """Take a draft back before the leader has said anything, to change it.

        Raises:
            NotAllowed: somebody else put it before the leader, and `by` may not return it either.
            StepNotAllowed
        """
        demand(by, Right.DRAFT)
        steps = [op for op in self._ops.of_record(_ENTITY, uid) if op.kind == OpKind.STEP]
        submitted = [
            op.actor
            for op in steps
            if "step" in op.fields and op.fields["step"].value == Step.SUBMIT
        ]
        if by.login not in submitted[-1:] and not may(by, Right.APPROVE):
            raise NotAllowed(_("rút lại văn bản do người khác trình"))
        return self._register.take_step(uid, Step.WITHDRAW, by.login)

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Approve a draft, or record that the leader approved it.

        Raises:
            NotAllowed, StepNotAllowed
        """
        demand(by, Right.APPROVE)
        return self._register.take_step(uid, Step.APPROVE, by.login)

    def permit_copy(self, uid: str, by: Person) -> Outgoing:
        """Decide that an electronic copy is made (NĐ 30/2020, Điều 27.1); it then gets its number.

        Raises:
            NotAllowed, StepNotAllowed: it is no electronic copy, or was decided upon.
        """
        demand(by, Right.APPROVE)
        return self._register.take_step(uid, Step.PERMIT_COPY, by.login)

    def give_back(self, uid: str, reason: str, by: Person) -> Outgoing:
        """Return a document to its author.

        Raises:
            InvalidEntry: no reason was given.
            NotAllowed, StepNotAllowed
        """
        demand(by, Right.APPROVE)
        return self._register.take_step(uid, Step.RETURN, by.login, reason=given(reason))


def given(reason: str) -> str:
    """A reason that law or custom wants.

    Raises:
        InvalidEntry: there is none.
    """
    if not reason.strip():
        raise InvalidEntry({"reason": _("Chưa nhập lý do.")})
    return reason.strip()
