"""What the list of differences between desks decides: reads them, settles one, says how many are left."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.conflicts import Conflict, conflict_field_label, said
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane


class ConflictsPresenter(QObject):
    """One decision is one op; every desk of the office then has the same value."""

    changed = Signal(object)  # Sequence[Conflict]
    settled = Signal(str)  # what was done
    failed = Signal(object)  # ClerkError
    record_wanted = Signal(str, str)  # entity, key

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self.may_settle = may(desk.person, Right.CORRECT)

    @property
    def person(self) -> Person:
        """Who decides."""
        return self._desk.person

    def refresh(self) -> None:
        """Read the list again."""
        self._jobs.run(
            Lane.STORE,
            self._desk.settle_conflict.open,
            done=self.changed.emit,
            failed=self.failed.emit,
        )

    def keep(self, conflict: Conflict, reason: str = "") -> None:
        """What stands goes on standing."""
        if reason:
            words = _("Đã ghi cách xử lý; chỗ này rời danh sách trên mọi máy.")
        else:
            words = _("Giữ «{value}» cho {field}.")
        self._settle(conflict, words, conflict.stands.value, take_other=False, reason=reason)

    def take(self, conflict: Conflict) -> None:
        """The other value stands from now on."""
        words = _("Từ nay {field} là «{value}» trên mọi máy.")
        self._settle(conflict, words, conflict.other.value, take_other=True)

    def show_record(self, conflict: Conflict) -> None:
        """Go to the document."""
        self.record_wanted.emit(conflict.entity.partition(".")[0], conflict.key)

    def _settle(
        self, conflict: Conflict, words: str, value: object, *, take_other: bool, reason: str = ""
    ) -> None:
        def work() -> Sequence[Conflict]:
            self._desk.settle_conflict(
                conflict, self._desk.person, take_other=take_other, reason=reason
            )
            return self._desk.settle_conflict.open()

        def done(left: Sequence[Conflict]) -> None:
            shown = said(conflict.field, value)
            self.settled.emit(
                words.format(
                    field=conflict_field_label(conflict.entity, conflict.field),
                    value=shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…",
                )
            )
            self.changed.emit(left)

        self._jobs.run(Lane.STORE, work, done=done, failed=self._not_settled)

    def _not_settled(self, error: ClerkError) -> None:
        self.failed.emit(error)
        self.refresh()


_LONGEST = 60
