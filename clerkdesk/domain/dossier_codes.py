"""Mã hồ sơ: the office's pattern, the sequence of the day, and what a scanner types."""

import re
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc, visible

USUAL_PATTERN = "{agency}-{yymmdd}-{seq:4}"
"""«H40.16-261122-0001»: agency code, date of receipt, sequence of the day (TT 01/2018/TT-VPCP, Đ19;
the form in TT 03/2025/TT-VPCP was not read, so the pattern is the office's to change)."""

LARGEST_DAY = 99_999
_PART = re.compile(r"\{([a-z]+)(?::(\d))?\}")
_DATES = {"yymmdd": "%y%m%d", "yyyymmdd": "%Y%m%d", "ddmmyy": "%d%m%y"}
_KNOWN = {"agency", "seq", *_DATES}
_LETTERS = re.compile(r"[0-9A-Za-z./_-]*")
_WIDTHS = (3, 6)


@dataclass(frozen=True, slots=True)
class CodeRule:
    """How codes are made; `agency` stands in them as the province has given it."""

    pattern: str = USUAL_PATTERN
    agency: str = ""

    def code(self, day: date, sequence: int) -> str:
        """The code of the `sequence`-th dossier of `day`.

        Raises:
            ValueError: the rule has a problem, or no day has so many dossiers.
        """
        if wrong := self.problem():
            raise ValueError(wrong)
        if not 1 <= sequence <= LARGEST_DAY:
            raise ValueError(f"the sequence of a day is 1 to {LARGEST_DAY}, got {sequence}")

        def part(match: re.Match[str]) -> str:
            name, width = match[1], int(match[2] or 0)
            if name == "agency":
                return self.agency
            if name == "seq":
                return f"{sequence:0{width}d}"
            return day.strftime(_DATES[name])

        return _PART.sub(part, self.pattern)

    def problem(self) -> str:
        """A Vietnamese sentence about what is wrong with the rule; empty where it is right.

        A rule that is right never gives one code to two dossiers: date and sequence stand in it,
        each apart from other digits.
        """
        names = [match[1] for match in _PART.finditer(self.pattern)]
        bare = _PART.sub("", self.pattern)
        if unknown := [name for name in names if name not in _KNOWN]:
            return _("Mẫu mã hồ sơ không có phần «{{{name}}}».").format(name=unknown[0])
        if not _LETTERS.fullmatch(bare) or not _LETTERS.fullmatch(self.agency):
            return _("Mẫu và mã cơ quan chỉ dùng chữ không dấu, số và các dấu . - / _")
        if names.count("seq") != 1 or sum(name in _DATES for name in names) != 1:
            return _("Mẫu mã hồ sơ phải có một phần ngày {yymmdd} và một phần thứ tự {seq:4}.")
        if "agency" in names and not self.agency:
            return _("Chưa nhập mã cơ quan trong mã hồ sơ.")
        if not self._seq_stands_apart():
            return _("Trước và sau phần {seq:4} phải có dấu nối, ví dụ «-».")
        return ""

    def _seq_stands_apart(self) -> bool:
        """Digits beside the sequence, or beside the date, would let two codes be one."""
        seq = next(m for m in _PART.finditer(self.pattern) if m[1] == "seq")
        if seq[2] and not _WIDTHS[0] <= int(seq[2]) <= _WIDTHS[1]:
            return False
        before, after = self.pattern[: seq.start()], self.pattern[seq.end() :]
        return not before or (before[-1] in "-./_" and (not after or after[0] in "-./_"))


def next_in_day(number: int, before_day: int, highest_in_day: int) -> int:
    """The sequence of the day for the dossier with `number` in the book of the year.

    The book gives each number once (SYNC.md B.3), so counting from the last number of the days
    before gives each sequence once, and after a take-over never one that the lost desk may have
    given today: numbers that it gave count although their dossiers are not here yet.

    Args:
        before_day: the highest number known here of a day before; 0 for none.
        highest_in_day: the highest sequence of the day known here; 0 for none.
    """
    return max(number - before_day, highest_in_day + 1)


def scanned(text: str) -> str:
    """What a scanner (or a hand) typed, as codes are compared: no blanks, upper case.

    A keyboard wedge types through the input method: blanks and unseen marks around a code go.
    """
    return "".join(visible(nfc(text)).split()).upper()
