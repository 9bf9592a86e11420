"""NĐ30Đ25 (Điều 25-27; PL I, Phần II): sao y, sao lục, trích sao carry own numbers of one series, keep the
link to what they copy, and leave by the way that the law gives them: electronic ones are decided upon
and signed by the agency alone, as text; paper ones are signed by hand, stamped and scanned."""

from dataclasses import replace

import pytest

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.clock import TimeForm, signing_time_text
from clerkdesk.domain.copies import copy_relation
from clerkdesk.domain.errors import CannotCopy, InvalidEntry, NotAllowed, StepNotAllowed, UnfitScan
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.relations import RelationKind
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.services.order_signature import PlaceSignature
from tests.fakes.copies import (
    COPY_VALUES,
    SCAN,
    SIGNED,
    came,
    came_on_paper,
    copying_office,
    permitted,
    went_out,
)
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.program import VALID
from tests.fakes.sample_documents import CLERK, OFFICE


def content(office: FakeOffice, document: Outgoing) -> bytes:
    assert document.main_file is not None
    return office.store.files.get(document.main_file.sha256)


def test_an_electronic_copy_of_paper_goes_from_draft_to_issue_without_a_persons_signature() -> None:
    office = copying_office()
    desk, source = office.desk(), came_on_paper(office)
    copy = desk.make_copy(source, COPY_VALUES, CLERK)
    assert (copy.entry.doc_type, copy.state) == ("Bản sao y", OutgoingState.DRAFT)
    assert "15/2016/QĐ-UBND" in copy.entry.subject
    numbered = permitted(desk, copy)
    assert (numbered.code, numbered.state) == ("01/SY-UBND", OutgoingState.NUMBERED)
    assert content(office, numbered) == SCAN  # its number stands in the register, not on the page
    sealed = office.sign(numbered, SignatureKind.ORGANISATION)
    assert content(office, sealed).startswith(SCAN)
    issued = desk.issue(sealed.uid, CLERK)
    assert issued.state is OutgoingState.ISSUED
    assert [parcel.about for parcel in office.store.exchange.waiting()] == [copy.uid]
    assert office.store.incoming.get(source.uid) == source  # what is copied stays as it is


def test_the_seal_is_text_in_the_upper_right_corner_without_a_picture() -> None:
    office = copying_office()
    desk = office.desk()
    numbered = permitted(desk, desk.make_copy(came_on_paper(office), COPY_VALUES, CLERK))
    at = office.clock()
    place = PlaceSignature(office.store, office.pdf_desk, office.clock)
    seal = place(numbered, SignatureKind.ORGANISATION, at)
    assert seal.image == b""
    assert seal.text.split("\n") == ["SAO Y", OFFICE.name, signing_time_text(at)]
    assert (seal.page, seal.box.x0 > 300, seal.box.y1 < 71) == (0, True, True)
    desk.rules.set_signing_time(TimeForm.ISO, "quantri")
    assert place(numbered, SignatureKind.ORGANISATION, at).text.endswith(
        signing_time_text(at, TimeForm.ISO)
    )


def test_no_person_signs_an_electronic_copy_and_only_a_copy_is_permitted() -> None:
    office = copying_office()
    desk = office.desk()
    copy = desk.make_copy(came_on_paper(office), COPY_VALUES, CLERK)
    with pytest.raises(StepNotAllowed):
        desk.approve(copy.uid, CLERK)
    with pytest.raises(StepNotAllowed):
        desk.approve.permit_copy(office.draft().uid, CLERK)
    with pytest.raises(StepNotAllowed):
        desk.allot(copy.uid, CLERK)  # nobody decided yet (Điều 27.1)
    with pytest.raises(NotAllowed):
        desk.approve.permit_copy(copy.uid, SPECIALIST)
    assert desk.approve.permit_copy(copy.uid, LEADER_PERSON).state is OutgoingState.SIGNED


def test_all_kinds_share_one_run_of_numbers_and_the_register_prints_them() -> None:
    office = copying_office()
    office.pdf_desk.pages = 4
    desk, source = office.desk(), came_on_paper(office)
    extract = {**COPY_VALUES, "copy_kind": "extract", "pages": "1, 4"}
    codes = []
    for values in (COPY_VALUES, extract, COPY_VALUES):
        numbered = permitted(desk, desk.make_copy(source, values, CLERK))
        codes.append(numbered.code)
    assert codes == ["01/SY-UBND", "02/TrS-UBND", "03/SY-UBND"]
    desk.print_register.outgoing(OutgoingFilter(year=2026))
    (title, table) = office.printer.printed[-1]
    assert title == "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
    assert isinstance(table, FormTable)
    rows = [list(row) for row in table.rows]
    assert [row[0] for row in rows] == codes
    assert rows[1][2].startswith("Bản trích sao Quyết định số 15/2016/QĐ-UBND")
    assert rows[1][3:7] == ["Nguyễn Văn Mẫu", "Trường Tiểu học Mẫu", "Văn thư Lưu: VT", "2"]


def test_an_extract_is_a_new_file_of_the_chosen_pages_and_the_original_is_untouched() -> None:
    office = copying_office()
    office.pdf_desk.pages = 4
    desk, source = office.desk(), came(office, check=VALID)
    values = {**COPY_VALUES, "copy_kind": "extract", "pages": "1, 3-4"}
    copy = desk.make_copy(source, values, CLERK)
    assert b"% pages 1, 3, 4" in content(office, copy)
    assert (copy.entry.page_count, copy.entry.full_text) == (3, "")
    relation = copy_relation(copy)
    assert relation is not None
    assert (relation.kind, relation.about, relation.reason) == (
        RelationKind.COPIES,
        source.uid,
        "trang 1, 3, 4",
    )
    main = source.main_file
    assert main is not None
    assert office.store.files.get(main.sha256) == SIGNED
    with pytest.raises(InvalidEntry) as wrong:
        desk.make_copy(source, {**values, "pages": "5"}, CLERK)
    assert "pages" in wrong.value.problems


def test_an_electronic_original_is_not_copied_electronically_but_is_on_paper() -> None:
    office = copying_office()
    desk = office.desk()
    for source in (came(office, check=VALID), went_out(office)):
        with pytest.raises(InvalidEntry) as wrong:
            desk.make_copy(source, COPY_VALUES, CLERK)
        assert "gửi chính tệp đó" in wrong.value.problems["medium"]
        copy = desk.make_copy(source, {**COPY_VALUES, "medium": "paper"}, CLERK)
        assert b"% pages 1" in content(office, copy)


def test_a_paper_copy_is_signed_by_hand_numbered_stamped_scanned_and_printed_with_its_block() -> (
    None
):
    office = copying_office()
    desk, source = office.desk(), came_on_paper(office)
    copy = desk.make_copy(source, {**COPY_VALUES, "medium": "paper"}, CLERK)
    assert b"% SAO Y" in desk.print_copy(copy)
    block = desk.print_copy.block(copy)
    assert (block.code, block.place_date) == (
        "Số:         /SY-UBND",
        "Thử Nghiệm, ngày     tháng     năm 2026",
    )
    assert block.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert block.recipients == ("- Trường Tiểu học Mẫu;", "- Lưu: VT.")
    desk.approve(copy.uid, CLERK)
    desk.paper_original.signed_by_hand(copy.uid, CLERK)
    numbered = desk.allot(copy.uid, CLERK)
    assert desk.print_copy.block(numbered).code == "Số: 01/SY-UBND"
    assert desk.print_copy.block(numbered).place_date == "Thử Nghiệm, ngày 22 tháng 11 năm 2026"
    desk.paper_original.stamped(copy.uid, CLERK)
    sealed = desk.paper_original.attach_file(copy.uid, "ban-sao.pdf", SCAN, CLERK)
    with pytest.raises(CannotCopy):
        desk.print_copy(sealed)
    assert desk.issue(sealed.uid, CLERK).state is OutgoingState.ISSUED


def test_an_electronic_copy_is_not_printed_with_a_block() -> None:
    office = copying_office()
    copy = office.desk().make_copy(came_on_paper(office), COPY_VALUES, CLERK)
    with pytest.raises(CannotCopy):
        office.desk().print_copy(copy)


def test_sao_luc_is_made_of_a_copy_only() -> None:
    office = copying_office()
    desk = office.desk()
    recopy = {**COPY_VALUES, "copy_kind": "recopy"}
    with pytest.raises(InvalidEntry):
        desk.make_copy(came_on_paper(office), recopy, CLERK)
    copied = came_on_paper(office, doc_type="Bản sao y", code="07/SY-UBND")
    assert desk.make_copy(copied, recopy, CLERK).entry.doc_type == "Bản sao lục"
    with pytest.raises(InvalidEntry):
        desk.make_copy(copied, COPY_VALUES, CLERK)


def test_an_unsigned_file_is_no_original_until_its_paper_was_recorded() -> None:
    office = copying_office()
    desk, source = office.desk(), came(office, SCAN)
    assert source.entry.signature_result is SignatureResult.UNSIGNED
    with pytest.raises(InvalidEntry) as wrong:
        desk.make_copy(source, COPY_VALUES, CLERK)
    assert "Ghi nhận bản giấy" in wrong.value.problems["copy_kind"]
    main = source.main_file
    assert main is not None
    paper = replace(main, name="Bản giấy quet.pdf", role=FileRole.APPENDIX)
    with_paper = office.store.incoming.attach(source.uid, paper, CLERK.login)
    assert desk.make_copy(with_paper, COPY_VALUES, CLERK).state is OutgoingState.DRAFT


def test_a_scan_below_the_standard_is_not_copied_electronically() -> None:
    office = copying_office()
    source = came_on_paper(office, b"%PDF-1.3\n% old\n%%EOF\n")
    with pytest.raises(UnfitScan):
        office.desk().make_copy(source, COPY_VALUES, CLERK)


def test_what_was_not_issued_or_was_recalled_is_not_copied() -> None:
    office = copying_office()
    desk = office.desk()
    issued = went_out(office)
    desk.change_issued.recall(issued.uid, "sai nội dung", CLERK)
    for document in (office.draft(), office.store.outgoing.get(issued.uid)):
        with pytest.raises(CannotCopy):
            desk.make_copy(document, {**COPY_VALUES, "medium": "paper"}, CLERK)


def test_the_copies_of_a_document_are_found_from_it() -> None:
    office = copying_office()
    desk, source = office.desk(), came_on_paper(office)
    copy = desk.make_copy(source, COPY_VALUES, CLERK)
    assert [one.uid for one in office.store.outgoing.relating(source.uid)] == [copy.uid]


def test_a_copy_keeps_its_file_and_kind_when_its_draft_is_changed() -> None:
    office = copying_office()
    desk = office.desk()
    copy = desk.make_copy(came_on_paper(office), COPY_VALUES, CLERK)
    other, text, *_read = desk.prepare_file("khac.docx", b"PK another")
    entry = copy.entry
    values: dict[str, object] = {
        **{name: getattr(entry, name) for name in entry.__dataclass_fields__},
        "urgency": "0",
        "note": "gửi gấp",
    }
    with pytest.raises(InvalidEntry) as wrong:
        desk.draft.change(copy.uid, {**values, "doc_type": "Tờ trình"}, other, text, CLERK)
    assert set(wrong.value.problems) == {"file", "doc_type"}
    changed = desk.draft.change(copy.uid, values, entry.attachments, entry.full_text, CLERK)
    assert (changed.entry.note, copy_relation(changed)) == ("gửi gấp", copy_relation(copy))


def test_the_form_of_a_copy_is_that_of_what_is_copied_so_none_is_advised_on() -> None:
    office = copying_office()
    copy = office.desk().make_copy(came_on_paper(office), COPY_VALUES, CLERK)
    assert office.desk().check_presentation(copy) == ()
