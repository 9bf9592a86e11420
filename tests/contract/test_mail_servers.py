"""Mail servers: Dovecot and an SMTP server on loopback, and the fake that stands in for them."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes

import pytest

from clerkdesk.adapters.mail.servers import WireMailServers
from clerkdesk.domain.errors import MailLineCut, MailNotAccepted, MailUnreachable, MailWrongPassword
from clerkdesk.domain.mail_account import MailAccount, MailLogin, MailSecret
from clerkdesk.domain.mails import MailPurpose, OutgoingMail
from clerkdesk.ports.mail import FolderMark, MailServers
from tests.fakes.mail import PASSWORD, FakeMailServers
from tests.fakes.mail_hosts import REFRESH, MailHosts, mail_hosts, secured

ADDRESS, UNKNOWN = "ubnd@xa.gov.vn", "khong-co@xa.gov.vn"


@dataclass
class Post:
    """Servers of either sort, and hands behind them."""

    servers: MailServers
    account: MailAccount
    secret: MailSecret
    deliver: Callable[[bytes], None]
    sent: Callable[[], Sequence[bytes]]
    renumber: Callable[[], None]


@pytest.fixture(scope="module")
def hosts() -> Iterator[MailHosts]:
    with mail_hosts(ADDRESS) as running:
        running.unknown.add(UNKNOWN)
        yield running


@pytest.fixture(params=["dovecot", "dovecot by STARTTLS", "fake"])
def post(request: pytest.FixtureRequest) -> Iterator[Post]:
    if request.param == "fake":
        servers = FakeMailServers()
        box = servers.add(ADDRESS)

        def renumber() -> None:
            mails = list(box["INBOX"].mails.values())
            box["INBOX"].mails.clear()
            box["INBOX"].validity += 1
            box["INBOX"].next = 1
            for mail in mails:
                box["INBOX"].add(mail.content, mail.came_at)

        yield Post(
            servers,
            MailAccount(ADDRESS, imap_host="mail", smtp_host="mail"),
            MailSecret(PASSWORD),
            lambda content: servers.deliver(ADDRESS, content),
            lambda: [m.content for m in box["Sent"].mails.values()],
            renumber,
        )
        return
    hosts: MailHosts = request.getfixturevalue("hosts")
    account = hosts.account()
    if request.param != "dovecot":
        account = secured(account, hosts)
    for file in (hosts.folder / "mail").rglob("*.loopback*"):
        file.unlink()

    def sent() -> Sequence[bytes]:
        folder = hosts.folder / "mail" / ADDRESS / ".Sent"
        return [file.read_bytes() for file in folder.glob("cur/*")]

    for file in (hosts.folder / "mail" / ADDRESS / ".Sent").glob("cur/*"):
        file.unlink()
    yield Post(
        WireMailServers(10),
        account,
        hosts.secret,
        lambda content: hosts.deliver(ADDRESS, content),
        sent,
        lambda: hosts.forget_numbers(ADDRESS),
    )


def letter(number: int, *, size: int = 0) -> bytes:
    return (
        f"From: so@tinh.gov.vn\r\nTo: {ADDRESS}\r\nMessage-ID: <{number}@tinh.gov.vn>\r\n"
        f"Subject: thu {number}\r\n\r\n{'x' * 70 * size}\r\n"
    ).encode()


def outgoing(to: str = ADDRESS) -> OutgoingMail:
    at = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    return OutgoingMail(
        "<di@xa.gov.vn>", ADDRESS, "UBND xã", to, "", "thử", "x\n", at, MailPurpose.ISSUE
    )


def test_mails_are_fetched_by_number_and_only_what_is_after_the_mark(post: Post) -> None:
    for number in range(3):
        post.deliver(letter(number))
    mailbox = post.servers.mailbox(post.account, post.secret)
    validity = mailbox.validity("INBOX")
    found = list(mailbox.fetch(FolderMark("INBOX", validity, 0), None))
    assert {m.content.strip() for m in found} >= {letter(n).strip() for n in range(3)}
    assert all(abs(m.came_at - datetime.now(UTC)) < timedelta(minutes=5) for m in found)
    numbers = [m.number for m in found]
    assert numbers == sorted(set(numbers))
    after = FolderMark("INBOX", validity, numbers[-2])
    assert [m.number for m in mailbox.fetch(after, None)] == [numbers[-1]]
    assert list(mailbox.fetch(FolderMark("INBOX", validity, numbers[-1]), None)) == []
    mailbox.mark("INBOX", numbers)
    mailbox.close()


def test_mails_before_the_day_are_passed_over(post: Post) -> None:
    post.deliver(letter(1))
    mailbox = post.servers.mailbox(post.account, post.secret)
    mark = FolderMark("INBOX", mailbox.validity("INBOX"), 0)
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    assert list(mailbox.fetch(mark, tomorrow)) == []
    assert list(mailbox.fetch(mark, date(2020, 1, 1)))
    mailbox.close()


def test_another_validity_is_told(post: Post) -> None:
    post.deliver(letter(1))
    mailbox = post.servers.mailbox(post.account, post.secret)
    before = mailbox.validity("INBOX")
    mailbox.close()
    post.renumber()
    mailbox = post.servers.mailbox(post.account, post.secret)
    assert mailbox.validity("INBOX") != before
    mailbox.close()


def test_a_mail_is_taken_and_one_copy_lies_among_those_sent(post: Post) -> None:
    content = letter(7)
    postman = post.servers.postman(post.account, post.secret)
    assert postman.send(outgoing(), content).startswith("250")
    postman.close()
    mailbox = post.servers.mailbox(post.account, post.secret)
    assert not mailbox.has_sent("<7@tinh.gov.vn>")
    for _time in range(2):
        mailbox.file_sent(content, "<7@tinh.gov.vn>", datetime.now(UTC))
    assert mailbox.has_sent("<7@tinh.gov.vn>")
    mailbox.close()
    (copy,) = post.sent()
    assert message_from_bytes(copy)["Message-ID"] == "<7@tinh.gov.vn>"


def test_an_address_that_does_not_exist_is_refused_for_good_and_the_next_mail_goes(
    post: Post,
) -> None:
    postman = post.servers.postman(post.account, post.secret)
    with pytest.raises(MailNotAccepted, match="550"):
        postman.send(outgoing(UNKNOWN), letter(1))
    assert postman.send(outgoing(), letter(2)).startswith("250")
    postman.close()


def test_a_wrong_password_is_named_as_such_by_both_servers(post: Post) -> None:
    wrong = MailSecret("sai")
    with pytest.raises(MailWrongPassword):
        post.servers.mailbox(post.account, wrong)
    with pytest.raises(MailWrongPassword):
        post.servers.postman(post.account, wrong)


def test_a_password_beyond_ascii_is_only_wrong(post: Post) -> None:
    with pytest.raises(MailWrongPassword):
        post.servers.mailbox(post.account, MailSecret("mật khẩu sai"))
    with pytest.raises(MailWrongPassword):
        post.servers.postman(post.account, MailSecret("mật khẩu sai"))


def test_the_server_calls_when_a_mail_comes(hosts: MailHosts) -> None:
    mailbox = WireMailServers(10).mailbox(hosts.account(), hosts.secret)
    assert mailbox.calls
    mailbox.validity("INBOX")
    timer = threading.Timer(0.5, lambda: hosts.deliver(ADDRESS, letter(99)))
    timer.start()
    assert mailbox.wait(20, lambda: False)
    timer.join()
    mailbox.validity("INBOX")
    assert not mailbox.wait(0.2, lambda: False)
    hosts.deliver(ADDRESS, letter(100))
    assert mailbox.wait(20, lambda: False), "what came before the wait is told too"
    mailbox.close()


def test_a_wait_ends_when_the_line_is_hung_up_elsewhere(hosts: MailHosts) -> None:
    mailbox = WireMailServers(10).mailbox(hosts.account(), hosts.secret)
    mailbox.validity("INBOX")
    timer = threading.Timer(0.5, mailbox.hang_up)
    timer.start()
    started = time.monotonic()
    with pytest.raises(MailLineCut):
        mailbox.wait(30, lambda: False)
    assert time.monotonic() - started < 10
    timer.join()
    mailbox.close()


def test_a_folder_that_is_set_is_used_for_sent_copies(hosts: MailHosts) -> None:
    account = replace(hosts.account(), sent_folder="INBOX")
    mailbox = WireMailServers(10).mailbox(account, hosts.secret)
    mailbox.file_sent(letter(55), "<55@tinh.gov.vn>", datetime.now(UTC))
    assert mailbox.has_sent("<55@tinh.gov.vn>")
    mailbox.close()


def by_token(hosts: MailHosts, **changes: object) -> MailAccount:
    usual: dict[str, object] = {
        "login": MailLogin.OAUTH2,
        "token_address": f"http://127.0.0.1:{hosts.tokens}/token",
        "client_id": "clerkdesk",
    }
    return hosts.account(**{**usual, **changes})


def test_a_token_of_the_provider_opens_both_servers(hosts: MailHosts) -> None:
    servers, account = WireMailServers(10), by_token(hosts)
    mailbox = servers.mailbox(account, MailSecret(REFRESH))
    assert mailbox.validity("INBOX")
    mailbox.close()
    postman = servers.postman(account, MailSecret(REFRESH))
    assert postman.send(outgoing(), letter(77)).startswith("250")
    postman.close()


def test_a_withdrawn_token_and_a_dead_provider_are_told_apart(hosts: MailHosts) -> None:
    servers = WireMailServers(10)
    for open_ in (servers.mailbox, servers.postman):
        with pytest.raises(MailWrongPassword):
            open_(by_token(hosts), MailSecret("thu hồi"))
        with pytest.raises(MailUnreachable):
            open_(by_token(hosts, token_address="http://127.0.0.1:9/token"), MailSecret(REFRESH))


def test_a_token_for_another_mailbox_is_a_wrong_password(hosts: MailHosts) -> None:
    servers, account = WireMailServers(10), replace(by_token(hosts), user="khac@xa.gov.vn")
    for open_ in (servers.mailbox, servers.postman):
        with pytest.raises(MailWrongPassword):
            open_(account, MailSecret(REFRESH))
