"""Periods for which a book is printed, newest first."""

from calendar import monthrange
from datetime import date

from clerkdesk.domain.texts import _

Period = tuple[str, date, date]
_QUARTERS = ("I", "II", "III", "IV")


def periods(today: date) -> list[Period]:
    """This month and those before it in the year, its quarters, halves, the year, the year before."""
    year = today.year
    found: list[Period] = []
    for month in range(today.month, 0, -1):
        name = _("Tháng {month}/{year}").format(month=f"{month:02d}", year=year)
        found.append((name, *_months(year, month, month)))
    for quarter in range((today.month - 1) // 3, -1, -1):
        name = _("Quý {quarter}/{year}").format(quarter=_QUARTERS[quarter], year=year)
        found.append((name, *_months(year, quarter * 3 + 1, quarter * 3 + 3)))
    if today.month > 6:
        found.append((_("6 tháng cuối năm {year}").format(year=year), *_months(year, 7, 12)))
    found.append((_("6 tháng đầu năm {year}").format(year=year), *_months(year, 1, 6)))
    for each in (year, year - 1):
        found.append((_("Năm {year}").format(year=each), *_months(each, 1, 12)))
    return found


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
