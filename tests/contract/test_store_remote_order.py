"""Ops of two desks in whatever order: both stores end alike, and people hear of what lost."""

from clerkdesk.domain.ops import read_op
from tests.contract.test_store_remote import Desks, carry, conflicts, desks
from tests.fakes.sample_documents import outgoing_entry

__all__ = ["desks"]


def test_two_desks_that_change_one_value_end_alike_and_both_are_told(desks: Desks) -> None:
    one, other = desks
    uid = one.outgoing.draft(outgoing_entry(), "vanthu").uid
    carry(one, other)
    one.settings.put("mau", "xanh", "vanthu")
    other.settings.put("mau", "vàng", "vanthu")
    one.outgoing.change(uid, outgoing_entry(subject="bản một"), "vanthu")
    other.outgoing.change(uid, outgoing_entry(subject="bản hai"), "vanthu")
    carry(one, other)
    carry(other, one)
    assert one.outgoing.get(uid).entry.subject == other.outgoing.get(uid).entry.subject
    assert one.settings.get("mau") == other.settings.get("mau")
    assert conflicts(one)
    assert conflicts(other)


def test_an_op_that_comes_before_its_record_is_applied_with_it(desks: Desks) -> None:
    one, other = desks
    uid = one.outgoing.draft(outgoing_entry(), "vanthu").uid
    one.outgoing.change(uid, outgoing_entry(subject="bản hai"), "vanthu")
    ops = [read_op(op.message()) for op in one.ops.pending(500)]
    drafted = next(op for op in ops if op.key == uid)
    other.ops.apply_remote(1, len(ops), [op for op in ops if op != drafted])
    assert [field for field, _theirs in conflicts(other)] == [""]
    other.ops.apply_remote(1, len(ops) + 1, [drafted])
    assert other.outgoing.get(uid).entry.subject == "bản hai"
    assert conflicts(other) == []
