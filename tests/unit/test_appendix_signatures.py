"""The appendices of a packet are checked, too: every PDF that enters has a verdict under its hash."""

import hashlib
from dataclasses import replace

import pytest

from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.verdicts import Integrity, Verdict
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import PDF_FILE, FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import NOW
from tests.fakes.signed import OFFICIAL_CHECK
from tests.fakes.verify import UNSIGNED

APPENDIX = PDF_FILE + b"% an appendix\n"


def arrived(office: FakeOffice) -> Candidate:
    main = PacketFile("cong-van.pdf", "application/pdf", PDF_FILE)
    more = PacketFile("phu-luc.pdf", "application/pdf", APPENDIX)
    packet = replace(NEW, files=(main, more))
    content = office.codec.write(packet)
    header = PacketHeader(
        sender=packet.sender.code,
        recipients=(office.office.code,),
        document_id=packet.document_id,
        kind=packet.kind.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="x.edxml",
    )
    desk = office.desk()
    TakeIn(office.store, office.codec, desk.notify)(header, content, NOW, NOW)
    (arrival,) = office.store.exchange.arrivals()
    candidate = desk.from_arrival(arrival)
    desk.search(candidate, told=lambda *_what: None, stop=lambda: False)  # as the form does at once
    return candidate


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.INVALID, "Phụ lục «phu-luc.pdf»: chữ ký số không hợp lệ"),
        (Verdict.INDETERMINATE, "Phụ lục «phu-luc.pdf»: chữ ký số chưa xác định"),
        (Verdict.VALID, ""),
        (Verdict.UNSIGNED, ""),
    ],
)
def test_what_is_wrong_with_an_appendix_is_said_and_kept(verdict: Verdict, said: str) -> None:
    office = FakeOffice()
    office.checker.checks = {
        "cong-van.pdf": OFFICIAL_CHECK,
        "phu-luc.pdf": replace(UNSIGNED, verdict=verdict, integrity=Integrity.CHANGED),
    }
    candidate = arrived(office)
    assert candidate.check is not None
    assert candidate.check.signatures == OFFICIAL_CHECK.signatures  # the main file's own
    assert said in " ".join(candidate.file_warnings)
    assert bool(candidate.file_warnings) == bool(said)
    (kept,) = office.store.checks.all_of(hashlib.sha256(APPENDIX).hexdigest())
    assert kept.verdict is verdict
