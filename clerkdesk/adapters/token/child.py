"""The program of the child `token`: list certificates, sign a batch, fill a demo token."""

import importlib
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, KeyType, ObjectClass, Session
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from clerkdesk.adapters.token import slots
from clerkdesk.adapters.token.order_wire import read_order, read_stamps
from clerkdesk.adapters.token.vendor_codes import explained
from clerkdesk.domain.errors import NoToken, to_wire
from clerkdesk.domain.tokens import SignatureLevel, TokenCertificate
from clerkdesk.process.child import Answer, Request, serve
from clerkdesk.process.line import Message

if TYPE_CHECKING:
    from clerkdesk.adapters.token.batch import Outcome

_SIGNING = "clerkdesk.adapters.token.batch"


_loading = threading.Thread(
    target=importlib.import_module, args=(_SIGNING,), name="load signing", daemon=True
)


def _wait_for_pyhanko() -> None:
    """Two threads that import parts of it at once find each other's modules half made."""
    if _loading.is_alive():
        _loading.join()


def main() -> None:
    """Serve until the program closes the pipe.

    pyHanko loads slowly; certificates are listed without it, and it is there when the PIN is.
    """
    _leave_no_dump()
    _loading.start()
    serve(
        {
            "certificates": _certificates,
            "plugged": _plugged,
            "sign": _sign,
            "chain": _chain,
            "sign_bytes": _sign_bytes,
            "preview": _preview,
            "seal_time": _seal_time,
            "new_key": _new_key,
            "keep": _keep,
        }
    )


def _leave_no_dump() -> None:
    """A vendor's library that crashes must not write the PIN to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _certificates(request: Request) -> Answer:
    modules = _modules(request)
    found = [certificate.described() for certificate in slots.certificates(modules)]
    yield Message(
        {
            "certificates": [_written(certificate) for certificate in found],
            "refused": dict(slots.refused(modules)),
        }
    )


def _plugged(request: Request) -> Answer:
    yield Message({"plugged": sorted(slots.plugged(_modules(request)))})


def _sign(request: Request) -> Answer:
    """Yield one event a file: its index, and the signed PDF or the reason why it has none."""
    _wait_for_pyhanko()
    from clerkdesk.adapters.token.batch import bare, sign_all
    from clerkdesk.adapters.token.signing import CmsMaker
    from clerkdesk.adapters.token.token_key import TokenKey

    pin, *blobs = request.blobs
    found = slots.find(_modules(request), str(request.arguments["certificate_id"]))
    stamps = read_stamps(request.arguments["stamps"], blobs)
    finish = bare
    if stamps.level is not SignatureLevel.B_B:
        from clerkdesk.adapters.token.stamping import Stamping  # brings HTTP: slow to load

        finish = Stamping(stamps).finished
    last_try = request.arguments["last_try"] is True
    typed = pin.decode()
    session = slots.logged_in(found.token, typed, last_try=last_try)
    try:
        with explained():
            for outcome in sign_all(
                (read_order(message) for message in request.more()),
                TokenKey(session, found, typed).sign,
                CmsMaker(found.certificate, found.issuers),
                finish,
                room=_room(stamps.level),
                stopped=lambda: request.stopped,
            ):
                yield _told(outcome)
    finally:
        with suppress(pkcs11.PKCS11Error):  # a token that was pulled has no login to end
            session.close()
    yield Message({})


def _chain(request: Request) -> Answer:
    """The certificate and those of its issuers that stand beside it on the token."""
    found = slots.find(_modules(request), str(request.arguments["certificate_id"]))
    chain = (found.certificate, *found.issuers)
    yield Message({}, tuple(one.dump() for one in chain))


def _sign_bytes(request: Request) -> Answer:
    _wait_for_pyhanko()
    from clerkdesk.adapters.token.token_key import TokenKey

    pin, content = request.blobs
    found = slots.find(_modules(request), str(request.arguments["certificate_id"]))
    typed = pin.decode()
    session = slots.logged_in(found.token, typed, last_try=request.arguments["last_try"] is True)
    try:
        with explained():
            signature = TokenKey(session, found, typed).sign(content)
    finally:
        with suppress(pkcs11.PKCS11Error):
            session.close()
    yield Message({}, (signature,))


def _told(outcome: "Outcome") -> Message:
    if outcome.error is not None:
        return Message({"index": outcome.index, "error": to_wire(outcome.error)})
    seal = outcome.time_seal.value
    return Message({"index": outcome.index, "time_seal": seal}, (outcome.pdf,))


def _preview(request: Request) -> Answer:
    """The bytes that would be hashed for this order."""
    _wait_for_pyhanko()
    from clerkdesk.adapters.token.prepare import prepare

    order = read_order(Message(request.arguments, request.blobs))
    room = _room(SignatureLevel(str(request.arguments["level"])))
    yield Message({}, (prepare(order, room).pdf,))


def _room(level: SignatureLevel) -> int:
    from clerkdesk.adapters.token.prepare import ROOM, ROOM_WITH_STAMP

    return ROOM if level is SignatureLevel.B_B else ROOM_WITH_STAMP


def _seal_time(request: Request) -> Answer:
    """The signed PDF with what its level lacks, appended."""
    _wait_for_pyhanko()
    from clerkdesk.adapters.token.stamping import Stamping

    pdf, *blobs = request.blobs
    stamping = Stamping(read_stamps(request.arguments["stamps"], blobs))
    yield Message({}, (stamping.sealed(str(request.arguments["name"]), pdf),))


def _new_key(request: Request) -> Answer:
    """Make a key on a demo token; answer its public key (DER: PKCS#1, or SPKI of an elliptic one)."""
    key_id, label = str(request.arguments["key_id"]), str(request.arguments["label"])
    named = {"id": bytes.fromhex(key_id), "label": label, "store": True}
    with explained(), _opened(request) as session:
        if request.arguments["elliptic"] is True:
            curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            parameters = session.create_domain_parameters(KeyType.EC, curve, local=True)
            public, _private = parameters.generate_keypair(**named)
            yield Message({}, (encode_ec_public_key(public),))
            return
        public, _private = session.generate_keypair(KeyType.RSA, 2048, **named)
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
        "pin_state": certificate.pin_state.value,
        "has_pin_pad": certificate.has_pin_pad,
        "purpose_fits": certificate.purpose_fits,
        "token_serial": certificate.token_serial,
    }
