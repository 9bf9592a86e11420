"""Is nobody on the way to a root withdrawn, by lists that the issuers themselves signed?

pyhanko-certvalidator does not follow a list whose issuer is itself what the office believes and no
root (a sub-CA that was handed in as an anchor). Here only the plain case counts: a whole list, signed
with the very key that issued the certificate, in force.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from asn1crypto import core, crl, x509

from clerkdesk.adapters.verify.cms import WEAK_DIGESTS, holds

_KNOWN = frozenset({"crl_number", "authority_key_identifier", "issuing_distribution_point"})
_PARTIAL = (
    "only_contains_user_certs",
    "only_contains_ca_certs",
    "only_contains_attribute_certs",
    "indirect_crl",
)


def all_covered(
    chain: Sequence[x509.Certificate],
    needless: frozenset[bytes],
    crls: Sequence[crl.CertificateList],
    at: datetime,
    *,
    proven: bool,
) -> bool:
    """Whether a list in force speaks for every certificate of `chain` below its first.

    Args:
        chain: from what is believed down to the signer.
        needless: certificates (DER) that the office itself vouches for.
        proven: `at` is proven; a list that was made later speaks for it too.
    """
    return all(
        subject.dump() in needless or any(_speaks(one, issuer, at, proven=proven) for one in crls)
        for issuer, subject in pairwise(chain)
    )


def _speaks(
    one: crl.CertificateList, issuer: x509.Certificate, at: datetime, *, proven: bool
) -> bool:
    if one.issuer != issuer.subject or not _whole(one):
        return False
    usage = issuer.key_usage_value
    if usage is not None and "crl_sign" not in usage.native:
        return False
    algorithm = one["signature_algorithm"]
    if algorithm.hash_algo in WEAK_DIGESTS:
        return False
    body = one["tbs_cert_list"]
    begins, ends = body["this_update"].native, body["next_update"].native
    in_force = begins <= at and ends is not None and at <= ends
    if not in_force and not (proven and begins >= at):
        return False
    return holds(issuer, algorithm, one["signature"].native, body.dump())


def _whole(one: crl.CertificateList) -> bool:
    """Whether it names every certificate that its issuer withdrew, not a part of them."""
    extensions = one["tbs_cert_list"]["crl_extensions"]
    for extension in () if isinstance(extensions, core.Void) else extensions:
        if extension["critical"].native and extension["extn_id"].native not in _KNOWN:
            return False  # a delta list too: its indicator is critical
    point = one.issuing_distribution_point_value
    if point is None:
        return True
    partial = any(point[name].native for name in _PARTIAL)
    return not partial and point["only_some_reasons"].native is None
