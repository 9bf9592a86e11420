"""Paper that must leave and paper that has left: the day's list, the record of each, and taking it back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.dispatch_forms import PaperSent
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.paper_dispatch import PaperDispatch, PaperWay
from clerkdesk.domain.paper_due import PaperDue, papers_due, place_key
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.ports.store import Store

_READ_ROWS = 500


@dataclass(frozen=True, slots=True)
class Sending:
    """How the ticked paper leaves."""

    way: PaperWay
    sent_on: date
    envelopes: int = 1
    tracking: str = ""
    received_by: str = ""
    note: str = ""


class SendPaper:
    """Records what left the house on paper; nothing is ever taken out of the record."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def waiting(self) -> Sequence[PaperDue]:
        """Paper of issued documents that has not left: urgent first, then the oldest."""
        found = [
            due
            for document in self._all(OutgoingFilter(paper_waiting=True))
            for due in papers_due(document)
        ]
        return sorted(
            found, key=lambda due: (-due.document.entry.urgency, str(due.document.issued_at))
        )

    def sent(self, first: date, last: date) -> Sequence[PaperSent]:
        """Paper that left from `first` to `last`, latest first; what was taken back is marked so."""
        found = [
            PaperSent(document, paper)
            for document in self._all(OutgoingFilter(paper_days=(first, last)))
            for paper in document.papers
            if first <= paper.sent_on <= last
        ]
        return sorted(found, key=lambda one: (one.paper.sent_on, one.paper.at), reverse=True)

    def __call__(self, due: Sequence[PaperDue], how: Sending, by: Person) -> Sequence[PaperSent]:
        """Record that `due` left; what goes to one place now lies in one envelope.

        Raises:
            InvalidEntry: by field of the form; nothing was recorded.
            NotAllowed, DiskFull
        """
        demand(by, Right.ISSUE)
        how = replace(
            how,
            tracking=_trimmed(how.tracking),
            received_by=_trimmed(how.received_by),
            note=_trimmed(how.note),
        )
        if wrong := self._problems(due, how):
            raise InvalidEntry(wrong)
        now = self._clock()
        envelopes: Mapping[str, str] = {key: uuid4().hex for key in {_key(one) for one in due}}
        return [
            self._record(
                one,
                PaperDispatch(
                    dispatch_id=uuid4().hex,
                    name=one.recipient.name,
                    code=one.recipient.code,
                    address=one.recipient.address,
                    copies=one.copies,
                    way=how.way,
                    sent_on=how.sent_on,
                    by=by.login,
                    at=now,
                    envelope=envelopes[_key(one)],
                    envelopes=how.envelopes,
                    tracking=how.tracking if how.way is PaperWay.POST else "",
                    received_by=how.received_by,
                    note=how.note,
                ),
                by,
            )
            for one in due
        ]

    def take_back(self, sent: Sequence[PaperSent], by: Person) -> None:
        """Mark records as made by mistake: their paper waits again, the records stay.

        Raises:
            NotAllowed, DiskFull
        """
        demand(by, Right.ISSUE)
        for one in sent:
            cancelled = replace(one.paper, cancelled=True)
            self._store.outgoing.record_paper(one.document.uid, cancelled, by.login)

    def _record(self, due: PaperDue, paper: PaperDispatch, by: Person) -> PaperSent:
        document = self._store.outgoing.record_paper(due.document.uid, paper, by.login)
        return PaperSent(document, paper)

    def _problems(self, due: Sequence[PaperDue], how: Sending) -> dict[str, str]:
        wrong = {}
        if not due:
            wrong["rows"] = _("Chưa chọn văn bản nào: bấm phím cách ở dòng cần gửi.")
        if how.sent_on > local_date(self._clock()):
            wrong["sent_on"] = _("«Ngày chuyển» không được sau hôm nay.")
        elif any(
            one.document.issued_date and how.sent_on < one.document.issued_date for one in due
        ):
            wrong["sent_on"] = _("«Ngày chuyển» không được trước ngày ban hành.")
        if how.way is PaperWay.HAND and not how.received_by:
            wrong["received_by"] = _("Ghi tên người ký nhận.")
        if how.way is PaperWay.NOT_NEEDED and not how.note:
            wrong["note"] = _("Ghi lý do không gửi bản giấy.")
        if how.way is PaperWay.POST and how.tracking and len({_key(one) for one in due}) > 1:
            wrong["tracking"] = _("Mỗi bì có số bưu gửi riêng: chọn văn bản của một nơi nhận.")
        if not 1 <= how.envelopes <= 99:
            wrong["envelopes"] = _("Số bì phải từ 1 đến 99.")
        long = {"tracking": how.tracking, "received_by": how.received_by, "note": how.note}
        for name, text in long.items():
            if len(text) > 200:
                wrong.setdefault(name, _("Nội dung dài quá {limit} ký tự.").format(limit=200))
        return wrong

    def _all(self, wanted: OutgoingFilter) -> Sequence[Outgoing]:
        found: list[Outgoing] = []
        page = Page(_READ_ROWS)
        while rows := self._store.outgoing.find(wanted, page):
            found += rows
            if len(rows) < _READ_ROWS:
                break
            page = Page(_READ_ROWS, rows[-1].changed)
        return found


def _key(due: PaperDue) -> str:
    return place_key(due.recipient.code, due.recipient.name)


def _trimmed(text: str) -> str:
    return nfc(" ".join(text.split()))
