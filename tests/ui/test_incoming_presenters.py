"""What registration and the incoming register decide, on fakes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from clerkdesk.domain.errors import (
    DamagedFile,
    DiskFull,
    FileNotRead,
    FileNotWritten,
    HelperCrashed,
    InvalidEntry,
    StepNotAllowed,
    StillRegistering,
)
from clerkdesk.domain.incoming import Channel, Incoming, IncomingState
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.reading import Box, ReadField
from clerkdesk.domain.scans import ScanBatch, ScanSettings
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ports.store import Arrival
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.register_incoming import Registered
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.exports.wish import written
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.list_columns import incoming_columns
from clerkdesk.ui.incoming.list_presenter import Beside, IncomingListPresenter, Preview
from clerkdesk.ui.registers.list_presenter import Sorting, Window
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, NOW, incoming_entry
from tests.fakes.scanner import DEVICE

ENTRY = (
    "opened",
    "fields_read",
    "working",
    "problems_found",
    "registered",
    "stamped",
    "label_ready",
    "refused",
    "failed",
)
LIST = (
    "rows_changed",
    "window_ready",
    "beside_changed",
    "register_ready",
    "preview_changed",
    "picture_ready",
    "forwarded",
    "failed",
)


def scanned(office: FakeOffice) -> ScanBatch:
    batch = office.desk().scan(DEVICE, ScanSettings(), saved=lambda _page: None, stop=lambda: False)
    assert batch is not None
    return batch


def entry(office: FakeOffice, jobs: InstantJobs | None = None) -> tuple[EntryPresenter, Heard]:
    subject = EntryPresenter(office.desk(), jobs or InstantJobs())
    return subject, Heard(subject, *ENTRY)


def listing(
    office: FakeOffice, jobs: InstantJobs | None = None
) -> tuple[IncomingListPresenter, Heard]:
    subject = IncomingListPresenter(office.desk(), jobs or InstantJobs())
    return subject, Heard(subject, *LIST)


# --- the form --------------------------------------------------------------------------------------


def test_a_batch_opens_at_once_and_its_fields_follow() -> None:
    office = FakeOffice()
    office.workshop.fields["subject"] = ReadField("Ban hành Quy chế", 0.9, 1, Box(0, 0, 9, 9))
    subject, heard = entry(office)
    subject.open_batch(scanned(office))
    assert heard.names()[0] == "opened"
    assert heard.of("working") == [("Đang đọc trang…",), ("",)]
    _reading, values = heard.of("fields_read")[-1]
    assert values == {"subject": "Ban hành Quy chế"}
    sheets, load = subject.pages()
    assert len(sheets) == 3
    assert load(0, 75).startswith(b"\xff\xd8")


def test_saving_registers_then_stamps() -> None:
    office = FakeOffice()
    subject, heard = entry(office)
    subject.open_batch(scanned(office))
    subject.save(INCOMING_VALUES)
    result, stamped = heard.last("registered"), heard.last("stamped")
    assert isinstance(result, Registered)
    assert isinstance(stamped, Incoming)
    assert heard.names().index("registered") < heard.names().index("stamped")
    assert result.document.arrival_number == 1
    assert len(stamped.entry.attachments) == 2
    assert subject.candidate is None
    subject.want_label(result.document)
    assert isinstance(heard.last("label_ready"), bytes)


def test_wrong_fields_are_named_and_nothing_is_bound() -> None:
    office = FakeOffice()
    subject, heard = entry(office)
    subject.open_batch(scanned(office))
    subject.save({**INCOMING_VALUES, "issuing_org": ""})
    assert heard.last("problems_found") == {"issuing_org": "Chưa nhập «Cơ quan ban hành»."}
    assert office.workshop.bound == []
    assert subject.candidate is not None


def test_pressing_save_twice_while_pages_are_read_takes_one_number() -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    subject, heard = entry(office, jobs)
    subject.open_batch(scanned(office))
    subject.save(INCOMING_VALUES)
    subject.save(INCOMING_VALUES)
    jobs.go()  # reading ends, and «Lưu» must stay locked
    assert ("",) not in heard.of("working")
    subject.save(INCOMING_VALUES)
    for _round in range(4):
        jobs.go()
    assert [document.arrival_number for document in office.store.incoming.rows] == [1]
    assert len(heard.of("registered")) == 1


def test_a_file_that_is_ready_too_late_does_not_take_the_place_of_what_is_open(
    tmp_path: Path,
) -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    file = tmp_path / "cham.pdf"
    file.write_bytes(PDF_FILE)
    batch = scanned(office)
    subject, heard = entry(office, jobs)
    subject.open_file(file, Channel.MAIL)
    subject.close()  # the clerk has not waited
    subject.open_batch(batch)
    jobs.go()
    assert subject.candidate is not None
    assert subject.candidate.batch == batch
    assert len(heard.of("opened")) == 1


def test_a_failure_of_what_was_left_is_not_said_over_what_is_open(tmp_path: Path) -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    subject, heard = entry(office, jobs)
    subject.open_file(tmp_path / "khong-co.pdf", Channel.MAIL)
    subject.close()
    jobs.go()
    assert heard.of("failed") == []


def test_nothing_else_opens_while_a_document_gets_its_number() -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    first, second = scanned(office), scanned(office)
    subject, heard = entry(office, jobs)
    subject.open_batch(first)
    jobs.go()
    subject.save(INCOMING_VALUES)
    subject.close()
    subject.open_batch(second)
    assert isinstance(heard.last("failed"), StillRegistering)
    assert subject.saving
    for _round in range(4):
        jobs.go()
    assert len(heard.of("registered")) == 1
    assert [batch.batch_id for batch in office.store.spool.batches()] == [second.batch_id]


def test_after_a_full_disk_the_same_form_can_be_saved_again() -> None:
    office = FakeOffice()
    subject, heard = entry(office)
    subject.open_batch(scanned(office))
    office.store.error = DiskFull()
    subject.save(INCOMING_VALUES)
    assert isinstance(heard.last("failed"), DiskFull)
    assert subject.candidate is not None
    office.store.error = None
    subject.save(INCOMING_VALUES)
    assert len(heard.of("registered")) == 1


def test_a_stamp_that_fails_does_not_take_back_the_number() -> None:
    office = FakeOffice()

    def crash(_pdf: bytes, _stamp: object) -> bytes:
        raise HelperCrashed("tệp PDF")

    office.pdf_desk.stamp_arrival = crash  # type: ignore[method-assign,assignment] # the child dies
    subject, heard = entry(office)
    subject.open_batch(scanned(office))
    subject.save(INCOMING_VALUES)
    assert len(heard.of("registered")) == 1
    assert isinstance(heard.last("failed"), HelperCrashed)
    assert len(office.store.incoming.rows) == 1


def test_who_may_not_register_is_told() -> None:
    office = FakeOffice()
    subject = EntryPresenter(office.desk(SPECIALIST), InstantJobs())
    heard = Heard(subject, *ENTRY)
    subject.open_batch(scanned(office))
    subject.save(INCOMING_VALUES)
    assert "không có quyền" in str(heard.last("failed"))
    assert office.store.incoming.rows == []


def test_a_dropped_file_is_checked_and_its_values_offered(tmp_path: Path) -> None:
    office, file = FakeOffice(), tmp_path / "cong-van.pdf"
    file.write_bytes(PDF_FILE)
    subject, heard = entry(office)
    subject.open_file(file, Channel.MAIL)
    candidate = heard.last("opened")
    assert isinstance(candidate, Candidate)
    assert candidate.channel is Channel.MAIL
    assert office.checker.asked == ["cong-van.pdf"]
    _sheets, load = subject.pages()
    assert load(0, 75)


def test_a_file_that_is_gone_or_torn_opens_nothing(tmp_path: Path) -> None:
    office, torn = FakeOffice(), tmp_path / "rach.pdf"
    torn.write_bytes(PDF_FILE)
    subject, heard = entry(office)
    subject.open_file(tmp_path / "da-xoa.pdf", Channel.MAIL)
    assert isinstance(heard.last("failed"), FileNotRead)
    office.workshop.error = DamagedFile("rach.pdf")
    subject.open_file(torn, Channel.MAIL)
    assert isinstance(heard.last("failed"), DamagedFile)
    assert heard.of("opened") == []
    assert subject.candidate is None
    assert subject.pages()[0] == []
    subject.save(INCOMING_VALUES)  # nothing is open: nothing happens
    assert office.store.incoming.rows == []


def test_leaving_the_form_keeps_the_pages_waiting() -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    subject, heard = entry(office, jobs)
    subject.open_batch(scanned(office))
    subject.close()
    jobs.go()
    assert heard.of("fields_read") == []  # reading was stopped, and belongs to nothing now
    assert len(office.store.spool.batches()) == 1


def test_paper_is_not_refused_by_packet() -> None:
    office = FakeOffice()
    subject, heard = entry(office)
    subject.open_batch(scanned(office))
    subject.refuse("lý do")
    assert heard.of("refused") == []
    assert len(office.store.spool.batches()) == 1


# --- the register ----------------------------------------------------------------------------------


def registered(office: FakeOffice, count: int = 1) -> list[Incoming]:
    return [office.store.incoming.add(incoming_entry(), "vanthu") for _number in range(count)]


def rows(heard: Heard) -> Window[Incoming]:
    found = heard.last("rows_changed")
    assert isinstance(found, Window)
    return found


def test_the_list_is_newest_first_and_counts_all() -> None:
    office = FakeOffice()
    registered(office, 3)
    subject, heard = listing(office)
    subject.refresh()
    assert [d.arrival_number for d in rows(heard).documents] == [3, 2, 1]
    assert rows(heard).total == 3
    assert heard.last("beside_changed") == Beside(overdue=0, waiting=3, arrivals=[])


def test_an_earlier_search_does_not_overwrite_a_later_one() -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    registered(office)
    subject, heard = listing(office, jobs)
    subject.show(IncomingFilter(text="quy che"))
    subject.show(IncomingFilter(text="khong co"))
    jobs.go()
    assert [found[0].total for found in heard.of("rows_changed")] == [0]  # type: ignore[attr-defined]


def test_rows_go_on_over_the_end_of_a_year() -> None:
    office = FakeOffice()
    old = registered(office, 3)
    office.store.incoming.rows[:] = [replace(d, year=2025) for d in old]
    office.store.books.books.clear()
    office.store.books.marks.clear()
    registered(office, 1)
    subject, heard = listing(office)
    subject.refresh()
    shown = list(rows(heard).documents)
    assert [(d.year, d.arrival_number) for d in shown] == [
        (2026, 1),
        (2025, 3),
        (2025, 2),
        (2025, 1),
    ]
    subject.window(2, 2)
    ((first, more),) = heard.of("window_ready")
    assert isinstance(more, list)
    assert (first, [(d.year, d.arrival_number) for d in more]) == (2, [(2025, 2), (2025, 1)])


def test_of_several_windows_that_wait_only_the_newest_is_read() -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    registered(office, 3)
    subject, heard = listing(office, jobs)
    subject.refresh()
    jobs.go()
    for first in (0, 1, 2):
        subject.window(first, 1)
    jobs.go()
    assert [first for first, _rows in heard.of("window_ready")] == [2]


def test_a_document_far_down_is_found_and_a_filter_that_hides_it_is_taken_away() -> None:
    office = FakeOffice()
    documents = registered(office, 230)
    subject, heard = listing(office)
    subject.refresh()
    subject.find_document(documents[2].uid)
    window = rows(heard)
    assert documents[2].uid in [row.uid for row in window.documents]
    assert (window.first, window.cleared) == (177, False)
    subject.show(IncomingFilter(state=IncomingState.DONE))
    subject.find_document(documents[2].uid)
    assert rows(heard).cleared
    assert subject.wanted == IncomingFilter()


def test_a_list_is_sorted_by_the_store_and_stays_where_it_was_when_read_anew() -> None:
    office = FakeOffice()
    registered(office, 3)
    subject, heard = listing(office)
    subject.sort(Sorting("arrival_number", descending=False))
    assert [d.arrival_number for d in rows(heard).documents] == [1, 2, 3]
    assert not rows(heard).keep
    subject.look_at(1)
    subject.refresh()
    assert (rows(heard).keep, rows(heard).first) == (True, 1)


def test_the_preview_follows_the_cursor_and_forwarding_is_shown() -> None:
    office = FakeOffice()
    (document,) = registered(office)
    subject, heard = listing(office)
    subject.select(document.uid)
    preview = heard.last("preview_changed")
    assert isinstance(preview, Preview)
    assert preview.picture is None
    subject.forward(document.uid, "Chủ tịch", date(2026, 11, 30), "")
    done = heard.last("forwarded")
    assert isinstance(done, Incoming)
    assert done.state is IncomingState.FORWARDED
    assert rows(heard).documents[0].state is IncomingState.FORWARDED


def test_a_forwarding_without_a_person_is_said() -> None:
    office = FakeOffice()
    (document,) = registered(office)
    subject, heard = listing(office)
    subject.forward(document.uid, " ", None, "")
    assert isinstance(heard.last("failed"), InvalidEntry)
    assert office.store.incoming.get(document.uid).registered_by == CLERK.login


def test_a_packet_that_cannot_be_read_leaves_the_bar_when_it_was_seen() -> None:
    office = FakeOffice()
    header = PacketHeader("H99.12", ("H99.88.01",), "H99.12,x", "new", "0" * 64, 3, "hong.edxml")
    arrival = Arrival("1", header, PacketKind.NEW, "", "", NOW, None, problem="Gói tin hỏng.")
    office.store.exchange.receive(arrival)
    subject, heard = listing(office)
    subject.put_aside(arrival)
    beside = heard.last("beside_changed")
    assert isinstance(beside, Beside)
    assert beside.arrivals == []
    assert [kept.settled for kept in office.store.exchange.arrivals(waiting_only=False)] == ["seen"]


def test_what_is_listed_is_printed_and_exported(tmp_path: Path) -> None:
    office = FakeOffice()
    office.store.incoming.add(incoming_entry(), CLERK.login)
    subject, heard = listing(office)
    subject.refresh()
    subject.print_register()
    assert heard.last("register_ready")
    exporter = Exporter(office.desk(), InstantJobs())
    said = Heard(exporter, "exported", "failed")
    wish = subject.wish("Sổ văn bản đến", written(incoming_columns(lambda: subject.today)))
    file = tmp_path / "so.csv"
    exporter.export(wish, file)
    assert said.last("exported") == file
    assert "15/2016/QĐ-UBND" in file.read_text()
    exporter.export(wish, tmp_path / "khong-co" / "so.csv")
    assert isinstance(said.last("failed"), FileNotWritten)


def test_a_forwarded_document_is_settled_and_taken_back() -> None:
    office = FakeOffice()
    (document,) = registered(office)
    subject = IncomingListPresenter(office.desk(), InstantJobs())
    heard = Heard(subject, "settled", "failed")
    subject.handling.settle(document.uid, reason="để biết")
    assert isinstance(heard.last("failed"), StepNotAllowed)
    subject.forward(document.uid, "Chủ tịch", None, "")
    subject.handling.settle(document.uid, reason="để biết")
    assert len(heard.of("settled")) == 1
    assert office.store.incoming.get(document.uid).state is IncomingState.DONE
    subject.reopen(document.uid)
    assert office.store.incoming.get(document.uid).state is IncomingState.IN_WORK
