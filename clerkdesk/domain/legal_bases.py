"""Legal bases and the office's own rules as data: what is in force on a day, for forms and for reading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.texts import N_, _


class BasisKind(StrEnum):
    """What a text is to the office."""

    LAW = "law"
    OWN_RULE = "own_rule"


BASIS_KIND_NAMES = {
    BasisKind.LAW: N_("Văn bản pháp luật"),
    BasisKind.OWN_RULE: N_("Quy chế, quy trình của đơn vị"),
}

SEAL_CARE = "seal_care"
"""Topic of forms about seal and token; a basis names the topics whose forms cite it."""

TOPIC_NAMES = {
    "": N_("Không ghi vào mẫu in"),
    SEAL_CARE: N_("Biên bản bàn giao con dấu, chữ ký số"),
}


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A text that the office works by (S05), or a rule of its own (S15: Điều 7.1.b, 7.3.b, 16.4)."""

    basis_id: str
    kind: BasisKind
    name: str
    """As forms cite it: «Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ …»."""
    valid_from: date | None = None
    valid_to: date | None = None
    topic: str = ""
    note: str = ""
    file: Attachment | None = None
    """Its text, where the office has put it in."""

    def in_force(self, day: date) -> bool:
        """Whether it holds on `day`; both ends count."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def cited(bases: Iterable[LegalBasis], topic: str, day: date) -> str:
    """The lines «Căn cứ …;» of a form about `topic`, of what is in force on `day`."""
    names = [basis.name for basis in bases if basis.topic == topic and basis.in_force(day)]
    return "\n".join(_("Căn cứ {name};").format(name=name) for name in names)


BASIS_FORM = (
    Field("name", N_("Tên văn bản, như được trích dẫn"), Kind.LONG_TEXT, required=True),
    Field(
        "kind",
        N_("Loại"),
        Kind.CHOICE,
        required=True,
        choices={kind.value: name for kind, name in BASIS_KIND_NAMES.items()},
    ),
    Field("valid_from", N_("Hiệu lực từ"), Kind.DATE, width=6),
    Field("valid_to", N_("Đến hết ngày"), Kind.DATE, width=6),
    Field("topic", N_("Ghi căn cứ trong"), Kind.CHOICE, choices=TOPIC_NAMES),
    Field("note", N_("Ghi chú"), Kind.TEXT),
)


def basis_problems(values: dict[str, object]) -> dict[str, str]:
    """Every field that is wrong, with its sentence."""
    found = problems(BASIS_FORM, values)
    start, end = values.get("valid_from"), values.get("valid_to")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        found.setdefault("valid_to", _("Ngày hết hiệu lực không được trước ngày có hiệu lực."))
    return found


USUAL_BASES: Sequence[LegalBasis] = (
    LegalBasis(
        "nd30",
        BasisKind.LAW,
        N_("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"),
        date(2020, 3, 5),
        topic=SEAL_CARE,
    ),
    LegalBasis(
        "qd15",
        BasisKind.LAW,
        N_(
            "Quyết định số 15/2016/QĐ-UBND ngày 14 tháng 7 năm 2016 của Ủy ban nhân dân tỉnh Sóc Trăng"
        ),
        date(2016, 7, 25),
        note=N_("Kiểm tra lại hiệu lực sau sắp xếp đơn vị hành chính."),
    ),
    LegalBasis(
        "qd28",
        BasisKind.LAW,
        N_("Quyết định số 28/2018/QĐ-TTg ngày 12 tháng 7 năm 2018 của Thủ tướng Chính phủ"),
        date(2018, 9, 6),
    ),
)
"""What an office starts with, and may change."""
