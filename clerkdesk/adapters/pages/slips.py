"""Slips of OCR that the sentence itself puts right: commas taken for stops, digits for letters."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from clerkdesk.adapters.pages.lexicon import Lexicon, mend
from clerkdesk.adapters.pages.seen import Seen
from clerkdesk.domain.vietnamese import fold

_ZERO = re.compile(r"[ØÕ](?=\d)|(?<=\d)[ØO](?=[\d.,;]|$)")
_ONE = re.compile(r"^[IlÏ](?=\d+\b)|(?<=\d)[Il](?=\d)|(?<=\d)l\b|(?<=\d,)l(?=%)")
_STARTS = re.compile(r"^[IlÏ](?=\.$)")
_STOPPED = re.compile(r"(?<=[^\W\d_])[.](?=$)")
_SENTENCE_GOES_ON = re.compile(r"^[^\W\d_A-ZĐ]")
_SHORT = re.compile(r"^(?:[A-ZĐ]{1,4}|[A-ZĐ]?[^\W\d_]|Tp|TP|tr|đ/c|ThS|v\.v|PGS|GS|TS)\.$")
_BASIS = re.compile(r"^(?:Căn|Theo|Xét)$")
_ARTICLE = re.compile(r"^(Đ|đ)iêu$")
_MAIL = re.compile(r"[()]*@[()]*")
_TALL = tuple("CKOPSUVXZ")
_RECIPIENTS = re.compile(r"^noi nhan:?$")
_CLERKS_COPY = re.compile(r"^V[TILE](?:(?P<stop>[.]?)$|[E,;.]?(?P<unit>[A-ZĐƯ]{2}.*)?$)")
"""«Lưu: VT, …»: every document is kept by văn thư (NĐ 30/2020, Phụ lục I, II.9), whatever is read."""


def mended_slips(seen: Sequence[Seen], lexicon: Lexicon) -> list[Seen]:
    """The words with what cannot stand there put right; boxes and confidence stay."""
    lines: dict[int, list[int]] = {}
    for place, word in enumerate(seen):
        lines.setdefault(word.line, []).append(place)
    known, pairs = list(seen), set(lexicon.collocations)
    are_recipients = False
    for places in lines.values():
        texts = _line([known[place].text for place in places])
        are_recipients = are_recipients or bool(_RECIPIENTS.match(fold(" ".join(texts[:2]))))
        if are_recipients and texts[0].startswith(("-", "–")):
            texts = _recipient(texts)
        spelt = mend(" ".join(texts), lexicon.collocations).split(" ")
        is_name = all(text[:1].isupper() and not text.isupper() for text in texts)
        if len(spelt) != len(texts) or is_name:  # «Trần Đình Hương» has no «định hướng»
            spelt = texts
        for place, marked in zip(places, _levelled(spelt, pairs), strict=True):
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
        if "@" in right:
            right = _MAIL.sub("@", right).replace("ø", "g")  # no letter of an address
        after = texts[place + 1] if place + 1 < len(texts) else ""
        if after[:1].isdigit():
            right = _ARTICLE.sub(r"\1iều", right)
        if _SENTENCE_GOES_ON.match(after) and not _SHORT.match(right):
            right = _STOPPED.sub(",", right)
        found.append(right)
    if len(found) > 4 and _BASIS.match(found[0]) and found[-1].endswith(":"):
        found[-1] = f"{found[-1][:-1]};"  # a basis ends so (NĐ 30/2020, Phụ lục I, II.5)
    return found


def _levelled(texts: list[str], pairs: set[str]) -> list[str]:
    """«trụ Sở» is «trụ sở»: these capitals differ from the small letter by their height alone."""
    found = texts[:1]
    for before, text in itertools.pairwise(texts):
        bare = text.lower().rstrip(".,;:")
        is_alike = text[:1] in _TALL and before.islower() and f"{before} {bare}" in pairs
        found.append(text.lower() if is_alike else text)
    return found


def _recipient(texts: list[str]) -> list[str]:
    """One line of «Nơi nhận»: each ends with «;», the last is the copy that văn thư keeps."""
    *before, last = texts
    if "Lưu:" not in before:
        return [*before, f"{last[:-1]};"] if last.endswith(":") else texts
    at = texts.index("Lưu:") + 1
    copy, *others = texts[at:]
    match = _CLERKS_COPY.match(copy)
    if match is None:
        return texts
    if others:
        copy = "VT,"
    elif match["unit"]:
        copy = f"VT, {match['unit']}"
    else:
        copy = f"VT{match['stop'] or ''}"
    return [*texts[:at], copy, *others]
