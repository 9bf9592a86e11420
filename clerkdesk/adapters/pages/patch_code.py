"""Separator sheets with a Patch code T, as scanning bureaus and other programs print them.

Source: Kodak's patch codes: four bars, three narrow spaces; T is narrow, wide, narrow, wide. Fed upside
down it reads as Patch 2, which separates documents as well.
"""

from collections.abc import Sequence

import numpy as np

from clerkdesk.adapters.pages.image import Pixels

NARROW_INCH, WIDE_INCH = 0.08, 0.20
PATCH_T = (NARROW_INCH, WIDE_INCH, NARROW_INCH, WIDE_INCH)
_LEAST_LENGTH_INCH = 1.0
_STEP_INCH = 0.1
_SLACK = 0.45
"""Share by which a printed, copied and scanned bar may be off."""


def is_patch_sheet(ink: Pixels, dpi: float) -> bool:
    """Whether the page has a Patch T (or 2) in any of the four directions.

    Args:
        ink: 1 where print is; 75 dpi or more.
    """
    return any(_has_bars(side, dpi) for side in (ink, np.ascontiguousarray(ink.T)))


def _has_bars(ink: Pixels, dpi: float) -> bool:
    """Whether neighbouring rows cross the same four bars."""
    step = max(1, round(_STEP_INCH * dpi))
    wanted = round(_LEAST_LENGTH_INCH / _STEP_INCH)
    run, last = 0, -1.0
    for row in range(0, ink.shape[0], step):
        starts = _starts(ink[row], dpi)
        near = [start for start in starts if last < 0 or abs(start - last) < 0.1 * dpi]
        if near:
            run, last = run + 1, near[0]
        elif starts:
            run, last = 1, starts[0]
        else:
            run, last = 0, -1.0
        if run >= wanted:
            return True
    return False


def _starts(row: Pixels, dpi: float) -> Sequence[float]:
    """Where a patch begins in a row of pixels."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row > 0, [0])).astype(np.int8)))
    widths = np.diff(edges) / dpi
    found = []
    for first in range(0, len(edges) - 7, 2):
        bars, spaces = widths[first : first + 7 : 2], widths[first + 1 : first + 7 : 2]
        if not all(_is_near(space, NARROW_INCH) for space in spaces):
            continue
        before = widths[first - 1] if first else 1.0
        after = widths[first + 7] if first + 7 < len(widths) else 1.0
        if min(before, after) < NARROW_INCH * 1.5:
            continue
        for pattern in (PATCH_T, PATCH_T[::-1]):
            if all(_is_near(bar, want) for bar, want in zip(bars, pattern, strict=True)):
                found.append(float(edges[first]))
    return found


def _is_near(width: float, wanted: float) -> bool:
    return abs(width - wanted) <= _SLACK * wanted
