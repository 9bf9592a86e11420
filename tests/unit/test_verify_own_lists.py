"""Chains and revocation lists as they are handed in: sub-CAs as anchors, lists of every shape."""

from collections.abc import Sequence

import pytest
from cryptography import x509

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import Revocation, SignatureCheck, Verdict
from tests.fakes.authority_chain import Chain, authority, revocation_list
from tests.fakes.verify_authority import DAY, NOW, Identity, page, sign


@pytest.fixture(scope="module")
def chain() -> Chain:
    return Chain()


def _check(
    chain: Chain, anchors: Sequence[Identity], crls: Sequence[bytes], *, embed: bool = False
) -> SignatureCheck:
    pdf = sign(page(), chain.leader, embed=[chain.sub] if embed else [])
    return check_pdf(pdf, TrustBundle(roots=tuple(one.der for one in anchors), crls=tuple(crls)))


def test_a_sub_ca_inside_the_file_leads_to_the_root(chain: Chain) -> None:
    crls = [revocation_list(chain.root), revocation_list(chain.sub)]
    assert _check(chain, [chain.root], crls, embed=True).verdict is Verdict.VALID


def test_a_sub_ca_handed_in_as_an_anchor_is_believed_with_its_own_list(chain: Chain) -> None:
    assert _check(chain, [chain.sub], [revocation_list(chain.sub)]).verdict is Verdict.VALID


def test_root_and_sub_ca_may_both_be_anchors(chain: Chain) -> None:
    crls = [revocation_list(chain.root), revocation_list(chain.sub)]
    assert _check(chain, [chain.root, chain.sub], crls).verdict is Verdict.VALID


def test_a_sub_ca_that_only_the_file_brings_needs_a_list_of_the_root(chain: Chain) -> None:
    check = _check(chain, [chain.root], [revocation_list(chain.sub)], embed=True)
    assert (check.verdict, check.revocation) == (Verdict.INDETERMINATE, Revocation.UNKNOWN)


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        (
            "of CAs only",
            x509.IssuingDistributionPoint(None, None, False, True, None, False, False),
        ),
        ("indirect", x509.IssuingDistributionPoint(None, None, False, False, None, True, False)),
        (
            "some reasons",
            x509.IssuingDistributionPoint(
                None,
                None,
                False,
                False,
                frozenset([x509.ReasonFlags.key_compromise]),
                False,
                False,
            ),
        ),
        ("delta", x509.DeltaCRLIndicator(1)),
    ],
)
def test_a_list_that_names_only_a_part_says_nothing(
    chain: Chain, name: str, extension: x509.ExtensionType
) -> None:
    partial = revocation_list(chain.sub, extension=extension)
    check = _check(chain, [chain.sub], [partial])
    assert check.revocation is Revocation.UNKNOWN, name


def test_a_list_out_of_force_says_nothing(chain: Chain) -> None:
    for made, until in ((NOW - 9 * DAY, NOW - DAY), (NOW + DAY, NOW + 9 * DAY)):
        stale = revocation_list(chain.sub, made=made, until=until)
        assert _check(chain, [chain.sub], [stale]).revocation is Revocation.UNKNOWN


def test_a_list_signed_with_another_key_says_nothing(chain: Chain) -> None:
    forged = revocation_list(chain.sub, key=authority("Kẻ mạo danh"))
    assert _check(chain, [chain.sub], [forged]).revocation is Revocation.UNKNOWN


def test_a_list_that_names_the_signer_is_heard(chain: Chain) -> None:
    listed = revocation_list(chain.sub, revoked=(chain.leader,))
    check = _check(chain, [chain.sub], [listed])
    assert (check.verdict, check.revocation) == (Verdict.INVALID, Revocation.REVOKED)
