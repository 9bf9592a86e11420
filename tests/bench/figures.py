"""A measured figure beside what it is measured against, and the file that keeps an area's figures."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path("build/bench")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an area.

    `value` and `against_value` are in `unit`; `ratio` is value / against_value. `must` and `aim`
    are limits in words, e.g. «ratio <= 2.0»; `ok` tells whether `must` is met.
    """

    value: float
    unit: str
    must: str
    ok: bool
    against: str = ""
    against_value: float | None = None
    ratio: float | None = None
    aim: str = ""


def at_most_times(
    value: float, reference: float, *, unit: str, against: str, must: float, aim: float
) -> Figure:
    """A figure that may be at most `must` times the reference."""
    ratio = value / reference
    return Figure(
        value=round(value, 4),
        unit=unit,
        must=f"ratio <= {must}",
        ok=ratio <= must,
        against=against,
        against_value=round(reference, 4),
        ratio=round(ratio, 3),
        aim=f"ratio <= {aim}",
    )


def at_most(value: float, *, unit: str, must: float, aim: float) -> Figure:
    """A figure with a limit of its own."""
    return Figure(round(value, 4), unit, f"<= {must}", value <= must, aim=f"<= {aim}")


def at_least(value: float, *, unit: str, must: float, aim: float) -> Figure:
    """A figure that is the better the larger it is."""
    return Figure(round(value, 4), unit, f">= {must}", value >= must, aim=f">= {aim}")


def write(area: str, figures: Mapping[str, Figure]) -> Path:
    """Keep the figures of `area` in build/bench and return the file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{area}.json"
    content = {name: asdict(figure) for name, figure in figures.items()}
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return file
