"""Bad days of the mailbox: cut lines, wrong certificates, kills in between. Never twice, never lost."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from clerkdesk.adapters.mail.servers import WireMailServers
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import (
    ClerkError,
    MailCertificateRefused,
    MailLineCut,
    MailPutOff,
    MailUnreachable,
    MailWithoutTls,
    MailWrongPassword,
)
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.mail_account import MailAccount, MailSecret, MailSecurity
from clerkdesk.domain.mails import MailState
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.ports.mail import Mailbox
from tests.fakes.mail import FakeMailServers
from tests.fakes.mail_hosts import CuttingLine, MailHosts, free_port, mail_hosts
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK
from tests.law.test_s14_an_agency_lives_on_mail_alone import OURS, THEIRS, issued, two_offices

ADDRESS = "ubnd@xa.gov.vn"


@pytest.fixture(scope="module")
def hosts() -> Iterator[MailHosts]:
    with mail_hosts(ADDRESS) as running:
        yield running


def letter(number: int, lines: int = 40) -> bytes:
    return (
        f"From: so@tinh.gov.vn\r\nTo: {ADDRESS}\r\nMessage-ID: <{number}@tinh.gov.vn>\r\n"
        f"Subject: thu {number}\r\n\r\n" + f"dong thu cua thu {number}\r\n" * lines
    ).encode()


def office_at(hosts: MailHosts, **changes: object) -> FakeOffice:
    office = FakeOffice()
    office.clock.now = datetime.now(office.clock.now.tzinfo)
    office.mail_servers = WireMailServers(5)  # type: ignore[assignment] # the real ones
    desk = office.desk()
    desk.mail.change(replace(hosts.account(), since=None), ADMIN, desk.today)
    account = replace(desk.mail.change.account(), **changes)  # type: ignore[arg-type] # by name
    desk.mail.change.keep_secret(account, hosts.secret)
    desk.mail.change(account, ADMIN, desk.today)
    return office


# --- certificates, ports, names ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "days", "words"),
    [
        pytest.param("mail.khac.gov.vn", 30, "tên khác", id="another name"),
        pytest.param("localhost", -1, "hết hạn", id="expired"),
    ],
)
def test_a_wrong_certificate_is_refused_by_both_before_the_password(
    name: str, days: int, words: str
) -> None:
    with mail_hosts(ADDRESS, name=name, days=days) as wrong:
        for open_ in (WireMailServers(5).mailbox, WireMailServers(5).postman):
            with pytest.raises(MailCertificateRefused, match=words) as refused:
                open_(wrong.account(), wrong.secret)
            assert "Mật khẩu chưa bị gửi đi" in refused.value.advice
        by_starttls = replace(
            wrong.account(), imap_port=wrong.imap, imap_security=MailSecurity.STARTTLS
        )
        with pytest.raises(MailCertificateRefused, match=words):
            WireMailServers(5).mailbox(by_starttls, wrong.secret)


def test_an_authority_that_nobody_named_is_not_believed_on_first_use(hosts: MailHosts) -> None:
    for _time in range(2):
        for open_ in (WireMailServers(5).mailbox, WireMailServers(5).postman):
            with pytest.raises(MailCertificateRefused):
                open_(hosts.account(authority=""), hosts.secret)


def test_a_port_without_tls_and_a_port_without_starttls_are_told_apart(hosts: MailHosts) -> None:
    plain = hosts.account(imap_port=hosts.imap, smtp_port=hosts.submission)
    for open_ in (WireMailServers(5).mailbox, WireMailServers(5).postman):
        with pytest.raises(MailWithoutTls, match="không dùng TLS"):
            open_(plain, hosts.secret)


def test_no_server_is_told_by_its_name(hosts: MailHosts) -> None:
    nowhere = hosts.account(imap_host="khong-co.invalid", smtp_port=free_port())
    with pytest.raises(MailUnreachable, match=r"khong-co\.invalid"):
        WireMailServers(5).mailbox(nowhere, hosts.secret)
    with pytest.raises(MailUnreachable, match="localhost"):
        WireMailServers(5).postman(nowhere, hosts.secret)


def test_the_trial_says_of_each_direction_what_is_wrong(hosts: MailHosts) -> None:
    desk = office_at(hosts).desk()
    fine = desk.mail.change.try_out(desk.mail.change.account(), None)
    assert [step.error for step in fine] == [None, None]
    wrong = replace(desk.mail.change.account(), smtp_port=free_port())
    into, out = desk.mail.change.try_out(wrong, replace(hosts.secret, password="sai"))
    assert isinstance(into.error, MailWrongPassword)
    assert isinstance(out.error, MailUnreachable)


# --- the line breaks ---------------------------------------------------------------------------------


def test_a_line_that_is_cut_anywhere_loses_nothing_and_brings_nothing_twice() -> None:
    with mail_hosts(ADDRESS) as hosts:
        for number in range(6):
            hosts.deliver(ADDRESS, letter(number))
        office = office_at(hosts)
        for after in (0, 200, 1500, 2300, 3300, 4200, 5000, 6200, 7500, 9000, 11000):
            with CuttingLine(hosts.imaps, after) as line:
                desk = office.desk()
                desk.mail.change(
                    replace(desk.mail.change.account(), imap_port=line.port), ADMIN, desk.today
                )
                with suppress(MailLineCut, MailUnreachable):
                    desk.mail.meet()
                desk.mail.meet.close()
        desk = office.desk()
        desk.mail.change(
            replace(desk.mail.change.account(), imap_port=hosts.imaps), ADMIN, desk.today
        )
        desk.mail.meet()
        desk.mail.meet.close()
        found = sorted(a.subject for a in office.store.exchange.arrivals())
        assert found == [f"thu {n}" for n in range(6)]


def test_a_folder_with_new_numbers_is_read_anew_and_brings_nothing_twice() -> None:
    with mail_hosts(ADDRESS) as hosts:
        for number in range(3):
            hosts.deliver(ADDRESS, letter(number))
        office = office_at(hosts)
        desk = office.desk()
        assert desk.mail.meet().received == 3  # type: ignore[union-attr] # it has a mailbox
        desk.mail.meet.close()
        hosts.forget_numbers(ADDRESS)
        hosts.deliver(ADDRESS, letter(3))
        desk = office.desk()
        assert desk.mail.meet().received == 1  # type: ignore[union-attr] # it has a mailbox
        desk.mail.meet.close()
        assert len(office.store.exchange.arrivals()) == 4


class _Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("place", ["mark", "note"])
def test_a_kill_between_keeping_and_marking_changes_nothing(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = FakeMailServers()
    office = FakeOffice()
    office.mail_servers = servers
    servers.now = office.clock
    servers.add(ADDRESS)
    desk = office.desk()
    account = MailAccount(ADDRESS, imap_host="m", smtp_host="m")
    desk.mail.change(account, ADMIN, desk.today)
    desk.mail.change.keep_secret(account, MailSecret(servers.password))
    for number in range(3):
        servers.deliver(ADDRESS, letter(number))

    def killed(*_anything: object) -> None:
        raise _Killed

    with monkeypatch.context() as patched:
        if place == "mark":
            patched.setattr("tests.fakes.mail.FakeMailbox.mark", killed)
        else:
            patched.setattr(office.store.mails, "note_folder", killed)
        with pytest.raises(_Killed):
            desk.mail.meet()
    assert len(office.store.exchange.arrivals()) == 3
    office.desk().mail.meet()
    assert len(office.store.exchange.arrivals()) == 3
    assert servers.boxes[ADDRESS]["INBOX"].seen == {1, 2, 3}


# --- going out ---------------------------------------------------------------------------------------


def test_a_break_before_the_answer_sends_the_same_mail_again_and_it_is_registered_once() -> None:
    ours, theirs, servers = two_offices()
    document = issued(ours)
    servers.cut_after_next = True
    with pytest.raises(MailLineCut):
        ours.desk().mail.meet()
    (doubtful,) = ours.store.mails.waiting()
    assert doubtful.state is MailState.IN_DOUBT
    ours.desk().mail.meet()
    assert ours.store.mails.waiting() == []
    first, second = (content for _to, content in servers.handed_over)
    assert first == second, "the same mail, to the byte"
    theirs.clock.now = ours.clock.now
    theirs.desk().mail.meet()
    assert len(theirs.store.exchange.arrivals()) == 1
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.SENT


def test_a_mail_in_doubt_whose_copy_lies_among_those_sent_is_not_sent_again() -> None:
    ours, _theirs, servers = two_offices()
    issued(ours)
    servers.cut_after_next = True
    with pytest.raises(MailLineCut):
        ours.desk().mail.meet()
    servers.boxes[OURS]["Sent"].add(servers.handed_over[0][1], ours.clock())  # the server files it
    ours.desk().mail.meet()
    assert len(servers.handed_over) == 1
    assert ours.store.mails.waiting() == []


def test_a_mail_that_is_put_off_goes_later_and_others_go_now() -> None:
    ours, _theirs, servers = two_offices()
    issued(ours)
    servers.refuse_next = MailPutOff("mail", "451 greylisted")
    meeting = ours.desk().mail.meet()
    assert meeting is not None
    assert meeting.waiting == 1
    (waiting,) = ours.store.mails.waiting()
    assert "451" in waiting.last_error
    assert ours.desk().mail.meet().sent == 0  # type: ignore[union-attr] # not yet
    ours.clock.now += timedelta(minutes=2)
    assert ours.desk().mail.meet().sent == 1  # type: ignore[union-attr] # now


def test_a_dead_imap_server_does_not_hold_back_what_goes_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, _theirs, servers = two_offices()
    issued(ours)

    def dead(*_anything: object) -> Mailbox:
        raise MailUnreachable("mail")

    monkeypatch.setattr(servers, "mailbox", dead)
    with pytest.raises(MailUnreachable):
        ours.desk().mail.meet()
    assert ours.store.mails.waiting() == []


def test_an_address_that_does_not_exist_is_shown_at_the_recipient() -> None:
    ours, _theirs, servers = two_offices()
    del servers.boxes[THEIRS]
    document = issued(ours)
    ours.desk().mail.meet()
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.UNDELIVERED
    assert "5.1.1" in way.description
    assert ours.store.mails.waiting() == []


def test_over_the_wire_a_document_leaves_is_filed_once_and_a_cut_after_data_is_no_loss(
    hosts: MailHosts,
) -> None:
    office = office_at(hosts)
    desk = office.desk()
    place = Recipient("Sở Nội vụ", channel=Channel.MAIL, email="so@tinh.gov.vn")
    document = desk.issue(office.sealed(recipients=(place,)).uid, CLERK)
    hosts.cut_after_data = True
    with pytest.raises(ClerkError):
        desk.mail.meet()
    desk.mail.meet()
    desk.mail.meet.close()
    contents = {content for _from, to, content in hosts.taken if to == "so@tinh.gov.vn"}
    assert len(contents) == 1
    assert len(hosts.taken) == 2
    copies = list((hosts.folder / "mail" / ADDRESS / ".Sent").glob("cur/*"))
    assert len(copies) == 1
    (way,) = office.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.SENT
