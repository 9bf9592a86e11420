"""How books and series are said and coloured on the screen."""

from clerkdesk.domain.books import Book, Direction
from clerkdesk.domain.numbering import print_number
from clerkdesk.domain.series import DocumentType, Series, example
from clerkdesk.domain.texts import _
from clerkdesk.ui.numbers.presenter import NumberFacts
from clerkdesk.ui.theme import State

_LETTER = DocumentType("Công văn", "")


def direction_text(book: Book) -> str:
    """Which register it is."""
    return _("Văn bản đến") if book.key.direction is Direction.INCOMING else _("Văn bản đi")


def last_text(book: Book) -> str:
    """The last number, or that there is none yet."""
    return print_number(book.last) if book.last else "–"


def holder_text(book: Book, device: str) -> str:
    """Who gives its numbers."""
    return _("Máy này") if book.holder == device else book.holder


def state_text(book: Book, device: str) -> str:
    """Whether it gives numbers here."""
    if book.closed_on is not None:
        return _("Đã đóng")
    return _("Đang mở") if book.holder == device else _("Máy khác giữ")


def state_colour(book: Book, device: str) -> State:
    """Colour of `state_text`."""
    if book.closed_on is not None:
        return State.NEUTRAL
    return State.GOOD if book.holder == device else State.WARN


def types_text(series: Series) -> str:
    """The types that a series takes."""
    return ", ".join(sorted(series.doc_types)) or _("mọi loại còn lại")


def example_of(series: Series, facts: NumberFacts) -> str:
    """«05/QĐ-UBND»: what the first type of a series makes."""
    names = sorted(series.doc_types)
    kinds = {kind.name: kind for kind in facts.types}
    kind = kinds.get(names[0], DocumentType(names[0], "")) if names else _LETTER
    notation = facts.issuer(series.issuer).notation
    unit = next(iter(facts.unit_signs.values()), "VP")
    return example(series, kind, notation, unit, facts.today.year)
