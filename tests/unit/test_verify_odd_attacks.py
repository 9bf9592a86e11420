"""Attacks of our own on every part of a page, on the hole of a signature, and on its tables."""

from itertools import product

import pytest

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import Integrity, Verdict
from tests.fakes.attacks.bases import Bases
from tests.fakes.attacks.holes import HOLES
from tests.fakes.attacks.insiders import INSIDERS
from tests.fakes.attacks.parts import PARTS, parted
from tests.fakes.attacks.update import Attack
from tests.fakes.verify_authority import sign

GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)
UNSEEN = ("blanks_in_the_hole", "rubbish_behind_the_cms")
"""What no reader shows anything of."""


@pytest.fixture(scope="module")
def bases() -> Bases:
    return Bases.made()


@pytest.fixture(scope="module")
def in_parts(bases: Bases) -> bytes:
    return sign(parted(), bases.leader, box=(300, 100, 400, 150))


def test_the_page_in_parts_is_whole_before(bases: Bases, in_parts: bytes) -> None:
    check = check_pdf(in_parts, bases.authority.trust())
    assert check.integrity is Integrity.INTACT
    assert check.verdict in (Verdict.VALID, Verdict.INDETERMINATE)


@pytest.mark.parametrize("name", PARTS)
def test_no_part_of_a_page_is_exchanged_unseen(bases: Bases, in_parts: bytes, name: str) -> None:
    check = check_pdf(PARTS[name](in_parts), bases.authority.trust())
    assert check.integrity not in GREEN, check.findings
    assert check.verdict is Verdict.INVALID


@pytest.mark.parametrize(
    ("attack", "base"),
    list(product((one for name, one in HOLES.items() if name not in UNSEEN), ("signed", "sealed"))),
    ids=lambda one: getattr(one, "__name__", one),
)
def test_nothing_hides_in_a_hole_or_a_table(bases: Bases, attack: Attack, base: str) -> None:
    check = check_pdf(attack(getattr(bases, base)), bases.authority.trust())
    assert check.integrity not in GREEN, check.findings
    assert check.verdict is not Verdict.VALID


def test_what_nobody_signed_beside_the_signature_takes_the_green_away(bases: Bases) -> None:
    check = check_pdf(HOLES["rubbish_behind_the_cms"](bases.signed), bases.authority.trust())
    assert "more-beside-signature" in {one.code for one in check.findings}
    assert check.verdict is Verdict.INDETERMINATE
    blank = check_pdf(HOLES["blanks_in_the_hole"](bases.signed), bases.authority.trust())
    assert blank.verdict is Verdict.VALID  # white space in a hex string means nothing


@pytest.mark.parametrize("name", INSIDERS)
def test_who_may_sign_may_not_change_what_others_have_signed(bases: Bases, name: str) -> None:
    check = check_pdf(INSIDERS[name](bases), bases.authority.trust())
    assert check.integrity not in GREEN, check.findings
    assert check.verdict is Verdict.INVALID
