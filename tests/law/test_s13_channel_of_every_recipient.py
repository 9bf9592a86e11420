"""S13 (Điều 7.2.a): every recipient has a channel, and one by which the document can really go."""

import pytest

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import CHANNEL_NAMES, Channel
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.ui.forms.recipient_panel import FIELDS
from tests.fakes.office import FakeOffice


def test_the_channel_is_a_required_field_with_the_systems_of_the_decision() -> None:
    (channel,) = (field for field in FIELDS if field.name == "channel")
    assert channel.required
    assert channel.problem("") == "Chưa nhập «Gửi qua»."
    assert (
        set(channel.choices or {})
        == {one.value for one in CHANNEL_NAMES}
        >= {
            "system",
            "mail",
            "one_stop",
            "portal",
        }
    )


@pytest.mark.parametrize(
    ("recipient", "sentence"),
    [
        (Recipient("Sở A"), "chưa có mã định danh"),
        (Recipient("Sở A", channel=Channel.MAIL), "chưa có địa chỉ thư"),
        (Recipient("Sở A", "H1", email="sai@"), "không đúng"),
        (Recipient(" ", "H1"), "từ 1 đến 200"),
    ],
)
def test_a_recipient_that_cannot_be_reached_is_named(recipient: Recipient, sentence: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        FakeOffice().draft(recipients=(recipient,))
    assert sentence in refused.value.problems["recipients"]


def test_no_place_stands_twice() -> None:
    twice = (Recipient("Sở A", "H1"), Recipient("Sở A (cũ)", "h1"))
    with pytest.raises(InvalidEntry) as refused:
        FakeOffice().draft(recipients=twice)
    assert "hai lần" in refused.value.problems["recipients"]


def test_each_channel_is_kept_with_its_recipient() -> None:
    places = (
        Recipient("Sở A", "H1"),
        Recipient("Công ty B", channel=Channel.MAIL, email="b@vidu.vn"),
        Recipient("Ông C", channel=Channel.ONE_STOP),
        Recipient("Cổng của xã", channel=Channel.PORTAL),
        Recipient("Bà D", channel=Channel.PAPER),
    )
    office = FakeOffice()
    document = office.desk().issue(office.sealed(recipients=places).uid, office.desk().person)
    assert [d.recipient for d in document.deliveries] == list(places)
