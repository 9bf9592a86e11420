"""Mails as they really come: old encodings, broken headers, winmail.dat, mails in mails, .msg."""

import base64
import quopri
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.adapters.mail.codec import MailFiles
from clerkdesk.domain.errors import BadMail
from clerkdesk.domain.legacy_text import Encoding
from clerkdesk.domain.mails import Mail, MailPurpose, OutgoingMail
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.services.legacy_tables import legacy_reader
from tests.fakes.outlook_files import message, msg_file, winmail

CODEC = MailFiles(legacy_reader)
SUBJECT = "Quyết định về việc ban hành quy chế tiếp nhận văn bản"
PDF = b"%PDF-1.4\n" + b"x" * 300


def old(text: str, encoding: Encoding) -> bytes:
    letters = {letter: shown for shown, letter in legacy_reader().table(encoding).items()}
    return "".join(letters.get(letter, letter) for letter in text).encode("latin-1")


def words(content: bytes, charset: str, way: str = "B") -> bytes:
    packed = base64.b64encode(content) if way == "B" else quopri.encodestring(content, header=True)
    return (
        b"=?" + charset.encode() + b"?" + way.encode() + b"?" + packed.replace(b"=\n", b"") + b"?="
    )


def read(head: bytes, body: bytes = b"noi dung\r\n") -> Mail:
    return CODEC.read("thu.eml", b"From: so@tinh.gov.vn\r\n" + head + b"\r\n\r\n" + body)


UTF8 = SUBJECT.encode()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(words(UTF8, "utf-8"), id="as the rule says, base64"),
        pytest.param(words(UTF8, "UTF-8", "Q").replace(b" ", b"_"), id="as the rule says, quoted"),
        pytest.param(UTF8, id="raw UTF-8"),
        pytest.param(old(SUBJECT, Encoding.TCVN3), id="raw TCVN3"),
        pytest.param(old(SUBJECT, Encoding.VNI), id="raw VNI"),
        pytest.param(words(old(SUBJECT, Encoding.TCVN3), "iso-8859-1"), id="TCVN3 called Latin-1"),
        pytest.param(words(old(SUBJECT, Encoding.VNI), "windows-1252"), id="VNI called 1252"),
        pytest.param(words(old(SUBJECT, Encoding.TCVN3), "x-viet-tcvn5712"), id="TCVN3 by a name"),
        pytest.param(words(old(SUBJECT, Encoding.TCVN3), "us-ascii"), id="TCVN3 called ASCII"),
        pytest.param(
            words(UTF8[:7], "utf-8") + b"\r\n " + words(UTF8[7:], "utf-8"), id="a letter cut in two"
        ),
        pytest.param(words(UTF8, "utf-8").replace(b"=?=", b"?="), id="without padding"),
        pytest.param(words(UTF8, "utf-8", "Q"), id="blanks in a quoted word"),
        pytest.param(UTF8.decode("latin-1").encode(), id="UTF-8 written twice"),
        pytest.param(words(UTF8.decode("latin-1").encode(), "utf-8"), id="twice, encoded"),
        pytest.param(words(UTF8, "utf-8*vi"), id="with a language (RFC 2231)"),
    ],
)
def test_subjects_are_read_however_they_were_written(raw: bytes) -> None:
    assert read(b"Subject: " + raw).subject == SUBJECT


def test_1258_is_composed() -> None:
    spelled = "Quyê\u0301t đi\u0323nh".encode("cp1258")
    assert read(b"Subject: " + words(spelled, "windows-1258")).subject == "Quyết định"


def test_a_header_cannot_smuggle_lines_or_control_letters() -> None:
    subject = read(b"Subject: " + words(b"mot\r\nBcc: ke@xau.vn\x00\x07", "utf-8")).subject
    assert subject == "mot Bcc: ke@xau.vn"


def test_who_sent_it_and_when_by_whose_clock() -> None:
    mail = read(
        b"To: Phong A <a@xa.gov.vn>, b@xa.gov.vn\r\nDate: Sun, 22 Nov 2026 10:00:00 +0700\r\n"
        b"Received: from mx by ours; Sun, 22 Nov 2026 03:02:00 +0000\r\n"
        b"Received: from sender by mx; Sun, 22 Nov 2026 03:01:00 +0000\r\n"
        b"Message-ID: <1@tinh>\r\nSubject: x"
    )
    assert mail.to == ("a@xa.gov.vn", "b@xa.gov.vn")
    assert mail.dated == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    assert mail.left_at == datetime(2026, 11, 22, 3, 1, tzinfo=UTC)
    assert mail.came_at == datetime(2026, 11, 22, 3, 2, tzinfo=UTC)


def multipart(*parts: bytes, kind: bytes = b"mixed") -> tuple[bytes, bytes]:
    head = b"Message-ID: <1@t>\r\nSubject: x\r\nContent-Type: multipart/" + kind + b'; boundary="b"'
    return head, b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def attached(name: bytes, content: bytes, kind: bytes = b"application/pdf") -> bytes:
    return (
        b"Content-Type: " + kind + b"\r\nContent-Disposition: attachment; " + name + b"\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content)
    )


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(b"filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh.pdf", id="RFC 2231"),
        pytest.param(
            b"filename*0*=UTF-8''T%E1%BB%9D%20;\r\n filename*1*=tr%C3%ACnh.pdf", id="in parts"
        ),
        pytest.param(
            b'filename="' + words("Tờ trình.pdf".encode(), "utf-8") + b'"', id="encoded word"
        ),
        pytest.param(b'filename="' + "Tờ trình.pdf".encode() + b'"', id="raw UTF-8"),
    ],
)
def test_names_of_files_are_read_however_they_were_written(name: bytes) -> None:
    (file,) = read(*multipart(attached(name, PDF))).files
    assert file == PacketFile("Tờ trình.pdf", "application/pdf", PDF)


def test_the_first_pdf_stands_for_the_document_and_no_name_is_taken_twice() -> None:
    files = read(
        *multipart(
            attached(b'filename="phu luc.docx"', b"PK\x03\x04 word", b"application/msword"),
            attached(b'filename="van ban.pdf"', PDF),
            attached(b'filename="van ban.pdf"', PDF + b"2"),
            attached(b'filename="van ban.pdf"', PDF),
        )
    ).files
    assert [f.name for f in files] == ["van ban.pdf", "phu luc.docx", "van ban (2).pdf"]


def test_of_two_forms_of_the_words_the_plain_one_is_kept_and_html_is_read_where_it_is_alone() -> (
    None
):
    plain = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Kính gửi ông".encode()
    html = (
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>K&iacute;nh "
        + "gửi</p><script>x()</script><p>bà</p>".encode()
    )
    assert read(*multipart(plain, html, kind=b"alternative")).body == "Kính gửi ông"
    assert read(*multipart(html, kind=b"alternative")).body == "Kính gửi\n\nbà"


def test_the_words_of_old_programs_are_read() -> None:
    text = "Kính gửi ủy ban nhân dân xã"
    assert read(b"Subject: x", old(text, Encoding.TCVN3) + b"\r\n").body == text
    assert read(b"Subject: x", old(text, Encoding.VNI) + b"\r\n").body == text


def test_winmail_is_opened() -> None:
    packed = winmail("Kính gửi UBND xã", {"van ban.pdf": PDF, "bang.xlsx": b"PK\x03\x04"})
    kind = b'application/ms-tnef; name="winmail.dat"'
    mail = read(*multipart(attached(b'filename="winmail.dat"', packed, kind)))
    assert [f.name for f in mail.files] == ["van ban.pdf", "bang.xlsx"]
    assert mail.files[0].content == PDF
    assert mail.body == "Kính gửi UBND xã"


def test_a_torn_winmail_stays_a_file_and_is_told() -> None:
    packed = winmail("x", {"van ban.pdf": PDF})[:-120]
    for torn in (packed[:60], b"no tnef", packed[:6] + bytes(12) * 9000):
        mail = read(*multipart(attached(b'filename="winmail.dat"', torn)))
        assert mail.files or mail.warnings


def test_a_mail_in_a_mail_is_opened_whichever_way_it_was_put_there() -> None:
    inner_head, inner_body = multipart(attached(b'filename="trong.pdf"', PDF))
    inner = (
        b"From: huyen@tinh.gov.vn\r\n"
        + inner_head
        + b"\r\n\r\n"
        + inner_body.replace(b"--b", b"--i")
    )
    inner = inner.replace(b'boundary="b"', b'boundary="i"')
    as_message = b"Content-Type: message/rfc822\r\n\r\n" + inner
    as_file = attached(b'filename="chuyen tiep.eml"', inner, b"application/octet-stream")
    for part in (as_message, as_file):
        mail = read(*multipart(b"Content-Type: text/plain\r\n\r\nxin chuyen", part))
        assert [f.name for f in mail.files] == ["trong.pdf"]
        assert mail.body.startswith("xin chuyen")
        assert "huyen@tinh.gov.vn" in mail.body


def test_mails_that_are_built_to_exhaust_are_refused() -> None:
    deep = b"noi dung"
    for number in range(40):
        head = f"From: a@b.vn\r\nSubject: {number}\r\nContent-Type: message/rfc822\r\n\r\n"
        deep = head.encode() + deep
    with pytest.raises(BadMail, match="lồng nhau"):
        CODEC.read("thu.eml", deep)
    many = multipart(*(b"Content-Type: text/plain\r\n\r\nx" for _n in range(500)))
    with pytest.raises(BadMail):
        read(*many)
    nested = b"x"
    for number in range(400):
        nested = (
            f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n'.encode()
            + nested
        )
    with pytest.raises(BadMail):
        CODEC.read("thu.eml", b"From: a@b.vn\r\n" + nested)


def test_a_msg_of_outlook_is_read_with_its_files_and_its_enclosed_mail() -> None:
    inner = message("Thư trong", "nội dung trong", {"trong.pdf": PDF})
    content = msg_file(SUBJECT, "Kính gửi UBND xã", {"van ban.pdf": PDF + b"1"}, inner=inner)
    mail = CODEC.read("thu.msg", content)
    assert mail.subject == SUBJECT
    assert (mail.sender_name, mail.sender) == ("Sở Nội vụ", "so@tinh.gov.vn")
    assert mail.message_id == "<msg-1@tinh.gov.vn>"
    assert [f.name for f in mail.files] == ["van ban.pdf", "trong.pdf"]
    assert mail.files[0].content.startswith(PDF + b"1")
    assert mail.body.startswith("Kính gửi UBND xã")
    assert "Thư trong" in mail.body


BOUNCE = b"""From: MAILER-DAEMON@mx.gov.vn
To: ubnd@xa.gov.vn
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn-1@mx.gov.vn>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.gov.vn

Final-Recipient: rfc822; so@tinh.gov.vn
Original-Recipient: rfc822;so@tinh.gov.vn
Action: %s
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: %s

%s
--b--
"""
HEAD = b"From: ubnd@xa.gov.vn\nMessage-ID: <di-1@xa.gov.vn>\nSubject: x\n"


@pytest.mark.parametrize(
    ("kind", "quoted"),
    [(b"text/rfc822-headers", HEAD), (b"message/rfc822", HEAD + b"\nnoi dung")],
)
def test_a_report_of_a_mail_server_names_mail_address_and_reason(
    kind: bytes, quoted: bytes
) -> None:
    mail = CODEC.read("dsn.eml", BOUNCE % (b"failed", kind, quoted))
    (bounce,) = mail.bounces
    assert bounce.about == "<di-1@xa.gov.vn>"
    assert bounce.address == "so@tinh.gov.vn"
    assert bounce.final
    assert bounce.status == "5.1.1"
    assert bounce.reason == "550 5.1.1 User unknown"
    assert mail.automatic
    assert not CODEC.read("dsn.eml", BOUNCE % (b"delayed", kind, quoted)).bounces[0].final
    assert CODEC.read("dsn.eml", BOUNCE % (b"delivered", kind, quoted)).bounces == ()


def test_what_is_no_mail_is_told() -> None:
    for content in (b"", b"  \r\n \r\n", b"\r\n\r\nkhong co dau thu gi ca, that day"):
        with pytest.raises(BadMail):
            CODEC.read("x.eml", content)
    with pytest.raises(BadMail):
        CODEC.read("x.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400))


def test_the_same_mail_by_two_ways_is_one_and_a_stolen_message_id_hides_nothing() -> None:
    one = read(b"Received: from a by b; x\r\nMessage-ID: <1@t>\r\nSubject: x")
    other_way = read(b"Received: from c by d; y\r\nMessage-ID: <1@t>\r\nSubject: x")
    stolen = read(b"Message-ID: <1@t>\r\nSubject: x", b"noi dung khac\r\n")
    assert one.identity == other_way.identity != stolen.identity


LETTERS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), max_size=150)


@given(subject=LETTERS, body=LETTERS, name=LETTERS)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(subject: str, body: str, name: str) -> None:
    at = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    mail = OutgoingMail(
        "<1@x>", "a@xa.gov.vn", "UBND xã", "b@t.gov.vn", name, subject, body, at, MailPurpose.ISSUE
    )
    file = PacketFile("Tờ trình số 41.pdf", "application/pdf", PDF)
    content = CODEC.write(mail, [file])
    assert content == CODEC.write(mail, [file])
    assert max(map(len, content.split(b"\r\n"))) < 998
    again = CODEC.read("x.eml", content)
    assert again.files == (file,)
    assert (again.sender, again.message_id, again.dated) == ("a@xa.gov.vn", "<1@x>", at)
    vietnamese = all(ord(letter) < 0x80 or ord(letter) > 0x17F for letter in subject)
    if vietnamese:  # runs of Latin letters may look like an old encoding
        assert again.subject.split() == nfc(subject).split()


@given(cut=st.integers(0, 3000), at=st.integers(0, 3000), junk=st.binary(max_size=30))
@settings(max_examples=150, deadline=None)
def test_a_damaged_mail_is_read_or_refused(cut: int, at: int, junk: bytes) -> None:
    packed = winmail("x", {"van ban.pdf": PDF})
    whole = b"From: a@b.vn\r\n" + b"\r\n\r\n".join(
        multipart(
            b"Content-Type: text/html; charset=koi8-r\r\n\r\n<p>x",
            attached(b'filename="winmail.dat"', packed),
            b"Content-Type: message/rfc822\r\n\r\n"
            + (BOUNCE % (b"failed", b"message/rfc822", HEAD)),
        )
    )
    damaged = whole[:at] + junk + whole[at + cut % 50 :]
    with suppress(BadMail):
        assert CODEC.read("x.eml", damaged).warnings is not None


@given(at=st.integers(0, 20000), junk=st.binary(min_size=1, max_size=30), cut=st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_damaged_msg_is_read_or_refused(at: int, junk: bytes, cut: bool) -> None:
    whole = msg_file(SUBJECT, "x", {"van ban.pdf": PDF})
    at %= len(whole)
    damaged = whole[:at] if cut else whole[:at] + junk + whole[at + len(junk) :]
    with suppress(BadMail):
        assert CODEC.read("x.msg", damaged).warnings is not None
