"""Every attack class of pdf-insecurity.org that fits a signed decision: none may look intact."""

from itertools import product

import pytest

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import Integrity, Verdict
from tests.fakes.attacks.appended import APPENDED
from tests.fakes.attacks.bases import Bases
from tests.fakes.attacks.content import CONTENT
from tests.fakes.attacks.marks import FIELDS, FIELDS_LOCKED, MARKS, MARKS_ON_COMMENTABLE
from tests.fakes.attacks.signatures import SIGNATURES
from tests.fakes.attacks.update import Attack

GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)
_ON = (
    (APPENDED, ("signed",), ("sealed", "streamed", "final")),
    (CONTENT, ("signed",), ("sealed", "commentable")),
    (MARKS, ("signed",), ("sealed", "fillable", "final")),
    (MARKS_ON_COMMENTABLE, ("commentable",), ()),
    (FIELDS, ("signed",), ("sealed", "fillable", "final")),
    (FIELDS_LOCKED, ("locked",), ()),
)
_USUAL = [(one, base) for book, bases, _more in _ON for one, base in product(book.values(), bases)]
_MORE = [(one, base) for book, _bases, more in _ON for one, base in product(book.values(), more)]


@pytest.fixture(scope="module")
def bases() -> Bases:
    return Bases.made()


@pytest.mark.parametrize(
    "base", ["signed", "streamed", "sealed", "final", "fillable", "commentable", "locked"]
)
def test_what_is_attacked_is_valid_before(bases: Bases, base: str) -> None:
    check = check_pdf(getattr(bases, base), bases.authority.trust())
    assert check.verdict is Verdict.VALID
    assert check.integrity in GREEN


def _refused(bases: Bases, attack: Attack, base: str) -> None:
    check = check_pdf(attack(getattr(bases, base)), bases.authority.trust())
    assert check.integrity not in GREEN
    unreadable = check.integrity is Integrity.UNREADABLE  # encrypted: nobody can say
    assert check.verdict is (Verdict.INDETERMINATE if unreadable else Verdict.INVALID)
    assert check.findings


@pytest.mark.parametrize(("attack", "base"), _USUAL, ids=[f"{a.__name__}-{b}" for a, b in _USUAL])
def test_no_attack_looks_intact(bases: Bases, attack: Attack, base: str) -> None:
    _refused(bases, attack, base)


@pytest.mark.long
@pytest.mark.parametrize(("attack", "base"), _MORE, ids=[f"{a.__name__}-{b}" for a, b in _MORE])
def test_no_attack_looks_intact_on_sealed_and_certified_files(
    bases: Bases, attack: Attack, base: str
) -> None:
    _refused(bases, attack, base)


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_later_signature_never_covers_what_was_signed(bases: Bases, name: str) -> None:
    check = check_pdf(SIGNATURES[name](bases), bases.authority.trust())
    assert check.integrity is Integrity.CHANGED
    assert "ink-covered" in {one.code for one in check.findings}
