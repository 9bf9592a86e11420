"""Books on the wire: what a desk asks, and the grant in the answer."""

from collections.abc import Mapping

from clerkdesk.domain.books import Book, BookKey, Epoch
from clerkdesk.domain.errors import ServerRefused
from clerkdesk.domain.texts import _


def wish(key: BookKey, knows: Epoch) -> dict[str, object]:
    """The question as JSON; whose book it is says the desk's token."""
    return {
        "direction": key.direction.value,
        "series": key.series,
        "year": key.year,
        "knows": [knows.generation, knows.grant],
    }


def read_grant(key: BookKey, message: Mapping[str, object]) -> Book | None:
    """The book in an answer; None where the desk has to wait.

    Raises:
        ServerRefused: the server speaks another version.
    """
    match message.get("book"):
        case None:
            return None
        case {
            "title": str(title),
            "holder": str(holder),
            "epoch": [int(generation), int(grant)],
            "last": int(last),
        }:
            return Book(key, title, holder, Epoch(generation, grant), last)
    raise ServerRefused(_("máy chủ trả lời theo định dạng mà phiên bản này không hiểu"))
