"""Meeting the server in the background: a missing line is a state, a refusal is said once."""

from collections.abc import Iterator

import pytest

from clerkdesk.domain.errors import ServerRefused, ServerUnreachable
from clerkdesk.domain.sync_pace import QUIET_LISTENS, Ear
from clerkdesk.services.move_files import Moved
from clerkdesk.services.sync import SyncResult
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.sync_presenter import SyncPresenter, SyncState
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs, WaitingJobs

pytestmark = pytest.mark.usefixtures("qapp")  # a timer needs one
NOTHING_NEW = SyncResult(0, 0, 0, 0)


class Server:
    """Answers each meeting with the next of `answers`, at last for ever."""

    def __init__(self, *answers: SyncResult | Exception | None) -> None:
        self._answers = list(answers)
        self.meetings = 0

    def __call__(self) -> SyncResult | None:
        self.meetings += 1
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def presenter(
    server: Server, jobs: InstantJobs | None = None, waiting: int = 2
) -> tuple[SyncPresenter, Heard]:
    subject = SyncPresenter(server, lambda: waiting, jobs or InstantJobs())
    return subject, Heard(subject, "state_changed", "arrived", "failed")


@pytest.fixture
def started() -> Iterator[list[SyncPresenter]]:
    running: list[SyncPresenter] = []
    yield running
    for one in running:
        one.stop()


def test_a_meeting_says_how_it_stands_and_what_came() -> None:
    jobs = InstantJobs()
    subject, heard = presenter(Server(SyncResult(3, 1, 2, 1)), jobs)
    subject.sync_now()
    assert heard.said == [("state_changed", SyncState(True, True, 1, 2)), ("arrived", 2)]
    assert jobs.lanes == [Lane.NETWORK]


def test_no_line_is_a_state_and_not_an_error() -> None:
    subject, heard = presenter(Server(ServerUnreachable()))
    subject.sync_now()
    assert heard.said == [("state_changed", SyncState(True, False, 2))]


def test_a_desk_that_was_never_connected_says_so() -> None:
    subject, heard = presenter(Server(None))
    subject.sync_now()
    assert heard.said == [("state_changed", SyncState(False, False, 2))]


def test_the_same_refusal_is_said_once_and_again_after_it_was_good() -> None:
    refused = ServerRefused("máy này chưa được ghi danh")
    subject, heard = presenter(Server(refused, refused, NOTHING_NEW, refused))
    for _meeting in range(4):
        subject.sync_now()
    assert heard.names() == ["failed", "state_changed", "failed"]


def test_another_refusal_is_said_too() -> None:
    subject, heard = presenter(Server(ServerRefused("một"), ServerRefused("hai")))
    subject.sync_now()
    subject.sync_now()
    assert len(heard.of("failed")) == 2


def test_asking_during_a_meeting_makes_one_more_not_many() -> None:
    jobs, server = WaitingJobs(), Server(NOTHING_NEW)
    subject, _heard = presenter(server, jobs)
    for _press in range(5):
        subject.sync_now()
    assert len(jobs.waiting) == 1
    jobs.go()
    assert len(jobs.waiting) == 1
    jobs.go()
    assert jobs.waiting == []
    assert server.meetings == 2


def test_it_meets_at_once_when_started(started: list[SyncPresenter]) -> None:
    server = Server(NOTHING_NEW)
    subject, _heard = presenter(server)
    started.append(subject)
    subject.start()
    assert server.meetings == 1


def test_without_a_line_attempts_become_rarer_until_the_network_comes(
    started: list[SyncPresenter],
) -> None:
    server = Server(ServerUnreachable())
    subject = SyncPresenter(server, lambda: 0, InstantJobs(), lambda: 0.5)
    started.append(subject)
    subject.start()
    waits = [subject.next_in_ms]
    for _attempt in range(8):
        subject.sync_now()
        waits.append(subject.next_in_ms)
    assert waits == sorted(waits)
    assert waits[-1] > 10 * waits[0]
    meetings = server.meetings
    subject.wake()
    assert server.meetings == meetings + 1
    assert subject.next_in_ms == waits[0]


def test_files_that_are_left_go_on_at_once(started: list[SyncPresenter]) -> None:
    subject, heard = presenter(Server(SyncResult(0, 0, 0, 0, Moved(5, 0, 2, left=True), 1)))
    started.append(subject)
    subject.start()
    assert heard.said == [("state_changed", SyncState(True, True, 0, 0, 3, files_left=True))]
    assert subject.next_in_ms < 1000


def test_a_stopped_one_plans_nothing() -> None:
    subject, _heard = presenter(Server(NOTHING_NEW))
    subject.start()
    subject.stop()
    subject.wake()
    assert subject.next_in_ms == -1


class Line:
    """Listens with the next of `ears`; the last one for ever."""

    def __init__(self, *ears: Ear | Exception) -> None:
        self._ears = list(ears)
        self.listened = 0

    def __call__(self) -> Ear:
        self.listened += 1
        ear = self._ears.pop(0) if len(self._ears) > 1 else self._ears[0]
        if isinstance(ear, Exception):
            raise ear
        return ear


def listening(server: Server, line: Line) -> tuple[SyncPresenter, WaitingJobs]:
    jobs = WaitingJobs()
    return SyncPresenter(server, lambda: 0, jobs, lambda: 0.5, line), jobs


def test_news_bring_a_meeting_at_once_and_quiet_only_after_a_while(
    started: list[SyncPresenter],
) -> None:
    server, line = Server(NOTHING_NEW), Line(Ear.NEWS, Ear.QUIET)
    subject, jobs = listening(server, line)
    started.append(subject)
    subject.start()
    jobs.go()
    assert (server.meetings, line.listened, subject.next_in_ms) == (1, 0, -1)
    jobs.go()  # it hears of news
    jobs.go()
    assert (server.meetings, line.listened) == (2, 1)
    for _quiet in range(QUIET_LISTENS):
        jobs.go()
    assert (server.meetings, line.listened) == (2, 1 + QUIET_LISTENS)
    jobs.go()
    assert server.meetings == 3
    assert jobs.lanes.count(Lane.LISTEN) == 1 + QUIET_LISTENS


def test_what_is_to_be_sent_does_not_wait_for_the_ear(started: list[SyncPresenter]) -> None:
    server, line = Server(NOTHING_NEW), Line(Ear.QUIET)
    subject, jobs = listening(server, line)
    started.append(subject)
    subject.start()
    jobs.go()
    (ear,) = jobs.waiting  # a question is kept by the server
    jobs.waiting.clear()
    subject.sync_now()
    jobs.go()
    assert server.meetings == 2
    assert jobs.waiting == [], "one question at a time"
    ear()
    assert len(jobs.waiting) == 1


@pytest.mark.parametrize("ear", [Ear.DEAF, ServerUnreachable()])
def test_where_no_question_is_kept_the_desk_asks_as_usual(
    ear: Ear | Exception, started: list[SyncPresenter]
) -> None:
    server = Server(NOTHING_NEW)
    subject, jobs = listening(server, Line(ear))
    started.append(subject)
    subject.start()
    jobs.go()
    jobs.go()
    assert subject.next_in_ms == 15_000
    assert server.meetings == 1


def test_without_a_line_nothing_is_listened_for(started: list[SyncPresenter]) -> None:
    line = Line(Ear.NEWS)
    subject, jobs = listening(Server(ServerUnreachable()), line)
    started.append(subject)
    subject.start()
    jobs.go()
    assert jobs.waiting == []
    assert subject.next_in_ms > 0
    subject.stop()
    assert line.listened == 0
