"""Files on their way, in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from clerkdesk.domain.data_budget import LineUse
from clerkdesk.domain.sync_pace import MovingFile, in_turn
from clerkdesk.ports.moving_files import Standing

if TYPE_CHECKING:
    from tests.fakes.store.vault import FakeStore


class FakeMovingFiles:
    """Looks at the registers and files of the fake store around it."""

    def __init__(self, store: "FakeStore") -> None:
        self._store = store
        self.sent_files: dict[str, datetime] = {}
        self.uses: dict[date, LineUse] = {}

    def to_send(self, limit: int) -> Sequence[MovingFile]:
        return self._files(lambda one: self._here(one) and one not in self.sent_files, limit)

    def to_fetch(self, limit: int) -> Sequence[MovingFile]:
        return self._files(lambda one: not self._here(one), limit)

    def sent(self, sha256: str, at: datetime) -> None:
        self.sent_files.setdefault(sha256, at)

    def standing(self, entity: str, uids: Collection[str]) -> Mapping[str, Standing]:
        shared = self._store._shared
        unsaid = {op.key for op in shared.log if op.seq > shared.acked and op.entity == entity}
        others = {op.key for op in self._store.ops.remote if op.entity == entity}
        waiting = {file.uid for file in self.to_send(1_000_000)}
        return {uid: Standing(uid not in unsaid, uid not in waiting, uid in others) for uid in uids}

    def use(self, day: date) -> LineUse:
        return self.uses.get(day, LineUse(day))

    def note_use(self, day: date, *, ops: int = 0, files: int = 0) -> None:
        before = self.use(day)
        self.uses[day] = LineUse(day, before.ops + ops, before.files + files)

    def _here(self, sha256: str) -> bool:
        return self._store.files.has(sha256)

    def _files(self, wanted: object, limit: int) -> Sequence[MovingFile]:
        assert callable(wanted)
        found: dict[str, MovingFile] = {}
        for row in (*self._store.incoming.rows, *self._store.outgoing.rows):
            for file in row.entry.attachments:
                if wanted(file.sha256):
                    moving = MovingFile(file.sha256, file.size, row.entry.urgency, row.uid)
                    found.setdefault(file.sha256, moving)
        return in_turn(found.values())[:limit]
