"""Recipients as they are typed and pasted: e-mail, doubles, groups, lines of a Word file."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.recipients import (
    PastedRecipients,
    is_email,
    joined,
    named,
    read_lines,
    recipient_problem,
    recipients_problem,
)

HOME = Recipient("Sở Nội vụ", "H13.01")
FINANCE = Recipient("Sở Tài chính", "H13.12")
GROUPS = {"Các sở": (HOME, FINANCE)}


def find(text: str) -> list[Recipient]:
    return [place for place in (HOME, FINANCE) if text.casefold() in place.name.casefold()]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("vanthu@cantho.gov.vn", True),
        ("phongkiemtravanban_2012@gmail.com", True),
        ("a@b", False),
        ("a@@b.vn", False),
        ("a b@c.vn", False),
        ("văn.thư@cantho.gov.vn", False),
        ("a..b@c.vn", False),
        ("a@c.vn;b@c.vn", False),
        ("", False),
    ],
)
def test_an_address_is_told_by_its_form(text: str, good: bool) -> None:
    assert is_email(text) is good


def test_the_lines_of_a_word_file_become_recipients() -> None:
    text = """Nơi nhận:
    - Như Điều 3;
    - Sở Nội vụ (để b/c);
    – Ông Lưu Văn Như;
    + vanphong@cantho.gov.vn;
    - SỞ NỘI VỤ;
    - các sở
    - Lưu: VT, VX (01), TH./."""
    assert read_lines(text, find, GROUPS) == PastedRecipients(
        (
            HOME,
            Recipient("Ông Lưu Văn Như", channel=Channel.PAPER),
            Recipient(
                "vanphong@cantho.gov.vn", channel=Channel.MAIL, email="vanphong@cantho.gov.vn"
            ),
            FINANCE,
        ),
        ("Như Điều 3", "Lưu: VT, VX (01), TH"),
    )


@given(some.text(max_size=200))
def test_any_text_can_be_pasted(text: str) -> None:
    pasted = read_lines(text, find, GROUPS)
    assert joined((), pasted.recipients) == pasted.recipients


def test_a_group_stands_for_all_its_members_and_doubles_are_left_out() -> None:
    assert named("CÁC SỞ", find, GROUPS) == (HOME, FINANCE)
    assert joined((FINANCE,), named("các sở", find, GROUPS)) == (FINANCE, HOME)


def test_two_people_of_one_name_differ_by_code_only() -> None:
    people = (Recipient("Ông A", channel=Channel.PAPER), Recipient("ông a", channel=Channel.PAPER))
    assert "hai lần" in recipients_problem(people)
    assert recipients_problem((HOME, FINANCE)) == ""


def test_copies_stay_within_reason() -> None:
    assert "Số bản giấy" in recipient_problem(Recipient("Sở A", "H1", paper_copies=100))
    assert recipient_problem(Recipient("Sở A", "H1", paper_copies=99)) == ""
