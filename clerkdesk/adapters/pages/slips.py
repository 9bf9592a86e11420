"""Slips of OCR that the sentence itself puts right: commas taken for stops, digits for letters."""

import re
from collections.abc import Sequence
from dataclasses import replace

from clerkdesk.adapters.pages.lexicon import Lexicon, mend
from clerkdesk.adapters.pages.seen import Seen

_ZERO = re.compile(r"[ØÕ](?=\d)|(?<=\d)[ØO](?=[\d.,;]|$)")
_ONE = re.compile(r"^[IlÏ](?=\d+\b)|(?<=\d)[Il](?=\d)")
_STARTS = re.compile(r"^[IlÏ](?=\.$)")
_STOPPED = re.compile(r"(?<=[^\W\d_])[.](?=$)")
_SENTENCE_GOES_ON = re.compile(r"^[^\W\d_A-ZĐ]")
_SHORT = re.compile(r"^(?:[A-ZĐ]{1,4}|[A-ZĐ]?[^\W\d_]|Tp|TP|tr|đ/c|ThS|v\.v|PGS|GS|TS)\.$")
_BASIS = re.compile(r"^(?:Căn|Theo|Xét)$")


def mended_slips(seen: Sequence[Seen], lexicon: Lexicon) -> list[Seen]:
    """The words with what cannot stand there put right; boxes and confidence stay."""
    lines: dict[int, list[int]] = {}
    for place, word in enumerate(seen):
        lines.setdefault(word.line, []).append(place)
    known = list(seen)
    for places in lines.values():
        texts = _line([known[place].text for place in places])
        spelt = mend(" ".join(texts), lexicon.collocations).split(" ")
        is_name = all(text[:1].isupper() and not text.isupper() for text in texts)
        if len(spelt) != len(texts) or is_name:  # «Trần Đình Hương» has no «định hướng»
            spelt = texts
        for place, marked in zip(places, spelt, strict=True):
            word = known[place]
            if marked != word.text:
                known[place] = replace(word, text=marked)
    return known


def _line(texts: Sequence[str]) -> list[str]:
    found = []
    for place, text in enumerate(texts):
        right = _ONE.sub("1", _ZERO.sub("0", text))
        if place == 0:
            right = _STARTS.sub("1", right)
        after = texts[place + 1] if place + 1 < len(texts) else ""
        if _SENTENCE_GOES_ON.match(after) and not _SHORT.match(right):
            right = _STOPPED.sub(",", right)
        found.append(right)
    if len(found) > 4 and _BASIS.match(found[0]) and found[-1].endswith(":"):
        found[-1] = f"{found[-1][:-1]};"  # a basis ends so (NĐ 30/2020, Phụ lục I, II.5)
    return found
