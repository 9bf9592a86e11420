"""Trust on this machine: the folder and its fake keep the same promises."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem

from clerkdesk.adapters.verify.trust_folder import TrustFolder
from clerkdesk.domain.errors import (
    CrlIssuerUnknown,
    NotATrustFile,
    OlderCrl,
    OlderTrustFile,
    ProvinceKeyUnknown,
    TrustFileForged,
)
from clerkdesk.domain.trust import TrustList
from clerkdesk.ports.trust import TrustStore
from tests.fakes.trust import OTHER_KEY, PINNED, FakeTrust, trust_file
from tests.fakes.verify_authority import DAY, NOW, Authority

LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def state() -> Authority:
    return Authority("CA phục vụ các cơ quan Nhà nước (G2)")


@pytest.fixture(scope="module")
def public() -> Authority:
    return Authority("VNPT-CA SHA-256")


@pytest.fixture(params=["folder", "fake"])
def trust(request: pytest.FixtureRequest, tmp_path: Path) -> TrustStore:
    if request.param == "fake":
        return FakeTrust()
    return TrustFolder(tmp_path / "trust", tmp_path / "marks")


def load(trust: TrustStore, content: bytes, name: str = "tinh.cdtrust") -> int:
    return trust.load_bundle(name, content, keys=[PINNED], source="USB", at=NOW).version


def test_nothing_is_believed_at_first(trust: TrustStore) -> None:
    assert trust.standing().stale
    assert trust.standing().bundle is None


def test_a_list_by_the_pinned_key_is_believed_and_its_two_lists_stay_apart(
    trust: TrustStore, state: Authority, public: Authority
) -> None:
    content = trust_file(3, [state], [public])
    assert load(trust, content) == 3
    standing = trust.standing()
    assert not standing.stale
    assert standing.bundle is not None
    assert (standing.bundle.version, standing.bundle.source) == (3, "USB")
    assert standing.bundle.loaded_at == NOW
    assert {one.name: one.trust_list for one in standing.authorities} == {
        "CA phục vụ các cơ quan Nhà nước (G2)": TrustList.OFFICIAL,
        "VNPT-CA SHA-256": TrustList.PUBLIC,
    }
    assert {one.since for one in standing.authorities} == {NOW}


def test_an_older_list_is_refused_and_the_same_one_changes_nothing(
    trust: TrustStore, state: Authority, public: Authority
) -> None:
    third, second = trust_file(3, [state]), trust_file(2, [state], [public])
    load(trust, third)
    with pytest.raises(OlderTrustFile) as refused:
        load(trust, second)
    assert (
        str(refused.value) == "Danh sách tin cậy «tinh.cdtrust» là bản 2, cũ hơn bản 3 đang dùng."
    )
    assert load(trust, third) == 3
    with pytest.raises(OlderTrustFile):  # another list that bears the same number
        load(trust, trust_file(3, [state], [public]))
    assert len(trust.standing().authorities) == 1


def test_a_newer_list_strikes_off_and_remembers_since_when_the_others_are_there(
    trust: TrustStore, state: Authority, public: Authority
) -> None:
    load(trust, trust_file(1, [state], [public]))
    trust.load_bundle("b", trust_file(2, [state]), keys=[PINNED], source="máy chủ", at=LATER)
    (left,) = trust.standing().authorities
    assert (left.trust_list, left.since) == (TrustList.OFFICIAL, NOW)


def test_a_list_by_another_key_or_with_a_changed_letter_is_not_believed(
    trust: TrustStore, state: Authority
) -> None:
    with pytest.raises(ProvinceKeyUnknown, match="khóa chưa được đơn vị công nhận"):
        load(trust, trust_file(1, [state], key=OTHER_KEY))
    content = trust_file(1, [state])
    place = content.index(b'"payload": "') + 40
    torn = (
        content[:place]
        + (b"A" if content[place : place + 1] != b"A" else b"B")
        + content[place + 1 :]
    )
    with pytest.raises(TrustFileForged):
        load(trust, torn)
    for odd in (b"", b"{}", b"[]", b"%PDF-1.7", b'{"format": "clerkdesk-trust/9"}'):
        with pytest.raises(NotATrustFile):
            load(trust, odd)
    assert trust.standing().stale


def test_a_list_may_hold_authorities_only(trust: TrustStore, state: Authority) -> None:
    leaf = state.issue("Nguyễn Văn An")
    with pytest.raises(NotATrustFile):
        trust.add_own("an.crt", leaf.pem, source="USB", at=NOW)
    with pytest.raises(NotATrustFile):
        trust.add_own("an.crt", b"no certificate", source="USB", at=NOW)
    assert trust.standing().stale


def test_own_additions_outlive_the_provinces_list(
    trust: TrustStore, state: Authority, public: Authority
) -> None:
    (added,) = trust.add_own("ca.pem", public.identity.pem, source="Quản trị", at=NOW).authorities
    assert (added.trust_list, added.source, added.since) == (TrustList.OWN, "Quản trị", NOW)
    assert not trust.add_own("ca.pem", public.identity.pem, source="Quản trị", at=LATER).any
    load(trust, trust_file(1, [state]))
    lists = {one.name: one.trust_list for one in trust.standing().authorities}
    assert lists["VNPT-CA SHA-256"] is TrustList.OWN
    trust.remove_own(hashlib.sha256(public.identity.der).hexdigest())
    assert [one.trust_list for one in trust.standing().authorities] == [TrustList.OFFICIAL]


def test_a_revocation_list_is_kept_once_and_only_a_newer_one_replaces_it(
    trust: TrustStore, state: Authority
) -> None:
    load(trust, trust_file(1, [state]))
    old, new = state.crl(made=NOW - 2 * DAY), state.crl(made=NOW - DAY)
    (kept,) = trust.load_crl("a.crl", old, source="USB", at=NOW).crls
    assert (kept.this_update, kept.next_update) == (NOW - 2 * DAY, NOW + 7 * DAY)
    assert not trust.load_crl("a.crl", old, source="USB", at=NOW).any
    assert trust.load_crl("b.crl", pem.armor("X509 CRL", new), source="http://x/", at=NOW).any
    with pytest.raises(OlderCrl):
        trust.load_crl("a.crl", old, source="USB", at=NOW)
    (held,) = trust.standing().crls
    assert (held.this_update, held.source) == (NOW - DAY, "http://x/")
    assert held.in_force(NOW)
    assert not held.in_force(NOW + 8 * DAY)


def test_a_revocation_list_of_a_stranger_is_refused(trust: TrustStore, state: Authority) -> None:
    load(trust, trust_file(1, [state]))
    impostor = Authority("CA phục vụ các cơ quan Nhà nước (G2)")
    for stranger in (Authority("CA lạ"), impostor):
        with pytest.raises(CrlIssuerUnknown):
            trust.load_crl("la.crl", stranger.crl(), source="USB", at=NOW)
    with pytest.raises(NotATrustFile):
        trust.load_crl("la.crl", b"no list", source="USB", at=NOW)
    assert not trust.standing().crls


def test_lists_in_the_provinces_file_come_into_the_cache(
    trust: TrustStore, state: Authority
) -> None:
    load(trust, trust_file(1, [state], crls=[state.crl(), Authority("CA lạ").crl()]))
    assert [one.issuer for one in trust.standing().crls] == [state.name]


def test_a_distribution_point_is_due_until_its_list_is_fresh(
    trust: TrustStore, state: Authority
) -> None:
    load(trust, trust_file(1, [state]))
    url, other = "http://ca.example/g2.crl", "ldap://ca.example/cn=g2"
    assert list(trust.due([url, other], NOW)) == [url]
    trust.load_crl(url, state.crl(), source=url, at=NOW)
    assert not trust.due([url], NOW)
    assert list(trust.due([url], NOW + 7 * DAY)) == [url]


def test_certificates_that_a_list_names_are_told(trust: TrustStore, state: Authority) -> None:
    good, bad = state.issue("Nguyễn Văn An"), state.issue("Lê Thị Bình")
    authority = Authority(state.name)
    authority.identity = state.identity
    authority.revoked.append((bad.certificate.serial_number, NOW - DAY))
    load(trust, trust_file(1, [state], crls=[authority.crl()]))
    asked = {
        (name, f"{one.certificate.serial_number:x}")
        for one in (good, bad)
        for name in (state.name, "CA khác")
    }
    assert set(trust.struck_off(asked)) == {(state.name, f"{bad.certificate.serial_number:x}")}


def test_the_highest_version_is_remembered_beside_the_folder(
    tmp_path: Path, state: Authority, public: Authority
) -> None:
    trust = TrustFolder(tmp_path / "trust", tmp_path / "marks")
    load(trust, trust_file(5, [state]))
    for file in (tmp_path / "trust").glob("*"):
        if file.is_file():
            file.unlink()  # a copy of the folder from before was put back
    again = TrustFolder(tmp_path / "trust", tmp_path / "marks")
    with pytest.raises(OlderTrustFile):
        load(again, trust_file(4, [state], [public]))
    assert load(again, trust_file(5, [state])) == 5


def test_what_another_process_takes_in_is_believed_here_too(
    tmp_path: Path, state: Authority
) -> None:
    window, command = TrustFolder(tmp_path / "trust"), TrustFolder(tmp_path / "trust")
    assert not window.bundle().roots
    load(command, trust_file(1, [state]))
    assert window.bundle().roots == (state.identity.der,)
    command.load_crl("g2.crl", state.crl(), source="USB", at=NOW)
    assert len(window.bundle().crls) == 1


def test_signatures_are_judged_by_what_was_just_taken_in(tmp_path: Path, state: Authority) -> None:
    trust = TrustFolder(tmp_path / "trust")
    assert not trust.bundle().roots
    load(trust, trust_file(1, [state]))
    bundle = trust.bundle()
    assert bundle.roots == (state.identity.der,)
    assert bundle.list_of(state.identity.der) is TrustList.OFFICIAL
    assert bundle.label.startswith("Danh sách tin cậy tỉnh Mẫu 1 ")
    trust.load_crl("g2.crl", state.crl(), source="USB", at=NOW)
    assert len(trust.bundle().crls) == 1
