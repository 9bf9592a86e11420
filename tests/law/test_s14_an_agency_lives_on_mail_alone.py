"""S14 (Điều 7.1.a): an agency without the province's system lives on mail alone, in both directions."""

from dataclasses import replace

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.mail_account import MailAccount, MailSecret
from clerkdesk.domain.mails import MailState
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Recipient
from tests.fakes.mail import PASSWORD, FakeMailServers
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, OFFICE

OURS, THEIRS = "ubnd@thunghiem.gov.vn", "ubnd@bencanh.gov.vn"
NEIGHBOUR = replace(
    OFFICE, code="000.00.20.H01", name="UBND xã Bên Cạnh", short_name="UBND xã Bên Cạnh"
)


def with_mailbox(office: FakeOffice, servers: FakeMailServers, address: str) -> FakeOffice:
    office.mail_servers = servers
    servers.add(address)
    desk = office.desk()
    account = MailAccount(address, imap_host="mail.gov.vn", smtp_host="mail.gov.vn")
    desk.mail.change(account, ADMIN, desk.today)
    desk.mail.change.keep_secret(desk.mail.change.account(), MailSecret(PASSWORD))
    return office


def two_offices() -> tuple[FakeOffice, FakeOffice, FakeMailServers]:
    servers = FakeMailServers()
    ours = with_mailbox(FakeOffice(), servers, OURS)
    theirs = with_mailbox(FakeOffice(office=NEIGHBOUR), servers, THEIRS)
    servers.now = ours.clock
    theirs.clock.now = ours.clock.now
    return ours, theirs, servers


def issued(office: FakeOffice) -> Outgoing:
    place = Recipient("UBND xã Bên Cạnh", channel=Channel.MAIL, email=THEIRS)
    return office.desk().issue(office.sealed(recipients=(place,)).uid, CLERK)


def test_a_document_goes_out_by_mail_is_registered_there_and_the_notice_comes_home() -> None:
    ours, theirs, servers = two_offices()
    document = issued(ours)
    meeting = ours.desk().mail.meet()
    assert meeting is not None
    assert meeting.sent == 1
    assert len(servers.boxes[OURS]["Sent"].mails) == 1
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.SENT
    assert way.sent_at is not None

    theirs.clock.now = ours.clock.now
    assert theirs.desk().mail.meet().received == 1  # type: ignore[union-attr] # it has a mailbox
    (arrival,) = theirs.store.exchange.arrivals()
    assert arrival.by_mail
    assert document.code in arrival.subject
    theirs.store.directory.put(Agency(OFFICE.code, OFFICE.name, OURS), CLERK.login)
    desk = theirs.desk()
    candidate = desk.from_arrival(arrival)
    assert candidate.channel is Channel.MAIL
    assert candidate.sender_code == OFFICE.code
    assert candidate.main_file is not None
    values = {
        **candidate.values,
        "issuing_org": OFFICE.name,
        "code": document.code,
        "doc_type": "Tờ trình",
    }
    registered = desk.register(candidate, values, CLERK).document
    assert registered.entry.channel is Channel.MAIL
    (notice,) = desk.receipts.pending()
    assert notice.to == OFFICE.short_name
    desk.mail.meet()
    assert desk.receipts.pending() == []

    ours.desk().mail.meet()
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.ACCEPTED
    assert ours.store.exchange.arrivals() == []  # the notice settles itself


def test_without_a_line_the_issue_stands_and_its_mail_waits() -> None:
    ours, _theirs, servers = two_offices()
    servers.reachable = False
    document = issued(ours)
    assert document.state is OutgoingState.ISSUED
    (waiting,) = ours.store.mails.waiting()
    assert waiting.state is MailState.WAITING
    servers.reachable = True
    ours.desk().mail.meet()
    assert ours.store.mails.waiting() == []
    assert len(servers.handed_over) == 1
