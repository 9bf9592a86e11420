"""A document that comes twice: find the earlier one, and let its paper join it (F1h, S25)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.duplicates import earliest, identity
from clerkdesk.domain.errors import DiskFull
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.numbering import parse_code
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.secrecy import refuse_secret
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.store import Store
from clerkdesk.services.candidates import Candidate


class FindEarlier:
    """Looks a document up in the register while its form is filled."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, candidate: Candidate, values: Mapping[str, object]) -> Incoming | None:
        """The document that is registered already, by packet or by what is printed on it.

        None for the very packet whose registration a break cut short: saving finishes it under
        the number that it has.
        """
        same = self._of_packet(candidate)
        if same is None:
            return self._of_print(values)
        return None if _is_unfinished(candidate, same) else same

    def _of_packet(self, candidate: Candidate) -> Incoming | None:
        if candidate.arrival is None:
            return None
        main = candidate.main_file  # mails have no id of the document, but the same file says it
        content = main.sha256 if main is not None and candidate.arrival.by_mail else ""
        found = self._store.incoming.by_packet(candidate.arrival.header.document_id, content)
        return None if found is None or found.state is IncomingState.CANCELLED else found

    def _of_print(self, values: Mapping[str, object]) -> Incoming | None:
        arrived, issued = values.get("arrival_date"), values.get("issued_date")
        if not isinstance(arrived, date):
            return None
        wanted = identity(
            parse_code(str(values.get("code") or "")),
            nfc(str(values.get("issuing_org") or "")),
            issued if isinstance(issued, date) else None,
            arrived,
        )
        if wanted is None:
            return None
        return earliest(self._store.incoming.by_code(wanted.code), wanted)


def _is_unfinished(candidate: Candidate, found: Incoming) -> bool:
    packets = {file.sha256 for file in found.entry.attachments if file.role is FileRole.PACKET}
    return candidate.arrival is not None and candidate.arrival.header.sha256 in packets


class RecordPaper:
    """«Ghi nhận bản giấy»: the paper that follows an electronic document joins its số đến."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self, earlier: Incoming, candidate: Candidate, bound: Attachment | None, by: Person
    ) -> Incoming:
        """Attach the scanned paper to `earlier` and settle its batch; no number is used.

        Args:
            bound: the PDF made of the candidate's scanned pages; None for paper that is not
                scanned, which is told in the note of `earlier`.

        Raises:
            SecretDocument, NotAllowed, NotFound, DiskFull: nothing was attached; the pages wait on.
            StepNotAllowed: `earlier` is cancelled.
        """
        demand(by, Right.REGISTER)
        refuse_secret(candidate.reading.pages)
        if bound is None:
            came = _("Đã nhận bản giấy ngày {day}").format(
                day=f"{local_date(candidate.received_at):%d/%m/%Y}"
            )
            note = "; ".join(words for words in (earlier.entry.note, came) if words)
            return self._store.incoming.amend(earlier.uid, {"note": note}, by.login)
        name = _("Bản giấy {name}").format(name=bound.name)
        paper = replace(bound, name=name, role=FileRole.APPENDIX)
        document = self._store.incoming.attach(earlier.uid, paper, by.login)
        if candidate.batch is not None:
            with suppress(
                DiskFull
            ):  # the paper is kept; pages that stay are seen and dropped later
                self._store.spool.discard(candidate.batch.batch_id)
        return document
