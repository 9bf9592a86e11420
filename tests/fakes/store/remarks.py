"""Comments and initials in a list."""

from collections.abc import Sequence

from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, to_plain
from clerkdesk.domain.remarks import Remark, RemarkKind
from tests.fakes.store.shared import Shared


class FakeRemarks:
    """`rows` are (uid, remark), oldest first."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.rows: list[tuple[str, Remark]] = []

    def add(self, uid: str, kind: RemarkKind, text: str, by: str, version: str = "") -> Remark:
        self._shared.refuse_if_told()
        made = Remark(self._shared.new_id(), kind, text, by, self._shared.clock(), version)
        remark = from_plain(Remark, to_plain(made))
        self.rows.append((uid, remark))
        self._shared.record("outgoing", uid, OpKind.COMMENT, by, {"remark": remark})
        return remark

    def of(self, uid: str) -> Sequence[Remark]:
        return [remark for of, remark in self.rows if of == uid]
