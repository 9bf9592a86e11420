"""Answers of OCSP responders for certificates whose authority publishes no list that can be had.

Asked by HTTP at the address in the certificate (AIA). An answer counts only if the authority itself, or who
it has certified for that, has signed it, it speaks of this very certificate, and it is in force (RFC 6960).
"""

import logging
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import httpx
from asn1crypto import ocsp as plain_ocsp
from asn1crypto import x509
from cryptography import x509 as fast_x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 5.0
"""For all answers of one file; then the file waits in the queue."""
_LARGEST = 256 * 1024
_CLOCK_SLACK = timedelta(minutes=10)
_USUAL_LIFE = timedelta(hours=24)
"""Of an answer that does not say how long it holds."""
_BAD_INPUT = (
    ValueError,
    TypeError,
    KeyError,
    UnsupportedAlgorithm,
    fast_x509.ExtensionNotFound,
)


class OcspAnswers:
    """What was answered lately: one batch asks once for a certificate, as long as the answer holds."""

    def __init__(self) -> None:
        self._held: dict[bytes, tuple[datetime, bytes]] = {}

    def of(
        self, certificates: Sequence[x509.Certificate], known: Sequence[x509.Certificate]
    ) -> dict[bytes, plain_ocsp.OCSPResponse]:
        """Answers that say «good», by SHA-256 of the certificate; who is not answered is left out.

        Args:
            known: where the issuers are looked for.
        """
        found: dict[bytes, plain_ocsp.OCSPResponse] = {}
        ends = time.monotonic() + _PATIENCE_SECONDS
        for certificate in certificates:
            answer = self._held_answer(certificate.sha256)
            issuers = [one for one in known if one.subject == certificate.issuer]
            for issuer in issuers if answer is None else ():
                answer = self._asked(certificate, issuer, ends)
                if answer is not None:
                    break
            if answer is not None:
                found[certificate.sha256] = plain_ocsp.OCSPResponse.load(answer)
        return found

    def _held_answer(self, key: bytes) -> bytes | None:
        until, answer = self._held.get(key, (datetime.min.replace(tzinfo=UTC), b""))
        return answer if until > datetime.now(UTC) else None

    def _asked(
        self, certificate: x509.Certificate, issuer: x509.Certificate, ends: float
    ) -> bytes | None:
        try:
            signer, authority = _fast(certificate), _fast(issuer)
            builder = ocsp.OCSPRequestBuilder().add_certificate(
                signer,
                authority,
                hashes.SHA1(),
            )
            request = builder.build().public_bytes(Encoding.DER)
        except _BAD_INPUT as error:
            _log.info("no OCSP request can be made for a certificate", exc_info=error)
            return None
        for address in responders(certificate):
            left = ends - time.monotonic()
            if left <= 0:
                return None
            answer = _fetched(address, request, left)
            until = None if answer is None else good_until(answer, signer, authority)
            if answer is not None and until is not None:
                self._held[certificate.sha256] = until, answer
                return answer
        return None


def responders(certificate: x509.Certificate) -> Iterator[str]:
    """Where the authority answers for single certificates: HTTP only."""
    for address in certificate.ocsp_urls:
        if address.lower().startswith(("http://", "https://")):
            yield address


def good_until(
    answer: bytes, certificate: fast_x509.Certificate, issuer: fast_x509.Certificate
) -> datetime | None:
    """Until when this answer says that the certificate is good; None where it does not say so."""
    now = datetime.now(UTC)
    try:
        read = ocsp.load_der_ocsp_response(answer)
        if read.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return None
        wanted = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, read.hash_algorithm)
        asked = wanted.build()
        same = (
            read.serial_number == asked.serial_number
            and read.issuer_key_hash == asked.issuer_key_hash
            and read.issuer_name_hash == asked.issuer_name_hash
        )
        made, until = read.this_update_utc, read.next_update_utc
        until = until or made + _USUAL_LIFE
        if not same or read.certificate_status is not ocsp.OCSPCertStatus.GOOD:
            return None
        if made > now + _CLOCK_SLACK or until <= now or not _signed(read, issuer, now):
            return None
    except (*_BAD_INPUT, InvalidSignature) as error:
        _log.info("an OCSP answer does not hold", exc_info=error)
        return None
    return until


def _signed(answer: ocsp.OCSPResponse, issuer: fast_x509.Certificate, now: datetime) -> bool:
    """Whether the authority signed it, or a responder that it has certified.

    Raises:
        InvalidSignature, ValueError, TypeError: nobody of them did.
    """
    responder = issuer
    for one in answer.certificates:
        if one.issuer != issuer.subject or one == issuer:
            continue
        one.verify_directly_issued_by(issuer)
        usage = one.extensions.get_extension_for_class(fast_x509.ExtendedKeyUsage).value
        alive = one.not_valid_before_utc <= now <= one.not_valid_after_utc
        if ExtendedKeyUsageOID.OCSP_SIGNING in usage and alive:
            responder = one
            break
    key, digest = responder.public_key(), answer.signature_hash_algorithm
    if digest is None or isinstance(digest, hashes.SHA1 | hashes.MD5):
        return False
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), digest)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(digest))
    else:
        return False
    return True


def _fetched(address: str, request: bytes, seconds: float) -> bytes | None:
    ends, content = time.monotonic() + seconds, bytearray()
    headers = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}
    try:
        with httpx.stream(
            "POST", address, content=request, headers=headers, timeout=seconds
        ) as answer:
            answer.raise_for_status()
            for part in answer.iter_bytes():
                content += part
                if time.monotonic() > ends or len(content) > _LARGEST:
                    _log.info("%s is too slow or says too much", address)
                    return None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        _log.info("%s gave no answer", address, exc_info=error)
        return None
    return bytes(content)


def _fast(certificate: x509.Certificate) -> fast_x509.Certificate:
    return fast_x509.load_der_x509_certificate(certificate.dump())
