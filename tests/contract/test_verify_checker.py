"""The signature checker and its fake keep the same promises."""

import hashlib
from collections.abc import Iterator

import pytest

from clerkdesk.adapters.verify.checker import ChildSignatureChecker
from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.adapters.verify.wire import check_from_json, check_to_json
from clerkdesk.domain.verdicts import Integrity, SignatureCheck, SignatureResult, Verdict
from clerkdesk.ports.signing import SignatureChecker
from tests.fakes.verify import FakeSignatureChecker
from tests.fakes.verify_authority import NOW, Authority, page, sign


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def trust(authority: Authority) -> TrustBundle:
    return authority.trust()


@pytest.fixture(scope="module")
def signed(authority: Authority) -> bytes:
    return sign(page(), authority.issue("Nguyễn Văn An"))


@pytest.fixture(scope="module")
def expected(trust: TrustBundle, signed: bytes) -> SignatureCheck:
    return check_pdf(signed, trust, NOW)


@pytest.fixture(params=["child", "fake"])
def checker(
    request: pytest.FixtureRequest, trust: TrustBundle, expected: SignatureCheck
) -> Iterator[SignatureChecker]:
    made: SignatureChecker = (
        ChildSignatureChecker(trust)
        if request.param == "child"
        else FakeSignatureChecker({"signed.pdf": expected})
    )
    yield made
    made.close()


def test_a_signed_and_an_unsigned_file_get_their_verdicts_and_their_hash(
    checker: SignatureChecker, signed: bytes, expected: SignatureCheck
) -> None:
    assert checker.check("signed.pdf", signed, at=NOW) == expected
    content = page()
    plain = checker.check("plain.pdf", content, at=NOW)
    assert (plain.verdict, plain.integrity) == (Verdict.UNSIGNED, Integrity.UNSIGNED)
    assert plain.result is SignatureResult.UNSIGNED
    assert plain.sha256 == hashlib.sha256(content).hexdigest()
    assert plain.checked_at == NOW


def test_a_checker_that_was_closed_starts_again(checker: SignatureChecker) -> None:
    checker.close()
    assert checker.check("plain.pdf", page()).verdict is Verdict.UNSIGNED


def test_a_check_survives_its_way_over_the_pipe(expected: SignatureCheck) -> None:
    assert check_from_json(check_to_json(expected)) == expected
    assert expected.trust_bundle.startswith("Thử nghiệm 1 ")
