"""What is plugged in: PKCS#11 modules, their tokens, and the certificates on them."""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, Session, TokenFlag, _pkcs11
from pkcs11.types import PROTECTED_AUTH

from clerkdesk.adapters.token.vendor_codes import explained
from clerkdesk.domain.certificates import names_organisation
from clerkdesk.domain.errors import (
    ClerkError,
    LastTry,
    NoToken,
    PinLocked,
    TokenRefused,
    WrongPin,
    WrongPinOneLeft,
)
from clerkdesk.domain.tokens import PinState, TokenCertificate

_log = logging.getLogger(__name__)
_loaded: dict[Path, _pkcs11.lib] = {}
"""Modules in this process: a PKCS#11 library is one state per process, whoever asks."""
_MARK = 12
_BAD_CERTIFICATE = (ValueError, TypeError, KeyError, AttributeError, OverflowError)
_refused: dict[Path, str] = {}
"""Modules that the loader would not take, and its words."""


@dataclass(frozen=True, slots=True)
class CertificateOnToken:
    """A certificate object, the token that holds it, and the CA certificates beside it."""

    token: pkcs11.Token
    key_id: bytes
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    @property
    def certificate_id(self) -> str:
        """Stable across runs: token serial, hex CKA_ID, and the certificate's own mark: one that was renewed
        over the same key often stands beside the old one, under the same number."""
        mark = hashlib.sha256(self.certificate.dump()).hexdigest()[:_MARK]
        return f"{self.token.serial.decode('ascii', 'replace')}:{self.key_id.hex()}:{mark}"

    def described(self) -> TokenCertificate:
        """The certificate in the words of the domain."""
        certificate = self.certificate
        common_name = _name(certificate.subject, "common_name")
        organisation = _name(certificate.subject, "organization_name")
        issuer = certificate.issuer
        return TokenCertificate(
            certificate_id=self.certificate_id,
            token_label=self.token.label.strip(),
            subject=common_name or organisation,
            organisation=organisation,
            issuer=_name(issuer, "common_name") or _name(issuer, "organization_name"),
            not_before=certificate.not_valid_before,
            not_after=certificate.not_valid_after,
            is_organisation=names_organisation(common_name, organisation),
            key_description=_key_description(certificate),
            pin_state=pin_state(self.token),
            has_pin_pad=TokenFlag.PROTECTED_AUTHENTICATION_PATH in self.token.flags,
            purpose_fits=_may_sign(certificate),
            token_serial=self.token.serial.decode("ascii", "replace"),
        )


def certificates(modules: Sequence[Path]) -> Sequence[CertificateOnToken]:
    """Every signer's certificate on every token of `modules`; one token seen twice counts once.

    Private keys are invisible before login: that a key belongs to the certificate is checked when
    it signs.
    """
    found: dict[str, CertificateOnToken] = {}
    for token in tokens(modules):
        for certificate in _on_token(token):
            found.setdefault(certificate.certificate_id, certificate)
    return list(found.values())


def find(modules: Sequence[Path], certificate_id: str) -> CertificateOnToken:
    """The certificate of that id.

    Raises:
        NoToken: its token is not plugged in.
    """
    for certificate in certificates(modules):
        if certificate.certificate_id == certificate_id:
            return certificate
    raise NoToken


def tokens(modules: Sequence[Path]) -> Iterator[pkcs11.Token]:
    """Every initialised token that is plugged in now."""
    for module in modules:
        library = _library(module)
        if library is None:
            continue
        with explained():
            slots = library.get_slots(token_present=True)
        for slot in slots:
            try:
                token = slot.get_token()
            except (pkcs11.TokenNotPresent, pkcs11.TokenNotRecognised):
                continue  # pulled since the list was made, or not a token that this module knows
            if TokenFlag.TOKEN_INITIALIZED in token.flags:
                yield token


def pin_state(token: pkcs11.Token) -> PinState:
    """What the token says of its PIN before anyone types it; the worst that holds."""
    flags = token.flags
    for flag, state in (
        (TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
        (TokenFlag.USER_PIN_FINAL_TRY, PinState.LAST_TRY),
        (TokenFlag.USER_PIN_TO_BE_CHANGED, PinState.TO_BE_CHANGED),
        (TokenFlag.USER_PIN_COUNT_LOW, PinState.LOW),
    ):
        if flag in flags:
            return state
    return PinState.FINE if TokenFlag.USER_PIN_INITIALIZED in flags else PinState.NOT_SET


def logged_in(token: pkcs11.Token, pin: str, *, last_try: bool) -> Session:
    """A session in which the key may be used; one try, after a look at what the token says.

    Args:
        pin: not looked at where the token has a PIN pad of its own.
        last_try: someone has agreed to lock the token if the PIN is wrong.

    Raises:
        PinLocked, LastTry, TokenRefused: no PIN was sent to the token.
        WrongPin, WrongPinOneLeft: it was wrong.
    """
    match pin_state(token):
        case PinState.LOCKED:
            raise PinLocked
        case PinState.LAST_TRY if not last_try:
            raise LastTry
        case PinState.TO_BE_CHANGED:
            raise TokenRefused("CKR_PIN_EXPIRED")
        case PinState.NOT_SET:
            raise TokenRefused("CKR_USER_PIN_NOT_INITIALIZED")
        case _:
            pass
    pad = TokenFlag.PROTECTED_AUTHENTICATION_PATH in token.flags
    try:
        with explained():
            return token.open(user_pin=PROTECTED_AUTH if pad else pin)
    except WrongPin as error:
        raise _how_wrong(token) from error


def _how_wrong(token: pkcs11.Token) -> ClerkError:
    """What a wrong PIN has done to the token."""
    try:
        now = pin_state(token.slot.get_token())
    except pkcs11.PKCS11Error:  # pulled: all that is known is that the PIN was wrong
        return WrongPin()
    if now is PinState.LOCKED:
        return PinLocked()
    return WrongPinOneLeft() if now is PinState.LAST_TRY else WrongPin()


def _may_sign(certificate: x509.Certificate) -> bool:
    usage = certificate.key_usage_value
    return usage is None or bool({"digital_signature", "non_repudiation"} & set(usage.native))


def plugged(modules: Sequence[Path]) -> Iterator[str]:
    """Serial numbers of the tokens that are plugged in now; no session is opened for it."""
    for module in modules:
        library = _library(module, anew=False)
        if library is None:
            continue
        with explained():
            for slot in library.get_slots(token_present=True):
                with suppress(pkcs11.TokenNotPresent, pkcs11.TokenNotRecognised):
                    token = slot.get_token()
                    if TokenFlag.TOKEN_INITIALIZED in token.flags:
                        yield token.serial.decode("ascii", "replace")


def _library(module: Path, *, anew: bool = True) -> _pkcs11.lib | None:
    """The loaded module; None where it cannot be loaded.

    Args:
        anew: start it again, for modules that see what is plugged in only then.
    """
    if not module.is_file():
        return None
    with explained():
        if module in _loaded:
            if anew:
                _loaded[module].reinitialize()
            return _loaded[module]
        try:
            _loaded[module] = _pkcs11.lib(str(module))
        except pkcs11.PKCS11Error as error:
            if type(error) is not pkcs11.PKCS11Error:
                raise
            # The loader refused the file (e.g. 32-bit): other modules still serve the clerk.
            _refused[module] = str(error)
            _log.warning("PKCS#11 module %s cannot be loaded: %s", module.name, error)
            return None
    _refused.pop(module, None)
    return _loaded[module]


def refused(modules: Sequence[Path]) -> Mapping[str, str]:
    """Which of `modules` could not be loaded when they were last asked, and what the loader said."""
    return {str(module): _refused[module] for module in modules if module in _refused}


def _on_token(token: pkcs11.Token) -> Sequence[CertificateOnToken]:
    with explained(), token.open() as session:
        objects = [
            (bytes(item[Attribute.ID]), bytes(item[Attribute.VALUE]))
            for item in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        ]
    signers: list[tuple[bytes, x509.Certificate]] = []
    issuers: list[x509.Certificate] = []
    for key_id, content in objects:
        try:
            certificate = x509.Certificate.load(content, strict=True)
            certificate.native  # noqa: B018 - parses it whole: rubbish shows here, and only here
            is_authority = bool(certificate.ca)
        except _BAD_CERTIFICATE as error:  # one of many objects: the others still serve the clerk
            _log.warning("an unreadable certificate on a token is left out: %s", error)
            continue
        if is_authority:
            issuers.append(certificate)
        elif key_id:
            signers.append((key_id, certificate))
    return [CertificateOnToken(token, key_id, signer, tuple(issuers)) for key_id, signer in signers]


def _name(name: x509.Name, part: str) -> str:
    value = name.native.get(part, "")
    return str(value[-1]) if isinstance(value, list) else str(value)


def _key_description(certificate: x509.Certificate) -> str:
    key = certificate.public_key
    if key.algorithm == "ec":
        kind, curve = key.curve
        return f"EC {curve}" if kind == "named" else "EC"
    return f"{key.algorithm.upper().removesuffix('SSA_PSS')}-{key.bit_size}"
