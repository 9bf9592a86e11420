"""No shown number is lost or given twice, no gap is unexplained, all desks end alike: over seeds.

A failure names its seed; `run_seed(seed)` plays it again.
The long form: `CLERKDESK_SEEDS=0-100000 make soak`.
"""

import os
from unittest import mock

import pytest

from tests.simulator.checker import run_seed
from tests.simulator.mutants import MUTANTS, OFFICE_MUTANTS, Mutant
from tests.simulator.world import Violation

SEEDS = 3_000
OFFICE_SEEDS = 1_200
SEEDS_A_MUTANT = 2_000
SLICES = 6


def seeds_of_soak() -> range:
    first, _dash, last = os.environ.get("CLERKDESK_SEEDS", "3000-103000").partition("-")
    return range(int(first), int(last))


def breaks(seed: int, *, office_network: bool = False) -> bool:
    try:
        run_seed(seed, office_network=office_network)
    except Violation:
        return True
    return False


@pytest.mark.parametrize("part", range(SLICES))
def test_no_schedule_breaks_what_the_office_was_shown(part: int) -> None:
    numbers = 0
    for seed in range(part, SEEDS, SLICES):
        numbers += len(run_seed(seed).paper)
    assert numbers > SEEDS // SLICES, "schedules in which nobody numbers show nothing"


@pytest.mark.parametrize("part", range(SLICES))
def test_no_schedule_with_desks_that_speak_to_each_other_breaks_it_either(part: int) -> None:
    """The line to the server is cut now and then; desks exchange in the office's network meanwhile."""
    numbers = met = 0
    for seed in range(part, OFFICE_SEEDS, SLICES):
        world = run_seed(seed, office_network=True)
        numbers += len(world.paper)
        met += any(desk.base.colleagues for desk in world.desks)
    assert numbers > OFFICE_SEEDS // SLICES
    assert met > OFFICE_SEEDS // SLICES // 2


@pytest.mark.parametrize("seed", [10847])
def test_seeds_of_the_offices_network_that_once_failed(seed: int) -> None:
    assert run_seed(seed, office_network=True).paper


@pytest.mark.parametrize("seed", [13155, 18595, 25419])
def test_seeds_that_once_failed(seed: int) -> None:
    assert run_seed(seed).paper


def test_the_same_seed_is_the_same_schedule() -> None:
    one, other = run_seed(7), run_seed(7)
    assert one.paper == other.paper
    assert one.count == other.count


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_rule_is_seen(mutant: Mutant) -> None:
    with mock.patch.object(mutant.module, mutant.rule, mutant.broken):
        assert any(breaks(seed) for seed in range(SEEDS_A_MUTANT))


@pytest.mark.parametrize("mutant", OFFICE_MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_rule_of_the_offices_network_is_seen(mutant: Mutant) -> None:
    with mock.patch.object(mutant.module, mutant.rule, mutant.broken):
        assert any(breaks(seed, office_network=True) for seed in range(SEEDS_A_MUTANT))


@pytest.mark.long
def test_soak_of_the_offices_network() -> None:
    """A tenth of the range, with desks that speak to each other while the line is cut."""
    seeds = seeds_of_soak()
    found = []
    for seed in range(seeds.start, seeds.start + len(seeds) // 10):
        try:
            run_seed(seed, office_network=True)
        except Violation as violation:
            found.append(str(violation))
    assert found == []


@pytest.mark.long
def test_soak() -> None:
    """Every seed of the range; all failing ones are named."""
    found = []
    for seed in seeds_of_soak():
        try:
            run_seed(seed)
        except Violation as violation:
            found.append(str(violation))
    assert found == []
