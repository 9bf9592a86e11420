"""Files as other programs sign them, and attacks by those who vouch for nothing."""

from collections.abc import Iterator

import pytest
from cryptography.x509 import ocsp

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import Integrity, Revocation, SignatureCheck, Verdict
from tests.fakes.attacks.bases import decision
from tests.fakes.attacks.bystanders import (
    BYSTANDERS,
    OTHERWISE,
    drawn_stamp,
    filled_and_time_stamped,
    list_that_shows_what_it_holds,
    noted_and_time_stamped,
    rubbish_behind_indefinite_lengths,
)
from tests.fakes.attacks.update import Update
from tests.fakes.honest.habits import HABITS
from tests.fakes.honest.kit import Kit
from tests.fakes.quiet import quiet

GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with quiet("pyhanko"):
        yield


def codes(check: SignatureCheck) -> set[str]:
    return {one.code for one in check.findings}


@pytest.mark.parametrize("name", HABITS)
def test_a_habit_of_another_program_is_no_fault(kit: Kit, name: str) -> None:
    check = check_pdf(HABITS[name](kit), kit.trust)
    assert check.verdict is Verdict.VALID, codes(check)
    assert check.integrity in GREEN


@pytest.mark.parametrize("name", BYSTANDERS)
def test_who_vouches_for_nothing_changes_nothing(kit: Kit, name: str) -> None:
    check = check_pdf(BYSTANDERS[name](kit), kit.trust)
    assert check.integrity is Integrity.CHANGED, codes(check)
    assert check.verdict is Verdict.INVALID


def test_what_a_signer_seals_over_a_drawn_time_stamp_is_the_signers(kit: Kit) -> None:
    stamped = drawn_stamp(kit, kit.sign(decision(), kit.leader))
    check = check_pdf(kit.sign(stamped, kit.office, "ConDau"), kit.trust)
    assert check.verdict is Verdict.VALID, codes(check)


def test_a_time_stamp_is_no_signature_under_what_was_filled_in_or_noted(kit: Kit) -> None:
    check = check_pdf(filled_and_time_stamped(kit), kit.trust)
    assert "filled-after-signing" in codes(check)
    assert check.verdict is Verdict.INDETERMINATE
    check = check_pdf(noted_and_time_stamped(kit), kit.trust)
    assert "commented-after-signing" in codes(check)
    assert check.verdict is Verdict.INDETERMINATE


def test_bytes_behind_a_signature_of_indefinite_length_are_seen(kit: Kit) -> None:
    check = check_pdf(rubbish_behind_indefinite_lengths(kit), kit.trust)
    assert "more-beside-signature" in codes(check)
    assert check.verdict is Verdict.INDETERMINATE


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_says_two_things_is_never_valid(kit: Kit, name: str) -> None:
    update = Update(decision())
    OTHERWISE[name](update)
    check = check_pdf(kit.sign(update.written(), kit.leader), kit.trust)
    assert check.integrity is Integrity.INTACT
    assert check.verdict is Verdict.INDETERMINATE, codes(check)


def test_a_list_that_shows_the_words_of_its_value_is_honest(kit: Kit) -> None:
    update = Update(decision())
    list_that_shows_what_it_holds(update)
    check = check_pdf(kit.sign(update.written(), kit.leader), kit.trust)
    assert check.verdict is Verdict.VALID, codes(check)


def test_an_answer_that_knows_of_a_revocation_counts_more_than_an_older_list(kit: Kit) -> None:
    who = kit.authority.issue("Nguyễn Thị Mất", ocsp_place="http://ocsp.invalid/")
    update = Update(kit.sign(decision(), who))
    said = update.stream(kit.authority.ocsp(who, status=ocsp.OCSPCertStatus.REVOKED))
    update.rewrite_root({"/DSS": b"<< /Type /DSS /OCSPs [%d 0 R] >>" % said})
    assert check_pdf(update.written(), kit.trust).revocation is Revocation.REVOKED
