"""Registry fields of a document from the words of its pages: who, what, when, by NĐ 30's layout."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from clerkdesk.adapters.pages.fields_code import cited_codes, doubted, has_words, read_code, settled
from clerkdesk.adapters.pages.fields_date import read_place_and_date
from clerkdesk.adapters.pages.fields_known import with_known
from clerkdesk.adapters.pages.fields_lines import Line, head_of, lines_of
from clerkdesk.adapters.pages.fields_org import nearly_initials, read_agencies
from clerkdesk.adapters.pages.fields_signer import read_signer
from clerkdesk.adapters.pages.fields_title import read_title, title_type
from clerkdesk.adapters.pages.lexicon import Lexicon, load_lexicon
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.reading import NO_NAMES, KnownNames, PageText, ReadField
from clerkdesk.domain.series import DocumentType

_NOT_YET, _A_YEAR = 0.5, timedelta(days=366)
"""A clock may be wrong by some months; a document of a later year is a digit read wrong."""
_URGENCY = (
    (re.compile(r"^\W*hoa toc hen gio\b"), Urgency.EXPRESS_TIMED),
    (re.compile(r"^\W*hoa toc\W*$"), Urgency.EXPRESS),
    (re.compile(r"^\W*thuong khan\W*$"), Urgency.VERY_URGENT),
    (re.compile(r"^\W*khan\W*$"), Urgency.URGENT),
)


def read_fields(
    pages: Sequence[PageText],
    types: Sequence[DocumentType],
    lexicon: Lexicon | None = None,
    known: KnownNames = NO_NAMES,
    today: date | None = None,
) -> Mapping[str, ReadField]:
    """Find the fields that can be told; one that was not found is absent.

    Names as in DOMAIN §8.2; values: `issued_date` a date, `urgency` the number of `Urgency`,
    `recipients` and `citations` tuples of text, `page_count` a whole number, else text. A date of
    issue more than a year after `today` was read wrong.
    """
    if not pages:
        return {}
    lexicon = lexicon or load_lexicon()
    found: dict[str, ReadField | None] = {"page_count": ReadField(len(pages), 0.99)}
    own = ""
    head = head_of(pages[0])
    if head is not None:
        code = read_code(head, types)
        dated = read_place_and_date(head.right)
        notation = str(code.notation.value) if code.notation else ""
        agencies = read_agencies(head, dated.place, notation, lexicon)
        titled = title_type(head, types)
        if titled is not None:
            code = settled(code, titled)
        issuer = str(agencies.issuing.value) if agencies.issuing else ""
        if has_words(notation) or nearly_initials(issuer, notation):
            code = doubted(code)
        title = read_title(head, code, types, lexicon.collocations)
        found |= {
            "code_number": code.number,
            "code_notation": code.notation,
            "issued_date": dated.issued,
            "place": dated.place,
            "issuing_org": agencies.issuing,
            "parent_org": agencies.parent,
            "doc_type": title.doc_type,
            "subject": title.subject,
            "urgency": _urgency(lines_of(pages[0], 1), pages[0].height),
        }
        own = f"{code.number.value}/{notation}" if code.number else ""
    signer = read_signer(pages, lexicon)
    found |= {
        "signer_name": signer.name,
        "signer_position": signer.position,
        "competence": signer.competence,
        "recipients": signer.recipients,
        "citations": _citations(pages, own),
    }
    fields = {name: field for name, field in found.items() if field is not None}
    issued = fields.get("issued_date")
    if today and issued and isinstance(issued.value, date) and issued.value > today + _A_YEAR:
        fields["issued_date"] = replace(issued, confidence=min(issued.confidence, _NOT_YET))
    return with_known(fields, known)


def _urgency(lines: Sequence[Line], height: float) -> ReadField:
    """The stamp of ô 10b in the upper part of page 1; without one the document is ordinary."""
    for line in lines:
        if line.box.y0 < height * 0.45 and line.is_capitals:
            for pattern, level in _URGENCY:
                if pattern.match(line.folded):
                    return ReadField(int(level), 0.95, 1, line.box)
    return ReadField(int(Urgency.NORMAL), 0.9)


def _citations(pages: Sequence[PageText], own: str) -> ReadField | None:
    codes = cited_codes(" ".join(page.text for page in pages), own)
    return ReadField(codes, 0.85) if codes else None
