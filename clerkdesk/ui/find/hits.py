"""One document that was found, of either register, and the order in which hits stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.found_in import where_found
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.register_order import INCOMING_KEYS, OUTGOING_KEYS, Key
from clerkdesk.domain.search_query import SearchQuery
from clerkdesk.domain.texts import _

Document = Incoming | Outgoing
SORTABLE = frozenset(INCOMING_KEYS) & frozenset(OUTGOING_KEYS)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document and where in it the searched words stand."""

    document: Document
    where: str = ""

    @property
    def is_incoming(self) -> bool:
        """Of which register it is."""
        return isinstance(self.document, Incoming)


def hit(document: Document, query: SearchQuery) -> Hit:
    """Say where in a document `query` was found; where no field has it, the pages have."""
    if not query.terms:
        return Hit(document)
    return Hit(document, where_found(_fields(document), query) or _("Nội dung trang"))


def in_order(hits: Sequence[Hit], column: str, *, descending: bool) -> list[Hit]:
    """Of both registers together, by a column of the store; what has nothing in it stands last.
    Without a column the newest day stands first."""
    if column not in SORTABLE:
        return sorted(hits, key=_day, reverse=True)
    keyed = [(_key(found.document, column), found) for found in hits]
    having = [(key, found) for key, found in keyed if key is not None]
    having.sort(key=_first, reverse=descending)
    return [found for _key_, found in having] + [found for key, found in keyed if key is None]


def _first(pair: tuple[tuple[int | str, ...], Hit]) -> tuple[int | str, ...]:
    return pair[0]


def _key(document: Document, column: str) -> Key:
    if isinstance(document, Incoming):
        of_incoming: Callable[[Incoming], Key] = INCOMING_KEYS[column]
        return of_incoming(document)
    return OUTGOING_KEYS[column](document)


def _day(found: Hit) -> date:
    document = found.document
    if isinstance(document, Incoming):
        return document.entry.arrival_date
    return document.issued_date or document.entry.register_date


def _fields(document: Document) -> list[tuple[str, str]]:
    entry = document.entry
    shared = [
        (_("Số, ký hiệu"), document.code),
        (_("Trích yếu"), entry.subject),
        (_("Loại văn bản"), entry.doc_type),
        (_("Người ký"), f"{entry.signer_name} {entry.signer_position}"),
        (_("Lĩnh vực"), entry.field),
        (_("Nơi lưu"), entry.storage_location),
        (_("Ghi chú"), entry.note),
        (_("Tên tệp"), " ".join(file.name for file in entry.attachments)),
    ]
    if isinstance(document, Incoming):
        return [
            (_("Số đến"), document.shown_number),
            *shared,
            (_("Cơ quan ban hành"), document.entry.issuing_org),
            (
                _("Chuyển đến"),
                " ".join(f"{a.to_person} {a.instruction}" for a in document.assignments),
            ),
        ]
    names = " ".join(recipient.name for recipient in document.entry.recipients)
    return [*shared, (_("Nơi nhận"), names), (_("Bộ phận soạn thảo"), document.entry.drafting_unit)]
