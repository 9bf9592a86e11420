"""S35, S36, S14 (Điều 11.2, 12.1): the mail of an issued document, its times, and what comes back."""

from email import message_from_bytes, policy

import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import DiskFull, InvalidEntry
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.mail_account import MailAccount, MailSecret
from clerkdesk.domain.mails import MailPurpose
from clerkdesk.domain.outgoing import OutgoingState, Recipient
from clerkdesk.services.mail_templates import MailTemplate
from tests.fakes.mail import FakeMailServers
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK
from tests.law.test_s14_an_agency_lives_on_mail_alone import (
    OURS,
    THEIRS,
    issued,
    two_offices,
    with_mailbox,
)
from tests.unit.test_mail_reader import BOUNCE


def report(office: FakeOffice, servers: FakeMailServers, action: bytes = b"failed") -> bytes:
    sent = servers.handed_over[-1][1]
    mail_id = office.mail_codec.read("x.eml", sent).message_id
    quoted = b"From: x@y.vn\nMessage-ID: " + mail_id.encode() + b"\n"
    return BOUNCE.replace(b"so@tinh.gov.vn", THEIRS.encode()) % (
        action,
        b"text/rfc822-headers",
        quoted,
    )


def test_the_mail_carries_the_sealed_pdf_and_says_what_it_is() -> None:
    ours, _theirs, servers = two_offices()
    document = issued(ours)
    ours.desk().mail.meet()
    ((to, content),) = servers.handed_over
    message = message_from_bytes(content, policy=policy.default)
    assert to == THEIRS
    assert message["From"].addresses[0].addr_spec == OURS
    assert document.code in str(message["Subject"])
    assert document.entry.subject in str(message["Subject"])
    (pdf,) = list(message.iter_attachments())  # type: ignore[attr-defined] # EmailMessage
    main = document.main_file
    assert main is not None
    assert pdf.get_content() == ours.store.files.get(main.sha256)
    assert pdf.get_content_type() == "application/pdf"


def test_the_time_of_sending_is_the_servers_answer_not_the_click() -> None:
    ours, _theirs, servers = two_offices()
    servers.reachable = False
    document = issued(ours)
    (queued,) = ours.store.mails.waiting()
    servers.reachable = True
    ours.desk().mail.meet()
    sent = ours.store.mails.about(document.uid)[0]
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert sent.sent_at is not None
    assert way.sent_at == sent.sent_at > queued.queued_at
    assert sent.reply == "250 OK"


def test_issue_and_mail_are_kept_together_or_not_at_all() -> None:
    ours, _theirs, _servers = two_offices()
    place = Recipient("UBND xã Bên Cạnh", channel=Channel.MAIL, email=THEIRS)
    sealed = ours.sealed(recipients=(place,))
    desk = ours.desk()
    ours.store.error = DiskFull()
    with pytest.raises(DiskFull):
        desk.issue(sealed.uid, CLERK)
    ours.store.error = None
    assert ours.store.outgoing.get(sealed.uid).state is OutgoingState.SEALED
    assert ours.store.mails.waiting() == []
    desk.issue(sealed.uid, CLERK)
    assert len(ours.store.mails.waiting()) == 1


def test_each_recipient_by_mail_gets_a_mail_of_its_own_and_others_none() -> None:
    ours, _theirs, servers = two_offices()
    places = (
        Recipient("UBND xã Bên Cạnh", channel=Channel.MAIL, email=THEIRS),
        Recipient("Trường tiểu học", channel=Channel.MAIL, email="truong@thunghiem.gov.vn"),
        Recipient("Kho bạc", channel=Channel.PAPER, paper_copies=1),
    )
    servers.add("truong@thunghiem.gov.vn")
    ours.desk().issue(ours.sealed(recipients=places).uid, CLERK)
    ours.desk().mail.meet()
    assert [to for to, _content in servers.handed_over] == [THEIRS, "truong@thunghiem.gov.vn"]


def test_a_mail_that_comes_back_is_shown_at_the_recipient_and_goes_once_more() -> None:
    ours, _theirs, servers = two_offices()
    document = issued(ours)
    ours.desk().mail.meet()
    servers.deliver(OURS, report(ours, servers))
    ours.desk().mail.meet()
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.UNDELIVERED
    assert "550 5.1.1 User unknown" in way.description
    assert ours.store.exchange.arrivals() == []
    assert any("không tới nơi" in alert.text for alert in ours.desk().watch().alerts)

    desk = ours.desk()
    ((wanted),) = desk.mail.send_again.wanting(ours.store.outgoing.get(document.uid))
    with pytest.raises(InvalidEntry):
        desk.mail.send_again(document.uid, wanted, "khong phai thu", CLERK)
    servers.add("moi@bencanh.gov.vn")
    ours.store.directory.put(Agency("", "UBND xã Bên Cạnh", "moi@bencanh.gov.vn"), "vanthu")
    assert desk.mail.send_again.address(wanted) == "moi@bencanh.gov.vn"
    desk.mail.send_again(document.uid, wanted, "moi@bencanh.gov.vn", CLERK)
    assert desk.mail.send_again.wanting(ours.store.outgoing.get(document.uid)) == []
    desk.mail.meet()
    assert servers.handed_over[-1][0] == "moi@bencanh.gov.vn"
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.SENT


def test_a_delay_is_told_and_a_report_about_a_stranger_mail_waits_for_the_clerk() -> None:
    ours, _theirs, servers = two_offices()
    document = issued(ours)
    ours.desk().mail.meet()
    servers.deliver(OURS, report(ours, servers, b"delayed"))
    ours.desk().mail.meet()
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.SENT
    assert "còn đang thử" in way.description
    servers.deliver(OURS, BOUNCE % (b"failed", b"text/rfc822-headers", b"Message-ID: <la@x>\n"))
    ours.desk().mail.meet()
    (stranger,) = ours.store.exchange.arrivals()
    assert stranger.kind.value == "status"


def test_a_recall_goes_by_mail_to_whom_the_document_went_by_mail() -> None:
    ours, _theirs, servers = two_offices()
    document = issued(ours)
    ours.desk().mail.meet()
    ours.desk().change_issued.recall(document.uid, "sai căn cứ", CLERK)
    ours.desk().mail.meet()
    last = ours.mail_codec.read("x.eml", servers.handed_over[-1][1])
    assert "Thu hồi" in last.subject
    assert "sai căn cứ" in last.body
    assert last.files == ()


def test_the_words_are_the_offices_own_and_wrong_places_are_refused() -> None:
    ours, _theirs, servers = two_offices()
    change = ours.desk(ADMIN).mail.templates
    with pytest.raises(InvalidEntry):
        change(MailPurpose.ISSUE, MailTemplate("{số hiệu}", "x"), ADMIN)
    change(MailPurpose.ISSUE, MailTemplate("VB {Số ký hiệu}", "Gửi {nơi nhận}"), ADMIN)
    document = issued(ours)
    ours.desk().mail.meet()
    mail = ours.mail_codec.read("x.eml", servers.handed_over[-1][1])
    assert mail.subject == f"VB {document.code}"
    assert mail.body == "Gửi UBND xã Bên Cạnh"


def test_the_password_is_never_in_the_shared_settings_or_the_log() -> None:
    office = with_mailbox(FakeOffice(), FakeMailServers(), OURS)
    said = repr(office.store.settings.values) + repr(office.store.ops.pending(1000))
    assert "mật khẩu thư" not in said
    assert office.keys.secrets
    office.keys.usable = False  # a machine without a key store keeps it in the encrypted store
    desk = office.desk()
    desk.mail.change.keep_secret(desk.mail.change.account(), MailSecret("khác"))
    assert desk.mail.change.secrets.get(desk.mail.change.account()).password == "khác"
    assert "khác" not in repr(office.store.ops.pending(1000))
    other = MailAccount("khac@xa.gov.vn", imap_host="m", smtp_host="m")
    assert not desk.mail.change.secrets.has(other)
