"""Searches that a person keeps under a name and opens again (F6e); a setting of the office's store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.ports.store import Settings

LONGEST_NAME = 60
MOST = 100


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What was searched: the text, the filters by name (dates as ISO text), and the order."""

    name: str
    text: str
    filters: Mapping[str, str]
    sort: str = ""
    descending: bool = False


class SavedSearches:
    """Each person has her own list; it goes to her other desks as settings do."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, of: Person) -> Sequence[SavedSearch]:
        """The person's searches, in the order of their names."""
        stored = self._settings.get(_key(of))
        rows = stored if isinstance(stored, list) else []
        return [_search(row) for row in rows if isinstance(row, Mapping)]

    def keep(self, search: SavedSearch, of: Person) -> Sequence[SavedSearch]:
        """Keep a search; one of the same name is replaced.

        Raises:
            InvalidEntry: it has no name, a long one, or there are too many.
        """
        name = nfc(" ".join(search.name.split()))
        others = [old for old in self(of) if old.name.casefold() != name.casefold()]
        if not name:
            raise InvalidEntry({"name": _("Chưa đặt tên cho lần tìm này.")})
        if len(name) > LONGEST_NAME:
            raise InvalidEntry({"name": _("Tên dài quá {limit} ký tự.").format(limit=LONGEST_NAME)})
        if len(others) >= MOST:
            raise InvalidEntry(
                {"name": _("Đã lưu {limit} lần tìm; hãy xóa bớt.").format(limit=MOST)}
            )
        kept = SavedSearch(name, search.text, search.filters, search.sort, search.descending)
        return self._put([*others, kept], of)

    def forget(self, name: str, of: Person) -> Sequence[SavedSearch]:
        """Keep it no longer; `keep` with the same search takes that back."""
        return self._put([old for old in self(of) if old.name != name], of)

    def _put(self, searches: Sequence[SavedSearch], of: Person) -> Sequence[SavedSearch]:
        ordered = sorted(searches, key=lambda search: (fold(search.name), search.name))
        rows = [
            {
                "name": search.name,
                "text": search.text,
                "filters": dict(search.filters),
                "sort": search.sort,
                "descending": search.descending,
            }
            for search in ordered
        ]
        self._settings.put(_key(of), rows, of.login)
        return ordered


def _key(of: Person) -> str:
    return f"saved_searches.{of.login}"


def _search(row: Mapping[str, object]) -> SavedSearch:
    filters = row.get("filters")
    return SavedSearch(
        str(row.get("name", "")),
        str(row.get("text", "")),
        {str(k): str(v) for k, v in filters.items()} if isinstance(filters, Mapping) else {},
        str(row.get("sort", "")),
        bool(row.get("descending", False)),
    )
