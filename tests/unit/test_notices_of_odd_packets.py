"""A packet that hardly says what it is is registered all the same, and answered as far as that is possible."""

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.services.take_in import TakeIn, Taken
from tests.fakes.courier import real_office
from tests.fakes.field_packets import FLAT, LANG_SON
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, NOW

NAMELESS = LANG_SON.replace(">H37.DN.001<", "><").replace(
    ">H37.DN.001,2026/11/05,123/UBND-VP<", "><"
)
LONG = LANG_SON.replace(">H37.DN.001<", f">{'H37.' * 20}<")


def taken(office: FakeOffice, text: str, sender: str, document_id: str) -> Taken:
    content = text.encode()
    header = PacketHeader(
        sender=sender,
        recipients=(office.office.code,),
        document_id=document_id,
        kind="new",
        sha256=office.store.files.put(content),
        size=len(content),
        name="goi.edxml",
    )
    return TakeIn(office.store, office.codec, office.desk().notify)(header, content, NOW, NOW)


@pytest.mark.parametrize(
    ("text", "sender", "identifier", "answers"),
    [
        (LANG_SON, "H37.DN.001", "H37.DN.001,2026/11/05,123/UBND-VP", ["01", "03"]),
        (NAMELESS, "H37.DN.001", "H37.DN.001,2026/11/05,123/UBND-VP", ["03"]),
        (NAMELESS, "", "", []),
        (LONG, "H37.DN.001", "x", ["01", "03"]),
        (FLAT, "H37.DN.001", "ab535a99-cb2a-404f-8fe8-a762bf4010cc", ["01", "03"]),
    ],
    ids=["whole", "nameless", "nameless from a stick", "long code", "flat"],
)
def test_it_is_registered_and_whoever_is_known_is_told(
    text: str, sender: str, identifier: str, answers: list[str]
) -> None:
    office = real_office()
    assert taken(office, text, sender, identifier) is Taken.WAITS
    desk = office.desk()
    candidate = desk.from_arrival(office.store.exchange.arrivals()[-1])
    values = {**candidate.values, "issuing_org": "Công ty Mẫu", "due_date": None}
    document = desk.register(candidate, values, CLERK).document
    assert document.code == "123/UBND-VP"
    names = [parcel.header.name for parcel in office.store.exchange.waiting()]
    assert names == [f"status-{code}.edxml" for code in answers]


def test_an_answer_names_what_was_sent_as_its_sender_named_it() -> None:
    office = real_office()
    taken(office, LONG, "H37.DN.001", "x")
    (answer,) = office.store.exchange.waiting()
    read = EdxmlCodec(office.clock).read("", office.store.files.get(answer.header.sha256))
    assert read.kind == "status"
    assert read.about.organ_code == "H37." * 20  # type: ignore[union-attr]
