"""Hidden and active content is told, signed or not; signed, it is intact and never valid."""

import logging

import pytest

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import Integrity, Verdict
from tests.fakes.attacks.bases import Bases
from tests.fakes.attacks.prepared import PREPARED
from tests.fakes.verify_authority import sign


@pytest.fixture(scope="module")
def bases() -> Bases:
    return Bases.made()


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("pyhanko").setLevel(logging.ERROR)  # it warns of what we want: dynamic forms


@pytest.mark.parametrize("name", PREPARED)
def test_prepared_content_is_told(bases: Bases, name: str) -> None:
    make, code = PREPARED[name]
    prepared = make()
    unsigned = check_pdf(prepared, bases.authority.trust())
    assert unsigned.verdict is Verdict.UNSIGNED
    assert code in {one.code for one in unsigned.findings}
    signed = check_pdf(sign(prepared, bases.leader), bases.authority.trust())
    assert (signed.verdict, signed.integrity) == (Verdict.INDETERMINATE, Integrity.INTACT)
    assert code in {one.code for one in signed.findings}
