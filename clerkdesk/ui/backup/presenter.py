"""Sao lưu và khôi phục decides here: what runs, how far it is, what the clerk is told."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.backups import Backup, Proof
from clerkdesk.domain.books import Book, BookKey
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.ports.backups import Told
from clerkdesk.services.desk import Desk
from clerkdesk.ui.backup.words import proof_text
from clerkdesk.ui.jobs import Jobs, Lane, Stop
from clerkdesk.ui.theme import State
from clerkdesk.ui.when import size_text

T = TypeVar("T")


class BackupPresenter(QObject):
    """One long act at a time, in a lane of its own: registering goes on meanwhile."""

    shown = Signal(object)  # Safety
    running = Signal(str)  # what runs; empty: nothing
    moved = Signal(int)  # per cent
    said = Signal(str, object)  # sentence, State
    attest_problem = Signal(str)
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._stop: Stop | None = None
        self.allowed = may(desk.person, Right.KEEP_BOOKS)

    @property
    def busy(self) -> bool:
        """Whether a backup, a drill or the way home of files is running."""
        return self._stop is not None

    def refresh(self) -> None:
        """Look at places, backups and books again."""
        self._jobs.run(
            Lane.STORE,
            self._desk.keep_safe.safety,
            done=self.shown.emit,
            failed=self.failed.emit,
        )

    def choose_place(self, place: str, every_hours: int) -> None:
        """Back up there from now on."""
        self._change(lambda: self._desk.keep_safe.choose(place, every_hours, self._desk.person))

    def choose_journal(self, place: str) -> None:
        """Keep the op journal there; empty: nowhere."""
        self._change(lambda: self._desk.keep_safe.choose_journal(place, self._desk.person))

    def back_up(self) -> None:
        """Make a backup now."""
        self._long(_("Đang sao lưu…"), self._desk.keep_safe.back_up, self._backed_up)

    def drill(self) -> None:
        """Prove that the last backup opens."""
        self._long(_("Đang mở thử bản sao lưu…"), self._desk.keep_safe.drill, self._drilled)

    def follow(self) -> None:
        """Bring files home after a restore."""
        self._long(_("Đang chép tệp văn bản về máy…"), self._desk.keep_safe.follow, self._followed)

    def stop(self) -> None:
        """End what runs; what was there before stays."""
        if self._stop is not None:
            self._stop.stop()

    def attest(self, key: BookKey, last: str, second: str, password: str) -> None:
        """Two persons have read the paper register."""
        if not last.strip().isdigit():
            self.attest_problem.emit(_("Nhập số cuối cùng trên sổ giấy (0 nếu chưa có số nào)."))
            return
        if not second.strip() or not password:
            self.attest_problem.emit(_("Người thứ hai nhập tên đăng nhập và mật khẩu của mình."))
            return
        self.attest_problem.emit("")
        number, who = int(last), second.strip().lower()
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.keep_safe.attest(key, number, self._desk.person, who, password),
            done=self._attested,
            failed=self._not_attested,
        )

    def _change(self, change: Callable[[], object]) -> None:
        self._jobs.run(Lane.STORE, change, done=lambda _done: self.refresh(), failed=self._refused)

    def _long(
        self,
        words: str,
        work: Callable[..., T],
        done: Callable[[T], None],
    ) -> None:
        if self.busy:
            return
        self._stop = stop = Stop()
        self.running.emit(words)
        self.moved.emit(0)
        told = self._told()
        self._jobs.run(
            Lane.BACKUP,
            lambda: work(told=told, stop=stop),
            done=done,
            failed=self._ended,
            stop=stop,
        )

    def _told(self) -> Told:
        home, last = self._jobs.bring_home(self.moved.emit), [-1]

        def told(done: int, total: int) -> None:
            percent = min(100, done * 100 // total) if total else 100
            if percent != last[0]:  # not a thousand times a second
                last[0] = percent
                home(percent)

        return told

    def _over(self) -> None:
        self._stop = None
        self.running.emit("")
        self.refresh()

    def _backed_up(self, backup: Backup) -> None:
        self._over()
        self.said.emit(
            _("Đã sao lưu {size} và mở thử được bản vừa tạo.").format(size=size_text(backup.size)),
            State.GOOD,
        )

    def _drilled(self, proof: Proof) -> None:
        self._over()
        words, state = proof_text(proof, self._desk.clock(), due=False)
        self.said.emit(words, state)

    def _followed(self, missing: int) -> None:
        self._over()
        if missing:
            words = _("Còn {n} tệp không có trong bản sao lưu.").format(n=missing)
            self.said.emit(words, State.WARN)
        else:
            self.said.emit(_("Mọi tệp văn bản đã về máy này; có thể rút ổ sao lưu."), State.GOOD)

    def _ended(self, error: ClerkError) -> None:
        self._over()
        self.failed.emit(error)

    def _refused(self, error: ClerkError) -> None:
        self.failed.emit(error)
        self.refresh()

    def _attested(self, book: Book) -> None:
        self.said.emit(
            _("Sổ «{book}» cấp tiếp từ số {n}.").format(book=book.title, n=book.last + 1),
            State.GOOD,
        )
        self.refresh()

    def _not_attested(self, error: ClerkError) -> None:
        self.attest_problem.emit(f"{error} {error.advice}")
