"""What the store does by and by: step after step until nothing is left, behind what the clerk asks."""

from clerkdesk.domain.errors import StoreLocked
from clerkdesk.ui.idle_work import AGAIN_MS, FIRST_MS, PAUSE_MS, IdleWork
from tests.fakes.jobs import InstantJobs
from tests.fakes.sample_documents import OFFICE
from tests.fakes.store import FakeStore


class Busy(FakeStore):
    """A store with three steps of work, of which one meets a locked store."""

    def __init__(self) -> None:
        super().__init__(OFFICE)
        self.steps = iter([True, StoreLocked(), True, False])

    def improve_search(self) -> bool:
        step = next(self.steps)
        if isinstance(step, StoreLocked):
            raise step
        return step


def test_it_goes_on_until_nothing_is_left_and_looks_again_later(qapp: object) -> None:
    work = IdleWork(Busy(), InstantJobs())
    pauses = []
    for _step in range(4):
        work.step()
        pauses.append(work.pause)
        work.stop()
    assert pauses == [PAUSE_MS, FIRST_MS, PAUSE_MS, AGAIN_MS]
