"""Two of three shares give the office key back; one tells nothing; a mistyped one is named."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.adapters.store.recovery_key import new_office_key, office_secret
from clerkdesk.domain.errors import SharesUnfit
from clerkdesk.domain.shares import join, split


@given(st.binary(min_size=1, max_size=40), st.integers(2, 5), st.integers(0, 4), st.data())
def test_any_that_are_enough_give_the_secret(
    secret: bytes, needed: int, more: int, data: st.DataObject
) -> None:
    noise = data.draw(
        st.binary(min_size=(needed - 1) * len(secret), max_size=(needed - 1) * len(secret))
    )
    shares = split(secret, needed, needed + more, noise)
    for some in combinations(shares, needed):
        assert join({number: shares[number] for number in some}) == secret


@given(st.binary(min_size=1, max_size=1), st.binary(min_size=1, max_size=1))
def test_one_share_fits_every_secret(secret: bytes, share: bytes) -> None:
    """For each secret there is a noise that gives share 1 this very value: it tells nothing."""
    fitting = [noise for noise in range(256) if split(secret, 2, 3, bytes([noise]))[1] == share]
    assert len(fitting) == 1


def test_known_values_of_the_field() -> None:
    # 0x53 and 0xCA are inverse in AES's field (FIPS 197, 4.2): a line through them at x = 1.
    assert split(b"\x00", 2, 83, b"\xca")[0x53] == b"\x01"


@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
def test_two_printed_shares_open(pair: tuple[int, int]) -> None:
    secret, shares = new_office_key()
    first, second = (shares[number].lower().replace("-", " ") for number in pair)
    assert office_secret([first, second]) == secret
    assert office_secret([second.replace("0", "o"), first.replace("1", "l")]) == secret


def test_what_is_wrong_with_shares_is_named() -> None:
    (_secret, shares), (_other, others) = new_office_key(), new_office_key()
    letter = "A" if shares[1][7] != "A" else "B"
    for typed, named in (
        ([shares[0], shares[0]], "khác nhau"),
        ([shares[0], others[1]], "lần chia khác"),
        ([shares[0], shares[1][:7] + letter + shares[1][8:]], "thứ 2"),
        ([shares[0]], "khác nhau"),
        (["", shares[1]], "thứ 1"),
    ):
        with pytest.raises(SharesUnfit) as caught:
            office_secret(typed)
        assert named in str(caught.value)
