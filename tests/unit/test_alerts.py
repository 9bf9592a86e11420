"""What is said when: hỏa tốc until acknowledged, khẩn at the actual time, the rest in office hours."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.alerts import Alert, Loudness, Said, what_to_say
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.office_hours import OfficeCalendar

CALENDAR = OfficeCalendar()
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM_TIME)
NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=VIETNAM_TIME)
EXPRESS = Alert("a", "hỏa tốc", Urgency.EXPRESS)
TIMED = Alert("t", "hỏa tốc hẹn giờ", Urgency.EXPRESS_TIMED)
URGENT = Alert("b", "khẩn", Urgency.URGENT)
USUAL = Alert("c", "thường")


def test_in_office_hours_everything_new_is_said_the_most_urgent_first() -> None:
    said = what_to_say([USUAL, URGENT, EXPRESS], Said(), MONDAY, CALENDAR)
    assert said.tell == (URGENT, USUAL)
    assert said.standing == said.insist == (EXPRESS,)


def test_at_night_an_urgent_one_is_said_at_its_actual_time_and_the_usual_waits_for_the_opening() -> (
    None
):
    assert what_to_say([USUAL, URGENT], Said(), NIGHT, CALENDAR).tell == (URGENT,)
    after = Said({URGENT.key: NIGHT})
    assert what_to_say([USUAL, URGENT], after, MONDAY, CALENDAR).tell == (USUAL,)


def test_an_express_one_is_repeated_every_minute_also_at_night_until_it_is_acknowledged() -> None:
    once = Said({EXPRESS.key: NIGHT})
    soon = what_to_say([EXPRESS], once, NIGHT + timedelta(seconds=59), CALENDAR)
    assert (soon.standing, soon.insist) == ((EXPRESS,), ())
    later = what_to_say([EXPRESS], once, NIGHT + timedelta(minutes=1), CALENDAR)
    assert later.insist == (EXPRESS,)
    known = Said({EXPRESS.key: NIGHT}, frozenset({EXPRESS.key}))
    quiet = what_to_say([EXPRESS], known, NIGHT + timedelta(hours=1), CALENDAR)
    assert quiet.standing == quiet.insist == ()


def test_a_clock_that_was_put_back_does_not_silence_an_express_one() -> None:
    said = Said({TIMED.key: MONDAY})
    assert what_to_say([TIMED], said, MONDAY - timedelta(days=1), CALENDAR).insist == (TIMED,)


ALERTS = st.lists(
    st.builds(
        Alert, st.text("abcdef", min_size=1, max_size=2), st.just("x"), st.sampled_from(Urgency)
    ),
    unique_by=lambda alert: alert.key,
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))


@given(ALERTS, MOMENTS)
def test_nothing_urgent_is_ever_left_unsaid(alerts: list[Alert], moment: datetime) -> None:
    said = what_to_say(alerts, Said(), moment.replace(tzinfo=VIETNAM_TIME), CALENDAR)
    heard = {*said.tell, *said.insist}
    assert {alert for alert in alerts if alert.loudness is not Loudness.QUIET} <= heard


@given(ALERTS, MOMENTS)
def test_what_was_said_is_not_told_twice(alerts: list[Alert], moment: datetime) -> None:
    now = moment.replace(tzinfo=VIETNAM_TIME)
    first = what_to_say(alerts, Said(), now, CALENDAR)
    keys = {alert.key: now for alert in (*first.tell, *first.insist)}
    again = what_to_say(alerts, Said(keys), now, CALENDAR)
    assert again.tell == again.insist == ()
