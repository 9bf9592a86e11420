"""A token that is pulled, or whose library dies, in the middle of a batch: none lost, none doubled."""

import random
from pathlib import Path

import pytest

from clerkdesk.adapters.token.signing import check
from clerkdesk.domain.errors import HelperCrashed, NoToken, TokenGone
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.tokens import SignatureKind
from tests.fakes.token_office import TokenOffice, token_office

PERSON = SignatureKind.PERSON
DOCUMENTS = 4


def trials(folder: Path, count: int, seed: int) -> tuple[int, int]:
    """Pull at a random call, plug in, go on; how many signatures were lost, how many doubled."""
    chance = random.Random(seed)
    lost = doubled = 0
    with token_office(folder) as office:
        office.batch(office.pile(DOCUMENTS), PERSON)
        calls = len(office.token.calls())
        for _trial in range(count):
            pile = office.pile(DOCUMENTS)
            before = {one.uid: office.content(one) for one in pile}
            late = chance.choice(("", ":late"))
            place = chance.choice(
                (f"any:{chance.randint(1, calls)}", f"C_Sign:{chance.randint(1, DOCUMENTS)}{late}")
            )
            event = chance.choice(("unplug", "unplug", "unplug", "die"))
            office.token.play(**{event: place})
            try:
                done, error = office.batch(pile, PERSON)
            except IndexError:  # pulled before the certificates were listed: the picker is empty
                done, error = 0, NoToken()
            assert done == DOCUMENTS or isinstance(error, (TokenGone, NoToken, HelperCrashed)), (
                error
            )
            lost += DOCUMENTS - done - len(office.in_state(OutgoingState.APPROVED))
            for one in office.in_state(OutgoingState.APPROVED):
                assert office.content(one) == before[one.uid]
            office.token.plug()
            office.token.play()
            rest = office.in_state(OutgoingState.APPROVED)
            assert office.batch(rest, PERSON) == (len(rest), None)
            for one in pile:
                assert office.office.store.outgoing.get(one.uid).state is OutgoingState.SIGNED
                check("x", before[one.uid], office.content(one))
                doubled += len(office.signatures(one)) - 1
    return lost, doubled


def test_a_pulled_token_loses_and_doubles_no_signature(tmp_path: Path) -> None:
    assert trials(tmp_path, 4, seed=20261122) == (0, 0)


@pytest.mark.long
def test_a_hundred_pulled_tokens_lose_and_double_no_signature(tmp_path: Path) -> None:
    assert trials(tmp_path, 100, seed=1) == (0, 0)


@pytest.fixture
def office(tmp_path: Path) -> "TokenOffice":
    with token_office(tmp_path) as made:
        yield made


def test_a_document_that_is_in_the_pile_of_a_resumed_batch_is_not_signed_again(
    office: TokenOffice,
) -> None:
    pile = office.pile(3)
    office.token.play(unplug="C_Sign:2")
    done, error = office.batch(pile, PERSON)
    assert (done, type(error)) == (1, TokenGone)
    office.token.plug()
    office.token.play()
    outcomes = list(office.sign(pile, PERSON))  # the same pile, as the clerk chose it
    assert [one.error is None for one in outcomes].count(True) == 2
    assert all(len(office.signatures(one)) == 1 for one in pile)
