"""The two columns of a head as pictures of their own, where words of one reach into the other."""

from collections.abc import Sequence

import numpy as np

from clerkdesk.adapters.pages.image import Pixels

_ROOM = 5
"""Pixels beside a word that are its own."""
_SLACK = 2

Bounds = tuple[int, int, int, int]


def apart(head: Pixels, border: int, words: Sequence[Bounds]) -> tuple[tuple[Pixels, int], ...]:
    """Left and right column, each with its place from the left edge.

    A long name of an agency may end close before quốc hiệu, and a long place before its date begin
    left of it: a word that lies across the border belongs to the side of its middle, whole.

    Args:
        border: x between the columns.
        words: boxes of the head's words.
    """
    across = [box for box in words if box[0] < border - _SLACK and box[2] > border + _SLACK]
    left_end = border
    right_start = border
    left, right = head.copy(), head.copy()
    left[:, border:], right[:, :border] = 255, 255
    for x0, y0, x1, y1 in across:
        top, bottom = max(y0 - _ROOM, 0), y1 + _ROOM
        if (x0 + x1) / 2 < border:
            cut = x1 + _ROOM
            left[top:bottom, border:cut] = head[top:bottom, border:cut]
            right[top:bottom, border:cut] = 255
            left_end = max(left_end, cut)
        else:
            cut = max(x0 - _ROOM, 0)
            right[top:bottom, cut:border] = head[top:bottom, cut:border]
            left[top:bottom, cut:border] = 255
            right_start = min(right_start, cut)
    return (
        (np.ascontiguousarray(left[:, :left_end]), 0),
        (np.ascontiguousarray(right[:, right_start:]), right_start),
    )
