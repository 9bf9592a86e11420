"""The cover of a printed book: «bìa và trang đầu» (NĐ 30/2020, Phụ lục IV)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import _


@dataclass(frozen=True, slots=True)
class RegisterCover:
    """What stands on the cover; what is not known is left to be filled in by hand.

    The law names the cover of every book; its wording is customary.
    """

    parent: str
    organisation: str
    title: str
    year: int | None = None
    days: tuple[date, date] | None = None
    numbers: tuple[str, str] | None = None

    def lines(self) -> tuple[str, ...]:
        """The lines under the title."""
        first, last = (shown(day) for day in self.days) if self.days else (_DOTS, _DOTS)
        start, end = self.numbers or (_DOTS, _DOTS)
        return (
            _("Năm: {year}").format(year=self.year or _DOTS),
            _("Từ ngày {first} đến ngày {last}").format(first=first, last=last),
            _("Từ số {start} đến số {end}").format(start=start, end=end),
            _("Quyển số: {dots}").format(dots=_DOTS),
        )


_DOTS = "…………"


def cover_of(
    office: Office,
    title: str,
    days: Iterable[date],
    numbers: Iterable[str] = (),
    period: tuple[date, date] | None = None,
) -> RegisterCover:
    """The cover of a book with entries of these days and numbers, both in the order of its lines.

    Args:
        period: the days for which it is printed, where it was asked for by a period.
    """
    found, printed = sorted(days), list(numbers)
    span = period or ((found[0], found[-1]) if found else None)
    years = {day.year for day in (span or ())}
    return RegisterCover(
        office.parent_name,
        office.name,
        title,
        years.pop() if len(years) == 1 else None,
        span,
        (printed[0], printed[-1]) if printed else None,
    )
