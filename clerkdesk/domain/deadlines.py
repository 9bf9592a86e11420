"""The deadline that is proposed for a forwarding, in working days of the office."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.incoming import Incoming, Urgency
from clerkdesk.domain.office_hours import OfficeCalendar

USUAL_DAYS: Mapping[Urgency, int] = {
    Urgency.NORMAL: 7,
    Urgency.URGENT: 2,
    Urgency.VERY_URGENT: 1,
    Urgency.EXPRESS: 0,
    Urgency.EXPRESS_TIMED: 0,
}
"""Working days by urgency where the office has set nothing else (NĐ 30/2020, Điều 24.2 leaves it to
the working regulation; khẩn at once)."""


def proposed_deadline(
    document: Incoming, today: date, calendar: OfficeCalendar, days: Mapping[Urgency, int]
) -> date:
    """The date by which it holds now if that is still to come, else so many working days from today.

    Nought days is today, or the next working day where the office is closed today.
    """
    if document.due_date is not None and document.due_date >= today:
        return document.due_date
    count = days.get(document.entry.urgency, USUAL_DAYS[document.entry.urgency])
    if count <= 0:
        return today if calendar.is_working_day(today) else calendar.next_working_day(today)
    return calendar.next_working_day(today, count)
