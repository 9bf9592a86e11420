"""Torn, mutated and hostile trust data: refused in words, never believed, and never in the clerk's way."""

import json
import random
from pathlib import Path

import pytest
from asn1crypto import pem
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.adapters.verify.crl_file import demand_signed, read_crl
from clerkdesk.adapters.verify.trust_file import read_trust_file
from clerkdesk.adapters.verify.trust_folder import TrustFolder
from clerkdesk.domain.errors import ClerkError, CrlIssuerUnknown, NotATrustFile, TrustFileForged
from tests.fakes.trust import PINNED, trust_file
from tests.fakes.verify_authority import DAY, NOW, Authority

ROUNDS = 400
STATE = Authority("CA phục vụ các cơ quan Nhà nước (G2)")
LIST = trust_file(3, [STATE], crls=[STATE.crl()])
STATE.revoked = [(n + 1, NOW - DAY) for n in range(40)]
CRL = STATE.crl()


def mutated(content: bytes, dice: random.Random) -> bytes:
    torn = bytearray(content)
    for _hit in range(dice.randint(1, 4)):
        place = dice.randrange(len(torn))
        match dice.randrange(4):
            case 0:
                torn[place] = dice.randrange(256)
            case 1:
                del torn[place : place + dice.randint(1, 40)]
            case 2:
                torn[place:place] = dice.randbytes(dice.randint(1, 20))
            case _:
                torn = torn[: max(place, 1)]
        if not torn:
            torn = bytearray(b"0")
    return bytes(torn)


def test_no_mutated_list_of_authorities_is_believed() -> None:
    dice = random.Random(5)
    whole = read_trust_file("t", LIST)[1]
    for _round in range(ROUNDS):
        content = mutated(LIST, dice)
        try:
            _facts, read = read_trust_file("t", content)
        except (NotATrustFile, TrustFileForged):
            continue
        assert read == whole, "white space between the members of the JSON may change"


def test_no_mutated_revocation_list_is_kept() -> None:
    dice = random.Random(6)
    for _round in range(ROUNDS):
        content = mutated(CRL, dice)
        if content == CRL:
            continue
        try:
            kept = read_crl("t", content)
            demand_signed("t", kept, [STATE.identity.der])
        except (NotATrustFile, CrlIssuerUnknown):
            continue
        assert kept.der == CRL


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    for read in (read_trust_file, read_crl):
        with pytest.raises(NotATrustFile) as refused:
            read("la.bin", content)
        assert refused.value.advice


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=12,
    )
)
@settings(max_examples=200)
def test_any_json_is_refused_in_words(value: object) -> None:
    with pytest.raises(ClerkError):
        read_trust_file("la.cdtrust", json.dumps(value).encode())


def folder(tmp_path: Path) -> TrustFolder:
    trust = TrustFolder(tmp_path)
    trust.load_bundle("t", LIST, keys=[PINNED], source="USB", at=NOW)
    return trust


def test_a_damaged_revocation_list_is_left_out_and_named(tmp_path: Path) -> None:
    folder(tmp_path)
    (crl,) = (tmp_path / "crls").glob("*.crl")
    crl.write_bytes(crl.read_bytes()[:100])
    trust = TrustFolder(tmp_path)
    assert trust.bundle().roots == (STATE.identity.der,)
    assert trust.bundle().crls == ()
    assert trust.standing().damaged == (crl.name,)
    assert trust.load_crl("moi.crl", CRL, source="USB", at=NOW).any
    assert trust.standing().damaged == ()


def test_a_damaged_list_of_authorities_believes_nobody_and_may_be_loaded_again(
    tmp_path: Path,
) -> None:
    folder(tmp_path)
    (tmp_path / "province.cdtrust").write_bytes(LIST.replace(b"payload", b"payl0ad"))
    trust = TrustFolder(tmp_path)
    assert trust.bundle().roots == ()
    assert trust.standing().stale
    assert trust.standing().damaged == ("province.cdtrust",)
    trust.load_bundle("t", LIST, keys=[PINNED], source="USB", at=NOW)
    assert trust.standing().damaged == ()
    assert not trust.standing().stale


def test_an_odd_file_among_own_additions_is_left_out_and_named(tmp_path: Path) -> None:
    folder(tmp_path)
    roots = tmp_path / "roots"
    roots.mkdir()
    (roots / "la.pem").write_bytes(b"hello")
    own = Authority("CA riêng")
    (roots / "rieng.pem").write_bytes(pem.armor("CERTIFICATE", own.identity.der))
    trust = TrustFolder(tmp_path)
    assert set(trust.bundle().roots) == {STATE.identity.der, own.identity.der}
    assert trust.standing().damaged == ("la.pem",)


def test_a_damaged_ledger_forgets_only_since_when(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "trust.json").write_text('{"since": 5, "crls": [], "province"', encoding="utf-8")
    trust = TrustFolder(tmp_path)
    (authority,) = trust.standing().authorities
    assert authority.since is None
    (tmp_path / "trust.json").write_text('{"since": 5, "crls": [], "own": "x"}', encoding="utf-8")
    assert not TrustFolder(tmp_path).standing().stale
