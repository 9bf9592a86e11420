"""Copies of documents: which are lawful, what each carries, and what they are worth (NĐ 30, Điều 25-27)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.clock import TimeForm, signing_time_text
from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.reading import Box
from clerkdesk.domain.relations import COPYING, Relation, RelationKind
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc


class CopyKind(StrEnum):
    """Hình thức sao (Điều 25)."""

    TRUE_COPY = "true_copy"
    RECOPY = "recopy"
    EXTRACT = "extract"


COPY_NAMES = {
    CopyKind.TRUE_COPY: N_("Sao y"),
    CopyKind.RECOPY: N_("Sao lục"),
    CopyKind.EXTRACT: N_("Trích sao"),
}
COPY_FORMS = {
    CopyKind.TRUE_COPY: "SAO Y",
    CopyKind.RECOPY: "SAO LỤC",
    CopyKind.EXTRACT: "TRÍCH SAO",
}
"""As it is written on the copy (Phụ lục I, Phần II)."""
COPY_SIGNS = {CopyKind.TRUE_COPY: "SY", CopyKind.RECOPY: "SL", CopyKind.EXTRACT: "TrS"}
"""Abbreviations of Phụ lục III; by them the office's own types are found."""


class Medium(StrEnum):
    """What is copied, or made."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


MEDIUM_NAMES = {Medium.PAPER: N_("Bản giấy"), Medium.ELECTRONIC: N_("Bản điện tử")}

_P, _E = Medium.PAPER, Medium.ELECTRONIC
_LAWFUL = {
    CopyKind.TRUE_COPY: {(_P, _P), (_E, _P), (_P, _E)},
    CopyKind.RECOPY: {(_P, _P), (_P, _E), (_E, _P)},
    CopyKind.EXTRACT: {(_P, _P), (_P, _E), (_E, _E), (_E, _P)},
}
"""Điều 25.1-25.3: from what to what. An electronic original is sent on as it is."""


@dataclass(frozen=True, slots=True)
class CopySource:
    """What is known of the document that is to be copied."""

    medium: Medium | None
    """None where it is no original: an unsigned file of the network, for information only."""
    pages: int
    is_copy: bool = False
    """It is a sao y, sao lục or trích sao itself."""


COPY_FIELDS: tuple[Field, ...] = (
    Field(
        "copy_kind",
        N_("Hình thức sao"),
        Kind.CHOICE,
        required=True,
        width=6,
        choices={kind.value: name for kind, name in COPY_NAMES.items()},
    ),
    Field(
        "medium",
        N_("Làm bản"),
        Kind.CHOICE,
        required=True,
        width=6,
        choices={
            Medium.ELECTRONIC.value: N_("Điện tử, ký số cơ quan"),
            Medium.PAPER.value: N_("Giấy, ký tay và đóng dấu"),
        },
    ),
    Field("pages", N_("Trang trích sao"), Kind.TEXT, max_length=60, width=6),
    Field("copies", N_("Số bản"), Kind.WHOLE_NUMBER, width=6),
    Field("competence", N_("Thẩm quyền"), Kind.SUGGEST, max_length=20, width=4),
    Field("signer_position", N_("Chức vụ"), Kind.SUGGEST, required=True, max_length=100, width=8),
    Field("signer_name", N_("Người quyết định sao"), Kind.SUGGEST, required=True, max_length=50),
    Field("recipients", N_("Nơi nhận"), Kind.RECIPIENTS, required=True),
    Field("storage_location", N_("Nơi lưu"), Kind.SUGGEST, required=True, max_length=200),
    Field("note", N_("Ghi chú"), Kind.TEXT),
)
"""What is asked before a copy is made; who decides it is who signs the paper (Điều 27.1)."""


def medium_problem(kind: CopyKind, source: CopySource, wanted: Medium) -> dict[str, str]:
    """Why this copy is not lawful, a sentence by field; empty where it is (Điều 25)."""
    if source.medium is None:
        return {
            "copy_kind": _(
                "Tệp không có chữ ký số hợp lệ, chỉ để tham khảo, không phải bản gốc hay bản chính. "
                "Có bản giấy thì quét và «Ghi nhận bản giấy» rồi sao (Điều 25)."
            )
        }
    if kind is CopyKind.TRUE_COPY and source.is_copy:
        return {"copy_kind": _("Văn bản này đã là bản sao: chọn «Sao lục» (Điều 25.2).")}
    if kind is CopyKind.RECOPY and not source.is_copy:
        return {"copy_kind": _("Sao lục làm từ bản sao y; đây là bản chính: chọn «Sao y».")}
    if (source.medium, wanted) in _LAWFUL[kind]:
        return {}
    return {
        "medium": _(
            "Văn bản điện tử đã ký số thì gửi chính tệp đó; {kind} sang điện tử chỉ từ bản giấy "
            "(Điều 25). Chọn bản giấy, hoặc trích sao."
        ).format(kind=_(COPY_NAMES[kind]).lower())
    }


_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


def read_pages(text: str, count: int) -> tuple[int, ...]:
    """The pages (from 0) that «1, 3-4» names, each once, in the order of the document.

    Raises:
        ValueError: it is no such list, or names a page that the document does not have.
    """
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(part)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= count:
            raise ValueError(part)
        found.update(range(first - 1, last))
    if not found:
        raise ValueError(text)
    return tuple(sorted(found))


def pages_problem(kind: CopyKind, text: str, count: int) -> dict[str, str]:
    """What is wrong with the pages that were typed; only trích sao has any."""
    if kind is not CopyKind.EXTRACT:
        return {}
    try:
        read_pages(text, count)
    except ValueError:
        return {"pages": _("Nhập trang từ 1 đến {count}, ví dụ: 1, 3-4.").format(count=count)}
    return {}


def pages_advice(pages: Sequence[int], count: int) -> str:
    """What an extract lacks: it carries the whole form of the document (Điều 25.3.b)."""
    missing = [number for number in sorted({0, count - 1}) if number not in pages]
    if not missing:
        return ""
    named = _(" và ").join(_("trang {number}").format(number=number + 1) for number in missing)
    return _("Bản trích sao phải đủ thể thức: nên lấy cả {pages}.").format(pages=named)


def copy_relation(document: Outgoing) -> Relation | None:
    """What it copies, or None: it is no copy."""
    return next((one for one in document.entry.relations if one.kind in COPYING), None)


def is_electronic_copy(document: Outgoing) -> bool:
    """Whether it is signed by the organisation alone, without picture (Phụ lục I, Phần II, I)."""
    relation = copy_relation(document)
    return relation is not None and relation.kind is RelationKind.COPIES


def kind_of(abbreviation: str) -> CopyKind | None:
    """The kind of copy that a document type is, by its abbreviation."""
    wanted = abbreviation.casefold()
    return next((kind for kind, sign in COPY_SIGNS.items() if sign.casefold() == wanted), None)


_COPY_MARK = re.compile(r"^\W*(SAO Y|SAO LỤC|TRÍCH SAO)\b", re.MULTILINE)


def looks_like_copy(doc_type: str, full_text: str) -> bool:
    """Whether a document that came is a copy: by its type, or by the words on its pages."""
    folded = nfc(doc_type).casefold()
    named = any(name in folded for name in ("sao y", "sao lục", "trích sao"))
    return named or _COPY_MARK.search(nfc(full_text)) is not None


def copy_subject(doc_type: str, code: str, issued: str, issuer: str, subject: str) -> str:
    """Trích yếu of a copy: what it is a copy of."""
    head = " ".join(
        part for part in (doc_type, _("số {code}").format(code=code) if code else "") if part
    )
    words = [head]
    if issued:
        words.append(_("ngày {day}").format(day=issued))
    if issuer:
        words.append(_("của {issuer}").format(issuer=issuer))
    return f"{' '.join(words)}: {subject}"[:500]


# --- what stands on the copy ------------------------------------------------------------------------

_RIGHT_EDGE, _TOP, _LINE, _LETTER, _WIDTH = 28.0, 14.0, 13.0, 5.3, 220.0
"""Points: from the right and upper edge of the page, a line and a letter of 10 pt, the block."""


def seal_text(kind: CopyKind, organisation: str, at: datetime, form: TimeForm) -> str:
    """The text of the organisation's signature on an electronic copy, without picture.

    Source: NĐ 30/2020, Phụ lục I, Phần II, mục I.3: hình thức sao, tên cơ quan sao, thời gian ký.
    """
    return "\n".join((COPY_FORMS[kind], organisation, signing_time_text(at, form)))


def seal_box(text: str, page_width: float) -> Box:
    """Where it stands: the upper right corner of the first page (ô 14), in points."""
    lines = sum(1 + int(len(line) * _LETTER / _WIDTH) for line in text.split("\n"))
    right = page_width - _RIGHT_EDGE
    return Box(max(0.0, right - _WIDTH), _TOP, right, _TOP + _LINE * lines + 4)


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """What stands under the end of a copy on paper (Phụ lục I, Phần II, mục II)."""

    form: str
    organisation: str
    code: str
    place_date: str
    authority: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]


_OF_A_PLACE = re.compile(
    r"(?<=nhân dân)\s+(?:xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh)\b.*",
    re.IGNORECASE,
)
"""«Ủy ban nhân dân xã Mẫu» signs «TM. ỦY BAN NHÂN DÂN» (Phụ lục I, II.7.a)."""


def authority_lines(competence: str, position: str, organisation: str) -> tuple[str, ...]:
    """«TM. ỦY BAN NHÂN DÂN», «CHỦ TỊCH»: the authority by which it is signed, then the position."""
    head = nfc(competence).strip()
    if head.rstrip(".").upper() == "TM":
        head = f"TM. {_OF_A_PLACE.sub('', organisation)}"
    return tuple(part.upper() for part in (head, nfc(position).strip()) if part)


def recipient_lines(names: Sequence[str], storage: str) -> tuple[str, ...]:
    """The list under «Nơi nhận»: each place, and where it is kept, ended by a full stop."""
    kept = storage if storage.startswith("Lưu") else _("Lưu: {storage}").format(storage=storage)
    return (*(f"- {name};" for name in names), f"- {kept.rstrip('.')}.")


def chosen_kind(values: Mapping[str, object]) -> CopyKind:
    """The kind that was chosen in the form; checked before."""
    return CopyKind(str(values["copy_kind"]))
