"""Measure: `python -m tests.bench [AREA...]`; every `area_NAME.py` beside this file is an area,
and `area_NAME_PART.py` a part of it.

A part has `measure() -> Mapping[str, Figure]`. Figures go to build/bench/AREA.json; the exit code
is 1 where a figure misses its `must`.
"""

import importlib
import sys
from pathlib import Path

from tests.bench.figures import write


def main(areas: list[str]) -> int:
    """Measure the areas, all of them where none is named."""
    parts: dict[str, list[str]] = {}
    for path in sorted(Path(__file__).parent.glob("area_*.py")):
        parts.setdefault(path.stem.split("_")[1], []).append(path.stem)
    known = sorted(parts)
    unknown = set(areas) - set(known)
    if unknown:
        print(f"no such area: {', '.join(sorted(unknown))}; there is: {', '.join(known)}")
        return 2
    missed = 0
    for area in areas or known:
        figures = {
            name: figure
            for part in parts[area]
            for name, figure in importlib.import_module(f"tests.bench.{part}").measure().items()
        }
        print(f"{area}: {write(area, figures)}")
        for name, figure in figures.items():
            beside = f" against {figure.against_value} ({figure.against})" if figure.against else ""
            ratio = f", ratio {figure.ratio}" if figure.ratio is not None else ""
            verdict = "ok" if figure.ok else "MISSED"
            print(
                f"  {name}: {figure.value} {figure.unit}{beside}{ratio}; must {figure.must}: {verdict}"
            )
            missed += not figure.ok
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
