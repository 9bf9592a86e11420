"""A register as an office has it after twenty years: made-up documents, always the same ones.

Words come with the frequencies of real office text (runs of a printed decision, `office_text.txt`)
and a long tail of rarer syllables, by Zipf's law.
"""

import csv
import itertools
import json
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from clerkdesk.domain.syllables import _syllables
from clerkdesk.domain.vietnamese import fold

YEARS = range(2007, 2027)
PEOPLE = [f"{role} {name}" for role in ("Chủ tịch", "Phó Chủ tịch", "Phòng") for name in "ABCDEFGH"]
FIELDS = [
    *("Đất đai", "Hộ tịch", "Xây dựng", "Tài chính", "Giáo dục", "Y tế", "Nông nghiệp", "Tư pháp"),
    *("Quốc phòng", "An ninh", "Văn hóa", "Thể thao", "Lao động", "Môi trường", "Giao thông"),
    *("Công nghệ thông tin", "Dân tộc", "Tôn giáo", "Thi đua", "Tổ chức cán bộ"),
]
CLERKS = ("vanthu", "vanthu2", "lan.nt", "binh.tv")
_PLACES = [f"{kind} {name}" for kind in ("xã", "phường", "tỉnh") for name in string.ascii_uppercase]
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its searched form."""

    text: str
    folded: str


class Samples:
    """Draws documents; the same seed draws the same ones."""

    def __init__(self, seed: int = 15) -> None:
        self.random = random.Random(seed)
        self._law = _HERE.joinpath("office_text.txt").read_text("utf-8").split()
        tail = sorted(_syllables())
        self.random.shuffle(tail)
        self._tail = tail
        self._tail_weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(tail))))
        self.pool = [self._sentence() for _ in range(40_000)]
        self.subjects = [self._run(4, 9) for _ in range(30_000)]
        lexicon = json.loads(Path("resources/lexicon.json").read_text("utf-8"))
        with Path("resources/doc_types.csv").open(encoding="utf-8") as file:
            self.types = [(row["name"], row["abbreviation"]) for row in csv.DictReader(file)]
        agencies = [name.capitalize() for name in lexicon["agencies"]]
        self.agencies = [*agencies, *(f"{one} {place}" for one in agencies for place in _PLACES)]
        self._agency_weights = _zipf(len(self.agencies))
        self._type_weights = _zipf(len(self.types))
        self._field_weights = _zipf(len(FIELDS))
        self.signers = [
            f"{family} {middle} {name}".title()
            for family in lexicon["family_names"][:20]
            for middle in ("Văn", "Thị", "Minh")
            for name in lexicon["given_names"][:60]
        ]

    def agency(self) -> str:
        """An agency; some write every day, most of them seldom."""
        return self.random.choices(self.agencies, cum_weights=self._agency_weights)[0]

    def doc_type(self) -> tuple[str, str]:
        """A kind of document and its abbreviation."""
        return self.random.choices(self.types, cum_weights=self._type_weights)[0]

    def field(self) -> str:
        """A field of work."""
        return self.random.choices(FIELDS, cum_weights=self._field_weights)[0]

    def subject(self) -> str:
        """What a document is about; most are told apart by a number or a month."""
        draw = self.random
        about = f"{draw.choice(self.subjects)} {draw.choice(self.subjects)}"
        return f"{about} {draw.randint(1, 12)}/{draw.randint(2007, 2026)}".capitalize()

    def page(self, sentences: int = 23) -> tuple[str, str]:
        """About 2 KB of page text, as it stands and as it is searched."""
        chosen = self.random.choices(self.pool, k=sentences)
        return "\n".join(one.text for one in chosen), " ".join(one.folded for one in chosen)

    def day(self, year: int, part: float) -> date:
        """The day that lies at `part` of a year; in the last year, of its months so far."""
        length = 320 if year == YEARS[-1] else 364
        return date(year, 1, 1) + timedelta(int(part * length))

    def _sentence(self) -> Sentence:
        words = [*self._run(6, 14).split(), *self._rarer(5)]
        if self.random.random() < 0.3:
            words.append(str(self.random.randint(1, 2000)))
        text = " ".join(words)
        return Sentence(text, fold(text))

    def _run(self, least: int, most: int) -> str:
        start = self.random.randrange(len(self._law) - most)
        return " ".join(self._law[start : start + self.random.randint(least, most)]).strip(".,;:")

    def _rarer(self, count: int) -> list[str]:
        return self.random.choices(self._tail, cum_weights=self._tail_weights, k=count)


def numbers_of_years(total: int) -> Iterator[tuple[int, int]]:
    """How many documents each year brings; offices write more every year."""
    weights = [10 + year for year in range(len(YEARS))]
    given = 0
    for year, weight in zip(YEARS, weights, strict=True):
        share = total - given if year == YEARS[-1] else total * weight // sum(weights)
        given += share
        yield year, share


def _zipf(count: int) -> list[float]:
    return list(itertools.accumulate(1 / (rank + 2) for rank in range(count)))
