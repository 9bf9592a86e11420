"""Tokens that hold rubbish: it is left out, what is good still signs, nothing breaks the child."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.token.software import SoftwareTokens
from clerkdesk.domain.tokens import SignatureKind
from tests.fakes.demo_tokens import copied_tokens, shared_tokens
from tests.fakes.token_office import TokenOffice, token_office
from tests.fakes.verify_authority import Authority

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


def test_unreadable_certificates_are_left_out_and_the_good_one_signs(office: TokenOffice) -> None:
    assert office.certificate(PERSON).token_label
    assert len(office.tokens.certificates()) == 2
    assert office.batch(office.pile(1), PERSON) == (1, None)
