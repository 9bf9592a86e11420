"""The sender of an edXML document hears how it fares, each thing once, without names of the office."""

from dataclasses import replace

from clerkdesk.domain.assignments import Deed
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.packets import StatusPacket
from clerkdesk.services.notice_rules import NOTICES, NoticeRules
from tests.fakes.inbox import arrive
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK


def registered(office: FakeOffice) -> Incoming:
    desk = office.desk()
    candidate = desk.from_arrival(arrive(office))
    return desk.register(candidate, candidate.values, CLERK).document


def said(office: FakeOffice) -> list[tuple[str, str]]:
    found = []
    for parcel in office.store.exchange.waiting():
        packet = office.codec.read("", office.store.files.get(parcel.header.sha256))
        assert isinstance(packet, StatusPacket)
        assert parcel.header.recipients == ("H13.01",)
        found.append((packet.status_code, packet.description))
    return found


def test_assigned_in_work_and_done_are_told_once_each() -> None:
    office = FakeOffice()
    document, desk = registered(office), office.desk()
    desk.forward(document.uid, "Lê Văn An", None, "Xem", CLERK)
    desk.forward(document.uid, "Lê Văn Bình", None, "Xem", CLERK)
    desk.handle(document.uid, Deed.RECEIVE, CLERK, person="Lê Văn Bình")
    desk.handle(document.uid, Deed.PROGRESS, CLERK, "đang soạn trả lời", person="Lê Văn Bình")
    desk.settle(document.uid, CLERK, reason="để biết")
    assert [code for code, _words in said(office)] == ["01", "03", "04", "05", "06"]
    assert not any("Lê Văn" in words for _code, words in said(office))


def test_the_reply_is_named_when_the_work_is_done() -> None:
    office = FakeOffice()
    document, desk = registered(office), office.desk()
    desk.forward(document.uid, "Lê Văn An", None, "Xem", CLERK)
    reply = office.sealed()
    desk.settle(document.uid, CLERK, reply_uid=reply.uid)
    assert said(office)[-1] == ("06", f"Hoàn thành xử lý, trả lời bằng {reply.code}")


def test_paper_and_an_office_that_wants_it_so_tell_nothing() -> None:
    office = FakeOffice()
    desk = office.desk()
    candidate = desk.by_hand({})
    entry = registered(office).entry
    values = {
        "issuing_org": "Sở A",
        "subject": "x",
        "code": "1/A",
        "issued_date": entry.issued_date,
    }
    paper = desk.register(
        replace(candidate), {**candidate.values, **values, "doc_type": "Công văn"}, CLERK
    )
    desk.forward(paper.document.uid, "Lê Văn An", None, "Xem", CLERK)
    assert [code for code, _words in said(office)] == ["01", "03"]
    office.store.settings.put(NOTICES, NoticeRules(tell_progress=False), "admin")
    other = desk.from_arrival(arrive(office, number="42"))
    document = desk.register(other, other.values, CLERK).document
    desk.forward(document.uid, "Lê Văn An", None, "Xem", CLERK)
    assert [code for code, _words in said(office)] == ["01", "03", "01", "03"]
