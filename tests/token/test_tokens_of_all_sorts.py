"""Tokens that ask for each signature, have a PIN pad, bad labels, or no hashing of their own."""

import time
from collections.abc import Iterator

import pytest

from clerkdesk.adapters.token.signing import check
from clerkdesk.domain.errors import TokenGone, WrongPin
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.tokens import PinState, SignatureKind
from tests.fakes.token_office import TokenOffice, token_office

PERSON, ORGANISATION = SignatureKind.PERSON, SignatureKind.ORGANISATION


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenOffice]:
    with token_office(tmp_path_factory.mktemp("sorts")) as made:
        yield made


@pytest.fixture
def office(whole: TokenOffice) -> Iterator[TokenOffice]:
    yield whole
    whole.token.play()
    whole.token.plug()


@pytest.mark.parametrize(
    "orders",
    [
        pytest.param({"always": 1}, id="the PIN for every signature"),
        pytest.param({"raw_only": 1}, id="no hashing on the token"),
        pytest.param({"bad_labels": 1}, id="labels are rubbish"),
        pytest.param({"always": 1, "raw_only": 1, "bad_labels": 1}, id="all of it"),
    ],
)
def test_an_odd_token_signs_like_any_other(office: TokenOffice, orders: dict[str, int]) -> None:
    pile = office.pile(3)
    before = {one.uid: office.content(one) for one in pile}
    office.token.play(**orders)
    assert office.batch(pile, PERSON) == (3, None)
    for one in pile:
        check("x", before[one.uid], office.content(one))


def test_a_pin_is_asked_again_for_every_signature_only_where_the_key_says_so(
    office: TokenOffice,
) -> None:
    pile = office.pile(2)
    before = len(office.token.calls("C_Login"))
    office.token.play(always=1)
    assert office.batch(pile, PERSON) == (2, None)
    assert len(office.token.calls("C_Login")) == before + 3


def test_a_pin_pad_takes_its_own_pin_and_none_from_here(office: TokenOffice) -> None:
    office.token.play(pinpad=office.token.software.leader_pin)
    assert office.certificate(PERSON).has_pin_pad
    (signed,) = office.sign(office.pile(1), PERSON, pin="x")
    assert signed.error is None
    office.token.play(pinpad="00000000")
    with pytest.raises(WrongPin):
        list(office.sign(office.pile(1), PERSON, pin=office.token.software.leader_pin))


def test_what_the_token_says_of_its_pin_is_known_before_anyone_types_one(
    office: TokenOffice,
) -> None:
    tries = office.token.folder / "tries"
    office.token.play(lock_after=3)
    states = []
    for wrong in range(4):
        tries.write_text(f"{wrong}\n")
        states.append(office.certificate(PERSON).pin_state)
    assert states == [PinState.FINE, PinState.LOW, PinState.LAST_TRY, PinState.LOCKED]
    tries.unlink()


def test_leaders_and_organisations_tokens_are_told_apart_though_labels_lie(
    office: TokenOffice,
) -> None:
    office.token.play(bad_labels=1)
    person, organisation = office.certificate(PERSON), office.certificate(ORGANISATION)
    assert person.token_serial != organisation.token_serial
    assert person.subject != organisation.subject
    assert person.purpose_fits


def test_every_batch_ends_with_a_logout_and_a_new_one_logs_in_anew(office: TokenOffice) -> None:
    logins, logouts = (len(office.token.calls(one)) for one in ("C_Login", "C_Logout"))
    assert office.batch(office.pile(1), PERSON) == (1, None)
    assert office.batch(office.pile(1), PERSON) == (1, None)
    assert len(office.token.calls("C_Login")) == logins + 2
    assert len(office.token.calls("C_Logout")) == logouts + 2


def test_a_locked_window_leaves_no_child_that_has_met_the_token(office: TokenOffice) -> None:
    first = office.tokens.certificates()
    child = office.tokens._child._process
    assert child is not None
    office.tokens.log_out()
    assert child.poll() is not None  # ended, and whatever it knew with it
    assert office.tokens.certificates() == first
    assert office.batch(office.pile(1), PERSON) == (1, None)


def test_a_token_that_is_pulled_or_plugged_in_is_noticed_within_a_second(
    office: TokenOffice,
) -> None:
    first = office.tokens.plugged()
    assert len(first) == 2
    office.token.pull()
    assert office.tokens.plugged() == ()
    office.token.plug()
    began = time.monotonic()
    assert office.tokens.plugged() == first
    assert time.monotonic() - began < 0.5  # asked every half second


def test_a_token_pulled_while_the_pin_is_asked_again_spoils_no_file(office: TokenOffice) -> None:
    pile = office.pile(2)
    office.token.play(always=1, unplug="C_Login:3")
    done, error = office.batch(pile, PERSON)
    assert isinstance(error, TokenGone)
    assert len(office.in_state(OutgoingState.APPROVED)) >= 2 - done
