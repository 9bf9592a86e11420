"""Registers as data: the fields of the law, and the sentence for each wrong value."""

from collections.abc import Mapping
from datetime import date

import pytest

from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.register_fields import INCOMING, OUTGOING, incoming_problems
from clerkdesk.domain.vietnamese import nfc

TODAY = date(2026, 11, 20)
LETTER: Mapping[str, object] = {
    "arrival_date": TODAY,
    "channel": "paper",
    "issuing_org": "UBND thị xã",
    "doc_type": "Công văn",
    "code": "12/UBND-VX",
    "issued_date": date(2026, 11, 18),
    "subject": "Về việc họp giao ban",
    "urgency": "0",
    "storage_location": "Tủ 1",
}


def test_a_complete_letter_has_no_problem() -> None:
    required = {field.name for field in INCOMING if field.required and not field.read_only}
    assert incoming_problems({**dict.fromkeys(required, "x"), **LETTER}, TODAY) == {}


def test_every_required_field_is_named_when_it_is_missing() -> None:
    required = {field.name for field in INCOMING if field.required}
    assert problems(INCOMING, {}).keys() == required


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        pytest.param(
            {"subject": "   "}, "subject", "Chưa nhập «Trích yếu nội dung».", id="only blanks"
        ),
        pytest.param(
            {"subject": "x" * 501},
            "subject",
            "«Trích yếu nội dung» dài quá 500 ký tự.",
            id="too long",
        ),
        pytest.param(
            {"issued_date": "hôm qua"},
            "issued_date",
            "«Ngày ban hành» phải là ngày dạng 31/12/2026.",
            id="not a date",
        ),
        pytest.param(
            {"sheet_count": -1},
            "sheet_count",
            "«Số tờ» phải là số nguyên không âm.",
            id="negative number",
        ),
        pytest.param(
            {"sheet_count": 10**25},
            "sheet_count",
            "«Số tờ» lớn quá 999.999.",
            id="a number that no store keeps",
        ),
        pytest.param(
            {"subject": "\u200b \u200e\ufeff"},
            "subject",
            "Chưa nhập «Trích yếu nội dung».",
            id="nothing that can be seen",
        ),
        pytest.param(
            {"urgency": "7"},
            "urgency",
            "«Mức độ khẩn» không có trong danh sách để chọn.",
            id="not one of the choices",
        ),
        pytest.param(
            {"arrival_date": date(2026, 11, 21)},
            "arrival_date",
            "«Ngày đến» không được sau hôm nay.",
            id="arrival in the future",
        ),
        pytest.param(
            {"issued_date": date(2026, 11, 21), "arrival_date": TODAY},
            "issued_date",
            "«Ngày ban hành» không được sau «Ngày đến».",
            id="issued after it came",
        ),
        pytest.param(
            {"due_date": date(2026, 11, 19)},
            "due_date",
            "«Thời hạn giải quyết» không được trước «Ngày đến».",
            id="due before it came",
        ),
    ],
)
def test_a_wrong_value_gets_its_sentence(
    changed: dict[str, object], field: str, sentence: str
) -> None:
    assert incoming_problems({**LETTER, **changed}, TODAY)[field] == sentence


def test_a_limit_counts_letters_and_not_their_parts() -> None:
    field = Field("name", "Tên", Kind.TEXT, max_length=3)
    assert field.problem("e\u0302\u0301" * 3) is None


@pytest.mark.parametrize("empty", [(), [], None])
def test_an_outgoing_document_without_recipient_is_refused(empty: object) -> None:
    assert problems(OUTGOING, {"recipients": empty})["recipients"] == "Chưa nhập «Nơi nhận»."


def test_one_recipient_is_enough() -> None:
    assert "recipients" not in problems(OUTGOING, {"recipients": (Recipient("UBND tỉnh", "H01"),)})


@pytest.mark.parametrize("register", [INCOMING, OUTGOING], ids=["incoming", "outgoing"])
def test_a_register_is_well_formed(register: tuple[Field, ...]) -> None:
    names = [field.name for field in register]
    assert len(names) == len(set(names))
    for field in register:
        assert field.label == nfc(field.label)
        assert 1 <= field.width <= 12
        assert (field.kind is Kind.CHOICE) == (field.choices is not None)
        assert field.group
