"""Pages that the scan area measures on, and how many characters are read wrong on them."""

import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pymupdf
from PIL import Image

from clerkdesk.domain.vietnamese import nfc

_DPI = 300


@dataclass(frozen=True, slots=True)
class BenchPage:
    """A page as captured; `truth` is its text where it is known."""

    file: Path
    truth: str
    has_seal: bool

    def image(self) -> Image.Image:
        """Its pixels."""
        with Image.open(self.file) as image:
            return image.convert("RGB")


def bench_pages(folder: Path) -> Sequence[BenchPage]:
    """The corpus where it is; else the demo's documents, scanned into `folder`."""
    shared = Path(os.environ.get("CLERKDESK_SHARED", Path(__file__).parents[3] / "shared"))
    files = sorted((shared / "corpus" / "pages").glob("*.jpg")) or _demo_pages(folder)
    return [BenchPage(file, _truth(file), _has_seal(file)) for file in files]


def _truth(file: Path) -> str:
    text = file.with_suffix(".txt")
    return text.read_text("utf-8") if text.is_file() else ""


def _has_seal(file: Path) -> bool:
    """Whether a thousandth of the page is red."""
    with Image.open(file) as image:
        small = np.asarray(image.convert("RGB").reduce(8)).astype(int)
    return bool((small[:, :, 0] - small[:, :, 1:].max(axis=2) > 60).mean() > 0.001)


def _demo_pages(folder: Path) -> list[Path]:
    from clerkdesk.adapters.scanner.child_scanner import ChildScanner
    from clerkdesk.domain.scans import ScanSettings

    scanner = ChildScanner(drivers=("virtual",))
    files = []
    try:
        for device in scanner.devices():
            for page in scanner.scan(device.device_id, ScanSettings(), stop=lambda: False):
                files.append(folder / f"demo-{len(files):02}.jpg")
                files[-1].write_bytes(page.image)
    finally:
        scanner.close()
    return files


def layered_again(file: Path) -> Image.Image:
    """The page as a reader of its layered archive file sees it."""
    from clerkdesk.domain.archiving import LAYERED
    from clerkdesk.ports.pages import PageImage
    from tests.fakes.binding import bind

    pdf = bind([PageImage(file.read_bytes(), _DPI)], [], {}, LAYERED)
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        picture = document[0].get_pixmap(dpi=_DPI)
    return Image.frombytes("RGB", (picture.width, picture.height), picture.samples)


def character_errors(pages: Iterable[tuple[Image.Image, str]]) -> float:
    """Share of characters that are read wrong, missing or too many, over all pages.

    Words are compared as a bag of lines in the order of the truth: columns may be read in either
    order, so each true line is matched with what is nearest to it.
    """
    from clerkdesk.adapters.pages.ocr import Reader

    reader = Reader()
    wrong = total = 0
    for image, truth in pages:
        buffer = io.BytesIO()
        image.save(buffer, "PNG", compress_level=1)
        read = reader.read(image, _DPI).text
        missed, length = _missed(nfc(truth), nfc(read))
        wrong, total = wrong + missed, total + length
    reader.close()
    return wrong / total if total else 0.0


def _missed(truth: str, read: str) -> tuple[int, int]:
    """Characters of words that are in one text and not in the other, least edits word by word."""
    left, right = _bag(truth), _bag(read)
    lost = [word for word in left for _n in range(max(0, left[word] - right.get(word, 0)))]
    found = [word for word in right for _n in range(max(0, right[word] - left.get(word, 0)))]
    errors = 0
    for word in lost:
        if not found:
            errors += len(word)
            continue
        near = min(found, key=lambda other: _distance(word, other))
        errors += min(_distance(word, near), len(word))
        found.remove(near)
    return errors, len("".join(truth.split()))


def _bag(text: str) -> dict[str, int]:
    words: dict[str, int] = {}
    for word in text.split():
        words[word] = words.get(word, 0) + 1
    return words


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, start=1):
        before, row[0] = row[0], place
        for column, against in enumerate(other, start=1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (sign != against)),
            )
    return row[-1]
