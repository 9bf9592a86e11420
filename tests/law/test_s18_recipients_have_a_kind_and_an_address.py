"""S18 (Điều 7.3.a): agency, organisation, business or citizen; their addresses are kept and used."""

from clerkdesk.domain.envelopes import EnvelopeSize
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import RECIPIENT_KIND_NAMES, Recipient, RecipientKind
from clerkdesk.ui.forms.recipient_panel import FIELDS
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK

PLACES = (
    Recipient("Hội Nông dân", channel=Channel.PORTAL, kind=RecipientKind.ORGANISATION),
    Recipient("Công ty B", channel=Channel.MAIL, email="b@vidu.vn", kind=RecipientKind.BUSINESS),
    Recipient("Bà Lê Thị D", channel=Channel.PAPER, kind=RecipientKind.CITIZEN, address="Ấp 3"),
)


def test_the_four_kinds_can_be_chosen() -> None:
    (kind,) = (field for field in FIELDS if field.name == "kind")
    assert list((kind.choices or {}).values()) == list(RECIPIENT_KIND_NAMES.values())
    assert list(RECIPIENT_KIND_NAMES.values()) == [
        "Cơ quan nhà nước",
        "Tổ chức",
        "Doanh nghiệp",
        "Công dân",
    ]


def test_kind_and_address_stay_with_the_document_and_stand_on_the_envelope() -> None:
    office = FakeOffice()
    desk = office.desk()
    document = desk.issue(office.sealed(recipients=PLACES).uid, CLERK)
    assert document.entry.recipients == PLACES
    due = [one for one in desk.send_paper.waiting() if one.recipient == PLACES[2]]
    desk.print_paper.envelopes(due, EnvelopeSize.C5)
    _size, (envelope,) = office.printer.printed[-1]  # type: ignore[misc] # one was printed
    assert (envelope.recipient, envelope.address) == ("Bà Lê Thị D", "Ấp 3")
