"""Pages of files that lie sideways or on their head."""

import pytest

from clerkdesk.cli.upright import read_upright
from clerkdesk.domain.page_findings import PageFindings
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.ports.pages import PageImage
from tests.fakes.pages import FakePageWorkshop


def text(word: str, box: Box, confidence: float) -> PageText:
    return PageText(595, 842, (Word(word, box, confidence, 0),))


GOOD = text("ỦY BAN", Box(10, 10, 90, 20), 0.95)
NOISE = text("NVB Aử", Box(10, 10, 90, 20), 0.4)
ON_END = text("ỦY BAN", Box(10, 10, 20, 90), 0.95)


class TurnedWorkshop(FakePageWorkshop):
    """Reads well what is turned; counts how often it was asked to look."""

    def __init__(self, lying: PageText, turn: int) -> None:
        super().__init__()
        self.lying, self.turn, self.looks = lying, turn, 0

    def read_page(self, image: PageImage) -> PageText:
        return GOOD if image.turned == self.turn else self.lying

    def examine(self, image: PageImage) -> PageFindings:
        self.looks += 1
        return PageFindings(turn=self.turn)


@pytest.mark.parametrize("lying", [NOISE, ON_END], ids=["noise", "words on end"])
def test_a_page_that_reads_badly_is_turned_and_read_again(lying: PageText) -> None:
    image, read = read_upright(TurnedWorkshop(lying, 90), PageImage(b"x", 300))
    assert (image.turned, read) == (90, GOOD)


def test_a_bad_page_that_is_upright_stays_as_it_was_read() -> None:
    image, read = read_upright(TurnedWorkshop(NOISE, 0), PageImage(b"x", 300, turned=90))
    assert (image.turned, read) == (90, NOISE)


def test_a_page_that_reads_well_is_not_looked_at_a_second_time() -> None:
    workshop = TurnedWorkshop(GOOD, 0)
    assert read_upright(workshop, PageImage(b"x", 300))[1] == GOOD
    assert workshop.looks == 0
