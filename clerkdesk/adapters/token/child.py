"""The program of the child `token`: list certificates, sign a batch, fill a demo token."""

import importlib
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asn1crypto import x509
from pkcs11 import Attribute, KeyType, ObjectClass, PrivateKey, Session
from pkcs11.util.rsa import encode_rsa_public_key

from clerkdesk.adapters.token import slots
from clerkdesk.adapters.token.slots import CertificateOnToken
from clerkdesk.adapters.token.vendor_codes import explained
from clerkdesk.domain.errors import CannotSign, DamagedFile, LockedFile, NoToken, to_wire
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder, TokenCertificate
from clerkdesk.process.child import Answer, Request, serve
from clerkdesk.process.line import Message

if TYPE_CHECKING:
    from pyhanko.sign.pkcs11 import PKCS11Signer

_SIGNING = "clerkdesk.adapters.token.signing"


def main() -> None:
    """Serve until the program closes the pipe.

    pyHanko loads slowly; certificates are listed without it, and it is there when the PIN is.
    """
    threading.Thread(
        target=importlib.import_module, args=(_SIGNING,), name="load signing", daemon=True
    ).start()
    serve({"certificates": _certificates, "sign": _sign, "new_key": _new_key, "keep": _keep})


def _certificates(request: Request) -> Answer:
    found = [certificate.described() for certificate in slots.certificates(_modules(request))]
    yield Message({"certificates": [_written(certificate) for certificate in found]})


def _sign(request: Request) -> Answer:
    """Yield one event a file: its index, and the signed PDF or the reason why it has none."""
    from clerkdesk.adapters.token.signing import sign_pdf

    pin, *contents = request.blobs
    certificate = slots.find(_modules(request), str(request.arguments["certificate_id"]))
    orders = _orders(request, contents)
    with explained(), certificate.token.open(user_pin=pin.decode()) as session:
        signer = _signer(session, certificate)
        for index, order in enumerate(orders):
            if request.stopped:
                break
            try:
                signed = sign_pdf(order, signer)
            except (CannotSign, DamagedFile, LockedFile) as error:  # of this file alone
                yield Message({"index": index, "error": to_wire(error)})
            else:
                yield Message({"index": index}, (signed,))
    yield Message({})


def _signer(session: Session, certificate: CertificateOnToken) -> "PKCS11Signer":
    """The key of `certificate`, found by CKA_ID and compared with the certificate's public key."""
    from pyhanko.sign.pkcs11 import PKCS11Signer

    keys = [
        key
        for key in session.get_objects(
            {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: certificate.key_id}
        )
        if isinstance(key, PrivateKey) and _belongs(key, certificate.certificate)
    ]
    if len(keys) != 1:
        raise NoToken
    return PKCS11Signer(
        session,
        signing_cert=certificate.certificate,
        ca_chain=certificate.issuers,
        key_id=certificate.key_id,
        # SoftHSM and some tokens sign ECDSA over a ready hash only (STACK).
        use_raw_mechanism=keys[0].key_type == KeyType.EC,
    )


def _belongs(key: PrivateKey, certificate: x509.Certificate) -> bool:
    if key.key_type != KeyType.RSA:
        return bool(certificate.public_key.algorithm == "ec")
    modulus = certificate.public_key["public_key"].parsed["modulus"].native
    return int.from_bytes(key[Attribute.MODULUS], "big") == int(modulus)


def _new_key(request: Request) -> Answer:
    """Make an RSA key on a demo token; answer its public key (PKCS#1, DER)."""
    with explained(), _opened(request) as session:
        public, _private = session.generate_keypair(
            KeyType.RSA,
            2048,
            id=bytes.fromhex(str(request.arguments["key_id"])),
            label=str(request.arguments["label"]),
            store=True,
        )
        yield Message({}, (encode_rsa_public_key(public),))


def _keep(request: Request) -> Answer:
    """Put certificates (DER; the signer's first, then its CA's) on a demo token."""
    _pin, *contents = request.blobs
    with explained(), _opened(request) as session:
        for index, content in enumerate(contents):
            certificate = x509.Certificate.load(content)
            session.create_object(
                {
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: 0,
                    Attribute.TOKEN: True,
                    Attribute.LABEL: str(request.arguments["label"]),
                    Attribute.ID: b"" if index else bytes.fromhex(str(request.arguments["key_id"])),
                    Attribute.SUBJECT: certificate.subject.dump(),
                    Attribute.ISSUER: certificate.issuer.dump(),
                    Attribute.SERIAL_NUMBER: certificate["tbs_certificate"]["serial_number"].dump(),
                    Attribute.VALUE: content,
                }
            )
    yield Message({})


def _opened(request: Request) -> Session:
    label = request.arguments["token"]
    for token in slots.tokens(_modules(request)):
        if token.label.strip() == label:
            return token.open(rw=True, user_pin=request.blobs[0].decode())
    raise NoToken


def _modules(request: Request) -> list[Path]:
    modules = request.arguments["modules"]
    assert isinstance(modules, list)
    return [Path(str(module)) for module in modules]


def _orders(request: Request, contents: list[bytes]) -> Iterator[SignatureOrder]:
    """Read the orders; their PDFs and pictures follow the PIN in turn."""
    written = request.arguments["orders"]
    assert isinstance(written, list)
    for index, values in enumerate(written):
        yield SignatureOrder(
            name=values["name"],
            pdf=contents[2 * index],
            kind=SignatureKind(values["kind"]),
            certificate_id=str(request.arguments["certificate_id"]),
            appearance=Appearance(
                values["page"], Box(*values["box"]), contents[2 * index + 1], values["text"]
            ),
            signed_at=datetime.fromisoformat(values["signed_at"]),
            reason=values["reason"],
        )


def _written(certificate: TokenCertificate) -> dict[str, object]:
    return {
        "certificate_id": certificate.certificate_id,
        "token_label": certificate.token_label,
        "subject": certificate.subject,
        "organisation": certificate.organisation,
        "issuer": certificate.issuer,
        "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(),
        "is_organisation": certificate.is_organisation,
        "key_description": certificate.key_description,
    }
