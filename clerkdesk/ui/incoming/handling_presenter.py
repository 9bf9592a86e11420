"""What is done with one incoming document: forward, receive, report, return, finish, print its sheet."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.assignments import OF_ONE_PERSON, Deed
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.rights import Right, may
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.services.desk import Desk
from clerkdesk.services.forward import Others
from clerkdesk.services.handle import leads, places
from clerkdesk.ui.jobs import Jobs, Lane

_REPLIES = 8
_OPEN = (IncomingState.FORWARDED, IncomingState.IN_WORK)
_AFTER = dict.fromkeys(OF_ONE_PERSON, _OPEN) | dict.fromkeys(
    (Deed.RECEIVE, Deed.UNRECEIVE), (*_OPEN, IncomingState.DONE)
)


class HandlingPresenter(QObject):
    """Calls the use cases; every change comes as `changed`, with the document as it is now."""

    changed = Signal(object)  # Incoming
    forwarded = Signal(object)  # Incoming
    settled = Signal(object)  # Incoming whose work is done
    received = Signal(object, str)  # Incoming that was signed for, in whose name
    proposed = Signal(str, object)  # uid, Proposal
    replies_found = Signal(object)  # Sequence[Outgoing]
    problems_found = Signal(object)  # field name -> sentence
    people_read = Signal()
    sheet_ready = Signal(object)  # PDF bytes of phiếu giải quyết
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._search = ""
        self._people: Mapping[str, str] = {}
        self._own: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The date by which someone is late."""
        return self._desk.today

    @property
    def may_forward(self) -> bool:
        """Whether this account forwards, and acts for others who signed on paper."""
        return may(self._desk.person, Right.FORWARD)

    @property
    def may_handle(self) -> bool:
        """Whether this account works on documents at all."""
        return may(self._desk.person, Right.HANDLE)

    def full_name(self, login: str) -> str:
        """Who has this login; the login itself before the accounts are read."""
        return self._people.get(login, login)

    def who_may(self, deed: Deed, document: Incoming) -> list[str]:
        """Those for whom this account may do this now, the last round first."""
        if not self.may_handle or document.state not in _AFTER[deed]:
            return []
        found = places(document, deed, self._desk.person, self._own)
        return list(dict.fromkeys(assignee.name for _given, assignee in found))

    def may_settle(self, document: Incoming) -> bool:
        """Whether this account says when the document is done, and takes it back."""
        return self.may_forward or (self.may_handle and leads(document, self._own))

    def read_people(self) -> None:
        """Read who has which login, and under which names this account is meant."""
        desk = self._desk

        def read() -> tuple[Mapping[str, str], frozenset[str]]:
            people = desk.store.accounts.people()
            names = {person.login: person.full_name for person in people}
            return names, desk.people.names_of(desk.person)

        self._jobs.run(Lane.STORE, read, done=self._keep_people, failed=self.failed.emit)

    def propose(self, uid: str) -> None:
        """Work out what a form of forwarding starts with; it comes as `proposed`."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.forward.proposal(uid, self._desk.person),
            done=lambda proposal: self.proposed.emit(uid, proposal),
            failed=self.failed.emit,
        )

    def forward(self, uid: str, values: Mapping[str, object]) -> None:
        """Put the document before a leader, or hand it on; `values` as the form names them."""
        due = values.get("due_date")
        others = Others(*(str(values.get(n) or "") for n in ("cooperate", "inform", "opinion_by")))
        self._run(
            lambda: self._desk.forward(
                uid,
                str(values.get("to_person") or ""),
                due if isinstance(due, date) else None,
                str(values.get("instruction") or ""),
                self._desk.person,
                others,
            ),
            self._forwarded,
        )

    def act(self, uid: str, deed: Deed, text: str = "", person: str = "") -> None:
        """Receive, report, return, or finish one's part."""

        def done(document: Incoming) -> None:
            if deed is Deed.RECEIVE:
                self.received.emit(document, document.acts[-1].person)
            self.changed.emit(document)

        self._run(
            lambda: self._desk.handle(uid, deed, self._desk.person, text, person=person), done
        )

    def withdraw_receipt(self, uid: str, person: str) -> None:
        """Take a signature for receipt back; that it was given and withdrawn stays on record."""
        self.act(uid, Deed.UNRECEIVE, person=person)

    def settle(self, uid: str, *, reply_uid: str = "", reason: str = "") -> None:
        """Say that the work on a document is done, by a reply or for a reason without one."""
        self._run(
            lambda: self._desk.settle(uid, self._desk.person, reply_uid=reply_uid, reason=reason),
            self._settled,
        )

    def reopen(self, uid: str) -> None:
        """Take «hoàn thành» back."""
        self._run(lambda: self._desk.settle.reopen(uid, self._desk.person), self.changed.emit)

    def search_reply(self, text: str) -> None:
        """Find outgoing documents that have a number; they come as `replies_found`."""
        self._search = text
        find = self._desk.store.outgoing.find

        def look() -> list[Outgoing]:
            found = find(OutgoingFilter(text=text), Page(_REPLIES * 4))
            return [document for document in found if document.code][:_REPLIES]

        def show(found: list[Outgoing]) -> None:
            if text == self._search:  # a later search has overtaken this one
                self.replies_found.emit(found)

        self._jobs.run(Lane.STORE, look, done=show, failed=self.failed.emit)

    def print_sheet(self, uid: str) -> None:
        """Make phiếu giải quyết; it comes as `sheet_ready`."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.handling_sheet(uid),
            done=self.sheet_ready.emit,
            failed=self.failed.emit,
        )

    def _keep_people(self, read: tuple[Mapping[str, str], frozenset[str]]) -> None:
        self._people, self._own = read
        self.people_read.emit()

    def _run(self, work: Callable[[], Incoming], done: Callable[[Incoming], None]) -> None:
        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _forwarded(self, document: Incoming) -> None:
        self.forwarded.emit(document)
        self.changed.emit(document)

    def _settled(self, document: Incoming) -> None:
        self.settled.emit(document)
        self.changed.emit(document)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        self.failed.emit(error)
