"""Phiếu trình ký: the sheet that goes with a draft to the leader, with initials and comments so far."""

from collections.abc import Callable, Sequence
from datetime import datetime

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.clock import VIETNAM_TIME, local_date
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.incoming import URGENCY_NAMES
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.remarks import Remark, RemarkKind
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import FormPrinter
from clerkdesk.ports.store import Store


class PrintSubmission:
    """Fills the form «submission_sheet»."""

    def __init__(self, store: Store, printer: FormPrinter, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._printer = printer
        self._clock = clock

    def __call__(self, uid: str) -> bytes:
        """The sheet as PDF; what nobody has said yet is a line of dots to be filled by hand."""
        document, office = self._store.outgoing.get(uid), self._store.settings.office()
        names = {person.login: person.full_name for person in self._store.accounts.people()}
        remarks = self._store.remarks.of(uid)
        version = document.main_file.sha256 if document.main_file else ""
        entry = document.entry
        return self._printer.sheet(
            "submission_sheet",
            {
                "parent_name": office.parent_name.upper(),
                "organisation": office.head,
                "place_date": f"{office.place}, {written_date(local_date(self._clock()))}",
                "signer": f"{entry.signer_position} {entry.signer_name}".strip(),
                "doc_type": entry.doc_type,
                "subject": entry.subject,
                "drafting_unit": entry.drafting_unit,
                "urgency": _(URGENCY_NAMES[entry.urgency]),
                "recipients": "; ".join(place.name for place in entry.recipients),
                "pages": entry.page_count or "",
                "enclosures": _enclosures(document),
                "relations": "\n".join(
                    f"{relation.code} ({relation.reason})" for relation in entry.relations
                )
                or _("không"),
                "drafter": _initials(remarks, RemarkKind.INITIALS_DRAFTER, version),
                "head": _initials(remarks, RemarkKind.INITIALS_HEAD, version),
                "comments": "\n".join(
                    f"{_time(remark)} {names.get(remark.by, remark.by)}: {remark.text}"
                    for remark in remarks
                    if remark.kind is RemarkKind.COMMENT
                ),
                "decision": document.reason,
            },
        )


def _enclosures(document: Outgoing) -> str:
    files = [f.name for f in document.entry.attachments if f.role is FileRole.APPENDIX]
    return "; ".join(files) or _("không")


def _initials(remarks: Sequence[Remark], kind: RemarkKind, version: str) -> str:
    """The last initials of `kind`, if they were set to the file as it is now."""
    found = [r for r in remarks if r.kind is kind and r.version == version]
    return f"{found[-1].text}, {_time(found[-1])}" if found else ""


def _time(remark: Remark) -> str:
    return f"{remark.at.astimezone(VIETNAM_TIME):%H:%M %d/%m/%Y}"
