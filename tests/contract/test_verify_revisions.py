"""Signed revisions and their comparison: the child and the fake keep the same promises."""

from collections.abc import Iterator

import pytest

from clerkdesk.adapters.verify.checker import ChildSignatureChecker
from clerkdesk.adapters.verify.compare import compare_pages, signed_revisions
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.reading import Box
from clerkdesk.domain.revisions import PageChange, RevisionComparison
from clerkdesk.ports.signing import SignatureChecker
from tests.fakes.attacks.appended import update_with_a_torn_end_mark
from tests.fakes.attacks.bases import AMOUNT, Bases
from tests.fakes.attacks.content import page_added, text_exchanged
from tests.fakes.honest.kit import Kit
from tests.fakes.honest.papers import letter
from tests.fakes.verify import FakeSignatureChecker


@pytest.fixture(scope="module")
def bases() -> Bases:
    return Bases.made()


@pytest.fixture(params=["child", "fake"])
def checker(request: pytest.FixtureRequest, bases: Bases) -> Iterator[SignatureChecker]:
    if request.param == "child":
        real = ChildSignatureChecker(TrustBundle())
        yield real
        real.close()
        return
    fake = FakeSignatureChecker()
    (leader,) = signed_revisions(bases.signed)
    fake.revisions = [leader]
    fake.comparison = RevisionComparison(
        ((595.0, 842.0),), ((595.0, 842.0),), (PageChange(0, (Box(100, 120, 300, 160),)),)
    )
    yield fake


def test_the_signed_revision_is_told_with_its_signer(
    checker: SignatureChecker, bases: Bases
) -> None:
    (one,) = checker.signed_revisions("a.pdf", text_exchanged(bases.signed))
    assert (one.field_name, one.signer, one.length) == (
        "ChuKy",
        "Nguyễn Văn An",
        len(bases.signed),
    )


def test_what_was_changed_is_told_by_page_and_place(
    checker: SignatureChecker, bases: Bases
) -> None:
    told: list[int] = []
    forged = text_exchanged(bases.signed)
    result = checker.compare(
        "a.pdf", forged, len(bases.signed), progress=lambda done, _of: told.append(done)
    )
    assert [change.page for change in result.changes] == [0]
    assert result.changes[0].boxes
    assert told[-1] == 1
    assert result.pages_added == 0


def test_a_length_that_is_no_revision_is_refused(checker: SignatureChecker) -> None:
    with pytest.raises(DamagedFile):
        checker.compare("a.pdf", b"%PDF-1.7\n", 999_999)


def test_the_place_of_the_amount_is_boxed(bases: Bases) -> None:
    forged = text_exchanged(bases.signed)
    *_pages, result = compare_pages(forged, len(bases.signed))
    assert isinstance(result, RevisionComparison)
    x0, _y0, x1, y1 = AMOUNT
    assert any(
        box.x0 < x1 and box.x1 > x0 and box.y0 < 842 - y1 + 30 and box.y1 > 842 - y1
        for box in result.changes[0].boxes
    )


def test_what_was_appended_without_an_end_mark_is_shown_as_viewers_show_it(bases: Bases) -> None:
    forged = update_with_a_torn_end_mark(bases.signed)
    (one,) = signed_revisions(forged)
    *_pages, result = compare_pages(forged, one.length)
    assert isinstance(result, RevisionComparison)
    assert [change.page for change in result.changes] == [0]


def test_a_page_too_many_is_told(bases: Bases) -> None:
    *_pages, result = compare_pages(page_added(bases.signed), len(bases.signed))
    assert isinstance(result, RevisionComparison)
    assert (result.pages_added, result.changes) == (1, (PageChange(1, ()),))


def test_a_signature_that_does_not_hold_is_no_signed_revision(bases: Bases) -> None:
    assert signed_revisions(bases.signed.replace(b"10.000.000", b"90.000.000", 1)) == ()


def test_two_signers_are_two_revisions(bases: Bases) -> None:
    signers = [one.signer for one in signed_revisions(bases.sealed)]
    assert signers == ["Nguyễn Văn An", "Ủy ban nhân dân xã Thử Nghiệm"]


def test_a_long_comparison_tells_its_progress() -> None:
    kit = Kit()
    sealed = kit.sign(kit.sign(letter(6), kit.leader), kit.office, "ConDau", box=(72, 60, 172, 160))
    checker, told = ChildSignatureChecker(kit.trust), list[tuple[int, int]]()
    checker.check("a.pdf", sealed, progress=lambda done, of: told.append((done, of)))
    checker.close()
    assert told[0] == (0, 12)  # six pages in each of two renderers
    assert [done for done, _of in told[:12]] == sorted(done for done, _of in told[:12])


def test_an_unsigned_file_has_no_signed_revision() -> None:
    assert signed_revisions(letter()) == ()
