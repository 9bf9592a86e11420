"""Words as an OCR pass saw them, and what two or three passes say together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clerkdesk.domain.syllables import is_syllable

_SURE, _DOUBT = 0.97, 0.85
"""Most that two equal readings give; share that is left where two readings differ."""
_LEAST_MISSED = 2
_COVERED = 0.3
_STRONG, _WEAK = 0.95, 0.55
"""A word that two passes had is not brought down by passes that are at a loss."""
_OUTVOTED, _NO_VOTE = 0.86, 0.6
"""Most that a word is trusted that two passes of three read so; that all read otherwise."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word with its place in pixels of the straightened page."""

    text: str
    bounds: tuple[int, int, int, int]
    confidence: float
    line: int


def compared(again: Sequence[Seen], before: Sequence[Seen]) -> list[Seen]:
    """Words that were read twice: agreement makes sure, another reading makes doubtful.

    Words with their punctuation are compared by letters and digits only.
    """
    return [_judged(word, at_same_place(word, before)) for word in again]


def _judged(word: Seen, other: Seen | None) -> Seen:
    if other is None:
        return word
    if letters(word.text) == letters(other.text):
        return surer(word, other.confidence)
    if other.confidence > word.confidence and is_word(other.text) and not is_word(word.text):
        return replace(word, text=other.text, confidence=other.confidence * _DOUBT)
    return replace(word, confidence=word.confidence * _DOUBT)


def surer(word: Seen, other: float) -> Seen:
    """The word when another pass, `other` sure, read the same."""
    doubt = (1 - word.confidence) * (1 - other)
    return replace(word, confidence=max(word.confidence, min(1 - 2 * doubt, _SURE)))


def voted(readings: Sequence[Sequence[Seen]], names: frozenset[str] = frozenset()) -> list[Seen]:
    """One line from several passes: word by word what most of them read.

    Args:
        readings: passes over the same line, the best first; boxes on the same page.
        names: words that this line consists of, as a rule: one pass that reads such a word is
            believed, with a doubt, where the others read none.
    """
    first, others = readings[0], [reading for reading in readings[1:] if reading]
    if not others:
        return [replace(word, confidence=word.confidence * _DOUBT) for word in first]
    read = []
    for word in first:
        there = [_text_at(word, other, first) for other in others]
        read.append(
            _named(_voted_word(word, there), (word.text, *(t for t, _sure in there)), names)
        )
    return _missed(_once(read), others)


def _once(read: Sequence[Seen]) -> list[Seen]:
    """«CÔNG», «CÔNG TY»: a pass that had both words at the place of one said the first again."""
    found: list[Seen] = []
    for word in read:
        before = " ".join(other.text for other in found[-2:]).split()[-2:]
        parts = word.text.split()
        while len(parts) > 1 and parts[0] in before:
            parts = parts[1:]
        is_twice = len(parts) < len(word.text.split())
        found.append(replace(word, text=" ".join(parts)) if is_twice else word)
    return found


def _named(word: Seen, texts: Sequence[str], names: frozenset[str]) -> Seen:
    """«Cấm» is «Cẩm» where one pass reads so: nobody is called Cấm."""
    if not names or letters(word.text).casefold() in names:
        return word
    for text in texts:
        if letters(text).casefold() in names:
            return replace(word, text=text, confidence=min(word.confidence, _NO_VOTE))
    return word


def _missed(read: list[Seen], others: Sequence[Sequence[Seen]]) -> list[Seen]:
    """Where another pass has a word in a gap of this one, the word before it takes it along."""
    for other in others[0]:
        if other.confidence < _WEAK or len(letters(other.text)) < _LEAST_MISSED:
            continue
        if any(_text_at(word, [other])[0] for word in read):
            continue
        before = [n for n, word in enumerate(read) if word.bounds[2] <= other.bounds[0] + 4]
        if before and before[-1] + 1 < len(read):
            word = read[before[-1]]
            text, sure = f"{word.text} {other.text}", min(word.confidence, 0.75)
            read[before[-1]] = replace(word, text=text, confidence=sure)
    return read


def _text_at(word: Seen, reading: Sequence[Seen], line: Sequence[Seen] = ()) -> tuple[str, float]:
    """What another pass has at the place of `word`: several words where it cut them otherwise.

    Where it glued words of `line` together and has all their letters, it agrees with each of them.
    """
    left, _top, right, _bottom = word.bounds
    there = [
        other
        for other in reading
        if min(right, other.bounds[2]) - max(left, other.bounds[0])
        > 0.5 * min(right - left, other.bounds[2] - other.bounds[0])
    ]
    if not there:
        return "", 0.0
    sure = min(other.confidence for other in there)
    if len(there) == 1:
        x0, _y0, x1, _y1 = there[0].bounds
        glued = [one for one in line if x0 <= (one.bounds[0] + one.bounds[2]) / 2 <= x1]
        all_letters = "".join(letters(one.text) for one in glued)
        if len(glued) > 1 and all_letters == letters(there[0].text):
            return word.text, sure
    return " ".join(other.text for other in there), sure


def _voted_word(word: Seen, others: Sequence[tuple[str, float]]) -> Seen:
    same = [sure for text, sure in others if _same(text, word.text)]
    if len(same) == len(others):
        return surer(word, max(same))
    others = [(word.text if _same(text, word.text) else text, sure) for text, sure in others]
    texts = Counter([word.text, *(text for text, _sure in others if text)])
    best, votes = max(texts.items(), key=lambda item: (item[1], is_word(item[0])))
    if votes >= 2:
        sure = max(sure for text, sure in ((word.text, word.confidence), *others) if text == best)
        if best == word.text and is_word(best):
            return replace(word, confidence=max(min(sure, _OUTVOTED), word.confidence * _DOUBT))
        return replace(word, text=best, confidence=min(sure, _OUTVOTED if is_word(best) else 0.7))
    if word.confidence >= _STRONG and all(sure < _WEAK for _text, sure in others):
        return replace(word, confidence=_OUTVOTED)
    if any(letters(text) == letters(word.text) for text, _sure in others):
        return replace(word, confidence=min(word.confidence, _OUTVOTED))
    if not is_word(word.text):
        for text, sure in others:
            if text and is_word(text):
                return replace(word, text=text, confidence=min(sure, _NO_VOTE))
    return replace(word, confidence=min(word.confidence, _NO_VOTE))


def alike(one: Sequence[Seen], other: Sequence[Seen]) -> bool:
    """Whether two passes over a line read the same."""
    return len(one) == len(other) and all(
        _same(first.text, second.text) for first, second in zip(one, other, strict=True)
    )


def _same(one: str, other: str) -> bool:
    """Equal; in numbers and ký hiệu what stands around and between the letters does not count."""
    if one == other:
        return True
    coded = any(map(str.isdigit, other)) or (other.isupper() and len(other) > 1)
    return coded and letters(one) == letters(other)


def is_word(text: str) -> bool:
    """Whether every part of `text` can stand in a Vietnamese sentence."""
    parts = text.split()
    return bool(parts) and all(
        any(map(str.isdigit, part)) or is_syllable(part.strip(".,;:()\"“”'-/")) for part in parts
    )


def at_same_place(word: Seen, others: Sequence[Seen]) -> Seen | None:
    """The word of another pass that covers the same spot."""
    left, top, right, bottom = word.bounds
    for other in others:
        x0, y0, x1, y1 = other.bounds
        across = min(right, x1) - max(left, x0)
        down = min(bottom, y1) - max(top, y0)
        if across > 0.6 * max(right - left, x1 - x0) and down > 0.4 * min(bottom - top, y1 - y0):
            return other
    return None


def is_covered(box: tuple[int, int, int, int], words: Sequence[Seen]) -> bool:
    """Whether words were read over a good part of a row's width."""
    x0, y0, x1, y1 = box
    there = [word.bounds for word in words if y0 <= middle(word) <= y1]
    return sum(max(0, min(x1, b[2]) - max(x0, b[0])) for b in there) > _COVERED * (x1 - x0)


def letters(text: str) -> str:
    """Letters and digits of `text`."""
    return "".join(letter for letter in text if letter.isalnum())


def middle(seen: Seen) -> float:
    """Height of its middle on the page."""
    return (seen.bounds[1] + seen.bounds[3]) / 2


def next_line(seen: Sequence[Seen]) -> int:
    """The first line number that is free."""
    return max((word.line for word in seen), default=-1) + 1
