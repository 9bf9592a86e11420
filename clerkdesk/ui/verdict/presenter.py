"""What the page of a verdict decides: reads every check of the file, checks again, prints, exports."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.judged_again import JudgedAgain
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SIGNATURE_RESULT_NAMES, SignatureCheck
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.services.judge_again import Again
from clerkdesk.ui.jobs import Jobs, Lane


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """What the page shows; `checks` oldest first, the last one is in force."""

    document: Incoming
    checks: tuple[SignatureCheck, ...]
    fallen: JudgedAgain | None


class VerdictPresenter(QObject):
    """One document at a time."""

    changed = Signal(object)  # VerdictShown
    working = Signal(str)  # Vietnamese; empty = nothing
    said = Signal(str)
    printed = Signal(str, object)  # name, PDF bytes
    noted = Signal()
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def open(self, uid: str) -> None:
        """Read the checks of a document's file."""
        self._jobs.run(
            Lane.STORE, lambda: self._read(uid), done=self.changed.emit, failed=self.failed.emit
        )

    def check_again(self, document: Incoming) -> None:
        """Judge the stored bytes by what is believed now; the check before stays beside it."""
        main = document.main_file
        if main is None:
            return
        self.working.emit(_("Đang kiểm tra lại chữ ký số…"))
        sha256 = main.sha256

        def done(again: Again | None) -> None:
            self.working.emit("")
            self.said.emit(_again_text(again))
            self.open(document.uid)

        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.judge_again.at_once(sha256, self._desk.person),
            done=done,
            failed=self.failed.emit,
        )

    def take_note(self, document: Incoming) -> None:
        """The clerk knows that the verdict has fallen."""

        def done(_nothing: object) -> None:
            self.noted.emit()
            self.open(document.uid)

        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.judge_again.take_note(document.uid, self._desk.person),
            done=done,
            failed=self.failed.emit,
        )

    def print(self, document: Incoming) -> None:
        """Make the printed sheet."""
        name = _("phiếu kiểm tra chữ ký số đến {number}").format(number=document.shown_number)
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.print_verdict.sheet(document),
            done=lambda pdf: self.printed.emit(name, pdf),
            failed=self.failed.emit,
        )

    def export(self, document: Incoming, path: Path) -> None:
        """Write every check of the file as JSON."""

        def work() -> Path:
            write_file(path, self._desk.print_verdict.as_json(document))
            return path

        self._jobs.run(
            Lane.FILES,
            work,
            done=lambda written: self.said.emit(_("Đã ghi {name}.").format(name=written.name)),
            failed=self.failed.emit,
        )

    def _read(self, uid: str) -> VerdictShown:
        store = self._desk.store
        document = store.incoming.get(uid)
        main = document.main_file
        checks = tuple(store.checks.all_of(main.sha256)) if main is not None else ()
        fallen = next((one for one in store.checks.fallen() if one.uid == uid), None)
        return VerdictShown(document, checks, fallen)


def _again_text(again: Again | None) -> str:
    if again is None:
        return _("Không kiểm tra lại được: tệp không đọc được. Kết quả trước giữ nguyên.")
    before, after = (_(SIGNATURE_RESULT_NAMES[one.result]) for one in (again.before, again.after))
    if before == after:
        return _("Đã kiểm tra lại: vẫn «{after}».").format(after=after)
    words = _("Đã kiểm tra lại: trước «{before}», nay «{after}».")
    return words.format(before=before, after=after)
