"""One behaviour for the real store and its fake: registers, files, spool, exchange, log."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.books import Direction
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import (
    BookNotOpen,
    FilingStays,
    LoginTaken,
    NotFound,
    NotHolder,
    PileChanged,
    StepNotAllowed,
    WrongPassword,
)
from clerkdesk.domain.incoming import Assignment, Incoming, IncomingState
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.ops import FieldChange, Op
from clerkdesk.domain.outgoing import Delivery, Outgoing, OutgoingState, Step
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Arrival, Store
from tests.fakes.sample_documents import (
    ADMIN,
    CLERK,
    NOW,
    OFFICE,
    PASSWORDS,
    RECIPIENT,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    attachment,
    incoming_entry,
    outgoing_entry,
)


def found(store: Store, text: str) -> list[int]:
    return [row.arrival_number for row in store.incoming.find(IncomingFilter(text), Page())]


# --- văn bản đến ---


def test_numbers_run_from_one_in_each_year(store: Store) -> None:
    store.books.open_year(Direction.INCOMING, "den", 2025, "Văn bản đến 2025", "vanthu")
    days = [date(2025, 12, 31), TODAY, TODAY, date(2025, 12, 31)]
    given_ = [store.incoming.add(incoming_entry(arrival_date=day), "vanthu") for day in days]
    assert [(row.year, row.arrival_number) for row in given_] == [
        (2025, 1),
        (2026, 1),
        (2026, 2),
        (2025, 2),
    ]


def test_a_registered_document_comes_back_as_it_was_entered(store: Store) -> None:
    entry = incoming_entry(
        due_date=TODAY,
        sheet_count=3,
        page_count=5,
        packet_id="000.00.01.H01,2026/11/20,15/QĐ-UBND",
        attachments=(attachment(), attachment("phu-luc.pdf", FileRole.APPENDIX)),
        full_text="chữ trên trang",
        note="bản giấy gửi sau",
    )
    document = store.incoming.add(entry, "vanthu")
    assert document.entry == entry
    assert store.incoming.get(document.uid) == document
    assert store.incoming.by_packet(entry.packet_id) == document
    assert store.incoming.by_packet("") is None


def test_documents_are_found_by_what_is_printed_on_them(store: Store) -> None:
    kept = [
        store.incoming.add(incoming_entry(code_number="05", code_notation="QĐ-UBND"), "vanthu"),
        store.incoming.add(incoming_entry(code_number="5", code_notation="QĐ-UBND"), "vanthu"),
    ]
    store.incoming.add(incoming_entry(code_number="5", code_notation="QĐ-SNV"), "vanthu")
    store.incoming.add(incoming_entry(code_number="50", code_notation="QĐ-UBND"), "vanthu")
    for printed in ("5", "05", "005"):
        found = store.incoming.by_code(PrintedCode(printed, "QĐ-UBND"))
        assert [document.uid for document in found] == [document.uid for document in kept]
    assert store.incoming.by_code(PrintedCode("7", "QĐ-UBND")) == []
    by_hand = store.incoming.by_code(PrintedCode("5", "qđ-ubnd"))
    assert [document.uid for document in by_hand] == [document.uid for document in kept]


def test_text_is_stored_in_composed_form(store: Store) -> None:
    typed = unicodedata.normalize("NFD", "Về việc hỗ trợ người dân")
    document = store.incoming.add(incoming_entry(subject=typed), "vanthu")
    assert document.entry.subject == unicodedata.normalize("NFC", typed)


def test_an_earlier_year_needs_an_opened_book(store: Store) -> None:
    with pytest.raises(BookNotOpen) as caught:
        store.incoming.add(incoming_entry(arrival_date=date(2025, 12, 31)), "vanthu")
    assert isinstance(caught.value, NotHolder)
    assert store.incoming.count(IncomingFilter()) == 0
    assert store.books.all() == []


def test_an_opened_book_goes_on_after_its_paper_register(store: Store) -> None:
    store.books.open_year(Direction.INCOMING, "den", 2026, "Văn bản đến 2026", "quantri", last=811)
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 812
    (book,) = store.books.all()
    assert (book.holder, book.last) == (store.device, 812)


def test_forwarding_sets_state_and_date(store: Store) -> None:
    document = store.incoming.add(incoming_entry(), "vanthu")
    due = date(2026, 11, 25)
    assignment = Assignment("Chủ tịch", "Xem xét, chỉ đạo", due, "vanthu", NOW)
    changed = store.incoming.forward(document.uid, assignment)
    assert (changed.state, changed.due_date) == (IncomingState.FORWARDED, due)
    assert store.incoming.get(document.uid) == changed


def test_a_state_and_a_file_are_kept(store: Store) -> None:
    document = store.incoming.add(incoming_entry(attachments=(attachment(),)), "vanthu")
    copy = attachment("ban-co-dau-den.pdf", FileRole.ARRIVAL_COPY)
    store.incoming.attach(document.uid, copy, "vanthu")
    store.incoming.attach(document.uid, copy, "vanthu")
    store.incoming.set_state(document.uid, IncomingState.DONE, "vanthu")
    changed = store.incoming.get(document.uid)
    assert changed.entry.attachments == (attachment(), copy)
    assert changed.state is IncomingState.DONE


def test_lists_are_newest_first_and_go_on_where_they_stopped(store: Store) -> None:
    store.books.open_year(Direction.INCOMING, "den", 2025, "Văn bản đến 2025", "vanthu")
    for day in [date(2025, 12, 1)] * 3 + [TODAY] * 4:
        store.incoming.add(incoming_entry(arrival_date=day), "vanthu")
    shown: list[Incoming] = []
    page = Page(limit=3)
    while rows := store.incoming.find(IncomingFilter(), page):
        shown.extend(rows)
        page = Page(3, before=rows[-1].arrival_number, before_year=rows[-1].year)
    assert [(row.year, row.arrival_number) for row in shown] == [
        (2026, 4),
        (2026, 3),
        (2026, 2),
        (2026, 1),
        (2025, 3),
        (2025, 2),
        (2025, 1),
    ]
    of_2025 = store.incoming.find(IncomingFilter(year=2025), Page(before=3))
    assert [row.arrival_number for row in of_2025] == [2, 1]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("quy che", [1], id="without diacritics"),
        pytest.param("QUY CHẾ", [1], id="with diacritics and capitals"),
        pytest.param("duong", [2], id="đ is d"),
        pytest.param("tiep nhan xu l", [1], id="the last word is a beginning"),
        pytest.param("tie nhan", [], id="words before it are whole"),
        pytest.param("15/2016", [1], id="a number and its year"),
        pytest.param("15/2016/qđ-u", [1], id="a code typed in part"),
        pytest.param("12/sgtvt", [2], id="another code"),
        pytest.param("so giao thong sua", [2], id="words of several fields"),
        pytest.param("ngan sach", [2], id="text of the pages"),
        pytest.param("be-tong.pdf", [2], id="a file name"),
        pytest.param("2/2026", [2], id="its own number"),
        pytest.param("", [2, 1], id="nothing finds all"),
        pytest.param('"*)(^', [2, 1], id="signs alone find all"),
        pytest.param("khong co o dau", [], id="what is not there"),
    ],
)
def test_search_finds_what_was_typed_without_marks(
    store: Store, text: str, numbers: list[int]
) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    store.incoming.add(
        incoming_entry(
            issuing_org="Sở Giao thông Vận tải",
            subject="Sửa chữa đường bê tông",
            code_number="12",
            code_notation="SGTVT-KH",
            attachments=(attachment("be-tong.pdf"),),
            full_text="nguồn vốn ngân sách",
        ),
        "vanthu",
    )
    assert found(store, text) == numbers
    assert store.incoming.count(IncomingFilter(text)) == len(numbers)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])), max_size=20))
def test_half_letters_of_a_paste_are_cleaned_at_the_border(store: Store, text: str) -> None:
    entry = incoming_entry(subject=f"Họp {text}", note=text, signer_name=text, code_notation=text)
    kept = store.incoming.add(entry, "vanthu")
    assert store.incoming.get(kept.uid).entry.subject == unicodedata.normalize(
        "NFC", kept.entry.subject
    )
    kept.entry.subject.encode()
    draft = store.outgoing.draft(outgoing_entry(subject=text, note=text), "vanthu")
    store.outgoing.get(draft.uid).entry.subject.encode()
    store.settings.put("chữ", {text: text}, "vanthu")
    store.directory.put(Agency(f"H13{text}", f"Sở {text}"), "vanthu")
    for asked in (text, f"{text}\ud83d"):
        store.incoming.count(IncomingFilter(asked))
        store.outgoing.count(OutgoingFilter(asked))
        store.directory.agencies(asked)
    batch = store.spool.open_batch(text, text)
    store.spool.discard(batch.batch_id)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=30))
def test_no_text_is_a_syntax_error(store: Store, text: str) -> None:
    assert store.incoming.count(IncomingFilter(text)) == len(found(store, text))
    assert store.outgoing.count(OutgoingFilter(text)) == 0


def test_a_forwarded_document_is_found_by_its_receiver(store: Store) -> None:
    document = store.incoming.add(incoming_entry(), "vanthu")
    store.incoming.forward(
        document.uid, Assignment("Phòng Kinh tế", "tham mưu", None, "vanthu", NOW)
    )
    assert found(store, "phong kinh te tham muu") == [1]


def test_filters_by_state_year_and_date(store: Store) -> None:
    late = store.incoming.add(incoming_entry(due_date=date(2026, 11, 23)), "vanthu")
    done = store.incoming.add(incoming_entry(due_date=date(2026, 11, 23)), "vanthu")
    store.incoming.set_state(done.uid, IncomingState.DONE, "vanthu")
    postponed = store.incoming.add(incoming_entry(due_date=date(2026, 11, 23)), "vanthu")
    store.incoming.forward(
        postponed.uid, Assignment("Chủ tịch", "", date(2026, 12, 31), "vanthu", NOW)
    )
    wanted = IncomingFilter(overdue_on=date(2026, 11, 24))
    assert [row.uid for row in store.incoming.find(wanted, Page())] == [late.uid]
    assert store.incoming.count(IncomingFilter(state=IncomingState.DONE)) == 1
    assert store.incoming.count(IncomingFilter(year=2025)) == 0
    assert store.incoming.count(IncomingFilter("quy che", 2026, IncomingState.FORWARDED)) == 1


def test_what_is_not_there_is_said(store: Store) -> None:
    for ask in (
        lambda: store.incoming.get("không có"),
        lambda: store.incoming.set_state("không có", IncomingState.DONE, "vanthu"),
        lambda: store.outgoing.get("không có"),
        lambda: store.outgoing.take_step("không có", Step.APPROVE, "vanthu"),
        lambda: store.files.get("0" * 64),
        lambda: store.spool.batch("không có"),
        lambda: store.spool.turn("không có", 90),
        lambda: store.exchange.settle("không có", "registered"),
    ):
        with pytest.raises(NotFound):
            ask()


# --- văn bản đi ---


def signed(store: Store) -> Outgoing:
    draft = store.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu")
    store.outgoing.take_step(draft.uid, Step.APPROVE, "lanhdao")
    return store.outgoing.take_step(
        draft.uid, Step.SIGN_PERSON, "lanhdao", attachment("da-ky.pdf", FileRole.MAIN)
    )


def allot(store: Store, uid: str) -> Outgoing:
    return store.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")


def test_an_outgoing_document_goes_the_way_of_the_law(store: Store) -> None:
    document = signed(store)
    assert (document.state, document.code) == (OutgoingState.SIGNED, "")
    document = allot(store, document.uid)
    assert (document.code, document.outgoing_number, document.year) == ("01/TTr-UBND", 1, 2026)
    assert document.issued_date == TODAY
    document = store.outgoing.replace_main(document.uid, attachment("co-so.pdf"), "vanthu")
    assert document.state is OutgoingState.NUMBERED
    sealed = attachment("co-dau.pdf")
    store.outgoing.take_step(document.uid, Step.SIGN_ORGANISATION, "vanthu", sealed)
    document = store.outgoing.take_step(document.uid, Step.ISSUE, "vanthu")
    assert document.state is OutgoingState.ISSUED
    assert document.issued_at is not None
    assert document.main_file == sealed
    roles = [(file.name, file.role) for file in document.entry.attachments]
    assert roles == [
        ("co-dau.pdf", FileRole.MAIN),
        ("co-so.pdf", FileRole.VERSION),
        ("da-ky.pdf", FileRole.VERSION),
        ("van-ban.pdf", FileRole.VERSION),
    ]
    assert store.outgoing.get(document.uid) == document
    assert store.outgoing.by_code("01", "TTr-UBND", TODAY) == document
    assert store.outgoing.by_code("1", "TTr-UBND", None) == document
    assert store.outgoing.by_code("01", "TTr-UBND", date(2026, 1, 1)) is None
    assert store.outgoing.by_code("", "", None) is None


def test_no_number_before_the_person_has_signed(store: Store) -> None:
    draft = store.outgoing.draft(outgoing_entry(), "vanthu")
    with pytest.raises(StepNotAllowed):
        allot(store, draft.uid)
    assert store.books.all() == []
    assert allot(store, signed(store).uid).outgoing_number == 1


def test_a_document_is_numbered_once_and_by_allotment_only(store: Store) -> None:
    document = signed(store)
    with pytest.raises(StepNotAllowed):
        store.outgoing.take_step(document.uid, Step.ALLOT_NUMBER, "vanthu")
    allot(store, document.uid)
    with pytest.raises(StepNotAllowed):
        allot(store, document.uid)
    assert allot(store, signed(store).uid).outgoing_number == 2


def test_only_a_draft_is_changed(store: Store) -> None:
    draft = store.outgoing.draft(outgoing_entry(), "vanthu")
    entry = outgoing_entry(subject="Trích yếu mới", copies=5, full_text="chữ mới")
    changed = store.outgoing.change(draft.uid, entry, "vanthu")
    assert store.outgoing.get(draft.uid) == changed
    assert changed.entry == entry
    store.outgoing.take_step(draft.uid, Step.APPROVE, "lanhdao")
    with pytest.raises(StepNotAllowed):
        store.outgoing.change(draft.uid, outgoing_entry(), "vanthu")
    store.outgoing.take_step(draft.uid, Step.RETURN, "lanhdao", reason="thiếu căn cứ")
    returned = store.outgoing.change(draft.uid, outgoing_entry(), "vanthu")
    assert (returned.state, returned.reason) == (OutgoingState.RETURNED, "thiếu căn cứ")
    again = store.outgoing.take_step(draft.uid, Step.SUBMIT, "vanthu")
    assert (again.state, again.reason, again.rounds) == (OutgoingState.SUBMITTED, "", 2)
    assert store.outgoing.get(draft.uid) == again


def test_the_latest_change_stands_first(store: Store) -> None:
    uids = [store.outgoing.draft(outgoing_entry(), "vanthu").uid for _ in range(3)]
    store.outgoing.take_step(uids[0], Step.APPROVE, "lanhdao")
    rows = store.outgoing.find(OutgoingFilter(), Page(limit=2))
    assert [row.uid for row in rows] == [uids[0], uids[2]]
    rest = store.outgoing.find(OutgoingFilter(), Page(limit=2, before=rows[-1].changed))
    assert [row.uid for row in rest] == [uids[1]]


def test_numbers_of_one_day_stand_newest_first_until_one_is_touched_again(store: Store) -> None:
    numbered = [allot(store, signed(store).uid) for _ in range(3)]

    def shown(wanted: OutgoingFilter, page: Page) -> list[int | None]:
        return [row.outgoing_number for row in store.outgoing.find(wanted, page)]

    assert shown(OutgoingFilter(), Page()) == [3, 2, 1]
    store.outgoing.set_delivery(
        numbered[1].uid, Delivery(RECIPIENT, DeliveryStatus.SENT, sent_at=NOW), "vanthu"
    )
    assert shown(OutgoingFilter(), Page()) == [2, 3, 1], "the list shows what was done last"
    by_number = OutgoingFilter(order_by_number=True)
    assert shown(by_number, Page(descending=True)) == [3, 2, 1], "the book does not"
    assert shown(OutgoingFilter(), Page(sort="code", descending=True)) == [3, 2, 1]


def test_outgoing_search_and_filters(store: Store) -> None:
    document = allot(store, signed(store).uid)
    store.outgoing.draft(outgoing_entry(subject="Báo cáo công tác tháng"), "vanthu")
    for text, count in [
        ("01/ttr", 1),
        ("1/2026", 1),
        ("ben canh", 2),
        ("bao cao", 1),
        ("đường g", 1),
    ]:
        assert store.outgoing.count(OutgoingFilter(text)) == count, text
        assert len(store.outgoing.find(OutgoingFilter(text), Page())) == count
    wanted = OutgoingFilter("", 2026, (OutgoingState.NUMBERED, OutgoingState.SEALED))
    assert [row.uid for row in store.outgoing.find(wanted, Page())] == [document.uid]
    assert store.outgoing.count(OutgoingFilter(year=2025)) == 0


def test_a_delivery_never_goes_backwards(store: Store) -> None:
    uid = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    sent = Delivery(RECIPIENT, DeliveryStatus.SENT, sent_at=NOW, status_at=NOW)
    store.outgoing.set_delivery(uid, sent, "vanthu")
    later = NOW + timedelta(hours=1)
    accepted = Delivery(
        RECIPIENT, DeliveryStatus.ACCEPTED, status_at=later, description="Đã vào sổ"
    )
    store.outgoing.set_delivery(uid, accepted, "may")
    document = store.outgoing.set_delivery(
        uid, replace(accepted, status=DeliveryStatus.ARRIVED), "may"
    )
    assert document.deliveries == (replace(accepted, sent_at=NOW),)
    assert store.outgoing.get(uid) == document
    other = Delivery(replace(RECIPIENT, code="", name="Báo Thử Nghiệm", email="bao@thu.vn"))
    assert len(store.outgoing.set_delivery(uid, other, "may").deliveries) == 2


# --- log ---


def test_history_is_told_in_vietnamese(store: Store) -> None:
    document = store.incoming.add(incoming_entry(), "vanthu")
    store.incoming.forward(
        document.uid, Assignment("Chủ tịch", "", date(2026, 11, 25), "vanthu", NOW)
    )
    store.incoming.set_state(document.uid, IncomingState.DONE, "lanhdao")
    store.incoming.attach(document.uid, attachment("x.pdf"), "vanthu")
    lines = store.ops.history("incoming", document.uid)
    assert [(line.by, line.what) for line in lines] == [
        ("vanthu", "Vào sổ, số đến 1"),
        ("vanthu", "Chuyển Chủ tịch, hạn 25/11/2026"),
        ("lanhdao", "Chuyển trạng thái: Hoàn thành"),
        ("vanthu", "Thêm tệp «x.pdf»"),
    ]
    assert [line.at for line in lines] == sorted(line.at for line in lines)


def test_history_of_an_outgoing_document(store: Store) -> None:
    uid = allot(store, signed(store).uid).uid
    store.outgoing.replace_main(uid, attachment("co-so.pdf"), "vanthu")
    store.outgoing.set_delivery(uid, Delivery(RECIPIENT, DeliveryStatus.ACCEPTED), "may")
    assert [line.what for line in store.ops.history("outgoing", uid)] == [
        "Lập dự thảo",
        "Duyệt",
        "Ký số của lãnh đạo",
        "Cấp số 01/TTr-UBND",
        "Cập nhật tệp của văn bản",
        "UBND xã Bên Cạnh: Đã tiếp nhận",
    ]


def test_ops_wait_until_the_server_has_them(store: Store) -> None:
    for _ in range(3):
        store.incoming.add(incoming_entry(), "vanthu")
    waiting = store.ops.pending(500)
    assert [op.seq for op in waiting] == list(range(1, len(waiting) + 1))
    assert waiting[0].device == store.device
    store.ops.acknowledge(waiting[-2].seq)
    assert [op.op_id for op in store.ops.pending(500)] == [waiting[-1].op_id]
    store.ops.acknowledge(0)
    assert len(store.ops.pending(2)) == 2
    assert store.ops.first_break() is None


def test_the_feed_cursor_moves_with_what_was_applied(store: Store) -> None:
    op = Op(
        device="may-khac",
        incarnation=1,
        seq=1,
        op_id="op-1",
        previous="0" * 64,
        entity="một loại mới",
        key="k",
        kind="một việc mới",
        actor="ai đó",
        at=NOW,
        fields={"x": FieldChange(1)},
    )
    assert store.ops.cursor() == (0, 0)
    store.ops.apply_remote(3, 10, [op])
    store.ops.apply_remote(3, 8, [op])
    assert store.ops.cursor() == (3, 10)
    store.ops.apply_remote(4, 2, [])
    assert store.ops.cursor() == (4, 2)
    (line,) = store.ops.history("một loại mới", "k")
    assert line.what == "Thay đổi khác (một việc mới)"


# --- files, pages, packets, the rest ---


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
def test_a_file_comes_back_byte_for_byte(store: Store, size: int) -> None:
    content = bytes(place % 251 for place in range(size))
    sha256 = store.files.put(content)
    assert store.files.put(content) == sha256
    assert store.files.has(sha256)
    assert store.files.get(sha256) == content
    assert not store.files.has("f" * 64)


def scanned(index: int) -> ScannedPage:
    return ScannedPage(index, b"anh %d" % index, "image/png", 300, 2480, 3508)


def test_scanned_pages_wait_in_their_batch(store: Store) -> None:
    batch = store.spool.open_batch("Quét lúc 10:00", "sane:test:0")
    pages = [store.spool.add(batch.batch_id, scanned(index)) for index in (1, 2, 3)]
    assert store.spool.turn(pages[0].page_id, -90).turned == 270
    assert store.spool.turn(pages[0].page_id, 180).turned == 90
    store.spool.set_dropped(pages[1].page_id, True)
    (kept,) = store.spool.batches()
    assert kept == store.spool.batch(batch.batch_id)
    assert [page.position for page in kept.pages] == [1, 2, 3]
    assert [page.position for page in kept.kept] == [1, 3]
    assert [store.spool.image(page) for page in kept.pages] == [b"anh 1", b"anh 2", b"anh 3"]
    store.spool.set_dropped(pages[1].page_id, False)
    assert len(store.spool.batch(batch.batch_id).kept) == 3


def test_a_discarded_batch_is_gone(store: Store) -> None:
    first = store.spool.open_batch("một", "máy")
    second = store.spool.open_batch("hai", "máy")
    page = store.spool.add(first.batch_id, scanned(1))
    store.spool.discard(first.batch_id)
    assert [batch.batch_id for batch in store.spool.batches()] == [second.batch_id]
    with pytest.raises(NotFound):
        store.spool.image(page)
    with pytest.raises(NotFound):
        store.spool.add(first.batch_id, scanned(2))


def test_pages_are_put_into_another_order_and_into_other_batches_and_back(store: Store) -> None:
    first = store.spool.open_batch("một", "máy", two_sided=True, archive="plain")
    second = store.spool.open_batch("hai", "máy", backs_of=first.batch_id)
    for batch, index in ((first, 1), (first, 2), (second, 3)):
        store.spool.add(batch.batch_id, scanned(index))
    one, two = store.spool.batches()
    assert (one.two_sided, one.archive, two.backs_of) == (True, "plain", first.batch_id)
    all_in_one = replace(one, pages=(two.pages[0], one.pages[1], one.pages[0]), cover="bìa")
    (joined,) = store.spool.arrange([all_in_one, replace(two, pages=())])
    assert store.spool.batches() == [joined]
    assert [store.spool.image(page) for page in joined.pages] == [b"anh 3", b"anh 2", b"anh 1"]
    assert [page.position for page in joined.pages] == [1, 2, 3]
    assert (joined.title, joined.cover) == ("một", "bìa")
    assert list(store.spool.arrange([one, two])) == [one, two]
    assert store.spool.batches() == [one, two]
    split = replace(one, batch_id="", title="mới", pages=one.pages[1:])
    kept, new = store.spool.arrange([replace(one, pages=one.pages[:1]), split])
    assert new.batch_id not in ("", one.batch_id)
    assert (new.title, len(kept.pages), len(new.pages)) == ("mới", 1, 1)
    assert store.spool.add(kept.batch_id, scanned(4)).position == 2


def test_pages_are_not_put_in_order_by_what_is_no_longer_so(store: Store) -> None:
    batch = store.spool.open_batch("một", "máy")
    store.spool.add(batch.batch_id, scanned(1))
    seen = store.spool.batch(batch.batch_id)
    store.spool.add(batch.batch_id, scanned(2))
    before = store.spool.batches()
    for wrong in (seen, replace(seen, pages=(seen.pages[0], seen.pages[0]))):
        with pytest.raises(PileChanged):
            store.spool.arrange([wrong])
    assert store.spool.batches() == before


def test_a_batch_remembers_how_many_sheets_were_counted(store: Store) -> None:
    batch = store.spool.open_batch("một", "máy", sheets=4)
    page = store.spool.add(batch.batch_id, scanned(1))
    assert store.spool.batch(batch.batch_id).sheets == 4
    store.spool.note_sheets(batch.batch_id, 5)
    assert [one.sheets for one in store.spool.batches()] == [5]
    (kept,) = store.spool.arrange([replace(store.spool.batch(batch.batch_id), sheets=0)])
    assert (kept.pages, kept.sheets) == ((page,), 0)
    with pytest.raises(NotFound):
        store.spool.note_sheets("none", 1)


def test_a_batch_that_was_filed_waits_no_longer_and_can_be_taken_back(store: Store) -> None:
    batch = store.spool.open_batch("một", "máy")
    store.spool.add(batch.batch_id, scanned(1))
    before = store.spool.batch(batch.batch_id)
    store.spool.put_away(batch.batch_id, "document")
    assert store.spool.batches() == []
    with pytest.raises(NotFound):
        store.spool.batch(batch.batch_id)
    with pytest.raises(PileChanged):
        store.spool.arrange([before])
    assert store.spool.take_back(batch.batch_id) == before
    assert store.spool.batches() == [before]
    store.spool.discard(batch.batch_id)
    with pytest.raises(NotFound):
        store.spool.take_back(batch.batch_id)


def test_a_file_is_taken_off_until_other_desks_know_it(store: Store) -> None:
    document = store.incoming.add(incoming_entry(attachments=()), "vanthu")
    file = Attachment("x.pdf", PDF, FileRole.MAIN, store.files.put(b"%PDF"), 4)
    store.incoming.attach(document.uid, file, "vanthu", "chữ trên trang")
    assert store.incoming.detach(document.uid, file, "vanthu", "chữ trên trang") == document
    assert store.incoming.get(document.uid) == document
    with pytest.raises(FilingStays):
        store.incoming.detach(document.uid, file, "vanthu")
    store.incoming.attach(document.uid, file, "vanthu")
    store.ops.acknowledge(len(store.ops.pending(1000)))
    with pytest.raises(FilingStays):
        store.incoming.detach(document.uid, file, "vanthu")
    assert store.incoming.get(document.uid).entry.attachments == (file,)


def test_a_batch_remembers_to_what_it_was_bound(store: Store) -> None:
    batch = store.spool.open_batch("một", "máy")
    page = store.spool.add(batch.batch_id, scanned(1))
    store.spool.note_bound(batch.batch_id, "abc")
    assert store.spool.batch(batch.batch_id).bound == "abc"
    store.spool.arrange([replace(batch, pages=(page,), title="hai")])
    assert (store.spool.batch(batch.batch_id).bound, store.spool.batches()[0].title) == (
        "abc",
        "hai",
    )
    with pytest.raises(NotFound):
        store.spool.note_bound("không có", "abc")


def header(sha256: str = "a" * 64) -> PacketHeader:
    return PacketHeader("G1", ("G2", "G3"), "G1,2026/11/22,01/TTr", "new", sha256, 9, "gói.edxml")


def test_a_parcel_waits_until_it_was_sent(store: Store) -> None:
    first = store.exchange.queue(header(), "uid-1")
    second = store.exchange.queue(header("b" * 64), "uid-2")
    assert list(store.exchange.waiting()) == [first, second]
    store.exchange.failed(first.parcel_id, "không có mạng")
    store.exchange.failed(first.parcel_id, "không có mạng")
    assert store.exchange.waiting()[0] == replace(first, tries=2, last_error="không có mạng")
    store.exchange.sent(first.parcel_id)
    store.exchange.sent(first.parcel_id)
    assert list(store.exchange.waiting()) == [second]


def test_a_packet_arrives_once(store: Store) -> None:
    arrival = Arrival("n-1", header(), PacketKind.NEW, "Trích yếu", "01/TTr", NOW, None)
    broken = Arrival(
        "n-2", header("c" * 64), PacketKind.STATUS, "", "", NOW, NOW, problem="thiếu tiêu đề"
    )
    assert store.exchange.receive(arrival)
    assert not store.exchange.receive(arrival)
    assert not store.exchange.receive(replace(arrival, arrival_id="n-9"))
    assert store.exchange.receive(broken)
    assert list(store.exchange.arrivals()) == [arrival, broken]
    store.exchange.settle("n-1", "registered")
    assert list(store.exchange.arrivals()) == [broken]
    everything = store.exchange.arrivals(waiting_only=False)
    assert list(everything) == [replace(arrival, settled="registered"), broken]


def test_the_last_check_of_a_file_is_given(store: Store) -> None:
    check = SignatureCheck(
        Verdict.INDETERMINATE,
        Integrity.INTACT,
        CertificateState.GOOD,
        Revocation.UNKNOWN,
        LegalClass.PARTLY,
        signatures=(
            SignatureReport(
                "ChuKy1",
                "Lê Thị Lãnh",
                "UBND",
                "CA thử",
                NOW,
                False,
                Integrity.INTACT,
                CertificateState.GOOD,
                Revocation.UNKNOWN,
            ),
        ),
        findings=(Finding("crl-old", "Danh sách thu hồi đã cũ."),),
        sha256="d" * 64,
        checked_at=NOW,
        trust_bundle="thử",
    )
    store.checks.record(check)
    store.checks.record(replace(check, revocation=Revocation.GOOD))
    assert store.checks.latest("d" * 64) == replace(check, revocation=Revocation.GOOD)
    assert store.checks.latest("e" * 64) is None


def test_settings_and_the_office(store: Store) -> None:
    assert store.settings.get("giờ làm việc") is None
    value = {"sáng": ["07:30", "11:30"], "nghỉ": [6, 7], "bật": True}
    store.settings.put("giờ làm việc", value, "quantri")
    assert store.settings.get("giờ làm việc") == value
    assert store.settings.office() == OFFICE
    store.settings.set_office(replace(OFFICE, address="Số 1 đường Lê Lợi"), "quantri")
    assert store.settings.office().address == "Số 1 đường Lê Lợi"


def test_what_is_kept_here_is_never_told(store: Store) -> None:
    before = len(store.ops.pending(500))
    store.settings.keep_here("máy chủ", {"key": "bí mật"})
    store.settings.keep_here("máy chủ", {"key": "khác"})
    assert store.settings.get("máy chủ") == {"key": "khác"}
    assert len(store.ops.pending(500)) == before


def test_a_corrected_office_code_starts_no_second_book(store: Store) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    store.settings.set_office(replace(OFFICE, code="H01.19"), "quantri")
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 2


def test_agencies_are_found_without_diacritics_and_by_code(store: Store) -> None:
    near = Agency("000.00.20.H01", "UBND xã Đông Hải", "dh@thu.vn", "UBND tỉnh", TODAY)
    far = Agency("000.00.21.H01", "Sở Nội vụ")
    for agency in (near, far, near):
        store.directory.put(agency, "quantri")
    assert list(store.directory.agencies("dong hai")) == [near]
    assert list(store.directory.agencies("21.h01")) == [far]
    assert list(store.directory.agencies()) == [far, near]
    store.directory.put(replace(far, code="000.00.21.h01", name="Sở Nội vụ tỉnh"), "quantri")
    assert [agency.name for agency in store.directory.agencies("so noi")] == ["Sở Nội vụ tỉnh"]


def test_a_login_is_given_once_and_a_password_changes_with_the_old_one(store: Store) -> None:
    assert {person.login for person in store.accounts.people()} == {"quantri", "vanthu"}
    assert CLERK in store.accounts.people()
    with pytest.raises(LoginTaken):
        store.accounts.add(replace(CLERK, login=" VanThu "), "khác")
    store.accounts.check("vanthu", PASSWORDS[CLERK])
    with pytest.raises(WrongPassword):
        store.accounts.check("vanthu", "mật khẩu mới")
    with pytest.raises(WrongPassword):
        store.accounts.check("không có", PASSWORDS[CLERK])
    store.accounts.change_password("vanthu", PASSWORDS[CLERK], "mật khẩu mới")
    with pytest.raises(WrongPassword):
        store.accounts.change_password("vanthu", PASSWORDS[CLERK], "mật khẩu khác")
    with pytest.raises(WrongPassword):
        store.accounts.change_password("không có", "x", "y")
    lines = store.ops.history("person", "vanthu")
    assert [line.what for line in lines] == ["Lập tài khoản", "Đổi mật khẩu"]
    assert ADMIN in store.accounts.people()


def test_a_forgotten_password_is_replaced_without_the_old_one(store: Store) -> None:
    store.accounts.reset_password(" VanThu ", "mật khẩu mới")
    store.accounts.change_password("vanthu", "mật khẩu mới", "mật khẩu nữa")
    with pytest.raises(WrongPassword):
        store.accounts.change_password("vanthu", PASSWORDS[CLERK], "không còn dùng")
    with pytest.raises(WrongPassword):
        store.accounts.reset_password("không có", "mật khẩu mới")
    lines = store.ops.history("person", "vanthu")
    assert [line.what for line in lines] == ["Lập tài khoản", "Đổi mật khẩu", "Đổi mật khẩu"]
