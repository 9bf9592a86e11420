"""Say that the work on an incoming document is done, or that it goes on again (NĐ 30, Điều 24)."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.domain.assignments import DEED_NAMES, Act, Deed
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StepNotAllowed
from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming, IncomingState
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand, may
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import IncomingRegister, OutgoingRegister
from clerkdesk.services.handle import leads
from clerkdesk.services.office_people import OfficePeople

USUAL_REASONS = (N_("để biết"), N_("lưu"))
"""What is said where a document needs no reply."""
_NOT_LED = N_("hoàn thành văn bản không do mình chủ trì")


class Settle:
    """Records the end of the work; number and row stay."""

    def __init__(
        self,
        register: IncomingRegister,
        outgoing: OutgoingRegister,
        people: OfficePeople,
        clock: Callable[[], datetime],
        report: Callable[[Incoming, Person], None] = lambda _document, _by: None,
    ) -> None:
        self._report = report
        self._register = register
        self._outgoing = outgoing
        self._people = people
        self._clock = clock

    def __call__(self, uid: str, by: Person, *, reply_uid: str = "", reason: str = "") -> Incoming:
        """Mark as done, by the outgoing document that replies or for a reason without one.

        Raises:
            NotAllowed: `by` neither leads this document nor may forward documents.
            StepNotAllowed: nobody was given it yet, or it is closed.
            InvalidEntry: neither reply nor reason, or the reply has no number yet.
        """
        document = self._own(uid, by)
        if document.state not in (IncomingState.FORWARDED, IncomingState.IN_WORK):
            name = _(INCOMING_STATE_NAMES[document.state])
            raise StepNotAllowed(_(DEED_NAMES[Deed.FINISH]), name)
        words, code = nfc(" ".join(reason.split())), ""
        if reply_uid:
            code = self._outgoing.get(reply_uid).code
            if not code:
                raise InvalidEntry({"reply": _("Văn bản trả lời chưa được cấp số.")})
        elif not words:
            raise InvalidEntry(
                {"reason": _("Chọn văn bản trả lời, hoặc ghi lý do không trả lời (để biết, lưu).")}
            )
        act = Act(
            Deed.FINISH, by.login, self._clock(), text=words, reply_uid=reply_uid, reply_code=code
        )
        document = self._register.act(uid, act)
        self._report(document, by)
        return document

    def reopen(self, uid: str, by: Person) -> Incoming:
        """Take a «hoàn thành» back.

        Raises:
            NotAllowed, StepNotAllowed: it is not done.
        """
        self._own(uid, by)
        return self._register.act(uid, Act(Deed.REOPEN, by.login, self._clock()))

    def _own(self, uid: str, by: Person) -> Incoming:
        demand(by, Right.HANDLE)
        document = self._register.get(uid)
        if may(by, Right.FORWARD):
            return document
        if not leads(document, self._people.names_of(by)):
            raise NotAllowed(_(_NOT_LED))
        return document
