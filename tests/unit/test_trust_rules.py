"""When a list may be replaced, when a revocation list is asked for again, how a key is read out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.trust import (
    AuthorityFacts,
    BundleFacts,
    CrlFacts,
    TrustList,
    TrustNews,
    TrustStanding,
    crl_due,
    key_words,
    may_replace,
)

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LIST = BundleFacts("Danh sách", 5, NOW, "Sở", "ab" * 32, "cd" * 32)
CRL = CrlFacts("CA", NOW - DAY, NOW + 6 * DAY, 3)


@given(st.integers(1, 99), st.integers(1, 99))
def test_only_a_higher_number_replaces(held: int, new: int) -> None:
    assert may_replace(None, replace(LIST, version=new))
    assert may_replace(replace(LIST, version=held), replace(LIST, version=new)) is (new > held)


def test_a_revocation_list_is_asked_for_half_a_day_before_its_end() -> None:
    assert crl_due(None, NOW)
    assert crl_due(replace(CRL, next_update=None), NOW)
    assert not crl_due(CRL, NOW)
    assert not crl_due(CRL, NOW + 5 * DAY)
    assert crl_due(CRL, NOW + 6 * DAY - 11 * HOUR)
    assert crl_due(CRL, NOW + 7 * DAY)


def test_one_that_lives_for_hours_is_not_asked_for_all_the_time() -> None:
    short = replace(CRL, this_update=NOW, next_update=NOW + 4 * HOUR)
    assert not crl_due(short, NOW + HOUR)
    assert crl_due(short, NOW + 2 * HOUR)


def test_a_list_is_in_force_between_its_two_days_and_never_without_an_end() -> None:
    assert CRL.in_force(NOW)
    assert not CRL.in_force(NOW - 2 * DAY)
    assert not CRL.in_force(NOW + 7 * DAY)
    assert not replace(CRL, next_update=None).in_force(NOW)


def test_a_key_is_read_out_in_groups_of_four() -> None:
    assert key_words("ab12cd34") == "AB12 CD34"
    assert "".join(key_words(LIST.key).split()).lower() == LIST.key


def test_news_are_joined_and_nothing_is_no_news() -> None:
    assert not TrustNews().any
    both = TrustNews(bundle=LIST).joined(TrustNews(crls=(CRL,)))
    assert both == TrustNews(LIST, (CRL,))
    assert both.any


def test_only_a_root_makes_anybody_believed() -> None:
    sub = AuthorityFacts("CA", "ff", TrustList.OFFICIAL, False, NOW, NOW)
    assert TrustStanding().stale
    assert TrustStanding(authorities=(sub,)).stale
    assert not TrustStanding(authorities=(replace(sub, is_root=True),)).stale
