"""What a desk and its line feel: what an idle desk costs."""

from collections.abc import Mapping

from tests.bench import idle_desk
from tests.bench.figures import Figure


def measure() -> Mapping[str, Figure]:
    """Every figure of the area."""
    return idle_desk.measure()
