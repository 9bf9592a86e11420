"""Files follow the ops: urgent first, for one window, within the day's amount, once each."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.data_budget import DataBudget, Line
from clerkdesk.domain.errors import NotAllowed, ServerUnreachable
from clerkdesk.domain.incoming import Incoming, Urgency
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.sync_pace import WINDOW_SECONDS
from clerkdesk.services.line_meter import LineMeter
from clerkdesk.services.move_files import Moved, MoveFiles
from clerkdesk.services.sync import SyncNow
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, attachment, incoming_entry


class Wire:
    """A desk with a hub, a meter, and a clock of seconds that a test moves."""

    def __init__(self) -> None:
        self.office = FakeOffice()
        self.store = self.office.store
        agency = self.office.office.agency
        self.province = FakeProvince(agency)
        self.hub = FakeHub(self.province, agency.code, self.store.device)
        self.hub.enrol(self.province.one_time_code(agency.code), self.store.device, agency)
        self.meter = LineMeter(self.store, self.office.clock)
        self.seconds = 0.0
        self.each = 1.0
        self.order: list[str] = []
        put = self.hub.put_blob

        def noted(sha256: str, content: bytes) -> None:
            self.seconds += self.each
            self.order.append(content.decode())
            put(sha256, content)

        self.hub.put_blob = noted  # type: ignore[method-assign]
        self.move = MoveFiles(
            self.store, self.hub, self.meter, self.office.clock, lambda: self.seconds
        )

    def add(self, text: str, urgency: Urgency = Urgency.NORMAL, *, here: bool = True) -> Incoming:
        content = text.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        if here:
            self.store.files.put(content)
        made = replace(attachment(f"{text[:8]}.pdf"), sha256=sha256, size=len(content))
        assert isinstance(made, Attachment)
        entry = replace(incoming_entry(attachments=(made,)), urgency=urgency)
        return self.store.incoming.add(entry, "vanthu")

    def limit(self, size: int) -> None:
        budget = DataBudget(Line.METERED, 0)
        self.meter.choose(budget, CLERK)
        self.store.moving.note_use(self.meter.use().day, files=-size)


@pytest.fixture
def line() -> Wire:
    return Wire()


def quiet() -> None:
    """Between files."""


def test_urgent_files_go_first_then_small_ones(line: Wire) -> None:
    line.add("a long usual file")
    line.add("short")
    line.add("an urgent one, long", Urgency.URGENT)
    line.add("hỏa tốc, and the longest of them all", Urgency.EXPRESS)
    moved = line.move(quiet)
    assert (moved.sent, moved.held, moved.left) == (4, 0, False)
    assert [text[:6] for text in line.order] == ["hỏa tố", "an urg", "short", "a long"]
    assert line.move(quiet).sent == 0, "each goes once"


def test_ops_are_said_between_two_files(line: Wire) -> None:
    line.add("one")
    line.add("two")
    said: list[int] = []
    line.move(lambda: said.append(len(line.order)))
    assert said == [1, 2]


def test_a_window_ends_and_the_next_goes_on(line: Wire) -> None:
    for number in range(5):
        line.add(f"file {number}")
    line.each = WINDOW_SECONDS / 2
    first = line.move(quiet)
    assert (first.sent, first.left) == (2, True)
    assert line.move(quiet).sent == 2
    assert line.move(quiet) == replace(first, sent=1, left=False)


def test_on_a_paid_line_the_rest_waits_for_tomorrow_but_hoa_toc_goes(line: Wire) -> None:
    line.add("usual, too long for today")
    line.add("tiny")
    line.add("hỏa tốc, longer than all that is left of it", Urgency.EXPRESS_TIMED)
    line.limit(60)
    moved = line.move(quiet)
    assert (moved.sent, moved.held) == (2, 1)
    assert "tiny" in line.order
    line.meter.lift_today(CLERK)
    assert line.move(quiet).sent == 1


def test_what_another_desk_has_not_sent_yet_is_asked_for_again(line: Wire) -> None:
    line.add("of the other desk", here=False)
    assert line.move(quiet).fetched == 0
    content = b"of the other desk"
    line.province.rooms[line.office.office.code.casefold()].blobs[
        hashlib.sha256(content).hexdigest()
    ] = content
    assert line.move(quiet) == Moved(awaited=1), "not at once again"
    line.seconds += 30
    assert line.move(quiet).fetched == 1
    assert line.store.files.get(hashlib.sha256(content).hexdigest()) == content
    assert line.move(quiet).sent == 0, "what came from there need not go there"


def test_a_file_that_is_there_already_costs_nothing(line: Wire) -> None:
    line.add("there")
    line.hub.put_blob(hashlib.sha256(b"there").hexdigest(), b"there")
    assert line.move(quiet).sent == 1
    assert line.meter.use().files == 0


@pytest.mark.parametrize("cut", range(6))
def test_a_line_that_breaks_at_any_answer_neither_loses_nor_sends_twice(
    line: Wire, cut: int
) -> None:
    for number in range(3):
        line.add(f"file {number}")
    left = [cut]
    real = line.hub._answer

    def answer() -> None:
        left[0] -= 1
        if left[0] == -1:
            raise ServerUnreachable
        real()

    line.hub._answer = answer  # type: ignore[method-assign]
    with pytest.raises(ServerUnreachable):
        line.move(quiet)
    line.move(quiet)
    assert sorted(line.order) == ["file 0", "file 1", "file 2"]
    assert line.store.moving.to_send(10) == []


def meeting(line: Wire, take: Callable[..., None] = lambda *_packet: None) -> SyncNow:
    return SyncNow(
        line.store, line.hub, take, line.office.clock, move_files=line.move, meter=line.meter
    )


def test_a_meeting_counts_ops_and_files_of_the_day(line: Wire) -> None:
    line.add("counted")
    result = meeting(line)()
    assert result.files.sent == 1
    use = line.meter.use()
    assert use.files == len("counted")
    assert use.ops > 200
    facts = line.meter.facts()
    assert (facts.to_send, facts.to_fetch, facts.ops_waiting) == (0, 0, 0)


def test_whoever_may_not_issue_may_not_open_the_tap(line: Wire) -> None:
    reader = Person("doc", "Người Đọc", "Công chức", frozenset({Role.SPECIALIST}))
    with pytest.raises(NotAllowed):
        line.meter.lift_today(reader)
