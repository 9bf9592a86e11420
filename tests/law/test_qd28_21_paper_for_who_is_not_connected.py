"""QĐ 28/2018, Điều 21.2 and NĐ 30, Điều 18.5: e-documents as paper, with what their check found."""

import pymupdf
import pytest

from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import CannotPrintPaper
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import PaperDecision, Recipient
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.fakes.signed import OFFICIAL_CHECK
from tests.fakes.verify import FakeSignatureChecker


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(checker=FakeSignatureChecker(otherwise=OFFICIAL_CHECK))


def test_an_arrived_document_is_printed_with_its_signatures_and_stays_as_it_came(
    office: FakeOffice,
) -> None:
    desk = office.desk()
    candidate = desk.from_file("15-QĐ.pdf", PDF_FILE, Channel.MAIL)
    document = desk.register(candidate, {**INCOMING_VALUES, "channel": "mail"}, CLERK).document
    main = document.main_file
    assert main is not None
    printed = desk.paper_copy.incoming(document)
    assert printed.startswith(PDF_FILE)
    assert len(printed) > len(PDF_FILE)  # the sheet follows
    assert office.store.files.get(main.sha256) == PDF_FILE
    template, facts = office.printer.printed[-1]
    assert template == "signature_facts"
    assert isinstance(facts, dict)
    assert facts["verdict"] == "Hợp lệ"
    assert facts["legal_class"].startswith("Có giá trị như bản gốc")
    assert facts["file_hash"] == main.sha256
    assert "1. Nguyễn Văn Mẫu (cá nhân), ký lúc 22/11/2026 10:00:00" in facts["signatures"]
    assert "2. UBND xã Thử Nghiệm (cơ quan, tổ chức)" in facts["signatures"]


def test_the_paper_original_is_printed_from_what_the_leader_signed(office: FakeOffice) -> None:
    desk = office.desk()
    document = desk.issue(office.sealed().uid, CLERK)
    versions = [f for f in document.entry.attachments if f.role is FileRole.VERSION]
    printed = desk.paper_copy.outgoing_original(document)
    assert printed == office.store.files.get(versions[0].sha256)  # no seal on it yet
    assert document.main_file is not None
    assert printed != office.store.files.get(document.main_file.sha256)


def test_what_has_no_number_is_no_original(office: FakeOffice) -> None:
    with pytest.raises(CannotPrintPaper):
        office.desk().paper_copy.outgoing_original(office.approved())


def test_who_is_not_connected_gets_paper_and_no_packet(office: FakeOffice) -> None:
    place = Recipient("UBND xã Chưa Kết Nối", channel=Channel.PAPER, address="Xã Bên Kia")
    document = office.desk().issue(office.sealed(recipients=(place,)).uid, CLERK)
    assert document.entry.paper_decision is PaperDecision.PAPER_ONLY
    assert "Điều 21.2" in document.entry.paper_basis
    assert office.store.exchange.waiting() == []
    (due,) = office.desk().send_paper.waiting()
    assert (due.recipient, due.copies) == (place, 1)


def test_the_sheet_prints_every_fact(office: FakeOffice) -> None:
    desk = office.desk()
    candidate = desk.from_file("15-QĐ.pdf", PDF_FILE, Channel.MAIL)
    document = desk.register(candidate, {**INCOMING_VALUES, "channel": "mail"}, CLERK).document
    desk.paper_copy.incoming(document)
    _template, facts = office.printer.printed[-1]
    assert isinstance(facts, dict)
    sheet = StoryPrinter().sheet("signature_facts", facts)
    with pymupdf.open(stream=sheet, filetype="pdf") as printed:
        text = " ".join("".join(page.get_text() for page in printed).split())
    assert "{" not in text
    for fact in (facts["file_hash"], facts["verdict"], facts["legal_class"], "15/2016/QĐ-UBND"):
        assert fact in text
