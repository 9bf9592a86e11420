"""A pile of scanned pages put in order: backs between their fronts, turned round, taken apart."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from clerkdesk.domain.page_findings import SEPARATORS
from clerkdesk.domain.scans import Aside, BatchPage, ScanBatch
from clerkdesk.domain.texts import N_, _


class Backs(StrEnum):
    """How many backs there are for the fronts."""

    MATCH = "match"
    SHORT = "short"
    LONG = "long"


def sides(pages: Sequence[BatchPage]) -> list[tuple[BatchPage, ...]]:
    """One item for each side of paper that went through the feeder.

    A page that the clerk took out (a double, a stray picture) is no side of its own: it stays beside
    the page before it. Pages that the program put aside, blank ones for instance, are paper.
    """
    found: list[list[BatchPage]] = []
    stray: list[BatchPage] = []
    for page in pages:
        if page.dropped and page.aside is None:
            (found[-1] if found else stray).append(page)
        else:
            found.append([*stray, page])
            stray = []
    if stray and found:
        found[-1] += stray
    return [tuple(side) for side in found]


def match_backs(fronts: ScanBatch, backs: ScanBatch) -> Backs:
    """Hold the number of backs against the number of fronts."""
    missing = len(sides(fronts.pages)) - len(sides(backs.pages))
    if missing > 0:
        return Backs.SHORT
    return Backs.LONG if missing else Backs.MATCH


def backs_words(fronts: ScanBatch, backs: ScanBatch) -> str:
    """What to say, and what to do, where backs and fronts are not as many; empty where they are."""
    there, here = len(sides(fronts.pages)), len(sides(backs.pages))
    words = {
        Backs.MATCH: "",
        Backs.SHORT: N_(
            "Mặt trước {there} trang, mặt sau {here} trang: thiếu {n} mặt sau. Có thể hai tờ đi cùng lúc. "
            "Bấm «Quét thêm mặt sau» nếu giấy còn lại chưa quét, hoặc «Quét lại mặt sau» cho cả chồng."
        ),
        Backs.LONG: N_(
            "Mặt trước {there} trang, mặt sau {here} trang: thừa {n} mặt sau. Nếu mặt sau có trang quét lặp, "
            "chọn trang đó rồi bấm Delete; nếu mặt trước thiếu tờ, quét thêm vào mặt trước. Rồi bấm «Ghép hai mặt»."
        ),
    }[match_backs(fronts, backs)]
    return _(words).format(there=there, here=here, n=abs(there - here)) if words else ""


def with_backs(fronts: ScanBatch, backs: ScanBatch) -> ScanBatch:
    """Every front with its back after it.

    The pile was turned over as a whole, so the backs came last sheet first. Where there are fewer
    backs, those of the first sheets are missing; more of them stand at the end.
    """
    before, behind = sides(fronts.pages), sides(backs.pages)
    came_last = behind[: len(before)]
    left_over = behind[len(before) :]
    of_sheet = [()] * (len(before) - len(came_last)) + came_last[::-1]
    pages = [page for front, back in zip(before, of_sheet, strict=True) for page in front + back]
    pages += [page for side in left_over for page in side]
    even = len(before) == len(behind)
    return replace(fronts, pages=tuple(pages), two_sided=even)


def turned_round(batch: ScanBatch, pages: Sequence[BatchPage] = ()) -> ScanBatch:
    """The last sheet first; of a two-sided pile each front stays before its back.

    Args:
        pages: only these change places among themselves; empty: all of them.
    """
    moving = list(pages or batch.pages)
    step = 2 if batch.two_sided and len(moving) % 2 == 0 else 1
    sheets = [moving[place : place + step] for place in range(0, len(moving), step)]
    order = iter([page for sheet in reversed(sheets) for page in sheet])
    ids = {page.page_id for page in moving}
    return replace(
        batch,
        pages=tuple(next(order) if page.page_id in ids else page for page in batch.pages),
    )


def moved(batch: ScanBatch, page_id: str, by: int) -> ScanBatch:
    """One page `by` places further; as far as the pile goes."""
    pages = list(batch.pages)
    here = next(place for place, page in enumerate(pages) if page.page_id == page_id)
    there = min(max(here + by, 0), len(pages) - 1)
    pages.insert(there, pages.pop(here))
    return replace(batch, pages=tuple(pages), two_sided=batch.two_sided and here == there)


def unasked_backs(pages: Sequence[BatchPage]) -> list[BatchPage]:
    """Of a run that came two-sided although one side was asked: every second page."""
    return list(pages[1::2])


def sheet_count(batch: ScanBatch) -> int:
    """Sheets of paper in the document: of a two-sided pile two pages are one, blank backs too.

    Separators with their blank backs, and what the clerk took out, are not the document's.
    """
    if not batch.two_sided:
        return len(batch.kept)
    count, after_separator = 0, False
    for page in batch.pages:
        separates = page.dropped and page.aside in SEPARATORS
        back_of_it = after_separator and page.dropped and page.aside is Aside.BLANK
        taken_out = page.dropped and page.aside is None
        count += not (separates or back_of_it or taken_out)
        after_separator = separates
    return (count + 1) // 2


def believable_sheets(batch: ScanBatch) -> int:
    """The sheets that were counted by hand, or those captured where these are too few or too many.

    What the clerk took out may be a sheet or a second picture of one, and separators may have been
    counted or not: only a number that no such reading gives is not believed.
    """
    pages = [page for page in batch.pages if not (page.dropped and page.aside in SEPARATORS)]
    surely = [page for page in pages if not (page.dropped and page.aside is None)]
    side = 2 if batch.two_sided else 1
    least, most = -(-len(surely) // side), -(-len(batch.pages) // side)
    return min(max(batch.sheets, least), most)


def counted_problem(batch: ScanBatch) -> str:
    """What to say where the sheets counted by hand cannot be those captured; empty if they can."""
    found = believable_sheets(batch)
    if not batch.sheets or found == batch.sheets:
        return ""
    if batch.sheets > found:
        words = _(
            "Đã đếm {sheets} tờ nhưng tập chỉ có {found} tờ: có thể hai tờ đi cùng lúc. Quét thêm tờ thiếu; "
            "nếu đếm nhầm, bấm «Việc khác» rồi «Lấy {found} tờ như đã quét»."
        )
    else:
        words = _(
            "Đã đếm {sheets} tờ nhưng tập có {found} tờ. Bỏ trang thừa; nếu đếm nhầm, bấm «Việc khác» rồi "
            "«Lấy {found} tờ như đã quét»."
        )
    return words.format(sheets=batch.sheets, found=found)


def falls_apart(batch: ScanBatch) -> bool:
    """Whether a cover sheet is in it, or a separator behind pages of a document."""
    behind = False
    for page in batch.pages:
        out = page.dropped and page.aside is not None
        if out and (page.aside is Aside.COVER or (behind and page.aside is Aside.SEPARATOR)):
            return True
        behind = behind or not out
    return bool(batch.cover)


def bound_mark(batch: ScanBatch, sha256: str) -> str:
    """What is remembered of a bound file: a pile that was changed since then has another mark."""
    seen = hashlib.sha256()
    for page in batch.kept:
        seen.update(f"{page.sha256} {page.turned} ".encode())
    return f"{seen.hexdigest()[:32]}:{sha256}"


def bound_file(batch: ScanBatch) -> str:
    """SHA-256 of the file that this very pile was bound to; empty where there is none."""
    sha256 = batch.bound.partition(":")[2]
    return sha256 if sha256 and batch.bound == bound_mark(batch, sha256) else ""
