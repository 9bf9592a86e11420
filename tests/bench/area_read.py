"""Fields and text of made documents, and how soon they are there.

`CLERKDESK_READ_DOCUMENTS` (300) documents from seed `CLERKDESK_READ_SEED` are made into
build/made-pages once, read by the product, and scored as the shared `check/fields.py` scores.
"""

import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path

from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.cli.lanes import in_lanes, workers
from clerkdesk.cli.page_files import page_images
from clerkdesk.ports.pages import PageImage
from tests.bench.figures import Figure, at_least, at_most
from tests.corpus.make_pages import make_one
from tests.corpus.measured import Measured, measured, read_file

FOLDER = Path("build/made-pages")
TIMED = 15
RATES = {
    "number": (95, 98),
    "date": (95, 98),
    "type": (95, 98),
    "issuer": (92, 96),
    "subject": (92, 96),
    "signer": (88, 95),
    "position": (88, 95),
}


def measure() -> Mapping[str, Figure]:
    count = int(os.environ.get("CLERKDESK_READ_DOCUMENTS", "300"))
    seed = int(os.environ.get("CLERKDESK_READ_SEED", "50001"))
    files = [_made(number) for number in range(seed, seed + count)]
    with workers(ChildPageWorkshop, count) as lanes:
        result = measured(in_lanes(read_file, lanes, files), files)
    singles = [file for file in files if file.suffix == ".jpg"][:TIMED]
    return {**_rates(result), **_times(singles)}


def _made(seed: int) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    stem = FOLDER / f"d{seed:05d}"
    kept = [stem.with_suffix(kind) for kind in (".jpg", ".pdf") if stem.with_suffix(kind).exists()]
    return kept[0] if kept else make_one(FOLDER, seed)


def _rates(result: Measured) -> Mapping[str, Figure]:
    score = result.score
    return {
        **{
            f"read.{name}": at_least(score.rates[name], unit="% exact", must=must, aim=aim)
            for name, (must, aim) in RATES.items()
        },
        "read.wrong_not_flagged": at_most(score.silent_rate, unit="% of fields", must=1.5, aim=0.5),
        "read.right_but_flagged": at_most(score.timid_rate, unit="% of fields", must=15, aim=5),
        "read.letter_errors_clean": at_most(
            result.letter_errors(photocopy=False), unit="%", must=0.35, aim=0.2
        ),
        "read.letter_errors_photocopy": at_most(
            result.letter_errors(photocopy=True), unit="%", must=1.3, aim=0.65
        ),
    }


def _times(files: list[Path]) -> Mapping[str, Figure]:
    """One page after the other, as they come from a scanner, the reader warm."""
    heads, signers = [], []
    workshop = ChildPageWorkshop()
    try:
        for file in files[:1] + files:
            (page,) = page_images(file.name, file.read_bytes())
            heads.append(_seconds(workshop, page, head=True))
            signers.append(_seconds(workshop, page, head=False))
    finally:
        workshop.close()
    return {
        "read.head_after_page_1": at_most(
            statistics.median(heads[1:]), unit="s", must=2.5, aim=1.5
        ),
        "read.signer_after_last_page": at_most(
            statistics.median(signers[1:]), unit="s", must=2.5, aim=1.5
        ),
    }


def _seconds(workshop: ChildPageWorkshop, page: PageImage, *, head: bool) -> float:
    began = time.perf_counter()
    workshop.read_document([workshop.read_head(page) if head else workshop.read_page(page)])
    return time.perf_counter() - began
