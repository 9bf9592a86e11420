import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerkdesk.adapters.token.software import (
    ORGANISATION_PIN,
    load_software_tokens,
)
from clerkdesk.adapters.token.tokens import ChildTokens
from clerkdesk.domain.errors import DamagedFile, NoToken, WrongPin
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder, TokenCertificate
from clerkdesk.ports.signing import Tokens
from tests.fakes.demo_tokens import OFFICE, copied_tokens, shared_tokens
from tests.fakes.drafts import make_draft
from tests.fakes.tokens import FakeTokens

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(params=["softhsm", "fake"])
def tokens(request: pytest.FixtureRequest) -> Iterator[Tokens]:
    if request.param == "fake":
        yield FakeTokens(pin=ORGANISATION_PIN)
        return
    software = shared_tokens()
    real = ChildTokens([software.module], environment=software.environment)
    yield real
    real.close()


@pytest.fixture(scope="module")
def draft() -> bytes:
    return make_draft()


def organisation(tokens: Tokens) -> TokenCertificate:
    (certificate,) = [one for one in tokens.certificates() if one.is_organisation]
    return certificate


def order(name: str, pdf: bytes, certificate_id: str) -> SignatureOrder:
    box = Box(300, 530, 400, 630)
    return SignatureOrder(
        name, pdf, SignatureKind.ORGANISATION, certificate_id, Appearance(0, box), NOW
    )


def never() -> bool:
    return False


def test_both_certificates_are_listed_with_whose_they_are(tokens: Tokens) -> None:
    found = {one.is_organisation: one for one in tokens.certificates()}
    assert found[True].subject == OFFICE
    assert found[False].subject == "Nguyễn Văn Mẫu"
    assert found[False].organisation == OFFICE
    assert found[False].key_description == "RSA-2048"
    assert found[False].certificate_id != found[True].certificate_id
    assert found[True].days_left(datetime.now(UTC)) > 300


def test_the_certificate_id_is_stable(tokens: Tokens) -> None:
    assert organisation(tokens) == organisation(tokens)


def test_a_batch_is_signed_in_order_on_one_pin_which_is_wiped(tokens: Tokens, draft: bytes) -> None:
    certificate = organisation(tokens)
    orders = [order(f"{number}.pdf", draft, certificate.certificate_id) for number in (1, 2, 3)]
    pin = bytearray(ORGANISATION_PIN.encode())
    signed = list(tokens.sign(orders, pin, stop=never))
    assert [one.order.name for one in signed] == ["1.pdf", "2.pdf", "3.pdf"]
    assert all(one.error is None for one in signed)
    assert all(one.pdf.startswith(draft) and len(one.pdf) > len(draft) for one in signed)
    assert pin == bytearray(len(ORGANISATION_PIN))


def test_a_wrong_pin_signs_nothing_and_the_next_right_one_is_asked_for_anew(
    tokens: Tokens, draft: bytes
) -> None:
    orders = [order("1.pdf", draft, organisation(tokens).certificate_id)]
    pin = bytearray(b"00001111")
    with pytest.raises(WrongPin):
        list(tokens.sign(orders, pin, stop=never))
    assert pin == bytearray(8)
    (signed,) = tokens.sign(orders, bytearray(ORGANISATION_PIN.encode()), stop=never)
    assert signed.error is None
    with pytest.raises(WrongPin):  # no login is left over on which any PIN would do
        list(tokens.sign(orders, bytearray(b"00001111"), stop=never))


def test_a_token_that_is_not_plugged_in_is_said_so(tokens: Tokens, draft: bytes) -> None:
    orders = [order("1.pdf", draft, "0000:09")]
    with pytest.raises(NoToken):
        list(tokens.sign(orders, bytearray(ORGANISATION_PIN.encode()), stop=never))


def test_a_torn_file_stays_out_and_the_rest_is_signed(tokens: Tokens, draft: bytes) -> None:
    certificate_id = organisation(tokens).certificate_id
    orders = [
        order("torn.pdf", draft[: len(draft) // 2], certificate_id),
        order("no.pdf", b"no PDF at all", certificate_id),
        order("good.pdf", draft, certificate_id),
    ]
    pin = bytearray(ORGANISATION_PIN.encode())
    signed = {one.order.name: one for one in tokens.sign(orders, pin, stop=never)}
    assert isinstance(signed["torn.pdf"].error, DamagedFile)
    assert isinstance(signed["no.pdf"].error, DamagedFile)
    assert signed["torn.pdf"].pdf == b""
    assert signed["good.pdf"].error is None


def test_a_batch_stops_between_two_files(tokens: Tokens, draft: bytes) -> None:
    certificate_id = organisation(tokens).certificate_id
    orders = [order(f"{number}.pdf", draft, certificate_id) for number in range(20)]
    signed: list[str] = []
    pin = bytearray(ORGANISATION_PIN.encode())
    for one in tokens.sign(orders, pin, stop=lambda: bool(signed)):
        signed.append(one.order.name)
    assert 1 <= len(signed) < 20
    assert signed == [one.name for one in orders[: len(signed)]]


def test_an_empty_batch_asks_no_token(tokens: Tokens) -> None:
    pin = bytearray(b"123456")
    assert list(tokens.sign([], pin, stop=never)) == []
    assert pin == bytearray(6)


def test_a_batch_of_two_certificates_is_a_defect(tokens: Tokens, draft: bytes) -> None:
    mine = organisation(tokens).certificate_id
    orders = [order("1.pdf", draft, certificate_id) for certificate_id in (mine, "b:02")]
    with pytest.raises(ValueError, match="one certificate"):
        list(tokens.sign(orders, bytearray(ORGANISATION_PIN.encode()), stop=never))


def test_the_same_folder_gives_the_same_tokens(tmp_path: Path) -> None:
    software = shared_tokens()
    assert load_software_tokens(software.config_file.parent) == software
    assert load_software_tokens(tmp_path) is None


def test_two_offices_on_one_machine_do_not_mix(tmp_path: Path) -> None:
    offices = [shared_tokens(), copied_tokens(tmp_path / "tokens")]
    shutil.rmtree(next((tmp_path / "tokens" / "tokens").iterdir()))
    desks = [ChildTokens([one.module], environment=one.environment) for one in offices]
    try:
        assert [len(desk.certificates()) for desk in desks] == [2, 1]
    finally:
        for desk in desks:
            desk.close()
