"""A draft fills its own form: what stands on its pages, and recipients that the directory knows."""

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.reading import Box, PageText, ReadDocument, ReadField, Word
from clerkdesk.services.draft_reading import draft_values

FINANCE = Agency("H99.02", "Sở Tài chính thành phố Mẫu", email="stc@mau.example")
COMMITTEE = Agency("", "Đảng ủy xã Thạnh Mẫu", aliases=("TT. Đảng ủy",))
NOWHERE = Box(0, 0, 1, 1)


def read(*lines: str, **fields: object) -> ReadDocument:
    words = [Word(line, NOWHERE, 1.0, number) for number, line in enumerate(lines)]
    return ReadDocument(
        {name: ReadField(value, 0.9) for name, value in fields.items()},
        (PageText(595, 842, tuple(words)),),
    )


def test_what_stands_on_the_page_goes_into_the_form() -> None:
    reading = read(doc_type="Tờ trình", signer_name="Nguyễn Văn Mẫu", urgency=1, subject=None)
    assert draft_values(reading, ()) == {
        "doc_type": "Tờ trình",
        "signer_name": "Nguyễn Văn Mẫu",
        "urgency": "1",
    }


def test_recipients_of_the_directory_are_named_once_each() -> None:
    reading = read(
        "TỜ TRÌNH",
        "Kính gửi: Sở Tài chính thành phố Mẫu.",
        "Thực hiện kế hoạch",
        recipients=("Như trên", "TT. Đảng ủy;", "Sở Tài chính thành phố Mẫu", "Lưu: VT"),
    )
    assert draft_values(reading, (FINANCE, COMMITTEE))["recipients"] == (
        Recipient(FINANCE.name, FINANCE.code, email=FINANCE.email),
        Recipient(COMMITTEE.name),
    )


def test_several_are_addressed_one_a_line() -> None:
    reading = read(
        "Kính gửi:",
        "- Sở Tài chính thành phố Mẫu;",
        "- Đảng ủy xã Thạnh Mẫu.",
        "Căn cứ Sở Tài chính thành phố Mẫu",
    )
    found = draft_values(reading, (COMMITTEE, FINANCE))["recipients"]
    assert found == (
        Recipient(FINANCE.name, FINANCE.code, email=FINANCE.email),
        Recipient(COMMITTEE.name),
    )


def test_who_receives_is_not_guessed() -> None:
    reading = read("Kính gửi: Sở Tài chính", recipients=("Các phòng", "Lưu: VT"))
    assert "recipients" not in draft_values(reading, (FINANCE,))


def test_a_name_that_two_agencies_bear_names_nobody() -> None:
    here = Agency("H99.11", "Ủy ban nhân dân xã Tân Hà", aliases=("UBND xã Tân Hà",))
    there = Agency("H98.11", "UBND xã Tân Hà")
    reading = read("Kính gửi: UBND xã Tân Hà")
    assert "recipients" not in draft_values(reading, (here, there))
    assert draft_values(reading, (here,))["recipients"] == (Recipient(here.name, here.code),)


def test_names_that_differ_in_a_diacritic_are_two() -> None:
    other = Agency("H99.12", "UBND xã Tân Hạ")
    reading = read("Kính gửi: UBND  xã Tân Hà", recipients=("UBND XÃ TÂN HẠ;",))
    assert draft_values(read("Kính gửi: UBND xã Tân Hà"), (other,)) == {}
    assert draft_values(reading, (other,))["recipients"] == (Recipient(other.name, other.code),)
