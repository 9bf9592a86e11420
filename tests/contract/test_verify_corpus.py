"""Signed, attacked and honest files of public test suites: no false green, few honest refused."""

import csv
import random
from pathlib import Path

import pytest

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import Integrity, SignatureCheck, Verdict

SAMPLE = 40
HONEST_SHARE, HONEST_SHARE_OF_AUTHORS = 0.88, 0.92
"""What is left is argued file by file in docs/verdicts.md."""
GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    folder = shared / "corpus" / "signatures"
    if not (folder / "INDEX.csv").is_file():
        pytest.skip("the signature corpus is not here")
    with (folder / "INDEX.csv").open(encoding="utf-8") as file:
        found = [{**row, "file": str(folder / row["path"])} for row in csv.DictReader(file)]
    return [row for row in found if Path(row["file"]).is_file()]


def _judge(rows: list[Row]) -> list[tuple[Row, SignatureCheck]]:
    return [(row, check_pdf(Path(row["file"]).read_bytes(), TrustBundle())) for row in rows]


def _falsely_green(row: Row, check: SignatureCheck) -> bool:
    expected = row["expected"]
    if expected.startswith("attack") or expected in ("tampered", "unsigned"):
        return check.verdict is Verdict.VALID or check.integrity in GREEN
    return check.verdict is Verdict.VALID  # nobody here is trusted


def _honest(row: Row) -> bool:
    known = row["label_source"] in ("author", "author-weak")
    return known and row["expected"] in ("valid", "incremental-change-allowed")


def _score(rows: list[Row]) -> tuple[float, float]:
    """The share of honest files that are accepted: of all, and of those with an author's label."""
    judged = _judge(rows)
    false = [row["path"] for row, check in judged if _falsely_green(row, check)]
    assert false == []
    slow = [row["path"] for row, check in judged if check.seconds > 10]
    assert slow == []
    honest = [(row, check.integrity in GREEN) for row, check in judged if _honest(row)]
    sure = [green for row, green in honest if row["label_source"] == "author"]
    return sum(green for _row, green in honest) / max(1, len(honest)), sum(sure) / max(1, len(sure))


def test_a_sample_of_the_corpus_shows_no_false_green(rows: list[Row]) -> None:
    sample = random.Random(5).sample(rows, min(SAMPLE, len(rows)))
    assert _score(sample)[0] > 0.5  # few files: the long form holds the figure


@pytest.mark.long
def test_the_whole_corpus_shows_no_false_green_and_accepts_the_honest(rows: list[Row]) -> None:
    share, share_of_authors = _score(rows)
    assert share >= HONEST_SHARE
    assert share_of_authors >= HONEST_SHARE_OF_AUTHORS
