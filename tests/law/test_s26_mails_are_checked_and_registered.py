"""S26 (Điều 10.2): a mail is checked, filled in, registered, answered or refused like a packet."""

from pathlib import Path

import pytest

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import InvalidEntry, MailIsNoDocument, SecretDocument
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.mails import MailPurpose
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import FakeOffice
from tests.fakes.outlook_files import msg_file
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import CLERK, NOW
from tests.law.test_s14_an_agency_lives_on_mail_alone import OURS, THEIRS, two_offices
from tests.unit.test_mail_reader import BOUNCE, PDF, attached, multipart

FORM = {"doc_type": "Công văn", "issuing_org": "Sở Nội vụ", "code": "12/SNV-VP"}


def mail(*parts: bytes, head: bytes = b"", number: int = 1) -> bytes:
    start, body = multipart(*parts)
    start = start.replace(b"<1@t>", f"<{number}@t>".encode())
    return b"From: So Noi vu <" + THEIRS.encode() + b">\r\n" + head + start + b"\r\n\r\n" + body


def with_mails(*mails: bytes) -> FakeOffice:
    ours, _theirs, servers = two_offices()
    for content in mails:
        servers.deliver(OURS, content)
    ours.desk().mail.meet()
    return ours


WORDS = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Kính gửi UBND xã".encode()


def test_files_words_and_the_mail_itself_are_kept_and_the_signature_is_checked() -> None:
    office = with_mails(mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    desk = office.desk()
    (arrival,) = office.store.exchange.arrivals()
    candidate = desk.from_arrival(arrival)
    assert candidate.channel is Channel.MAIL
    assert candidate.check is not None
    roles = {file.name: file.role for file in candidate.files}
    assert roles == {
        arrival.header.name: FileRole.PACKET,
        "cv.pdf": FileRole.MAIN,
        "Nội dung thư.txt": FileRole.APPENDIX,
    }
    assert candidate.letter is not None
    assert candidate.letter.sender == THEIRS
    assert candidate.letter.words == "Kính gửi UBND xã"
    document = desk.register(candidate, {**candidate.values, **FORM}, CLERK).document
    assert document.entry.channel is Channel.MAIL
    assert office.store.exchange.arrivals() == []
    (answer,) = office.store.mails.waiting()
    assert answer.mail.purpose is MailPurpose.ACCEPTED
    assert answer.mail.to == THEIRS
    assert answer.mail.answers == "<1@t>"
    assert f"Số đến: {document.shown_number}" in answer.mail.body


def test_programs_stay_in_the_mail_and_the_first_file_that_may_enter_is_the_document() -> None:
    program = attached(b'filename="doc.exe"', b"MZ" + bytes(100), b"application/octet-stream")
    word = attached(b'filename="cv.txt"', b"noi dung cong van", b"text/plain")
    office = with_mails(mail(program, word))
    candidate = office.desk().from_arrival(office.store.exchange.arrivals()[0])
    assert candidate.main_file is not None
    assert candidate.main_file.name == "cv.txt"
    assert any("doc.exe" in words for words in candidate.file_warnings)
    assert candidate.signature_result is SignatureResult.UNSIGNED


def test_a_refusal_goes_back_as_a_reply_and_uses_no_number() -> None:
    office = with_mails(mail(WORDS))
    desk = office.desk()
    (arrival,) = office.store.exchange.arrivals()
    desk.refuse(arrival, "gửi nhầm cơ quan", CLERK)
    (answer,) = office.store.mails.waiting()
    assert answer.mail.purpose is MailPurpose.REFUSED
    assert "gửi nhầm cơ quan" in answer.mail.body
    assert answer.mail.status_code == "02"
    assert office.store.exchange.arrivals() == []
    assert office.store.incoming.rows == []


def test_programs_and_the_office_itself_are_never_answered() -> None:
    robot = mail(WORDS, head=b"Auto-Submitted: auto-generated\r\n")
    own = mail(WORDS, number=2).replace(THEIRS.encode(), OURS.encode())
    office = with_mails(robot, own)
    desk = office.desk()
    for arrival in office.store.exchange.arrivals():
        desk.refuse(arrival, "không phải văn bản", CLERK)
    assert office.store.mails.waiting() == []


def test_the_same_mail_again_is_the_same_arrival_and_the_same_file_is_told() -> None:
    first = mail(WORDS, attached(b'filename="cv.pdf"', PDF))
    by_another_way = b"Received: from x by y; Sun, 22 Nov 2026 03:00:00 +0000\r\n" + first
    office = with_mails(first, by_another_way)
    assert len(office.store.exchange.arrivals()) == 1
    again = office.desk().mail.take("keo-vao.eml", first)
    assert not again.new
    assert again.arrival == office.store.exchange.arrivals()[0]


def test_a_file_that_is_registered_already_is_told_when_it_comes_in_another_mail() -> None:
    one = mail(attached(b'filename="cv.pdf"', PDF))
    other = mail(attached(b'filename="ten khac.pdf"', PDF), number=2)
    office = with_mails(one, other)
    desk = office.desk()
    first, second = office.store.exchange.arrivals()
    candidate = desk.from_arrival(first)
    registered = desk.register(candidate, {**candidate.values, **FORM}, CLERK).document
    again = desk.from_arrival(second)
    found = desk.find_earlier(again, again.values)
    assert found is not None
    assert found.uid == registered.uid


def test_a_dropped_msg_and_eml_become_what_a_mail_in_the_mailbox_becomes(tmp_path: Path) -> None:
    ours, _theirs, _servers = two_offices()
    desk = ours.desk()
    candidate = desk.mail.open("thu.msg", msg_file("Công văn", "Kính gửi", {"cv.pdf": PDF}))
    assert candidate.letter is not None
    assert candidate.letter.sender == "so@tinh.gov.vn"
    assert [f.name for f in candidate.files if f.role is FileRole.MAIN] == ["cv.pdf"]
    assert len(ours.store.exchange.arrivals()) == 1
    with pytest.raises(MailIsNoDocument):
        desk.mail.open("dsn.eml", BOUNCE % (b"failed", b"text/rfc822-headers", b"X: y\n"))


def test_a_secret_stamp_in_a_mail_locks_it_and_shreds_every_part() -> None:
    office = with_mails(mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    desk = office.desk()
    (arrival,) = office.store.exchange.arrivals()
    candidate = desk.from_arrival(arrival)
    office.store.exchange.note_search(arrival.arrival_id, "MẬT")
    (locked,) = office.store.exchange.arrivals()
    with pytest.raises(SecretDocument):
        desk.refuse(locked, "x", CLERK)
    desk.discard_secret(desk.from_arrival(locked), CLERK)
    for file in candidate.files:
        assert not office.store.files.has(file.sha256)
    office.desk().mail.meet()
    desk.mail.take("lai.eml", mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    assert office.store.exchange.arrivals() == []


def test_a_document_goes_with_its_sheet_to_a_leaders_own_mailbox() -> None:
    office = with_mails(mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    desk = office.desk()
    candidate = desk.from_arrival(office.store.exchange.arrivals()[0])
    document = desk.register(candidate, {**candidate.values, **FORM}, CLERK).document
    with pytest.raises(InvalidEntry):
        desk.mail.forward(document.uid, "chủ tịch", CLERK)
    desk.mail.forward(document.uid, "chutich@xa.gov.vn", CLERK)
    sent = office.store.mails.about(document.uid)[-1].mail
    assert sent.to == "chutich@xa.gov.vn"
    assert [f.name for f in sent.files] == [
        "cv.pdf",
        "Nội dung thư.txt",
        f"Phiếu giải quyết số đến {document.shown_number}.pdf",
    ]
    assert document.code in sent.subject
    assert desk.mail.forward.last == "chutich@xa.gov.vn"


def test_a_packet_that_calls_itself_a_mail_is_opened_as_the_packet_that_was_checked() -> None:
    office = FakeOffice()
    ticket = office.codec.write(NEW)
    polyglot = b"From: a@b.vn\r\nSubject: khac\r\n\r\nnoi dung khac\r\n"
    office.codec.written[polyglot] = office.codec.written[ticket]
    header = PacketHeader(
        sender="H13.01",
        recipients=(office.office.code,),
        document_id=NEW.document_id,
        kind="new",
        sha256=office.store.files.put(polyglot),
        size=len(polyglot),
        name="goi.eml",
    )
    TakeIn(office.store, office.codec, office.desk().notify)(header, polyglot, NOW, NOW)
    (arrival,) = office.store.exchange.arrivals()
    candidate = office.desk().from_arrival(arrival)
    assert candidate.letter is None
    assert candidate.values["subject"] == NEW.subject
