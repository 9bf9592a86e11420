"""What the signing screen decides: who signs what now, on which token, and what comes after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.errors import ClerkError, NoToken
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import (
    Appearance,
    SignatureKind,
    SignatureOrder,
    TokenCertificate,
    UnusableModule,
)
from clerkdesk.domain.verdicts import Finding, SignatureCheck
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.services.allot_number import file_name
from clerkdesk.services.desk import Desk
from clerkdesk.services.draft import export_note
from clerkdesk.services.order_signature import Preview
from clerkdesk.services.sign import Signed
from clerkdesk.ui.jobs import Jobs, Lane, Stop

WAITING = (
    OutgoingState.APPROVED,
    OutgoingState.SIGNED,
    OutgoingState.NUMBERED,
    OutgoingState.SEALED,
)


_LOOK_MS = 500
"""A token that is plugged in is seen within a second."""
_REDRAW_MS = 350
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
    preview: Preview | None = None
    """The very bytes that the signature which is due will be made on."""
    findings: tuple[Finding, ...] = ()
    """What can act or hides in a file that nobody has signed yet."""
    exported: str = ""
    """What was done to the file before anyone signed it, Vietnamese."""
    packet_to_sign: bool = False
    """The packet that «Phát hành» makes is to be signed as a whole."""


class SignPresenter(QObject):
    """Leads a document from approval to issue: sign, allot, write, seal, issue."""

    waiting_changed = Signal(object)  # Sequence[Outgoing]
    certificates_changed = Signal(object)  # Sequence[TokenCertificate]
    sheet_changed = Signal(object)  # SignSheet
    working = Signal(str)
    signed = Signal(object)  # Signed
    progressed = Signal(int, int)  # files that have an outcome, files of the batch
    verdict = Signal(str, object)  # uid, SignatureCheck: the full check, after the batch
    plugged_changed = Signal()
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
        self._seen: dict[str, SignatureOrder] = {}
        self._plugged: Sequence[str] | None = None
        self._in_batch = False
        self._total = self._done = 0
        self._stop = Stop()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_for_tokens)
        self._redraw = QTimer(self)
        self._redraw.setInterval(_REDRAW_MS)
        self._redraw.setSingleShot(True)
        self._redraw.timeout.connect(lambda: self.select(self._selected))

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

    def unusable_modules(self) -> Sequence[UnusableModule]:
        """Token libraries that are installed and cannot be used, for when no token is found."""
        return self._desk.devices.tokens.unusable()

    def watch(self, on: bool) -> None:
        """Notice tokens that are plugged in or pulled, while the page is looked at."""
        if on:
            self._look.start()
        else:
            self._look.stop()

    def _look_for_tokens(self) -> None:
        if self._in_batch:
            return
        self._look.stop()  # one look at a time, however slow the module
        tokens = self._desk.devices.tokens
        self._jobs.run(Lane.TOKEN, tokens.plugged, done=self._looked_at, failed=self._look_failed)

    def _looked_at(self, plugged: Sequence[str]) -> None:
        self._look.start()
        before, self._plugged = self._plugged, plugged
        if before is not None and tuple(before) != tuple(plugged):
            self.plugged_changed.emit()
            self.find_tokens()

    def _look_failed(self, _error: ClerkError) -> None:
        """A module that fails is heard when someone signs; it is not asked twice a second."""
        self._plugged = None

    def select(self, uid: str) -> None:
        """Show a document with the place of the signature it waits for."""
        self._selected = uid
        self._jobs.run(
            Lane.PDF, lambda: self._sheet(uid), done=self._looked, failed=self.failed.emit
        )

    def load_page(self, sheet: SignSheet, index: int, dpi: int) -> bytes:
        """A page as it will be hashed, or as it is where no signature is due (in Lane.PDF)."""
        main = sheet.document.main_file
        if main is None:
            return b""
        if sheet.preview is not None:
            pdf = sheet.preview.pdf
        else:
            pdf = self._desk.store.files.get(main.sha256)
        return self._desk.devices.pdf_desk.render(main.name, pdf, index, dpi)

    def move(self, uid: str, box: Box) -> None:
        """The clerk put the picture elsewhere; the page is shown anew when the hand rests."""
        self._moved[uid] = box
        self._seen.pop(uid, None)
        if uid == self._selected:
            self._redraw.start()

    def sign(
        self,
        documents: Sequence[Outgoing],
        kind: SignatureKind,
        certificate: TokenCertificate | None,
        pin: bytearray,
        *,
        last_try: bool = False,
    ) -> None:
        """Sign a batch on one PIN; the PIN is wiped when it ends."""
        if certificate is None:
            pin[:] = bytes(len(pin))
            self.failed.emit(NoToken())
            return
        stop = self._stop = Stop()
        report = self._jobs.bring_home(self._outcome)
        moved, seen = dict(self._moved), dict(self._seen)
        certificate_id = certificate.certificate_id
        self._total, self._done = len(documents), 0

        def work() -> tuple[int, int]:
            good = bad = 0
            outcomes = self._desk.sign(
                documents,
                kind,
                certificate_id,
                pin,
                self._desk.person,
                moved=moved,
                stop=stop,
                last_try=last_try,
                seen=seen,
            )
            for outcome in outcomes:
                good, bad = (good + 1, bad) if outcome.error is None else (good, bad + 1)
                report(outcome)
            return good, bad

        self._in_batch = True
        self.working.emit(_("Đang ký số…"))
        self.progressed.emit(0, len(documents))
        self._jobs.run(
            Lane.TOKEN, work, done=self._batch_done, failed=self._batch_failed, stop=stop
        )

    def stop(self) -> None:
        """End the batch after the document under way."""
        self._stop.stop()

    def _outcome(self, outcome: Signed) -> None:
        self._done += 1
        self.signed.emit(outcome)
        self.progressed.emit(self._done, self._total)
        if outcome.error is None:
            self._verify(outcome.document)

    def _verify(self, document: Outgoing) -> None:
        """The full verdict, behind: a batch does not wait for it."""
        main, uid = document.main_file, document.uid
        if main is None:
            return
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.check(main.name, self._desk.store.files.get(main.sha256)),
            done=lambda check: self.verdict.emit(uid, check),
            failed=self.failed.emit,
        )

    def allot(self, uid: str, *, despite: str = "") -> None:
        """Give the next number, then write it into the document; `despite`: see `AllotNumber`."""
        self.working.emit(_("Đang cấp số…"))
        self.allotting = uid
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.colleagues.allot_or_ask(uid, self._desk.person, despite=despite),
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

    def flatten(self, uid: str) -> None:
        """Make the file anew without what could act or hide; nothing is signed yet."""
        self._step(
            Lane.PDF,
            lambda: self._desk.flatten(uid, self._desk.person),
            _("Đang làm phẳng tệp…"),
        )

    def issue(
        self,
        uid: str,
        certificate: TokenCertificate | None = None,
        pin: bytearray | None = None,
        *,
        last_try: bool = False,
    ) -> None:
        """Put the sealed document into the outbox; with a certificate its packet is signed, and the
        PIN wiped."""
        if certificate is not None and pin is not None:
            certificate_id, typed = certificate.certificate_id, pin
            self._step(
                Lane.TOKEN,
                lambda: self._desk.issue_signed(
                    uid, certificate_id, typed, self._desk.person, last_try=last_try
                ),
                _("Đang ký gói tin và phát hành…"),
            )
            return
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
        # a draft's scan is advice for now, no evidence of a signature: it is not recorded
        findings = () if signed else self._desk.devices.checker.check(main.name, pdf).findings
        kind = self.kind_for(document.state)
        sheet = SignSheet(
            document,
            pages,
            check=check,
            number_written=written,
            findings=findings,
            exported=export_note(document.entry.attachments, self._desk.store.files),
            packet_to_sign=document.state is OutgoingState.SEALED
            and self._desk.issue_signed.asks(document),
        )
        if kind is None:
            return sheet
        try:
            preview = self._desk.preview_signature(document, kind, self._moved.get(uid))
        except ClerkError as problem:
            return replace(sheet, problem=problem)
        return replace(sheet, appearance=preview.order.appearance, preview=preview)

    def _looked(self, sheet: SignSheet) -> None:
        if sheet.document.uid != self._selected:
            return
        self._seen.clear()  # what is signed unseen is signed as of its own time
        if sheet.preview is not None:
            self._seen[sheet.document.uid] = sheet.preview.order
        self.sheet_changed.emit(sheet)

    def _batch_failed(self, error: ClerkError) -> None:
        self._in_batch = False
        self.batch_ended.emit(self._done, self._total - self._done)
        self._failed(error)
        self.find_tokens()  # what the token says of its PIN has changed

    def _batch_done(self, counts: tuple[int, int]) -> None:
        self._in_batch = False
        self.working.emit("")
        self.batch_ended.emit(*counts)
        self.refresh()
        if self._selected:
            self.select(self._selected)

    def _failed(self, error: ClerkError) -> None:
        self.working.emit("")
        self.failed.emit(error)
        self.refresh()
