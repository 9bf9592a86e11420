"""An older desk keeps what a newer one says, hands it on, and shows it after its own update."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.store import remote, unread_ops
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.remarks import RemarkKind
from tests.fakes.office_network import Cable, NetworkDesk, network_desk
from tests.fakes.sample_documents import CLERK, PASSWORDS
from tests.fakes.stick_office import StickDesk


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[NetworkDesk, NetworkDesk, NetworkDesk]]:
    """A newer desk, an older one, and a newer one that the first never meets."""
    cable = Cable()
    with (
        network_desk(tmp_path / "new", cable) as new,
        network_desk(tmp_path / "old", cable) as old,
        network_desk(tmp_path / "far", cable) as far,
    ):
        new.told_of(old)
        old.told_of(new, far)
        far.told_of(old)
        for desk in (new, old, far, new, old, far):
            desk()
        yield new, old, far


def updated(desk: StickDesk) -> SqlStore:
    """The same store, opened by the program of after the update."""
    desk.store.close()
    store = desk.vault.unlock("vanthu", PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    desk.store = store
    return store


def unread(store: SqlStore) -> int:
    with store._database.reading() as link:
        return int(link.execute("SELECT count(*) FROM op_unread").fetchone()[0])


def test_an_op_of_a_kind_that_it_does_not_know(
    office: tuple[NetworkDesk, NetworkDesk, NetworkDesk], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old, far = office
    document = new.signed("Có ý kiến")
    with monkeypatch.context() as before:
        before.delitem(remote._KNOWN, ("outgoing", OpKind.COMMENT))
        new.store.remarks.add(document.uid, RemarkKind.COMMENT, "Sửa căn cứ", CLERK.login)
        old()
        far.network.close()
        waiting = unread(old.store)
        assert waiting >= 1
        assert old.store.outgoing.get(document.uid).entry.subject == "Có ý kiến"
        assert list(old.store.remarks.of(document.uid)) == []
    old.meet.close()
    store = updated(old.stick)
    (remark,) = store.remarks.of(document.uid)
    assert remark.text == "Sửa căn cứ"
    assert unread(store) == 0
    assert store.ops.breaks() == []
    assert updated(old.stick).remarks.of(document.uid) == [remark], "read once"


def test_it_hands_on_what_it_does_not_understand(
    office: tuple[NetworkDesk, NetworkDesk, NetworkDesk], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old, far = office
    document = new.signed("Chuyển tiếp")
    with new.store._database.writing() as link:
        told = new.store.ops.append(
            link, "hologram", document.uid, OpKind.CHANGE, CLERK.login, {"colour": "đỏ"}
        )
    old()
    far()
    (there,) = far.store.ops.of_record("hologram", document.uid)
    assert there.digest == told.digest
    assert unread(far.store) == unread(old.store) == 1
    assert far.store.ops.breaks() == old.store.ops.breaks() == []


@pytest.mark.parametrize("kind", ["change", "register"])
def test_a_field_that_it_does_not_know(
    office: tuple[NetworkDesk, NetworkDesk, NetworkDesk],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    """To the older desk «note» of incoming documents is a field of the future."""
    new, old, _far = office
    if kind == "change":
        document = new.stick.register("Công văn")
        old()
    with monkeypatch.context() as before:
        _without_notes(before)
        if kind == "register":
            document = new.stick.register("Công văn", note="từ bản mới")
        else:
            _write_note(new.store, document.uid, "từ bản mới")
        old()
        there = old.store.incoming.get(document.uid)
        assert (there.arrival_number, there.entry.note) == (document.arrival_number, "")
        assert unread(old.store) == 1
    old.meet.close()
    store = updated(old.stick)
    assert store.incoming.get(document.uid).entry.note == "từ bản mới"
    assert unread(store) == 0
    assert store.conflicts.count() == 0


def _write_note(store: SqlStore, uid: str, note: str) -> None:
    with store._database.writing() as link:
        store.ops.append(link, "incoming", uid, OpKind.AMEND, CLERK.login, {"note": note})


def _without_notes(patch: pytest.MonkeyPatch) -> None:
    known = {**unread_ops.FIELDS, "incoming": unread_ops.FIELDS["incoming"] - {"note"}}
    patch.setattr(unread_ops, "FIELDS", known)
    applied = remote.RemoteOps._applied

    def without(link: Connection, op: Op, apply: Callable[..., None]) -> bool:
        def older(link: Connection, op: Op, values: dict[str, object]) -> None:
            left = {name: value for name, value in values.items() if name != "note"}
            apply(link, op, left)

        return applied(link, op, older if op.entity == "incoming" else apply)

    patch.setattr(remote.RemoteOps, "_applied", staticmethod(without))
