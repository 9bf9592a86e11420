"""Does what the buttons of the preview say, and reads what stands on its other tabs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.domain.remarks import FileVersion, Remark, RemarkKind
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.services.desk import Desk
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Details:
    """What belongs to a document beside its entry."""

    uid: str
    remarks: Sequence[Remark]
    versions: Sequence[FileVersion]
    relating: Sequence[Outgoing]
    names: Mapping[str, str]
    """Full name by login."""


class ActsPresenter(QObject):
    """The steps that need no token; those that do are asked of the signing screen."""

    step_taken = Signal(object)  # Outgoing
    details_ready = Signal(object)  # Details
    batches_ready = Signal(object, object)  # Outgoing, Sequence[ScanBatch]
    compared = Signal(object)  # Comparison
    sheet_ready = Signal(object)  # PDF bytes
    sign_wanted = Signal(object)  # Outgoing
    edit_wanted = Signal(object)  # Outgoing
    entry_wanted = Signal(object)  # Outgoing whose entry is to be corrected
    draft_wanted = Signal(object, object)  # Outgoing, Relation of the new draft to it
    updated = Signal(object)  # Outgoing whose recipients are told
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._shown = ""

    @property
    def person(self) -> Person:
        """Who is at the desk."""
        return self._desk.person

    def do(self, name: str, document: Outgoing, reason: str = "") -> None:
        """Do the act called `name` (`acts.Act.name`)."""
        desk, by, uid = self._desk, self._desk.person, document.uid
        steps: dict[str, Callable[[], Outgoing]] = {
            "submit": lambda: desk.approve.submit(uid, by),
            "withdraw": lambda: desk.approve.withdraw(uid, by),
            "approve": lambda: desk.approve(uid, by),
            "return": lambda: desk.approve.give_back(uid, reason, by),
            "permit_copy": lambda: desk.approve.permit_copy(uid, by),
            "sign_by_hand": lambda: desk.paper_original.signed_by_hand(uid, by),
            "allot_number": lambda: desk.colleagues.allot_or_ask(uid, by),
            "ask_number": lambda: desk.colleagues.ask(uid, by),
            "stamp": lambda: desk.paper_original.stamped(uid, by),
            "issue": lambda: desk.issue(uid, by),
            "recall": lambda: desk.change_issued.recall(uid, reason, by),
        }
        match name:
            case "issue":  # where a packet is to be signed, the token and its PIN are over there
                self._run(
                    lambda: desk.issue_signed.asks(document),
                    lambda asks: (
                        self.sign_wanted.emit(document)
                        if asks
                        else self._run(steps["issue"], self._stepped)
                    ),
                )
            case "sign":
                self.sign_wanted.emit(document)
            case "edit":
                self.edit_wanted.emit(document)
            case "entry":
                self.entry_wanted.emit(document)
            case "sheet":
                self._run(lambda: desk.print_submission(uid), self.sheet_ready.emit)
            case "replace" | "correct":
                kind = RelationKind.REPLACES if name == "replace" else RelationKind.CORRECTS
                relation = Relation(kind, uid, document.code, reason)
                self.draft_wanted.emit(document, relation)
            case "update":
                self._run(lambda: desk.change_issued.update(uid, reason, by), self.updated.emit)
            case "attach_scan":
                self._run(
                    desk.store.spool.batches,
                    lambda batches: self.batches_ready.emit(document, batches),
                )
            case _:
                self._run(steps[name], self._stepped)

    def attach_batch(self, uid: str, batch: ScanBatch) -> None:
        """Make scanned pages the main file of a stamped document."""
        by = self._desk.person
        self._run(
            lambda: self._desk.paper_original.attach_batch(uid, batch, by),
            self._stepped,
            Lane.PAGES,
        )

    def attach_file(self, uid: str, path: Path) -> None:
        """Make a PDF of the disk the main file of a stamped document."""
        by, attach = self._desk.person, self._desk.paper_original.attach_file
        self._run(lambda: attach(uid, path.name, read_file(path), by), self._stepped, Lane.PAGES)

    def look(self, uid: str) -> None:
        """Read remarks and versions of the shown document."""
        self._shown = uid
        store, compare = self._desk.store, self._desk.compare

        def read() -> Details:
            return Details(
                uid,
                store.remarks.of(uid),
                compare.versions(uid),
                store.outgoing.relating(uid),
                {person.login: person.full_name for person in store.accounts.people()},
            )

        self._run(read, self._looked)

    def comment(self, uid: str, text: str) -> None:
        """Say something about the draft."""
        by = self._desk.person
        self._run(lambda: self._desk.remark.comment(uid, text, by), lambda _made: self.look(uid))

    def initial(self, uid: str, kind: RemarkKind) -> None:
        """Set initials to the draft as it is now."""
        by = self._desk.person
        self._run(lambda: self._desk.remark.initial(uid, kind, by), lambda _made: self.look(uid))

    def compare(self, older: FileVersion, newer: FileVersion) -> None:
        """Find what changed between two versions."""
        self._run(lambda: self._desk.compare(older, newer), self.compared.emit, Lane.PAGES)

    def _run(
        self, work: Callable[[], T], done: Callable[[T], None], lane: Lane = Lane.STORE
    ) -> None:
        self._jobs.run(lane, work, done=done, failed=self.failed.emit)

    def _stepped(self, document: Outgoing) -> None:
        self.step_taken.emit(document)

    def _looked(self, details: Details) -> None:
        if details.uid == self._shown:
            self.details_ready.emit(details)
