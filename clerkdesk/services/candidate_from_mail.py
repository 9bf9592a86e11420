"""A mail that the clerk dropped on the window (`.eml`, `.msg`) becomes what one in the mailbox becomes."""

from clerkdesk.domain.errors import BadMail, MailIsNoDocument
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.revisions import Progress
from clerkdesk.services.candidates import Candidate, CandidateFromArrival
from clerkdesk.services.take_mail import TakeMail


class CandidateFromMail:
    """Keeps the mail first: what is not registered now waits in the inbox."""

    def __init__(self, take: TakeMail, from_arrival: CandidateFromArrival) -> None:
        self._take = take
        self._from_arrival = from_arrival

    def __call__(self, name: str, content: bytes, *, progress: Progress | None = None) -> Candidate:
        """Take the mail in, and open it.

        Raises:
            BadMail: it cannot be read; it waits in the inbox.
            MailIsNoDocument: a notice or a bounce, recorded where it belongs.
            DiskFull: nothing was kept.
        """
        arrival = self._take(name, content).arrival
        if arrival is None or arrival.kind is PacketKind.STATUS:
            raise MailIsNoDocument(name)
        if arrival.problem:
            raise BadMail(name, arrival.problem)
        return self._from_arrival(arrival, progress=progress)
