"""Checks of signatures in the store: what is open, which keys are known, and what has fallen."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.ops import read_op
from clerkdesk.domain.plain import plain_fields
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    SignatureResult,
    Verdict,
)
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import NOW, OFFICE, PASSWORDS, Clock, attachment, incoming_entry
from tests.fakes.store import FakeKeyStore, FakeStore

ONE = SignatureReport(
    *("CK", "Nguyễn Văn An", "UBND xã Mẫu", "CA công vụ", NOW, False),
    *(Integrity.INTACT, CertificateState.GOOD, Revocation.UNKNOWN),
    serial="1f",
    key="k1",
    crl_points=("http://ca.example/g2.crl",),
)
OPEN = SignatureCheck(
    *(Verdict.INDETERMINATE, Integrity.INTACT, CertificateState.GOOD, Revocation.UNKNOWN),
    LegalClass.PARTLY,
    (ONE,),
    sha256="a" * 64,
    checked_at=NOW,
)
GOOD = replace(
    OPEN,
    verdict=Verdict.VALID,
    revocation=Revocation.GOOD,
    signatures=(replace(ONE, revocation=Revocation.GOOD),),
)
REVOKED = replace(
    OPEN,
    verdict=Verdict.INVALID,
    revocation=Revocation.REVOKED,
    signatures=(replace(ONE, revocation=Revocation.REVOKED),),
)


def sql_store(folder: Path) -> SqlStore:
    vault = FileVault(
        folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=PasswordCost(1, 8, 1)
    )
    store = vault.create(OFFICE, PASSWORDS).store
    assert isinstance(store, SqlStore)
    return store


@pytest.fixture(params=["sqlcipher", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = (
        FakeStore(OFFICE, PASSWORDS, Clock()) if request.param == "fake" else sql_store(tmp_path)
    )
    yield made
    made.close()


def register(store: Store, sha256: str = "a" * 64) -> Incoming:
    entry = incoming_entry(
        attachments=(replace(attachment(), sha256=sha256),),
        signature_result=SignatureResult.INDETERMINATE,
    )
    return store.incoming.add(entry, "vanthu")


def test_every_check_of_a_file_stays(store: Store) -> None:
    store.checks.record(OPEN)
    store.checks.record(GOOD)
    assert list(store.checks.all_of(OPEN.sha256)) == [OPEN, GOOD]
    assert store.checks.latest(OPEN.sha256) == GOOD


def test_open_verdicts_are_listed_until_they_are_settled(store: Store) -> None:
    other, shut = replace(OPEN, sha256="b" * 64), replace(OPEN, sha256="c" * 64)
    for check in (OPEN, other, replace(shut, integrity=Integrity.UNREADABLE)):
        store.checks.record(check)
    assert list(store.checks.open()) == ["b" * 64, "a" * 64]
    register(store)
    assert list(store.checks.open()) == ["a" * 64, "b" * 64], "what is in work comes first"
    assert list(store.checks.open({"CA công vụ"})) == ["a" * 64, "b" * 64]
    assert not store.checks.open({"CA khác"})
    assert not store.checks.open(set())
    store.checks.record(GOOD)
    assert list(store.checks.open()) == ["b" * 64]


def test_certificates_and_distribution_points_of_signers_are_known(store: Store) -> None:
    store.checks.record(GOOD)
    store.checks.record(replace(REVOKED, sha256="b" * 64))
    store.checks.record(replace(GOOD, sha256="c" * 64))
    (only,) = store.checks.certificates()
    assert (only.issuer, only.serial) == ("CA công vụ", "1f")
    assert list(store.checks.files_of([only])) == ["a" * 64, "c" * 64]
    assert not store.checks.files_of([replace(only, issuer="CA khác")])
    assert list(store.checks.points()) == ["http://ca.example/g2.crl"]


def test_a_key_is_remembered_when_first_seen_and_a_strangers_second_one_is_not(
    store: Store,
) -> None:
    assert not store.checks.known_keys("Nguyễn Văn An", "UBND xã Mẫu")
    store.checks.record(GOOD)
    stranger = replace(ONE, key="k2", certificate=CertificateState.UNTRUSTED)
    store.checks.record(replace(OPEN, sha256="b" * 64, signatures=(stranger,)))
    assert [k.key for k in store.checks.known_keys("nguyen van an", "UBND XÃ MẪU")] == ["k1"]
    renewed = replace(ONE, key="k3", revocation=Revocation.GOOD)
    later = replace(GOOD, sha256="c" * 64, signatures=(renewed,), checked_at=NOW.replace(year=2030))
    store.checks.record(later)
    known = store.checks.known_keys("Nguyễn Văn An", "UBND xã Mẫu")
    assert [(key.key, key.first_at) for key in known] == [
        ("k1", NOW),
        ("k3", NOW.replace(year=2030)),
    ]


def test_a_later_check_changes_the_result_of_a_document_and_the_history_tells_both(
    store: Store,
) -> None:
    document = register(store)
    assert [row.uid for row in store.checks.documents("a" * 64)] == [document.uid]
    changed = store.checks.change_result(document.uid, GOOD, "có danh sách thu hồi mới", "vanthu")
    assert changed.entry.signature_result is SignatureResult.VALID
    assert store.incoming.get(document.uid).entry.signature_result is SignatureResult.VALID
    line = store.ops.history("incoming", document.uid)[-1]
    assert line.what == (
        "Kiểm tra lại chữ ký số: «Chưa xác định» thành «Hợp lệ», có danh sách thu hồi mới"
    )
    count = len(store.ops.pending(100))
    store.checks.change_result(document.uid, GOOD, "lại", "vanthu")
    assert len(store.ops.pending(100)) == count
    assert not store.checks.fallen()


def test_a_document_that_falls_is_told_until_somebody_takes_note(store: Store) -> None:
    document, other = register(store), register(store, "b" * 64)
    store.checks.change_result(document.uid, REVOKED, "chứng thư đã bị thu hồi", "hệ thống")
    (fallen,) = store.checks.fallen()
    assert (fallen.uid, fallen.before) == (document.uid, SignatureResult.INDETERMINATE)
    store.checks.take_note(document.uid, "vanthu")
    store.checks.take_note(other.uid, "vanthu")
    assert not store.checks.fallen()
    assert store.ops.history("incoming", document.uid)[-1].what == (
        "Đã biết chữ ký số không còn hợp lệ"
    )
    assert len(store.ops.history("incoming", other.uid)) == 1


def test_a_cancelled_document_keeps_its_result(store: Store) -> None:
    document = register(store)
    store.incoming.cancel(document.uid, "nơi gửi thu hồi", "vanthu")
    left = store.checks.change_result(document.uid, REVOKED, "x", "vanthu")
    assert left.state is IncomingState.CANCELLED
    assert left.entry.signature_result is SignatureResult.INDETERMINATE


def test_another_desk_learns_of_checks_and_of_changed_results(tmp_path: Path) -> None:
    one, other = sql_store(tmp_path / "one"), sql_store(tmp_path / "other")
    document = register(one)
    one.checks.record(REVOKED)
    one.checks.change_result(document.uid, REVOKED, "chứng thư đã bị thu hồi", "hệ thống")

    def carry() -> None:
        ops = [read_op(op.message()) for op in one.ops.pending(500)]
        other.ops.apply_remote(1, other.ops.cursor()[1] + len(ops), ops)

    carry()
    assert other.checks.latest("a" * 64) == REVOKED
    assert other.incoming.get(document.uid).entry.signature_result is SignatureResult.INVALID
    assert [fallen.uid for fallen in other.checks.fallen()] == [document.uid]
    one.checks.take_note(document.uid, "vanthu")
    carry()
    assert not other.checks.fallen()
    one.close()
    other.close()


def test_checks_of_an_older_program_are_open_as_soon_as_the_store_is_brought_up_to_date() -> None:
    script = resource_of("clerkdesk.adapters.store.migrations", "0013_trust.sql")
    link = sqlite3.connect(":memory:")
    link.execute(
        "CREATE TABLE signature_check (position INTEGER PRIMARY KEY, sha256 TEXT, message TEXT)"
    )
    old = {name: value for name, value in plain_fields(OPEN).items() if name != "crls"}
    for sha256, verdict in (("a", "valid"), ("a", "indeterminate"), ("b", "valid")):
        message = json.dumps(old | {"verdict": verdict})
        link.execute(
            "INSERT INTO signature_check (sha256, message) VALUES (?, ?)", (sha256, message)
        )
    link.executescript(script)
    rows = link.execute("SELECT sha256, issuer, serial, open, result FROM signed_file").fetchall()
    assert rows == [
        ("a", "CA công vụ", "", 1, "indeterminate"),
        ("b", "CA công vụ", "", 0, "valid"),
    ]
    link.close()


def resource_of(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8")
