"""Values as JSON and back, sentences of the history, the printed key, sealed frames."""

import json
from datetime import UTC, date, datetime

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.adapters.store.recovery_key import new_recovery_key, recovery_secret
from clerkdesk.adapters.store.sealed import new_key, seal, unseal
from clerkdesk.domain.errors import WrongRecoveryKey
from clerkdesk.domain.history import what_happened
from clerkdesk.domain.incoming import Incoming, IncomingEntry, IncomingState, Urgency
from clerkdesk.domain.ops import FieldChange, Op
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.plain import from_plain, to_plain
from tests.fakes.sample_documents import attachment, incoming_entry, outgoing_entry

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        Incoming("u", 12, 2026, incoming_entry(urgency=Urgency.EXPRESS), IncomingState.DONE),
        Outgoing("u", outgoing_entry(attachments=(attachment(),)), OutgoingState.DRAFT),
        Person("an", "Nguyễn An", "Văn thư", frozenset({Role.CLERK, Role.ADMIN})),
    ],
)
def test_a_value_survives_json(value: object) -> None:
    assert from_plain(type(value), json.loads(json.dumps(to_plain(value)))) == value


def test_a_field_of_a_newer_desk_is_skipped() -> None:
    plain = to_plain(incoming_entry())
    assert isinstance(plain, dict)
    assert from_plain(IncomingEntry, plain | {"mới": 1}) == incoming_entry()


@pytest.mark.parametrize(
    "wrong",
    [{"subject": 5}, {"issued_date": "hôm qua"}, {"issued_date": 5}, {"attachments": "x"},
     {"attachments": [5]}, {"urgency": 9}, {"channel": "chim"}, {"sheet_count": True}],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused(wrong: dict[str, object]) -> None:
    plain = to_plain(incoming_entry())
    assert isinstance(plain, dict)
    with pytest.raises((TypeError, ValueError)):
        from_plain(IncomingEntry, plain | wrong)


@pytest.mark.parametrize("value", [b"x", object(), Person])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_plain(value)


@pytest.mark.parametrize(
    ("entity", "kind", "values", "sentence"),
    [
        ("incoming", "register", {"arrival_number": 12}, "Vào sổ, số đến 12"),
        (
            "incoming",
            "forward",
            {"assignment": {"to_person": "Chủ tịch", "due_date": "2026-11-25"}},
            "Chuyển Chủ tịch, hạn 25/11/2026",
        ),
        (
            "incoming",
            "forward",
            {"assignment": {"to_person": "Chủ tịch", "due_date": None}},
            "Chuyển Chủ tịch",
        ),
        ("outgoing", "change", {"subject": "x"}, "Sửa dự thảo"),
        ("outgoing", "step", {"step": "return"}, "Trả lại"),
        ("book", "acc", {"title": "Văn bản đến 2026"},
         "Mở sổ «Văn bản đến 2026», nhận quyền cấp số"),
        ("arrival", "refuse", {"settled": "refused"}, "Từ chối tiếp nhận gói tin"),
        ("setting", "setting", {"value": 1}, "Đổi thiết lập"),
        ("agency", "change", {"name": "x"}, "Cập nhật danh bạ cơ quan"),
        ("incoming", "step", {"state": "chưa biết"}, "Thay đổi khác (step)"),
        ("incoming", "forward", {}, "Thay đổi khác (forward)"),
        ("hồ sơ", "mở", {}, "Thay đổi khác (mở)"),
    ],
)  # fmt: skip
def test_history_says_what_an_op_did(
    entity: str, kind: str, values: dict[str, object], sentence: str
) -> None:
    fields = {name: FieldChange(value) for name, value in values.items()}
    op = Op("d", 1, 1, "id", "0" * 64, entity, "k", kind, "an", NOW, fields)
    assert what_happened(op) == sentence


def test_a_printed_key_may_be_typed_carelessly() -> None:
    for _ in range(200):
        key = new_recovery_key()
        assert len(key.split("-")) == 7
        careless = key.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert recovery_secret(f"  {careless}\n") == recovery_secret(key)


def test_one_wrong_letter_is_noticed_at_once() -> None:
    key = new_recovery_key()
    missed = 0
    for place, letter in enumerate(key):
        if letter != "-":
            typed = key[:place] + ("A" if letter != "A" else "B") + key[place + 1 :]
            try:
                recovery_secret(typed)
                missed += 1
            except WrongRecoveryKey:
                pass
    assert missed <= 1, "two letters of checksum miss one mistake in a thousand"


@given(content=st.binary(max_size=200), size=st.sampled_from([0, 65_500, 65_536, 131_072]))
def test_sealed_content_comes_back(content: bytes, size: int) -> None:
    key = new_key()
    whole = bytes(size) + content
    sealed = seal(key, whole)
    assert unseal(key, sealed) == whole
    with pytest.raises(InvalidTag):
        unseal(new_key(), sealed)
    with pytest.raises(InvalidTag):
        unseal(key, sealed[:-1])


def test_frames_cannot_change_places() -> None:
    key, frame = new_key(), 65_536 + 16
    sealed = seal(key, bytes(65_536 * 3))
    swapped = sealed[:16] + sealed[16 + frame : 16 + 2 * frame] + sealed[16 : 16 + frame]
    with pytest.raises(InvalidTag):
        unseal(key, swapped + sealed[16 + 2 * frame :])


def test_dates_are_written_in_iso_form() -> None:
    assert to_plain({"ngày": date(2026, 11, 22)}) == {"ngày": "2026-11-22"}
