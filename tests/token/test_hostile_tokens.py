"""Tokens that hold rubbish: it is left out, what is good still signs, nothing breaks the child."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from cryptography.x509.oid import NameOID

from clerkdesk.adapters.token.software import SoftwareTokens
from clerkdesk.domain.tokens import SignatureKind
from tests.fakes.demo_tokens import copied_tokens, shared_tokens
from tests.fakes.sample_documents import CLERK
from tests.fakes.token_office import TokenOffice, token_office
from tests.fakes.verify_authority import DAY, NOW, Authority

PERSON = SignatureKind.PERSON
_PUT = """
import sys, pkcs11
from pkcs11 import Attribute, ObjectClass
module, label, pin, *contents = sys.argv[1:]
token = pkcs11.lib(module).get_token(token_label=label)
with token.open(rw=True, user_pin=pin) as session:
    for number, content in enumerate(contents):
        session.create_object({
            Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: 0,
            Attribute.TOKEN: True, Attribute.LABEL: "\\u202e" + str(number),
            Attribute.ID: bytes([1]), Attribute.SUBJECT: b"0\\0", Attribute.VALUE: bytes.fromhex(content),
        })
"""


def put(tokens: SoftwareTokens, *contents: bytes) -> None:
    """More certificate objects on the leader's token, all with the number of his key."""
    command = [sys.executable, "-c", _PUT, str(tokens.module), "Lanh dao", tokens.leader_pin]
    subprocess.run(
        [*command, *(one.hex() for one in contents)],
        check=True,
        env={**os.environ, **tokens.environment},
        timeout=60,
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TokenOffice]:
    shared_tokens()
    tokens = copied_tokens(tmp_path / "copied")
    torn = Authority().issue("UBND xã Thử Nghiệm").der
    put(tokens, b"\x30\x82\xff\xff", b"rubbish", torn[:-40], torn.replace(b"\x17\r", b"\x17\xff"))
    with token_office(tmp_path / "office", tokens) as made:
        yield made


@pytest.fixture
def renewed(tmp_path: Path) -> Iterator[TokenOffice]:
    """The leader's key with three certificates under one number: his, one that has run out, a new one."""
    shared_tokens()
    tokens = copied_tokens(tmp_path / "renewed")
    with token_office(tmp_path / "reading", tokens) as before:
        children = before.tokens._child  # the certificate itself: no port hands it out
        arguments = {"modules": [str(before.token.module)]}
        wanted = before.certificate(PERSON).certificate_id
        old = children.ask("chain", {**arguments, "certificate_id": wanted}).blobs[0]
    key = load_der_x509_certificate(old).public_key()
    authority = Authority()
    put(
        tokens,
        certified(authority, key, NOW - 900 * DAY, NOW - 200 * DAY),
        certified(authority, key, NOW - DAY, NOW + 7000 * DAY),
    )
    with token_office(tmp_path / "office", tokens) as made:
        yield made


def certified(authority: Authority, key: PublicKeyTypes, begins: datetime, ends: datetime) -> bytes:
    """Another certificate over the same key."""
    assert isinstance(key, rsa.RSAPublicKey)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Gia Hạn")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(authority.identity.certificate.subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .sign(authority.identity.key, hashes.SHA256())
    )
    return made.public_bytes(Encoding.DER)


def test_a_renewed_certificate_is_not_hidden_by_the_old_one_over_the_same_key(
    renewed: TokenOffice,
) -> None:
    people = [one for one in renewed.tokens.certificates() if not one.is_organisation]
    assert len({one.certificate_id for one in people}) == 3
    newest = max(people, key=lambda one: one.not_after)
    assert newest.subject == "Nguyễn Văn Gia Hạn"
    desk, pin = renewed.office.desk(), bytearray(renewed.token.software.leader_pin.encode())
    (signed,) = desk.sign(renewed.pile(1), PERSON, newest.certificate_id, pin, CLERK)
    assert signed.error is None
    (signature,) = renewed.signatures(signed.document)
    assert signature.signer_cert.not_valid_after == newest.not_after


def test_unreadable_certificates_are_left_out_and_the_good_one_signs(office: TokenOffice) -> None:
    assert office.certificate(PERSON).token_label
    assert len(office.tokens.certificates()) == 2
    assert office.batch(office.pile(1), PERSON) == (1, None)
