"""The revocation lists (CRL) that go into a file: those the office has, else from where certificates say."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import httpx
from asn1crypto import crl, x509

_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 5.0
"""For all lists of one file; then the file waits in the queue."""
_LARGEST = 32 << 20


def lists_for(
    certificates: Iterable[x509.Certificate], lists: Iterable[crl.CertificateList]
) -> Iterator[crl.CertificateList]:
    """Those of `lists` that a certificate's issuer has signed and that are still in force."""
    now = datetime.now(UTC)
    issuers = {one.issuer.hashable for one in certificates}
    for one in lists:
        until = one["tbs_cert_list"]["next_update"].native
        if one.issuer.hashable in issuers and (until is None or until > now):
            yield one


def fetched_lists(
    certificates: Sequence[x509.Certificate], have: Sequence[crl.CertificateList]
) -> list[crl.CertificateList]:
    """Lists that are missing, by HTTP from the certificates' distribution points."""
    found: list[crl.CertificateList] = []
    until = time.monotonic() + _PATIENCE_SECONDS
    for certificate in certificates:
        if list(lists_for([certificate], [*have, *found])):
            continue
        for address in _addresses(certificate):
            left = until - time.monotonic()
            if left <= 0:
                return found
            fetched = _fetched(address, left)
            if fetched is not None and list(lists_for([certificate], [fetched])):
                found.append(fetched)
                break
    return found


def _addresses(certificate: x509.Certificate) -> Iterator[str]:
    for point in certificate.crl_distribution_points:
        address = point.url
        if address and address.lower().startswith(("http://", "https://")):
            yield address


def _fetched(address: str, seconds: float) -> crl.CertificateList | None:
    until = time.monotonic() + seconds
    content = bytearray()
    try:
        with httpx.stream("GET", address, timeout=seconds, follow_redirects=True) as answer:
            answer.raise_for_status()
            for part in answer.iter_bytes():
                content += part
                if time.monotonic() > until or len(content) > _LARGEST:
                    _log.info("%s is too slow or too large", address)
                    return None
        read = crl.CertificateList.load(bytes(content), strict=True)
        read.native  # noqa: B018 - parses it whole: garbage shows here
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, TypeError) as error:
        _log.info("%s gave no list", address, exc_info=error)
        return None
    return read
