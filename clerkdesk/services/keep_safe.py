"""Keep the store safe: where and when it is backed up, whether the last backup opens, what a restore left to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from clerkdesk.domain.backups import (
    Backup,
    BackupPlan,
    Proof,
    drill_is_due,
    is_due,
    next_due,
)
from clerkdesk.domain.books import Book, BookKey
from clerkdesk.domain.errors import BackupPlaceGone, NoBackupFound, SecondPersonNeeded
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.backups import Stop, Told, never, untold
from clerkdesk.ports.books import ToAttest
from clerkdesk.ports.store import Store

PLAN, LAST, PROOF = "backup.plan", "backup.last", "backup.proof"


@dataclass(frozen=True, slots=True)
class Safety:
    """What «Sao lưu và khôi phục» shows."""

    plan: BackupPlan
    place_is_there: bool
    backups: Sequence[Backup]
    """In the place, newest first; those remembered where it is not there are in `last`."""
    last: datetime | None
    next: datetime | None
    due: bool
    proof: Proof | None
    drill_due: bool
    journal_behind: bool
    files_missing: int
    to_attest: Sequence[ToAttest]
    put_back: bool


class KeepSafe:
    """Backups, drills and the days after a restore; every account may back up, an administrator or
    the clerk chooses where."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    @property
    def plan(self) -> BackupPlan:
        """What is decided for this desk."""
        stored = self._store.settings.get(PLAN)
        plan = BackupPlan() if stored is None else from_plain(BackupPlan, stored)
        return replace(plan, journal=self._store.journal.place)

    def safety(self) -> Safety:
        """How safe the store is now."""
        plan, now, last = self.plan, self._clock(), self._last()
        place = Path(plan.place)
        there = bool(plan.place) and place.is_dir()
        backups = self._store.backups.found(place) if there else []
        proof = self._proof()
        return Safety(
            plan=plan,
            place_is_there=there,
            backups=backups,
            last=last,
            next=next_due(plan, last),
            due=is_due(plan, last, now),
            proof=proof,
            drill_due=last is not None and drill_is_due(proof, now),
            journal_behind=self._store.journal.behind,
            files_missing=self._store.backups.missing(),
            to_attest=self._store.books.to_attest(),
            put_back=self._store.put_back,
        )

    def choose(self, place: str, every_hours: int, by: Person) -> BackupPlan:
        """Decide where backups go from now on, and how often.

        Raises:
            NotAllowed
            BackupPlaceGone: the folder is not there.
        """
        demand(by, Right.KEEP_BOOKS)
        if place and not Path(place).is_dir():
            raise BackupPlaceGone(place)
        plan = replace(self.plan, place=place, every_hours=every_hours)
        self._store.settings.keep_here(PLAN, plain_fields(plan))
        return plan

    def choose_journal(self, place: str, by: Person) -> None:
        """Keep the op journal in a folder on a second medium, or nowhere ("").

        Raises:
            NotAllowed, BackupPlaceGone, BackupNoRoom
        """
        demand(by, Right.KEEP_BOOKS)
        self._store.journal.move(place)

    def back_up(self, *, told: Told = untold, stop: Stop = never) -> Backup:
        """Make a backup now.

        Raises:
            BackupPlaceGone, BackupPlaceUnfit, BackupNoRoom, BackupStopped, BackupDamaged
        """
        place = self.plan.place
        if not place:
            raise BackupPlaceGone("")
        backup = self._store.backups.make(Path(place), told=told, stop=stop)
        self._store.settings.keep_here(LAST, backup.made_at)
        return backup

    def drill(self, *, told: Told = untold, stop: Stop = never) -> Proof:
        """Prove that the last backup opens, and that nobody has edited the log at home; the result is kept.

        Raises:
            BackupPlaceGone, NoBackupFound, BackupStopped
        """
        place = Path(self.plan.place)
        if not self.plan.place or not place.is_dir():
            raise BackupPlaceGone(self.plan.place)
        found = self._store.backups.found(place)
        if not found:
            raise NoBackupFound(str(place))
        proof = self._store.backups.prove(place, found[0], told=told, stop=stop)
        broken = self._store.ops.breaks()
        if proof.good and broken:
            first = broken[0]
            words = _(
                "Nhật ký thay đổi trên máy này bị sửa ở mục {seq} (máy {device}, đợt {life})."
            )
            problem = words.format(seq=first.seq, device=first.device, life=first.incarnation)
            proof = replace(proof, problem=problem)
        self._store.settings.keep_here(PROOF, plain_fields(proof))
        return proof

    def follow(self, *, told: Told = untold, stop: Stop = never) -> int:
        """Bring files home after a restore; how many are still missing.

        Raises:
            BackupPlaceGone, DiskFull, BackupStopped
        """
        return self._store.backups.follow(told=told, stop=stop)

    def attest(self, key: BookKey, last: int, by: Person, second: str, password: str) -> Book:
        """Let this desk number on in a book after a restore: two persons have read the paper.

        Args:
            second: login of the other person, who types the password.

        Raises:
            NotAllowed, SecondPersonNeeded, WrongPassword, BookGoneOn
        """
        demand(by, Right.KEEP_BOOKS)
        other = self._store.accounts.check(second, password)
        if other.login == by.login:
            raise SecondPersonNeeded
        return self._store.books.attest(key, last, by.login, other.login)

    def new_recovery_key(self, by: Person) -> str:
        """A new recovery key for the safe; the paper of before opens no more.

        Raises:
            NotAllowed, DiskFull: the old one stays.
        """
        demand(by, Right.SETTINGS)
        return self._store.renew_recovery_key()

    def divide_office_key(self, by: Person) -> Sequence[str]:
        """Three shares for three persons, of which two open the store.

        Raises:
            NotAllowed, DiskFull: those of before stay.
        """
        demand(by, Right.SETTINGS)
        return self._store.divide_office_key()

    def _last(self) -> datetime | None:
        stored = self._store.settings.get(LAST)
        return None if stored is None else datetime.fromisoformat(str(stored))

    def _proof(self) -> Proof | None:
        stored = self._store.settings.get(PROOF)
        return None if stored is None else from_plain(Proof, stored)
