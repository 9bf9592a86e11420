"""How read fields and text are scored against the truth of made pages."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clerkdesk.domain.reading import PageText, ReadField

_ABOUT = re.compile(r"^((v/v|về việc)\s+)+")
_COLUMN_GAP = 2.2


def plain(value: object) -> str:
    text = unicodedata.normalize("NFC", str("" if value is None else value))
    return re.sub(r"\s+", " ", text).strip()


def alike(value: object) -> str:
    """Case, a full stop and the two spellings of «ủy» do not count; UBND is what it stands for."""
    text = plain(value).casefold().rstrip(".").replace("uỷ", "ủy")
    text = re.sub(r"\bubnd\b", "ủy ban nhân dân", text)
    return re.sub(r"\bhđnd\b", "hội đồng nhân dân", text)


@dataclass
class FieldScore:
    """Counts over documents; a field is silent where it is wrong and not flagged."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    timid: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, fields: Mapping[str, ReadField], truth: Mapping[str, object]) -> None:
        """Compare one document."""

        def value(key: str) -> object:
            return fields[key].value if key in fields else None

        code = f"{plain(value('code_number'))}/{plain(value('code_notation'))}"
        wanted = {key: alike(truth[key]) for key in truth}
        subject = _ABOUT.sub("", alike(value("subject")))
        rows = {
            "number": (alike(code) == wanted["so_ky_hieu"], ("code_number", "code_notation")),
            "date": (plain(value("issued_date")) == truth["ngay_ban_hanh"], ("issued_date",)),
            "type": (alike(value("doc_type")).split(" (")[0] == wanted["loai"], ("doc_type",)),
            "issuer": (alike(value("issuing_org")) == wanted["co_quan"], ("issuing_org",)),
            "subject": (subject == _ABOUT.sub("", wanted["trich_yeu"]), ("subject",)),
            "signer": (alike(value("signer_name")) == wanted["nguoi_ky"], ("signer_name",)),
            "position": (
                alike(value("signer_position")) == wanted["chuc_vu"],
                ("signer_position",),
            ),
        }
        for row, (good, names) in rows.items():
            flagged = [key not in fields or fields[key].flagged for key in names]
            self.asked[row] += 1
            self.right[row] += good
            sure = [round(fields[key].confidence, 3) for key in names if key in fields]
            said = f"{name} {row} {[value(key) for key in names]} {sure}"
            if not good:
                self.misses.append(f"{said} | {_truth_of(row, truth)}")
                if not any(flagged):
                    self.silent.append(self.misses[-1])
            elif any(flagged):
                self.timid.append(said)

    @property
    def rates(self) -> dict[str, float]:
        return {row: round(100 * self.right[row] / self.asked[row], 2) for row in self.asked}

    @property
    def silent_rate(self) -> float:
        return 100 * len(self.silent) / max(self.asked.total(), 1)

    @property
    def timid_rate(self) -> float:
        return 100 * len(self.timid) / max(self.asked.total(), 1)


def _truth_of(row: str, truth: Mapping[str, object]) -> object:
    names = {
        "number": "so_ky_hieu",
        "date": "ngay_ban_hanh",
        "type": "loai",
        "issuer": "co_quan",
        "subject": "trich_yeu",
        "signer": "nguoi_ky",
        "position": "chuc_vu",
    }
    return truth[names[row]]


def character_errors(page: PageText, printed: Sequence[str]) -> tuple[int, int]:
    """Edits from the printed lines to the lines that were read, and letters printed.

    Every printed line is compared with the read line most like it: the order of columns is no
    error of reading. Stamps and handwriting that were read too are not counted.
    """
    read = _read_lines(page)
    errors = letters = 0
    for line in printed:
        wanted = plain(line)
        letters += len(wanted)
        near = [_distance(wanted, text, len(wanted)) for text in read if _near(wanted, text)]
        errors += min([*near, len(wanted)])
    return errors, letters


def _read_lines(page: PageText) -> list[str]:
    rows: dict[int, list[object]] = {}
    lines: list[str] = []
    for word in page.words:
        rows.setdefault(word.line, []).append(word)
    for row in rows.values():
        words = sorted(row, key=lambda word: word.box.x0)  # type: ignore[attr-defined]  # words
        parts, last = [""], None
        for word in words:
            wide = last is not None and word.box.x0 - last.box.x1 > _COLUMN_GAP * max(  # type: ignore[attr-defined]  # words
                last.box.y1 - last.box.y0, 6.0
            )
            if wide:
                parts.append("")
            parts[-1] = f"{parts[-1]} {word.text}".strip()  # type: ignore[attr-defined]  # words
            last = word
        lines += parts
        if len(parts) > 1:
            lines.append(" ".join(parts))
    return [plain(line) for line in lines]


def _near(wanted: str, text: str) -> bool:
    return abs(len(wanted) - len(text)) <= max(6, len(wanted) // 2)


def _distance(one: str, other: str, most: int) -> int:
    """Levenshtein."""
    if one == other:
        return 0
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, second in enumerate(other, 1):
            now.append(
                min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != second))
            )
        if min(now) > most:
            return most
        before = now
    return before[-1]
