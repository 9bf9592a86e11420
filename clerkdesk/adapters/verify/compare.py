"""A signed revision beside the file as it is now: which pages look different, and where.

For the clerk's eyes, not for the verdict: files that no strict reader opens are shown too, as any
viewer would repair them.
"""

import re
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from clerkdesk.adapters.verify import cms, names
from clerkdesk.adapters.verify.cms import BrokenCms
from clerkdesk.adapters.verify.pictures import differing
from clerkdesk.adapters.verify.renderers import MUPDF_ERRORS, MuPdf, Picture, Unrenderable
from clerkdesk.adapters.verify.structure import (
    FoundSignature,
    NeedsPassword,
    Unopenable,
    covered_end,
    in_gap,
    open_strictly,
    range_problem,
    read_form,
)
from clerkdesk.domain.reading import Box
from clerkdesk.domain.revisions import PageChange, RevisionComparison, SignedRevision

_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+\d{1,12}\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_DPI = 72
_TOGETHER = 9
"""Points; changes nearer than that are one place."""
_MOST_BOXES = 24
_MOST_REVISIONS = 32


def signed_revisions(pdf: bytes) -> tuple[SignedRevision, ...]:
    """Every signed revision whose signature holds, the oldest first; time stamps are none."""
    ends = {int(match[1]) + int(match[2]) for match in _RANGE.finditer(pdf)}
    found = []
    for end in sorted(one for one in ends if one <= len(pdf))[:_MOST_REVISIONS]:
        try:
            with open_strictly(pdf[:end]) as revision:
                for signature in read_form(revision).signatures:
                    if not signature.is_time_stamp and covered_end(signature) == end:
                        found += _sound(pdf[:end], signature, revision.is_encrypted)
        except (Unopenable, NeedsPassword):
            continue
    return tuple(found)


def _sound(revision: bytes, signature: FoundSignature, encrypted: bool) -> list[SignedRevision]:
    if range_problem(revision, signature, encrypted) is not None:
        return []
    _start, first, second, _length = signature.byte_range
    covered = revision[:first] + revision[second:]
    try:
        checked = cms.check_signature(in_gap(revision, signature), covered, signature.sub_filter)
    except BrokenCms:
        return []
    signer = names.shown(names.part(checked.signer.subject, "common_name"))
    name = names.shown(signature.name)
    return [SignedRevision(name, signer, checked.claimed_time, len(revision))]


def compare_pages(pdf: bytes, length: int) -> Iterator[tuple[int, int] | RevisionComparison]:
    """How many pages are done of how many, page by page; last the comparison.

    Raises:
        Unrenderable: one of the two cannot be opened at all.
    """
    now = MuPdf(pdf)
    try:
        before = MuPdf(pdf[:length])
        try:
            changes = []
            both = min(before.pages, now.pages)
            for page in range(both):
                boxes = _boxes(before, now, page)
                if boxes:
                    changes.append(PageChange(page, boxes))
                yield page + 1, both
            changes += [PageChange(page, ()) for page in range(both, max(before.pages, now.pages))]
            yield RevisionComparison(_sizes(pdf[:length]), _sizes(pdf), tuple(changes))
        finally:
            before.close()
    finally:
        now.close()


def _boxes(before: MuPdf, now: MuPdf, page: int) -> tuple[Box, ...]:
    left, right = before.draw(page, _DPI), now.draw(page, _DPI)
    if left.shape != right.shape:
        height, width = right.shape[:2]
        return (Box(0, 0, width * 72 / _DPI, height * 72 / _DPI),)
    return _places(left, right)


def _places(left: Picture, right: Picture) -> tuple[Box, ...]:
    changed: NDArray[np.uint8] = differing(left, right).astype(np.uint8)
    if not changed.any():
        return ()
    joined = cv2.dilate(changed, np.ones((_TOGETHER, _TOGETHER), np.uint8))
    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(joined)
    largest = sorted((stats[one] for one in range(1, count)), key=lambda one: -int(one[4]))
    scale = 72 / _DPI
    return tuple(
        Box(
            float(x) * scale,
            float(y) * scale,
            float(x + width) * scale,
            float(y + height) * scale,
        )
        for x, y, width, height, _area in sorted(largest[:_MOST_BOXES], key=lambda one: int(one[1]))
    )


def _sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Page sizes as they are seen."""
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            pages: Sequence[pymupdf.Page] = [document[one] for one in range(document.page_count)]
            return tuple((float(page.rect.width), float(page.rect.height)) for page in pages)
    except MUPDF_ERRORS as error:
        raise Unrenderable(str(error)) from error
