"""The score of the signature check beside plain pyHanko on the same files, and its time.

Files: the shared corpus where it is; attacks, honest kinds, prepared and clean documents of our own
making. Time is CPU seconds of a warm check, which other work on the machine does not disturb.
"""

import csv
import logging
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import Integrity, SignatureCheck, Verdict
from tests.bench.figures import Figure, at_least, at_most
from tests.bench.plain_pyhanko import is_green
from tests.fakes.attacks.appended import APPENDED
from tests.fakes.attacks.bases import Bases
from tests.fakes.attacks.content import CONTENT
from tests.fakes.attacks.marks import FIELDS, FIELDS_LOCKED, MARKS, MARKS_ON_COMMENTABLE
from tests.fakes.attacks.prepared import PREPARED
from tests.fakes.attacks.signatures import SIGNATURES
from tests.fakes.honest.clean import made
from tests.fakes.honest.kinds import KINDS
from tests.fakes.honest.kit import Kit

CORPUS = Path(__file__).parents[3] / "shared/corpus/signatures"
CLEAN = 140
_ROUNDS = 5
_GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)
_FALSE = ("tampered", "unsigned", "changed-after-signing")
_HONEST = ("valid", "incremental-change-allowed")


@dataclass(frozen=True, slots=True)
class _Judged:
    """One file of the corpus with what both say."""

    expected: str
    source: str
    ours: SignatureCheck
    theirs: bool

    @property
    def green(self) -> bool:
        return self.ours.integrity in _GREEN


def measure() -> Mapping[str, Figure]:
    """The rows of issue 4/8 that are about verdicts."""
    logging.disable(logging.CRITICAL)
    try:
        return {**_corpus(), **_own_attacks(), **_own_files(), **_content(), **_seconds()}
    finally:
        logging.disable(logging.NOTSET)


def _corpus() -> Mapping[str, Figure]:
    folder = next(
        (one for one in (CORPUS, Path("/work/shared/corpus/signatures")) if one.is_dir()), None
    )
    if folder is None:
        return {}
    judged = list(_judge_corpus(folder))
    attacks = [one for one in judged if one.expected.startswith("attack") or one.expected in _FALSE]
    weak = [one for one in judged if one.expected in ("cert-problem", "weak-crypto")]
    honest = [one for one in judged if one.expected in _HONEST and one.source != "scan"]
    sure = [one for one in honest if one.source == "author"]
    return {
        "verify.corpus_false_green": _beside_most(
            sum(one.green for one in attacks)
            + sum(one.ours.verdict is Verdict.VALID for one in weak),
            sum(one.theirs for one in attacks),
            "files",
        ),
        "verify.corpus_honest_accepted": _beside_least(
            _share([one.green for one in honest]), _share([one.theirs for one in honest]), 85, 97
        ),
        "verify.corpus_honest_accepted_author_labels": _beside_least(
            _share([one.green for one in sure]), _share([one.theirs for one in sure]), 85, 97
        ),
        "verify.corpus_slowest": at_most(
            max(one.ours.seconds for one in judged), unit="s a file", must=10, aim=2
        ),
    }


def _judge_corpus(folder: Path) -> Iterator[_Judged]:
    with (folder / "INDEX.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            path = folder / row["path"]
            if path.is_file():
                pdf = path.read_bytes()
                yield _Judged(
                    row["expected"],
                    row["label_source"],
                    check_pdf(pdf, TrustBundle()),
                    is_green(pdf),
                )


def _own_attacks() -> Mapping[str, Figure]:
    bases = Bases.made()
    files = [
        attack(base)
        for book, base in (
            (APPENDED, bases.signed),
            (CONTENT, bases.signed),
            (MARKS, bases.signed),
            (MARKS_ON_COMMENTABLE, bases.commentable),
            (FIELDS, bases.sealed),
            (FIELDS_LOCKED, bases.locked),
        )
        for attack in book.values()
    ] + [make(bases) for make in SIGNATURES.values()]
    trust = bases.authority.trust()
    ours = sum(check_pdf(pdf, trust).integrity in _GREEN for pdf in files)
    return {
        "verify.own_attacks_green": _beside_most(ours, sum(map(is_green, files)), "files"),
        "verify.own_attacks": at_least(len(files), unit="files", must=100, aim=130),
    }


def _own_files() -> Mapping[str, Figure]:
    kit = Kit()
    files = [make(kit) for make in KINDS.values()]
    valid = [check_pdf(pdf, kit.trust).verdict is Verdict.VALID for pdf in files]
    return {
        "verify.own_kinds_valid": _beside_least(
            _share(valid), _share([is_green(pdf) for pdf in files]), 100, 100
        ),
        "verify.own_kinds": at_least(len(files), unit="kinds", must=20, aim=40),
    }


def _content() -> Mapping[str, Figure]:
    told = [
        code in {one.code for one in check_pdf(make(), TrustBundle()).findings}
        for make, code in PREPARED.values()
    ]
    wolf = [bool(check_pdf(pdf, TrustBundle()).findings) for _name, pdf in made(CLEAN)]
    return {
        "verify.prepared_told": at_least(_share(told), unit="%", must=100, aim=100),
        "verify.clean_flagged": at_most(_share(wolf), unit="%", must=3, aim=1),
    }


def _seconds() -> Mapping[str, Figure]:
    kit = Kit()
    check_pdf(KINDS["plain"](kit), kit.trust)  # warm
    return {
        f"verify.seconds_{name}": at_most(_cpu(pdf, kit.trust), unit="CPU s", must=must, aim=aim)
        for name, pdf, must, aim in (
            ("one_page", KINDS["plain"](kit), 0.5, 0.3),
            ("fifty_pages", KINDS["fifty_pages_ten_megabytes"](kit), 1.5, 1.0),
            ("fifty_pages_and_a_later_revision", KINDS["fifty_pages_sealed"](kit), 6.0, 3.0),
        )
    }


def _cpu(pdf: bytes, trust: TrustBundle) -> float:
    spent = []
    for _round in range(_ROUNDS):
        began = time.process_time()
        check_pdf(pdf, trust)
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def _share(answers: Sequence[bool]) -> float:
    return 100 * sum(answers) / max(1, len(answers))


def _beside_most(ours: int, theirs: int, unit: str) -> Figure:
    return Figure(ours, unit, "<= 0", ours == 0, "plain pyHanko", theirs, aim="<= 0")


def _beside_least(ours: float, theirs: float, must: float, aim: float) -> Figure:
    return Figure(
        round(ours, 2),
        "%",
        f">= {must}",
        ours >= must,
        "plain pyHanko",
        round(theirs, 2),
        aim=f">= {aim}",
    )
