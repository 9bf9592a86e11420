"""One field from the words in a box that the clerk drew around it."""

import re
from collections.abc import Sequence

from clerkdesk.adapters.pages.fields_code import mended_code
from clerkdesk.adapters.pages.fields_date import read_place_and_date
from clerkdesk.adapters.pages.fields_lines import Line, around, lines_of, trust
from clerkdesk.adapters.pages.lexicon import load_lexicon, mend
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.reading import PageText, ReadField
from clerkdesk.domain.series import DocumentType
from clerkdesk.domain.vietnamese import fold

_LABEL = re.compile(r"^\W*S[ốôổóo0]\s*[:.;]?\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^\W*(?:v\s*/\s*v)\b[\s:.,]*", re.IGNORECASE)


def read_one(
    name: str, page: PageText, number: int, types: Sequence[DocumentType]
) -> ReadField | None:
    """The field `name` (as in DOMAIN §8.2, or «code» for both parts) from all words of `page`.

    Args:
        page: the words inside the box, at their places on page `number`.
    """
    lines = lines_of(page, number)
    words = [word for line in lines for word in line.words]
    if not words:
        return None
    text = " ".join(line.text for line in lines).strip(" .;,:-_|")
    sure, box = trust(words), around(words)
    match name:
        case "issued_date":
            return read_place_and_date([Line(tuple(words), number)]).issued
        case "code" | "code_number" | "code_notation":
            code = mended_code(_LABEL.sub("", text), types)
            if code is None:
                return ReadField(text, min(sure, 0.5), number, box)
            return ReadField(_part(code, name), sure, number, box)
        case "doc_type":
            found = next((t.name for t in types if fold(t.name) == fold(text)), None)
            return ReadField(found or text, sure if found else sure * 0.6, number, box)
        case "subject":
            text = _ABOUT.sub("", mend(text, load_lexicon().collocations))
        case "issuing_org" | "parent_org" | "signer_position":
            lexicon = load_lexicon()
            text = mend(text, (*lexicon.agencies, *lexicon.ranks))
        case "signer_name" if text.isupper():
            text = text.title()
    return ReadField(text, sure, number, box)


def _part(code: PrintedCode, name: str) -> str:
    parts = {"code_number": code.code_number, "code_notation": code.code_notation}
    return parts.get(name, str(code))
