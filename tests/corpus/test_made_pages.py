"""Thirty made documents, read whole: a fall below the rates that the reading bench demands of 300.

Thirty cannot show a rate, only that it fell: as many misses pass as one sample of a hundred has where
the rate just holds (binomial, one side). The rate itself is `make bench AREA=read`.
"""

import math
from pathlib import Path

import pytest

from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.cli.lanes import in_lanes, workers
from tests.corpus.make_pages import make_pages
from tests.corpus.measured import Measured, measured, read_file

FIRST_SEED, COUNT = 20_001, 30
RATES = {
    "number": 95,
    "date": 95,
    "type": 95,
    "issuer": 92,
    "subject": 92,
    "signer": 88,
    "position": 88,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    files = make_pages(tmp_path_factory.mktemp("made"), COUNT, FIRST_SEED)
    with workers(ChildPageWorkshop, COUNT) as lanes:
        return measured(in_lanes(read_file, lanes, files), files)


def test_fields_of_made_documents_are_read(made: Measured) -> None:
    below = {
        name: made.score.misses
        for name, least in RATES.items()
        if made.score.asked[name] - made.score.right[name] > _most_misses(least)
    }
    assert below == {}


def _most_misses(rate: float) -> int:
    """The least number that a true `rate` (percent) exceeds in fewer than one sample of a hundred."""
    miss, within = 1 - rate / 100, 0.0
    for misses in range(COUNT + 1):
        within += math.comb(COUNT, misses) * miss**misses * (1 - miss) ** (COUNT - misses)
        if within >= 0.99:
            return misses
    return COUNT


def test_what_is_read_wrong_is_flagged(made: Measured) -> None:
    assert made.score.silent_rate <= 1.5 + 100 / made.score.asked.total(), made.score.silent


def test_what_is_read_right_is_seldom_flagged(made: Measured) -> None:
    assert made.score.timid_rate <= 15.0, made.score.timid


def test_the_text_has_few_wrong_letters(made: Measured) -> None:
    assert made.letter_errors(photocopy=False) <= 0.5
    assert made.letter_errors(photocopy=True) <= 2.0


def test_the_same_seed_makes_the_same_document(tmp_path: Path) -> None:
    (one,), (two,) = make_pages(tmp_path / "a", 1, 7), make_pages(tmp_path / "b", 1, 7)
    assert one.read_bytes() == two.read_bytes()
    assert one.with_suffix(".json").read_bytes() == two.with_suffix(".json").read_bytes()
