"""S24 (Điều 10.1.a): a file that was changed after signing is told before it is registered, and what was
signed can be seen beside it."""

from collections.abc import Iterator

import pytest

from clerkdesk.adapters.verify.checker import ChildSignatureChecker
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.verdicts import Integrity, SignatureResult, Verdict
from clerkdesk.services.desk import Desk
from clerkdesk.services.signed_revisions import SignedRevisions, may_differ
from tests.fakes.attacks.appended import update_without_end_mark
from tests.fakes.attacks.bases import Bases
from tests.fakes.attacks.content import text_exchanged
from tests.fakes.office import FakeOffice


@pytest.fixture(scope="module")
def bases() -> Bases:
    return Bases.made()


@pytest.fixture
def desk(bases: Bases) -> Iterator[Desk]:
    checker = ChildSignatureChecker(bases.authority.trust())
    office = FakeOffice()
    office.checker = checker  # type: ignore[assignment] # the real one in place of the fake
    yield office.desk()
    checker.close()


def test_a_sound_document_is_valid_and_needs_no_comparison(desk: Desk, bases: Bases) -> None:
    candidate = desk.from_file("quyet-dinh.pdf", bases.signed, Channel.MAIL)
    assert candidate.signature_result is SignatureResult.VALID
    assert not may_differ(candidate.check)


@pytest.mark.parametrize("forge", [text_exchanged, update_without_end_mark])
def test_a_changed_document_is_told_and_stands_beside_what_was_signed(
    desk: Desk, bases: Bases, forge: object
) -> None:
    assert callable(forge)
    candidate = desk.from_file("quyet-dinh.pdf", forge(bases.signed), Channel.MAIL)
    assert candidate.check is not None
    assert candidate.check.verdict is Verdict.INVALID
    assert candidate.check.integrity is Integrity.CHANGED or may_differ(candidate.check)
    revisions = SignedRevisions(desk.store, desk.devices.checker)
    file = candidate.main_file
    assert file is not None
    (signed,) = revisions.of(file)
    assert signed.signer == "Nguyễn Văn An"
    assert revisions.signed(file, signed) == bases.signed
    (change,) = revisions.compare(file, signed).changes
    assert change.page == 0
    assert change.boxes
