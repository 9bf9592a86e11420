"""The log of accesses in a list, `rows`, oldest first."""

from collections.abc import Sequence
from datetime import date, timedelta

from clerkdesk.domain.access_log import Access
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.vietnamese import fold
from tests.fakes.store.shared import Shared


class FakeAccessLog:
    """Accesses as they came."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.rows: list[Access] = []

    def record(self, access: Access) -> None:
        self._shared.refuse_if_told()
        for before in reversed(self.rows):
            same = (before.entity, before.uid, before.login, before.act) == (
                access.entity,
                access.uid,
                access.login,
                access.act,
            )
            if same:
                if access.at - before.at < timedelta(minutes=1):
                    return
                break
        self.rows.append(access)

    def of_document(self, entity: str, uid: str, limit: int = 200) -> Sequence[Access]:
        found = [row for row in reversed(self.rows) if (row.entity, row.uid) == (entity, uid)]
        return found[:limit]

    def find(
        self, text: str = "", first: date | None = None, last: date | None = None, limit: int = 2000
    ) -> Sequence[Access]:
        found = [
            row
            for row in reversed(self.rows)
            if fold(text.strip()) in fold(f"{row.login}\n{row.what}")
            and (first is None or local_date(row.at) >= first)
            and (last is None or local_date(row.at) <= last)
        ]
        return found[:limit]

    def counts(self, first: date, last: date) -> tuple[int, int]:
        found = self.find("", first, last, len(self.rows))
        return (len(found), len({(row.entity, row.uid) for row in found}))
