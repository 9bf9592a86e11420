"""What reading learns and what it holds against the books."""

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.domain.reading import Box, ReadDocument, ReadField
from tests.fakes.office import INCOMING_VALUES, FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.unit.test_services_incoming import scanned


def test_a_corrected_name_is_known_when_the_next_document_is_read() -> None:
    desk = FakeOffice().desk()
    reading = ReadDocument({"signer_name": ReadField("Lê Thị Mỹ Rươi", 0.7)})
    desk.learn(reading, {"signer_name": "Lê Thị Mỹ Rươl"})
    assert desk.store.settings.get("read_names") == {
        "issuing_org": [],
        "signer_name": ["Lê Thị Mỹ Rươl"],
        "signer_position": [],
    }


def test_a_name_that_was_read_well_teaches_nothing() -> None:
    desk = FakeOffice().desk()
    desk.learn(ReadDocument({"signer_name": ReadField("Võ An", 0.95)}), {"signer_name": "Võ An"})
    assert desk.store.settings.get("read_names") is None


def test_one_field_is_read_again_where_the_clerk_draws() -> None:
    office = FakeOffice()
    batch = scanned(office)
    office.workshop.fields["subject"] = ReadField("lập hồ sơ", 0.9)
    field = office.desk().read.field(batch.kept[0], 1, Box(0, 0, 90, 20), "subject")
    assert field is not None
    assert field.value == "lập hồ sơ"


def test_a_cited_number_that_is_in_the_book_becomes_a_link() -> None:
    office = FakeOffice()
    desk = office.desk()
    batch = scanned(office)
    values = {**INCOMING_VALUES, "code": "48/TTr-UBND"}
    attachment = desk.bind(batch, "to-trinh.pdf", "Tờ trình")
    registered = desk.register(desk.from_batch(batch), values, CLERK, attachment)
    reading = ReadDocument({"citations": ReadField(("48/TTr-UBND", "7/KH-UBND"), 0.85)})
    (link,) = desk.against_books.links(reading)
    assert link.code == "48/TTr-UBND"
    assert link.incoming is not None
    assert link.incoming.uid == registered.document.uid


def test_a_notation_that_its_type_denies_is_remarked() -> None:
    desk = FakeOffice().desk()
    desk.rules.set_doc_types(load_doc_types(), CLERK.login)

    def read(notation: str, doc_type: str) -> ReadDocument:
        fields = {"code_notation": ReadField(notation, 0.9), "doc_type": ReadField(doc_type, 0.9)}
        return ReadDocument(fields)

    assert "Quyết định" in desk.against_books.remark(read("QĐ-UBND", "Thông báo"))
    assert desk.against_books.remark(read("2026/QĐ-UBND", "Quyết định")) == ""
    assert desk.against_books.remark(read("SNV-VTLT", "Công văn")) == ""
