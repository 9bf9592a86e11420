"""A private key on a token: found by its number and its public half, asked for one signature at a time."""

import hashlib

import pkcs11
from asn1crypto import algos
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, PrivateKey, Session

from clerkdesk.adapters.token.slots import CertificateOnToken
from clerkdesk.domain.errors import KeyMissing

_SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
"""DigestInfo of a SHA-256 hash (RFC 8017, 9.2): for tokens that do not hash themselves."""


class TokenKey:
    """The key of one certificate, in an open session.

    Args:
        pin: wanted again for every signature where the key says CKA_ALWAYS_AUTHENTICATE.

    Raises:
        KeyMissing: no key on the token belongs to the certificate.
    """

    def __init__(self, session: Session, found: CertificateOnToken, pin: str | None) -> None:
        self._key = _key_of(session, found)
        always = _attribute(self._key, Attribute.ALWAYS_AUTHENTICATE) is True
        self._pin = pin if always else None
        self._rsa = self._key.key_type == KeyType.RSA
        mechanisms = found.token.slot.get_mechanisms()
        hashing = Mechanism.SHA256_RSA_PKCS if self._rsa else Mechanism.ECDSA_SHA256
        self._mechanism = hashing if hashing in mechanisms else None

    def sign(self, content: bytes) -> bytes:
        """The signature over SHA-256 of `content`: PKCS#1 v1.5, or ECDSA as DER."""
        if self._rsa:
            if self._mechanism is None:
                hashed = _SHA256_PREFIX + hashlib.sha256(content).digest()
                return self._signed(hashed, Mechanism.RSA_PKCS)
            return self._signed(content, self._mechanism)
        if self._mechanism is None:  # SoftHSM and some tokens sign a ready hash only (STACK)
            pair = self._signed(hashlib.sha256(content).digest(), Mechanism.ECDSA)
        else:
            pair = self._signed(content, self._mechanism)
        return bytes(algos.DSASignature.from_p1363(pair).dump())

    def _signed(self, content: bytes, mechanism: Mechanism) -> bytes:
        return bytes(self._key.sign(content, mechanism=mechanism, pin=self._pin))


def _key_of(session: Session, found: CertificateOnToken) -> PrivateKey:
    # All of them first: a token does one search at a time, and `_belongs` may need another.
    keys = list(
        session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: found.key_id})
    )
    for key in keys:
        if isinstance(key, PrivateKey) and _belongs(session, key, found):
            return key
    raise KeyMissing(found.described().subject)


def _belongs(session: Session, key: PrivateKey, found: CertificateOnToken) -> bool:
    """Whether `key` is the certificate's: labels lie, and a number may have been given twice."""
    certificate = found.certificate
    if key.key_type == KeyType.RSA:
        if certificate.public_key.algorithm != "rsa":
            return False
        modulus = certificate.public_key["public_key"].parsed["modulus"].native
        return int.from_bytes(key[Attribute.MODULUS], "big") == int(modulus)
    if key.key_type != KeyType.EC or certificate.public_key.algorithm != "ec":
        return False
    point = certificate.public_key["public_key"].contents[1:]  # behind the count of unused bits
    public = session.get_objects(
        {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.ID: found.key_id}
    )
    halves = [bytes(half[Attribute.EC_POINT]) for half in list(public)]
    # A token need not keep public keys; then the first signature's own check decides.
    return not halves or any(half.endswith(point) for half in halves)


def _attribute(key: PrivateKey, attribute: Attribute) -> object:
    """An attribute that many tokens do not know; None for those."""
    try:
        return key[attribute]
    except (
        pkcs11.AttributeTypeInvalid,
        pkcs11.AttributeSensitive,
        pkcs11.FunctionFailed,
        KeyError,
    ):
        return None
