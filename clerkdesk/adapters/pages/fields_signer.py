"""Who signed (ô 7): authority, position and name, right of «Nơi nhận» on the last page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clerkdesk.adapters.pages.fields_lines import Line, around, lines_of, trust
from clerkdesk.adapters.pages.lexicon import Lexicon, mend, starts_with_one_of
from clerkdesk.adapters.pages.positions import Row, mended_position, read_position
from clerkdesk.adapters.pages.zones import first_recipient, is_recipients_mark
from clerkdesk.domain.reading import PageText, ReadField, Word
from clerkdesk.domain.vietnamese import fold

_PREFIX = re.compile(r"^\W*(TM|KT|TL|TUQ|TƯQ|Q)\s*[.,:;]\s*", re.IGNORECASE)
_NAME_WORD = re.compile(r"^[^\W\d_](?:['’][^\W\d_]+|[^\W\d_]*)$")
"""«H'Lim» is a name's word, too."""
_STORED = re.compile(r"^[LT][ưu]u?\W*\s*V[TILE1]?(?:[E,.;_:]|\s)*(?=[A-ZĐ]|$)")
_GLUED = re.compile(r"(?<=[^\W\d_]{2})[.,](?=[^\W\d_]{2})")
_UNSTROKED = re.compile(r"^([HK])(?=[A-ZĐ][^\W\d_A-ZĐ])")
"""«HLim»: names of the highlands have a stroke there, which is easily lost."""
_NO_DIGITS = str.maketrans("01", "ol")
"""«T0 Đức»: no name has a digit."""
_TORN, _ONLY_SO = 0.7, 0.85
_TORN_RANKS = ("dai", "thuong", "thieu", "ts", "ths", "bs", "cki", "ckii", "gs", "pgs", "bscki")
_RARE_NAME = 0.82
_BLOCK_POINTS = 260.0
"""The block is no higher than this: 9 cm with the longest authority."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The parts of the signer's block; what was not found is None."""

    name: ReadField | None = None
    position: ReadField | None = None
    competence: ReadField | None = None
    recipients: ReadField | None = None


def read_signer(pages: Sequence[PageText], lexicon: Lexicon) -> Signer:
    """Look for the block from the last page back: annexes may follow the signed page."""
    for number in range(len(pages), 0, -1):
        page = pages[number - 1]
        lines = lines_of(page, number)
        marks = [line for line in lines if is_recipients_mark(line)]
        if marks:
            return _block(page, lines, marks[-1], lexicon, is_entry=False)
        entry = first_recipient(page, lines)
        if entry is not None:
            return _block(page, lines, entry, lexicon, is_entry=True)
    if not pages:
        return Signer()
    page = pages[-1]
    return _unmarked(page, lines_of(page, len(pages)), lexicon)


def _block(
    page: PageText, lines: Sequence[Line], mark: Line, lexicon: Lexicon, *, is_entry: bool
) -> Signer:
    """What stands beside and under «Nơi nhận:», or under the first entry where that was not read."""
    top = mark.box.y0 - (3.5 if is_entry else 1.5) * mark.height
    zone = [line for line in lines if top <= line.box.y0 <= top + _BLOCK_POINTS]
    middle = page.width * 0.5
    right = [line for line in zone if line.centre > middle and line is not mark]
    left = [line for line in zone if line.centre <= middle and line.box.y0 >= mark.box.y0 - 2]
    recipients = _recipients(mark, left, lexicon.collocations, is_entry=is_entry)
    return _signer(right, recipients, lexicon, certain=True)


def _unmarked(page: PageText, lines: Sequence[Line], lexicon: Lexicon) -> Signer:
    """No «Nơi nhận»: the last capitals in the right half that begin as an authority does."""
    right = [line for line in lines if line.centre > page.width * 0.5]
    starts = [
        place
        for place, line in enumerate(right)
        if line.is_capitals
        and (_PREFIX.match(line.text) or starts_with_one_of(line.text, lexicon.ranks))
        and line.box.x0 > page.width * 0.35
    ]
    if not starts:
        return Signer()
    first = starts[-1]
    while first - 1 in starts:
        first -= 1
    bottom = right[first].box.y0 + _BLOCK_POINTS
    block = [line for line in right[first:] if line.box.y0 <= bottom]
    return _signer(block, None, lexicon, certain=False)


def _signer(
    right: Sequence[Line], recipients: ReadField | None, lexicon: Lexicon, *, certain: bool
) -> Signer:
    authority = _authority(right, lexicon)
    last = max((line.box.y1 for line in authority), default=0.0)
    named = [line for line in right if line.box.y0 >= last - 2.0 and line not in authority]
    structure = 1.0 if certain and authority else 0.75
    name = _name(named, authority, lexicon, structure)
    position, competence = _position(authority, lexicon, structure)
    return Signer(name, position, competence, recipients)


def _authority(right: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """The run of capitals at the top of the block."""
    found: list[Line] = []
    for line in right:
        words = [
            word
            for word in line.words
            if any(map(str.isalpha, word.text)) or word.text in ("-", "–")
        ]
        if not any(map(str.isalpha, "".join(word.text for word in words))):
            continue
        piece = Line(tuple(words), line.page)
        if not piece.is_capitals or len(piece.text) < 4:
            if found:
                break
            continue
        if found and _is_name_in_capitals(piece, lexicon):
            break
        if found and piece.box.y0 - found[-1].box.y1 > 2.0 * max(found[-1].height, 9.0):
            break
        found.append(piece)
    return found


def _is_name_in_capitals(line: Line, lexicon: Lexicon) -> bool:
    parts = [_bare(word).casefold() for word in line.words]
    families = {name.casefold() for name in lexicon.family_names}
    return (
        len(parts) > 1
        and parts[0] in families
        and lexicon.names.issuperset(parts)
        and not starts_with_one_of(line.text, [name for name in lexicon.agencies if " " in name])
        and parts[0] not in {rank.split()[0].casefold() for rank in lexicon.ranks}
    )


def _position(
    authority: Sequence[Line], lexicon: Lexicon, structure: float
) -> tuple[ReadField | None, ReadField | None]:
    """Split the capitals into thẩm quyền (TM., KT., TL., TUQ., Q.) and chức vụ."""
    prefixes: list[str] = []
    rest: list[Row] = []
    for line in authority:
        text = mended_position(re.sub(r"^[^\w]+|[^\w)]+$", "", line.text), lexicon)
        match = _PREFIX.match(text)
        if match is None:
            rest.append((line, text))
            continue
        prefix = match[1].upper().replace("TƯQ", "TUQ")
        prefixes.append(f"{prefix}.")
        # «Q. CHỦ TỊCH» is the position itself; after TM., KT., TL. it stands in a later line
        rest = [(line, text[match.end() :])] if prefix == "Q" else []
    competence = None
    if prefixes:
        box = around([word for line in authority for word in line.words])
        competence = ReadField(" ".join(prefixes), 0.95 * structure, authority[0].page, box)
    return read_position(rest, lexicon, structure), competence


def _name(
    lines: Sequence[Line], authority: Sequence[Line], lexicon: Lexicon, structure: float
) -> ReadField | None:
    """The last line under the authority that looks like a person's name."""
    centre = authority[-1].centre if authority else None
    titles = {fold(title) for title in lexicon.titles_before_names}
    best: ReadField | None = None
    best_score = 0.0
    common = lexicon.names
    families: dict[str, list[str]] = {}
    for name in lexicon.family_names:
        families.setdefault(fold(name), []).append(name)
    for line in lines:
        words = _name_words(line.words, titles)
        if not 2 <= len(words) <= 6:
            continue
        text = " ".join(_bare(word) for word in words)
        if text.isupper():
            text = text.title()
        meant = " ".join(_of_list(part, lexicon) for part in text.split())
        if starts_with_one_of(text, lexicon.ranks):
            continue  # a torn line of the authority
        sure = trust(words)
        family = fold(_bare(words[0])) in families
        aligned = centre is None or abs(Line(tuple(words), line.page).centre - centre) < 45
        score = sure + (0.5 if family else 0.0) + (0.3 if aligned else 0.0)
        if score >= best_score:
            if meant != text:  # no other name of the list has letters of these shapes
                text, sure = meant, min(sure, _ONLY_SO)
            first, _space, others = text.partition(" ")
            if family and first not in lexicon.family_names:
                # marks that no family has: the family's spelling; where two fit, let the clerk look
                spellings = families[fold(first)]
                text = f"{spellings[0]} {others}"
                sure = min(sure, _ONLY_SO if len(spellings) == 1 else _TORN)
            if _has_torn_word(line, words):
                sure = min(sure, _TORN)  # a part of the name may be among what is no name
            if not common.issuperset(text.casefold().split()):
                sure *= _RARE_NAME  # nothing but the ink tells how a rare name is spelt
            share = structure * (1.0 if aligned else 0.85) * (1.0 if family else 0.8)
            best = ReadField(text, sure * share, line.page, around(words))
            best_score = score
    return best


def _of_list(word: str, lexicon: Lexicon) -> str:
    """«Rươi» is «Rươl»: the one name of the list that differs by letters of the same shape only."""
    word = _UNSTROKED.sub(r"\1'", word)
    if word.casefold() in lexicon.names:
        return word
    alike = {name for name in lexicon.names if _shape(name) == _shape(word)}
    return alike.pop().capitalize() if len(alike) == 1 else word


def _shape(word: str) -> str:
    return word.casefold().replace("l", "i").replace("j", "i")


def _has_torn_word(line: Line, words: Sequence[Word]) -> bool:
    """Whether letters that make no word of a name stand close beside the name."""
    left, right, near = words[0].box.x0, words[-1].box.x1, 1.2 * line.height
    return any(
        any(map(str.isalpha, word.text))
        and word not in words
        and (left < word.box.x0 < right + near)
        and word.box.x1 > left
        for word in line.words
    )


def _name_words(words: Sequence[Word], titles: set[str]) -> list[Word]:
    """The words of a name: each begins with a capital; rank before and dirt around are left out."""
    words = [piece for word in words for piece in _unglued(word)]
    kept = [word for word in words if _NAME_WORD.match(_bare(word)) and _bare(word)[0].isupper()]
    for length in (2, 1):
        before = " ".join(word.text for word in kept[:length])
        if len(kept) - length >= 2 and fold(before) in titles:
            kept = kept[length:]
            break
    while len(kept) >= 3 and _is_title(fold(_bare(kept[0]))):
        kept = kept[1:]  # «Đại tá» of which the seal has left «Đại»; «BS. CKI.»
    return kept


def _is_title(folded: str) -> bool:
    """A rank that is torn, or «BS. CKII.» with its stops and numbers misread."""
    return folded in _TORN_RANKS or folded.startswith("ck")


def _unglued(word: Word) -> list[Word]:
    """«Phạm.Hữu» is two words of a name, with a speck between them."""
    parts = _GLUED.split(word.text)
    width = (word.box.x1 - word.box.x0) / max(len(word.text), 1)
    found, x = [], word.box.x0
    for part in parts:
        found.append(
            replace(word, text=part, box=replace(word.box, x0=x, x1=x + width * len(part)))
        )
        x += width * (len(part) + 1)
    return found


def _bare(word: Word) -> str:
    text = word.text.translate(_NO_DIGITS) if any(map(str.isalpha, word.text)) else word.text
    return text.strip(" .,;:-_|~'‘’\"“”*()")


def _recipient(entry: str, phrases: Sequence[str]) -> str:
    """One entry without its end; «Lưu: VT, …» as NĐ 30 writes it."""
    text = mend(_STORED.sub("Lưu: VT, ", entry.replace("_", ", ").replace("€", "c")), phrases)
    return re.sub(r"\s+([,;.)])", r"\1", text).rstrip(" ;.,:-'`~|*")


def _recipients(
    mark: Line, left: Sequence[Line], phrases: Sequence[str], *, is_entry: bool
) -> ReadField | None:
    """The list under «Nơi nhận:», without its dashes; lines without a dash go on from above."""
    entries: list[str] = []
    words: list[Word] = []
    for line in left:
        if (line is mark and not is_entry) or sum(map(str.isalpha, line.text)) < 2:
            continue
        if line.box.y0 - (words[-1].box.y1 if words else mark.box.y1) > 2.5 * mark.height:
            break
        starts = re.match(r"^\s*[-–—+•=~“\"]\s*", line.text)
        text = (line.text[starts.end() :] if starts else line.text).strip()
        if starts or not entries or entries[-1].endswith(";"):
            entries.append(text)
        else:
            entries[-1] += f" {text}"
        words += line.words
    if not entries:
        return None
    cleaned = tuple(_recipient(entry, phrases) for entry in entries)
    return ReadField(cleaned, trust(words), mark.page, around(words))
