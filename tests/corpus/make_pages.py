"""Make scanner-like pages with their truth: `python -m tests.corpus.make_pages FOLDER [COUNT] [FIRST_SEED]`.

One document in four has several pages (an image PDF), one in five looks photocopied. The JSON beside
a document has the names of the shared corpus; the .txt holds the lines of print of every page.
"""

import json
import sys
from pathlib import Path
from random import Random

import pymupdf

from tests.corpus.documents import make_document
from tests.corpus.drawing import Draughtsman
from tests.corpus.wear import scanned


def make_pages(folder: Path, count: int = 300, first_seed: int = 1) -> list[Path]:
    """Write `count` documents, seeds from `first_seed`, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [make_one(folder, seed) for seed in range(first_seed, first_seed + count)]


def make_one(folder: Path, seed: int) -> Path:
    """One document: a JPEG, or a PDF of JPEG images where it has several pages."""
    document = make_document(seed)
    sheets = Draughtsman(document, seed).draw()
    photocopy = Random(f"copier {seed}").random() < 0.2
    images = [
        scanned(sheet, f"{seed} {page}", photocopy=photocopy) for page, sheet in enumerate(sheets)
    ]
    stem = folder / f"d{seed:05d}"
    truth = {**document.truth(), "so_trang": len(sheets), "photocopy": photocopy}
    stem.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")
    text = "\f".join("\n".join(sheet.lines) for sheet in sheets)
    stem.with_suffix(".txt").write_text(text, "utf-8")
    if len(images) == 1:
        file = stem.with_suffix(".jpg")
        file.write_bytes(images[0])
        return file
    with pymupdf.open() as pdf:
        for image in images:
            page = pdf.new_page(width=2480 * 0.24, height=3508 * 0.24)
            page.insert_image(page.rect, stream=image)
        pdf.save(stem.with_suffix(".pdf"))
    return stem.with_suffix(".pdf")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    numbers = [int(argument) for argument in arguments[1:]]
    print(len(make_pages(Path(arguments[0]), *numbers)), "documents")
