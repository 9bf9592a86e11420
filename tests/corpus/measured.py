"""Made documents read by the product, scored field by field and letter by letter."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clerkdesk.cli.page_files import page_images
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.ports.pages import PageWorkshop
from tests.corpus.scoring import FieldScore, character_errors


@dataclass
class Measured:
    """What came of a set of documents."""

    score: FieldScore = field(default_factory=FieldScore)
    errors: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    letters: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})

    def letter_errors(self, *, photocopy: bool) -> float:
        """Wrong letters in a hundred."""
        return 100 * self.errors[photocopy] / max(self.letters[photocopy], 1)


def read_file(workshop: PageWorkshop, file: Path) -> ReadDocument:
    """As `clerkdesk read-fields` reads it."""
    content = file.read_bytes()
    if file.suffix == ".pdf":
        return workshop.read_pdf(file.name, content)
    pages = [workshop.read_page(image) for image in page_images(file.name, content)]
    return workshop.read_document(pages)


def measured(read: Iterable[ReadDocument], files: Sequence[Path]) -> Measured:
    """Score what was read of `files`, in their order."""
    result = Measured()
    for document, file in zip(read, files, strict=True):
        truth = json.loads(file.with_suffix(".json").read_text("utf-8"))
        result.score.add(file.stem, document.fields, truth)
        printed = file.with_suffix(".txt").read_text("utf-8").split("\f")
        for page, lines in zip(document.pages, printed, strict=True):
            errors, letters = character_errors(page, lines.split("\n"))
            result.errors[truth["photocopy"]] += errors
            result.letters[truth["photocopy"]] += letters
    return result
