"""Hostile and torn packets: an answer in Vietnamese, never a crash, a hang, or a file elsewhere."""

import base64
import io
import random
import re
import time
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerkdesk.adapters.exchange import enclosures, schema, xml_guard
from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.packets import DocumentPacket, StatusPacket
from tests.fakes.packets import EVERY_KIND, NEW, PDF

CODEC = EdxmlCodec(lambda: datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
CONTENT = CODEC.write(NEW)


def with_file(content: bytes, name: str = "a.pdf") -> bytes:
    attachment = (
        f"<Attachment><AttachmentName>{name}</AttachmentName><ContentTransferEncoded>"
        f"{base64.b64encode(content).decode()}</ContentTransferEncoded></Attachment>"
    )
    return CONTENT.replace(b"<AttachmentEncoded>", b"<AttachmentEncoded>" + attachment.encode())


def with_doctype(subset: str, subject: str = "x") -> bytes:
    head, tail = CONTENT.decode().split("\n", 1)
    tail = re.sub(r"Subject>[^<]*<", f"Subject>{subject}<", tail)
    return f"{head}\n<!DOCTYPE edXML [{subset}]>\n{tail}".encode()


def test_an_external_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    packet = with_doctype(f'<!ENTITY x SYSTEM "file://{secret}">', "&x;")
    with pytest.raises(BadPacket, match="DTD") as caught:
        CODEC.read("goi.edxml", packet)
    assert "bí mật" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_that_multiply_are_refused_at_once(encoding: str) -> None:
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    packet = with_doctype(f'<!ENTITY e0 "{"x" * 1000}">{levels}', "&e11;")
    started = time.process_time()
    with pytest.raises(BadPacket):
        CODEC.read("goi.edxml", packet.decode().encode(encoding))
    assert time.process_time() - started < 1


def test_an_undefined_entity_is_a_bad_packet() -> None:
    with pytest.raises(BadPacket):
        CODEC.read("goi.edxml", CONTENT.replace("Tờ trình".encode(), b"&bomb;"))


def test_too_many_elements_are_refused_before_parsing() -> None:
    with pytest.raises(BadPacket, match="quá nhiều thẻ"):
        CODEC.read("goi.edxml", b"<edXML>" + b"<a/>" * 200_000 + b"</edXML>")


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(BadPacket):
        CODEC.read("goi.edxml", b"<edXML>" * 40_000 + b"</edXML>" * 40_000)


def test_a_packet_that_is_too_big_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_guard, "MAX_PACKET_BYTES", 1000)
    with pytest.raises(BadPacket, match="lớn hơn"):
        CODEC.read("goi.edxml", CONTENT)


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", bytes(8 * 2**20))
    tracemalloc.start()
    with pytest.raises(enclosures.TooMuch):
        enclosures.unwrap("a.pdf", packed.getvalue(), 2**20)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * 2**20


def test_attachments_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clerkdesk.adapters.exchange.packed_files.MAX_UNPACKED_BYTES", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", PDF + bytes(5000))
    with pytest.raises(BadPacket, match="giải nén"):
        CODEC.read("goi.edxml", with_file(packed.getvalue()))


def test_a_zip_that_lies_about_its_size_is_counted() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", bytes(100_000))
    lying = packed.getvalue().replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises((enclosures.TooMuch, enclosures.BadEnclosure)):
        enclosures.unwrap("a.pdf", lying, 1000)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\a.exe", "a.exe"),
        ("/a/b/c.pdf", "c.pdf"),
        ("C:\\a.pdf", "a.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("...", ""),
        ("..", ""),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("Kế hoạch năm 2026.pdf", "Kế hoạch năm 2026.pdf"),
    ],
)
def test_names_of_files_lead_nowhere(written: str, name: str) -> None:
    assert enclosures.safe_name(written) == name
    assert enclosures.safe_name(name) == name


def test_an_unsafe_name_is_changed_and_the_clerk_is_told() -> None:
    packet = CODEC.read("goi.edxml", with_file(PDF, "../../../a.pdf"))
    assert isinstance(packet, DocumentPacket)
    assert packet.files[0].name == "a.pdf"
    assert any("không an toàn" in warning for warning in packet.warnings)


@pytest.mark.parametrize("packet", EVERY_KIND, ids=lambda packet: str(packet.kind))
def test_mutated_packets_give_a_packet_or_a_bad_packet(
    packet: DocumentPacket | StatusPacket,
) -> None:
    chance = random.Random(str(packet.kind))
    original = CODEC.write(packet)
    started = time.process_time()
    for _trial in range(100):
        read_or_refused(mutated(original, chance))
    assert time.process_time() - started < 10


@pytest.mark.long
def test_twenty_thousand_mutated_packets() -> None:
    chance = random.Random(102)
    originals = [CODEC.write(packet) for packet in EVERY_KIND]
    for _trial in range(20_000):
        read_or_refused(mutated(chance.choice(originals), chance))


def read_or_refused(content: bytes) -> None:
    packet: DocumentPacket | StatusPacket | BadPacket
    try:
        packet = CODEC.read("goi.edxml", content)
    except BadPacket as error:
        packet = error
    assert isinstance(packet, BadPacket) or is_harmless(packet)


def is_harmless(packet: DocumentPacket | StatusPacket) -> bool:
    """No name leads out of a folder, no content is more than a packet may hold."""
    files = packet.files if isinstance(packet, DocumentPacket) else ()
    return (
        all(enclosures.safe_name(file.name) == file.name for file in files)
        and sum(len(file.content) for file in files) <= schema.MAX_UNPACKED_BYTES
    )


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Cut, doubled, swapped, flipped, or with values that parsers stumble on."""
    changed = bytearray(content)
    for _change in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) or 1)
        to = min(len(changed), at + chance.choice((1, 2, 8, 100, 1000)))
        match chance.randrange(6):
            case 0:
                del changed[at:to]
            case 1:
                changed[at:at] = changed[at:to]
            case 2:
                changed[at:to] = chance.randbytes(to - at)
            case 3 if changed:
                changed[at % len(changed)] ^= 1 << chance.randrange(8)
            case 4:
                changed[at:at] = chance.choice(AWKWARD)
            case _:
                text = bytes(changed)
                values = re.findall(rb">[^<>\n]{1,60}<", text)
                if values:
                    old = chance.choice(values)
                    changed = bytearray(text.replace(old, b">" + chance.choice(AWKWARD) + b"<"))
    return bytes(changed)


AWKWARD = (
    *(b"", b"-1", b"99999999999999999999", b"9" * 5000, b"0000/00/00", b"9999/12/31 23:59:59"),
    *(
        b"2026/11/20T25:61:61+99:99",
        b"\xc0\x80",
        b"\xff\xfe",
        b"&#0;",
        b"&#xD800;",
        b"<![CDATA[]]>",
    ),
    *(b"<!--", b"]]>", b"<?pi?>", b"{}{0}%s", b"UEsDBA==", b"=" * 50, "٣/٤/٢٠٢٦".encode(), b"\x00"),
    *(b'<edXML:To xmlns:edXML="x"/>', b"<edXML:StatusCode/>", "\u202e".encode()),
)
