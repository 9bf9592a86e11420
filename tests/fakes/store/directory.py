"""The directory in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.agency_families import MOST_FAMILIES, Families, other_wordings
from clerkdesk.domain.agency_merge import merged
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.directory import DirectoryImport
from tests.fakes.store.shared import Shared


class FakeDirectory:
    """Agencies by key."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.rows: dict[str, Agency] = {}
        self._imports: list[tuple[DirectoryImport, dict[str, tuple[Agency | None, Agency]]]] = []

    def agencies(self, text: str = "") -> Sequence[Agency]:
        wanted = fold(text)
        found: dict[str, Agency] = {}
        for row in self.rows.values():
            if row.withdrawn or not any(wanted in fold(name) for name in row.names):
                continue
            if row.offered:
                found[row.key] = row
            if wanted:
                found |= {after.key: after for after in self._after(row)}
        return sorted(found.values(), key=lambda row: fold(f"{row.name} {row.code}"))

    def all(self) -> Sequence[Agency]:
        return sorted(self.rows.values(), key=lambda row: fold(f"{row.name} {row.code}"))

    def get(self, key: str) -> Agency | None:
        return self.rows.get(key)

    def named(self, name: str) -> Agency | None:
        wanted = fold(name)
        rows = [
            row
            for row in self.rows.values()
            if not row.withdrawn and wanted in map(fold, row.names)
        ]
        rows.sort(key=lambda row: (row.merged_into != "", row.valid_to is not None, row.key))
        if not rows:
            return None
        found = rows[0]
        while found.merged_into:
            found = self.rows[found.merged_into]
        return found

    def put(self, agency: Agency, by: str) -> None:
        self._put(agency, by)

    def rename_key(self, key: str, agency: Agency, by: str) -> None:
        before = self.rows.get(key)
        if before is None:
            raise NotFound("cơ quan này")
        if before.key != agency.key:
            self._put(replace(before, merged_into=agency.key), by)
        self._put(agency, by)

    def merge(self, duplicate: str, stays: str, by: str) -> Agency:
        one, other = self.rows.get(duplicate), self.rows.get(stays)
        if one is None or other is None or duplicate == stays:
            raise NotFound("cơ quan này")
        gone, stayed = merged(one, other)
        self._put(stayed, by)
        self._put(gone, by)
        return stayed

    def import_all(
        self,
        name: str,
        agencies: Sequence[Agency],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> DirectoryImport:
        step(len(agencies))
        done = DirectoryImport(self._shared.new_id(), name, by, self._shared.clock())
        rows: dict[str, tuple[Agency | None, Agency]] = {}
        for agency in agencies:
            before = self.rows.get(agency.key)
            if self._put(agency, by):
                rows[agency.key] = (before, agency)
        added = sum(before is None for before, _after in rows.values())
        done = replace(done, added=added, changed=len(rows) - added)
        self._imports.append((done, rows))
        return done

    def last_import(self) -> DirectoryImport | None:
        return self._imports[-1][0] if self._imports else None

    def undo_import(self, import_id: str, by: str) -> tuple[int, int]:
        back = left = 0
        for done, rows in list(self._imports):
            if done.import_id != import_id:
                continue
            for key, (before, after) in rows.items():
                if self.rows[key] != after:
                    left += 1
                    continue
                self._put(before or replace(after, withdrawn=True), by)
                back += 1
            self._imports.remove((done, rows))
        return back, left

    def wordings(self, text: str) -> str:
        """The rule of the real one, over everything."""
        folded = f" {fold(text)} "
        if len(folded.split()) < 2 and "." not in folded:
            return text
        whole, part = set(), set()
        for row in self.rows.values():
            if row.withdrawn:
                continue
            for name in map(fold, row.names):
                if (" " in name or "." in name) and f" {name} " in folded:
                    whole.add(row.key)
                if f" {name}".find(folded.rstrip()) >= 0:
                    part.add(row.key)
        keys = whole or part
        if not keys or len(keys) > MOST_FAMILIES:
            return text
        families = Families(self.rows.values())
        named = [families.names(self.rows[key]) for key in sorted(keys)]
        return "\n".join([text, *other_wordings(text, named)])

    def _after(self, row: Agency) -> list[Agency]:
        todo, seen = [row.key], {row.key}
        while todo:
            key = todo.pop()
            after = [other.key for other in self.rows.values() if key in other.predecessors]
            after += [self.rows[key].merged_into] if self.rows[key].merged_into else []
            todo += [one for one in after if one not in seen]
            seen |= set(after)
        return [self.rows[key] for key in seen - {row.key} if self.rows[key].offered]

    def _put(self, agency: Agency, by: str) -> bool:
        self._shared.refuse_if_told()
        agency = from_plain(Agency, to_plain(agency))
        if self.rows.get(agency.key) == agency:
            return False
        self.rows[agency.key] = agency
        self._shared.record("agency", agency.key, OpKind.CHANGE, by, plain_fields(agency))
        return True
