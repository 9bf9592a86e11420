"""What the signing screen decides: who signs what now, on which token, and what comes after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.errors import ClerkError, NoToken
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import Appearance, SignatureKind, TokenCertificate
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.services.allot_number import file_name
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane, Stop

WAITING = (
    OutgoingState.APPROVED,
    OutgoingState.SIGNED,
    OutgoingState.NUMBERED,
    OutgoingState.SEALED,
)


_UNSIGNED_COPY = (OutgoingState.SIGNED, OutgoingState.NUMBERED)
"""States in which an electronic copy carries no signature yet."""


@dataclass(frozen=True, slots=True)
class SignSheet:
    """The selected document with all that is shown before signing."""

    document: Outgoing
    pages: int
    appearance: Appearance | None = None
    check: SignatureCheck | None = None
    problem: ClerkError | None = None
    number_written: bool = field(default=False)


class SignPresenter(QObject):
    """Leads a document from approval to issue: sign, allot, write, seal, issue."""

    waiting_changed = Signal(object)  # Sequence[Outgoing]
    certificates_changed = Signal(object)  # Sequence[TokenCertificate]
    sheet_changed = Signal(object)  # SignSheet
    working = Signal(str)
    signed = Signal(object)  # Signed
    batch_ended = Signal(int, int)  # signed, not signed
    step_taken = Signal(object)  # Outgoing
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._selected = ""
        self.allotting = ""
        """The document that was last given a number, or refused one."""
        self._moved: dict[str, Box] = {}
        self._stop = Stop()

    def kind_for(self, state: OutgoingState) -> SignatureKind | None:
        """Whose signature a document in `state` waits for; None where it waits for no token."""
        match state:
            case OutgoingState.APPROVED:
                return SignatureKind.PERSON
            case OutgoingState.NUMBERED:
                return SignatureKind.ORGANISATION
            case _:
                return None

    def refresh(self) -> None:
        """Read what waits."""
        register = self._desk.store.outgoing
        self._jobs.run(
            Lane.STORE,
            lambda: register.find(OutgoingFilter(states=WAITING), Page()),
            done=self.waiting_changed.emit,
            failed=self.failed.emit,
        )

    def find_tokens(self) -> None:
        """Look for tokens in the background."""
        self._jobs.run(
            Lane.TOKEN,
            self._desk.devices.tokens.certificates,
            done=self.certificates_changed.emit,
            failed=self.failed.emit,
        )

    def select(self, uid: str) -> None:
        """Show a document with the place of the signature it waits for."""
        self._selected = uid
        self._jobs.run(
            Lane.PDF, lambda: self._sheet(uid), done=self._looked, failed=self.failed.emit
        )

    def load_page(self, document: Outgoing, index: int, dpi: int) -> bytes:
        """A page as it is now (for the viewer, in Lane.PDF)."""
        main = document.main_file
        if main is None:
            return b""
        pdf = self._desk.store.files.get(main.sha256)
        return self._desk.devices.pdf_desk.render(main.name, pdf, index, dpi)

    def move(self, uid: str, box: Box) -> None:
        """The clerk put the picture elsewhere."""
        self._moved[uid] = box

    def sign(
        self,
        documents: Sequence[Outgoing],
        kind: SignatureKind,
        certificate: TokenCertificate | None,
        pin: bytearray,
    ) -> None:
        """Sign a batch on one PIN; the PIN is wiped when it ends."""
        if certificate is None:
            pin[:] = bytes(len(pin))
            self.failed.emit(NoToken())
            return
        stop = self._stop = Stop()
        report = self._jobs.bring_home(self.signed.emit)
        moved = dict(self._moved)

        def work() -> tuple[int, int]:
            good = bad = 0
            outcomes = self._desk.sign(
                documents,
                kind,
                certificate.certificate_id,
                pin,
                self._desk.person,
                moved=moved,
                stop=stop,
            )
            for outcome in outcomes:
                good, bad = (good + 1, bad) if outcome.error is None else (good, bad + 1)
                report(outcome)
            return good, bad

        self.working.emit(_("Đang ký số…"))
        self._jobs.run(Lane.TOKEN, work, done=self._batch_done, failed=self._failed, stop=stop)

    def stop(self) -> None:
        """End the batch after the document under way."""
        self._stop.stop()

    def allot(self, uid: str, *, despite: str = "") -> None:
        """Give the next number, then write it into the document; `despite`: see `AllotNumber`."""
        self.working.emit(_("Đang cấp số…"))
        self.allotting = uid
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.allot(uid, self._desk.person, despite=despite),
            done=lambda document: self.write_number(document.uid),
            failed=self._failed,
        )

    def write_number(self, uid: str) -> None:
        """Write an allotted number into the document, again if the first time failed."""
        self._step(
            Lane.PDF,
            lambda: self._desk.write_number(uid, self._desk.person),
            _("Đang ghi số và ngày vào văn bản…"),
        )

    def issue(self, uid: str) -> None:
        """Put the sealed document into the outbox."""
        self._step(
            Lane.STORE,
            lambda: self._desk.issue(uid, self._desk.person),
            _("Đang phát hành…"),
        )

    def give_back(self, uid: str, reason: str) -> None:
        """Return an approved document to its author, with the reason."""
        self._step(
            Lane.STORE,
            lambda: self._desk.approve.give_back(uid, reason, self._desk.person),
            _("Đang trả lại…"),
        )

    def _step(self, lane: Lane, work: Callable[[], Outgoing], words: str) -> None:
        self.working.emit(words)
        self._jobs.run(lane, work, done=self._stepped, failed=self._failed)

    def _stepped(self, document: Outgoing) -> None:
        self.working.emit("")
        self.step_taken.emit(document)
        self.refresh()
        self.select(document.uid)

    def _sheet(self, uid: str) -> SignSheet:
        document = self._desk.store.outgoing.get(uid)
        main = document.main_file
        if main is None:
            return SignSheet(document, 0)
        pdf = self._desk.store.files.get(main.sha256)
        pages = self._desk.devices.pdf_desk.facts(main.name, pdf).pages
        written = main.name == file_name(document)
        unsigned = _UNSIGNED_COPY if is_electronic_copy(document) else (OutgoingState.APPROVED,)
        signed = document.state not in unsigned
        check = self._desk.check(main.name, pdf) if signed else None
        kind = self.kind_for(document.state)
        if kind is None:
            return SignSheet(document, pages, check=check, number_written=written)
        try:
            appearance = self._desk.place(document, kind)
        except ClerkError as problem:
            return SignSheet(document, pages, None, check, problem, written)
        return SignSheet(document, pages, appearance, check, None, written)

    def _looked(self, sheet: SignSheet) -> None:
        if sheet.document.uid == self._selected:
            self.sheet_changed.emit(sheet)

    def _batch_done(self, counts: tuple[int, int]) -> None:
        self.working.emit("")
        self.batch_ended.emit(*counts)
        self.refresh()
        if self._selected:
            self.select(self._selected)

    def _failed(self, error: ClerkError) -> None:
        self.working.emit("")
        self.failed.emit(error)
        self.refresh()
