"""What «Gửi giấy» decides: reads what waits and what left, records, takes back, makes the prints."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.dispatch_forms import PaperSent
from clerkdesk.domain.envelopes import EnvelopeSize, LabelSheet
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.paper_dispatch import PAPER_WAY_NAMES, PaperWay
from clerkdesk.domain.paper_due import PaperDue
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.desk import Desk
from clerkdesk.services.send_paper import Sending
from clerkdesk.ui.jobs import Jobs, Lane

SENDING = (
    Field(
        "way",
        N_("Cách gửi"),
        Kind.CHOICE,
        required=True,
        width=6,
        choices={way.value: name for way, name in PAPER_WAY_NAMES.items()},
    ),
    Field("sent_on", N_("Ngày chuyển"), Kind.DATE, required=True, width=6),
    Field("envelopes", N_("Số bì"), Kind.WHOLE_NUMBER, width=3),
    Field("tracking", N_("Số bưu gửi"), Kind.TEXT, max_length=200, width=9),
    Field("received_by", N_("Người ký nhận"), Kind.TEXT, max_length=200, width=6),
    Field("note", N_("Ghi chú"), Kind.TEXT, max_length=200, width=6),
)


class DispatchPresenter(QObject):
    """Knows no widget; every list is read again after every act."""

    waiting_changed = Signal(object)  # Sequence[PaperDue]
    sent_changed = Signal(object)  # Sequence[PaperSent]
    counted = Signal(object)  # PaperCount
    recorded = Signal(object)  # Sequence[PaperSent]
    taken_back = Signal()
    problems_found = Signal(dict)
    pdf_ready = Signal(str, object)  # what it is, PDF bytes
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self.first = desk.today.replace(day=1)
        self.last = desk.today

    @property
    def today(self) -> date:
        """The day at this desk."""
        return self._desk.today

    def refresh(self) -> None:
        """Read both lists and the counts of the period again."""
        desk, first, last = self._desk, self.first, self.last
        self._read(desk.send_paper.waiting, self.waiting_changed.emit)
        self._read(lambda: desk.send_paper.sent(first, last), self.sent_changed.emit)
        self._read(lambda: desk.decide_paper.count(first, last), self.counted.emit)

    def set_period(self, first: date, last: date) -> None:
        """Show what left between these days."""
        self.first, self.last = min(first, last), max(first, last)
        self.refresh()

    def record(self, due: Sequence[PaperDue], values: Mapping[str, object]) -> None:
        """Record that the ticked paper has left, or name every field that is wrong."""
        if wrong := problems(SENDING, values):
            self.problems_found.emit(wrong)
            return
        sent_on = values["sent_on"]
        assert isinstance(sent_on, date)  # checked by `problems`
        envelopes = values.get("envelopes")
        how = Sending(
            envelopes=envelopes if isinstance(envelopes, int) else 1,
            way=PaperWay(str(values["way"])),
            sent_on=sent_on,
            tracking=str(values.get("tracking") or ""),
            received_by=str(values.get("received_by") or ""),
            note=str(values.get("note") or ""),
        )
        desk = self._desk
        self._jobs.run(
            Lane.STORE,
            lambda: desk.send_paper(due, how, desk.person),
            done=self._recorded,
            failed=self._failed,
        )

    def take_back(self, sent: Sequence[PaperSent]) -> None:
        """A record was made by mistake: its paper waits again."""
        desk = self._desk

        def done(_nothing: object) -> None:
            self.taken_back.emit()
            self.refresh()

        self._jobs.run(
            Lane.STORE,
            lambda: desk.send_paper.take_back(sent, desk.person),
            done=done,
            failed=self.failed.emit,
        )

    def print_post_book(self) -> None:
        """Sổ gửi văn bản đi bưu điện of the period."""
        desk, first, last = self._desk, self.first, self.last
        self._print(_("sổ gửi bưu điện"), lambda: desk.print_paper.post_book(first, last))

    def print_hand_over(self, rows: Sequence[PaperDue | PaperSent]) -> None:
        """The list on which receivers sign."""
        desk = self._desk
        self._print(
            _("danh sách chuyển giao"), lambda: desk.print_paper.hand_over(rows, desk.today)
        )

    def print_envelopes(self, due: Sequence[PaperDue], size: EnvelopeSize) -> None:
        """An envelope for each place of `due`."""
        desk = self._desk
        self._print(_("bì văn bản"), lambda: desk.print_paper.envelopes(due, size))

    def print_labels(self, due: Sequence[PaperDue], sheet: LabelSheet, first: int) -> None:
        """An address label for each place of `due`, from the place `first` of the sheet on."""
        desk = self._desk
        self._print(_("nhãn địa chỉ"), lambda: desk.print_paper.labels(due, sheet, first))

    def print_original(self, document: Outgoing) -> None:
        """The paper original, to be stamped (NĐ 30/2020, Điều 18.5)."""
        desk = self._desk
        self._print(
            _("bản giấy {code}").format(code=document.code),
            lambda: desk.paper_copy.outgoing_original(document),
            Lane.PDF,
        )

    def print_with_facts(self, document: Outgoing) -> None:
        """The signed e-document with the sheet of its signatures (QĐ 28/2018, Điều 21.2)."""
        desk = self._desk
        self._print(
            _("bản in {code}").format(code=document.code),
            lambda: desk.paper_copy.outgoing_facts(document),
            Lane.PDF,
        )

    def _print(self, name: str, work: Callable[[], bytes], lane: Lane = Lane.STORE) -> None:
        self._jobs.run(
            lane,
            work,
            done=lambda pdf: self.pdf_ready.emit(name, pdf),
            failed=self.failed.emit,
        )

    def _read(self, work: Callable[[], object], show: Callable[[object], None]) -> None:
        self._jobs.run(Lane.STORE, work, done=show, failed=self.failed.emit)

    def _recorded(self, sent: Sequence[PaperSent]) -> None:
        self.recorded.emit(sent)
        self.refresh()

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
