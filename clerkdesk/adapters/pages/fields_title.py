"""Type and subject (ô 5a, 5b): «QUYẾT ĐỊNH / Ban hành …», or «V/v …» of a công văn."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from clerkdesk.adapters.pages.fields_code import ReadCode
from clerkdesk.adapters.pages.fields_lines import Head, Line, around, is_number_line, trust_in
from clerkdesk.adapters.pages.fields_subject import subject_text
from clerkdesk.adapters.pages.lexicon import in_phrases, mend, undashed
from clerkdesk.domain.reading import FLAG_BELOW, ReadField
from clerkdesk.domain.series import DocumentType
from clerkdesk.domain.vietnamese import fold

_LETTER = "Công văn"
_LIKE = 0.84
"""Similarity from which a line in capitals is taken for a type's name."""
_CENTRED = 11.0
"""Points by which the middle of a centred line may lie off the title's."""
_SUBJECT_LINES = 9
_SURE_NUMBER, _DOUBTED = 0.7, 0.75
_LEAST_WORDS = 3
_ENDS_SUBJECT = re.compile(
    r"^(kinh gui|can cu|\(?ban hanh kem|\(kem theo|dieu \d|chuong [ivx\d]|phan [ivx\d]|xet (?:to trinh|de nghi|bao cao)|[ivx]+\.|\d+\.|theo de nghi)"
)
_STAMP = re.compile(r"^\W*(hoa toc|thuong khan|khan)\b\W+(?=\w)")
"""On a photocopy the stamp of urgency may stand in the title's line."""
_ABOUT = re.compile(r"^\W*(?:v\s*/\s*v|ve viec|viv)\b[\s:.,]*", re.IGNORECASE)
_STARTS_ABOUT = re.compile(
    r"^\W*(?:[VvWw]\s*[/1lI|!]\s*[vV]\b|V\s*/(?=\s)|(?:V[A1lI|!iYyVWw]v?|W|V)(?=\s)|(?:Về|về|Vê) việc\b)[\s:.,]*"
)
"""«V/v», its «/» misread or lost."""


@dataclass(frozen=True, slots=True)
class TypeAndSubject:
    """Tên loại and trích yếu nội dung."""

    doc_type: ReadField | None
    subject: ReadField | None


def read_title(
    head: Head, code: ReadCode, types: Sequence[DocumentType], phrases: Sequence[str]
) -> TypeAndSubject:
    """Find the title under the head, or the «V/v» under the number.

    Args:
        phrases: what subjects are made of, with its right marks.
    """
    titled = _title(head.below, types)
    if titled is not None and (found := _titled(head.below, *titled, code, phrases)) is not None:
        return found
    subject = _letter_subject(head, phrases) or (
        _unmarked_subject(head, phrases) if code.is_letter else None
    )
    if subject is not None:
        addressed = any(line.folded.startswith("kinh gui") for line in head.below)
        sure = 0.98 if code.is_letter else 0.85 if addressed else 0.75
        if sure < FLAG_BELOW:  # a title may have been lost, and half of its subject with it
            subject = replace(subject, confidence=min(subject.confidence, sure))
        return TypeAndSubject(ReadField(_LETTER, sure, 1, subject.box), subject)
    if code.doc_type is not None:
        box = code.notation.box if code.notation else None
        return TypeAndSubject(ReadField(code.doc_type.name, 0.7, 1, box), None)
    if code.is_letter:
        return TypeAndSubject(ReadField(_LETTER, 0.7, 1, None), None)
    return TypeAndSubject(None, None)


def title_type(head: Head, types: Sequence[DocumentType]) -> DocumentType | None:
    """The type that the title names, if there is a title."""
    found = _title(head.below, types)
    return None if found is None else found[1]


def _title(below: Sequence[Line], types: Sequence[DocumentType]) -> tuple[int, DocumentType] | None:
    """The first line that is a type's name and nothing else."""
    for place, line in enumerate(below):
        if line.folded.startswith("kinh gui"):
            return None
        bare = _STAMP.sub("", line.folded)
        if line.is_capitals and (found := _like_type(bare, types)) is not None:
            return place, found
    return None


def _unstamped(line: Line) -> Line:
    stamp = _STAMP.match(line.folded)
    return line if stamp is None else Line(line.words[len(stamp[0].split()) :], line.page)


def _like_type(folded: str, types: Sequence[DocumentType]) -> DocumentType | None:
    bare = re.sub(r"[^a-z ]", "", folded).strip()
    scored = [(SequenceMatcher(None, bare, fold(item.name)).ratio(), item) for item in types]
    best, item = max(scored, key=lambda pair: pair[0])
    return item if best >= _LIKE else None


def _titled(
    below: Sequence[Line], place: int, item: DocumentType, code: ReadCode, phrases: Sequence[str]
) -> TypeAndSubject | None:
    title = _unstamped(below[place])
    lines = _centred_under(title, below[place + 1 :])
    exact = re.sub(r"[^a-z]", "", title.folded) == fold(item.name).replace(" ", "")
    agrees = code.doc_type is not None and code.doc_type.name == item.name
    sure = 0.98 if agrees else 0.9 if exact and code.doc_type is None else 0.6
    doc_type = ReadField(item.name, sure, title.page, title.box)
    if not lines:
        return TypeAndSubject(doc_type, None)
    words = [word for line in lines for word in line.words]
    text = mend(undashed(subject_text(line.text for line in lines), phrases), phrases)
    return TypeAndSubject(
        doc_type, ReadField(text, _subject_trust(lines, text, phrases), title.page, around(words))
    )


def _centred_under(title: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines of the subject: centred under the title, close to each other."""
    found: list[Line] = []
    last = title
    for line in lines[: _SUBJECT_LINES + 6]:
        if sum(map(str.isalnum, line.text)) < 2:
            continue  # the rule under the subject, or dirt
        gap = line.box.y0 - last.box.y1
        if (
            abs(line.centre - title.centre) > _CENTRED
            or _is_body(found, line, gap)
            or gap > 1.6 * max(last.height, 9.0)
            or _ENDS_SUBJECT.match(line.folded)
            or (line.is_capitals and len(found) > 0 and not any(map(str.isdigit, line.text)))
            or len(found) >= _SUBJECT_LINES
        ):
            break
        found.append(line)
        last = line
    return found


def _is_body(found: Sequence[Line], line: Line, gap: float) -> bool:
    """After the short last line of a subject, set off by its rule, a long line is body text."""
    if not found:
        return False
    last, width = found[-1], line.box.x1 - line.box.x0
    return last.box.x1 - last.box.x0 < 0.7 * width and gap > 0.75 * max(last.height, 9.0)


def _letter_subject(head: Head, phrases: Sequence[str]) -> ReadField | None:
    """«V/v …» in the left column; ends where the column ends or «Kính gửi» begins."""
    lines: list[Line] = []
    for line in head.left:
        if not lines:
            if not line.is_capitals and _STARTS_ABOUT.match(line.text):
                lines.append(line)
            continue
        gap = line.box.y0 - lines[-1].box.y1
        if gap > 1.2 * max(lines[-1].height, 9.0) or _ENDS_SUBJECT.match(line.folded):
            break
        is_code = any(map(str.isdigit, line.text))  # «57-NQ/TW» alone in its line
        if (line.is_capitals and not is_code) or abs(line.centre - lines[0].centre) > 3 * _CENTRED:
            break
        lines.append(line)
    if not lines:
        return None
    return _subject_of(lines, phrases)


def _unmarked_subject(head: Head, phrases: Sequence[str]) -> ReadField | None:
    """Small print close under the number, its «V/v» lost: offered, to be looked at."""
    after = itertools.dropwhile(lambda line: not is_number_line(line), head.left)
    lines: list[Line] = []
    last = next(after, None)
    for line in after:
        if (
            last is None
            or line.is_capitals
            or line.box.y0 - last.box.y1 > 1.2 * max(last.height, 9.0)
            or abs(line.centre - last.centre) > 3 * _CENTRED
            or _ENDS_SUBJECT.match(line.folded)
        ):
            break
        lines.append(line)
        last = line
    if sum(len(line.words) for line in lines) < _LEAST_WORDS:
        return None
    found = _subject_of(lines, phrases)
    return replace(found, confidence=min(found.confidence, _DOUBTED))


def _subject_of(lines: Sequence[Line], phrases: Sequence[str]) -> ReadField:
    text = _ABOUT.sub(
        "",
        _STARTS_ABOUT.sub(
            "", mend(undashed(subject_text(line.text for line in lines), phrases), phrases)
        ),
    )
    words = [word for line in lines for word in line.words]
    return ReadField(text, _subject_trust(lines, text, phrases), 1, around(words))


def _subject_trust(lines: Sequence[Line], text: str, phrases: Sequence[str]) -> float:
    words = [word for line in lines for word in line.words]
    read = " ".join(word.text for word in words)
    sure = trust_in(words, in_phrases(read, phrases))
    if any(word.confidence < _SURE_NUMBER and any(map(str.isdigit, word.text)) for word in words):
        sure = min(sure, _DOUBTED)  # no sentence tells a number
    return sure * (1.0 if 8 <= len(text) <= 500 else 0.6)
