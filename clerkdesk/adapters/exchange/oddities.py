"""What a reader found odd but could read past: Vietnamese warnings for the clerk."""

from collections.abc import Sequence
from datetime import date

from clerkdesk.adapters.exchange.schema import TITLES
from clerkdesk.domain.texts import _

_SHOWN = 80
"""Letters of a stranger's text that a warning repeats."""


class Oddities:
    """Collects warnings, each once, in the order in which they were found."""

    def __init__(self, first: Sequence[str] = ()) -> None:
        self._texts = list(first)

    @property
    def texts(self) -> tuple[str, ...]:
        """The warnings so far."""
        return tuple(self._texts)

    def note(self, template: str, **values: object) -> None:
        """Add a warning; what a stranger wrote is shown clipped and printable."""
        shown = {name: printable(str(value)) for name, value in values.items()}
        if (warning := template.format(**shown)) not in self._texts:
            self._texts.append(warning)

    def missing(self, tag: str) -> None:
        """An element that every packet has is not there."""
        self.note(_("Thiếu {title}."), title=title(tag))

    def unreadable(self, tag: str, written: str) -> None:
        """A value means nothing to us."""
        self.note(_("Không đọc được {title} «{written}»."), title=title(tag), written=written)

    def unusual_form(self, written: str, meant: date) -> None:
        """A date is clear, but not written by the norm."""
        self.note(
            _("Ngày ghi «{written}» không theo quy chuẩn yyyy/MM/dd; hiểu là {meant}."),
            written=written,
            meant=f"{meant:%d/%m}/{meant.year:04d}",
        )


def title(tag: str) -> str:
    """An element as a clerk calls it."""
    return _(TITLES.get(tag, tag))


def printable(text: str) -> str:
    """A stranger's text, clipped, with nothing in it that moves a cursor or turns a line."""
    clipped = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return "".join(letter if letter.isprintable() else "?" for letter in clipped)
