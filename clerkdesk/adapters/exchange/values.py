"""Values of a packet's elements: read whatever is in them, and say what is too long or means nothing."""

from datetime import date

from lxml import etree

from clerkdesk.adapters.exchange import dates, schema
from clerkdesk.adapters.exchange.elements import child, line
from clerkdesk.adapters.exchange.oddities import Oddities, title
from clerkdesk.domain.texts import _


class ValueReader:
    """Reads single values; what is odd about them goes to `odd`."""

    def __init__(self, odd: Oddities) -> None:
        self._odd = odd

    def _text(self, parent: etree._Element | None, tag: str, *, needed: bool = False) -> str:
        text = line(child(parent, tag))
        if needed and not text:
            self._odd.missing(tag)
        limit = schema.LENGTHS.get(tag)
        if limit is not None and len(text) > limit:
            self._odd.note(
                _("Quá dài: {title} có {length} ký tự, tối đa {limit}."),
                title=title(tag),
                length=len(text),
                limit=limit,
            )
        return text

    def _number(self, parent: etree._Element | None, tag: str) -> int | None:
        text = self._text(parent, tag)
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):
            self._odd.unreadable(tag, text)
            return None
        return int(text)

    def _flag(self, parent: etree._Element | None, tag: str) -> bool:
        return self._text(parent, tag).lower() in {"1", "true"}

    def _date(
        self, parent: etree._Element | None, tag: str, *, needed: bool = False
    ) -> date | None:
        text = self._text(parent, tag, needed=needed)
        if not text:
            return None
        day = dates.read_date(text)
        if day is None:
            self._odd.unreadable(tag, text)
        elif not dates.is_norm_date(text):
            self._odd.unusual_form(text, day)
        return day
