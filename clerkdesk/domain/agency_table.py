"""A directory as a table: its columns, what one row says, and how it is written out again."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.agencies import (
    KIND_NAMES,
    LEVEL_NAMES,
    LONGEST_CODE,
    Agency,
    AgencyKind,
    AgencyLevel,
    agency_key,
)
from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.growing import kind_of, level_of
from clerkdesk.domain.table_cells import Cell, is_formula, read_day, read_text
from clerkdesk.domain.table_columns import Target
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import fold

_KINDS: dict[str, str] = {kind.value: name for kind, name in KIND_NAMES.items()}
_LEVELS: dict[str, str] = {level.value: name for level, name in LEVEL_NAMES.items()}
_KIND_WORDS = {
    "cqnn": AgencyKind.STATE,
    "co quan": AgencyKind.STATE,
    "hanh chinh": AgencyKind.STATE,
    "to chuc": AgencyKind.ORGANISATION,
    "doan the": AgencyKind.ORGANISATION,
    "doanh nghiep": AgencyKind.COMPANY,
    "cong ty": AgencyKind.COMPANY,
    "cong dan": AgencyKind.CITIZEN,
    "ca nhan": AgencyKind.CITIZEN,
}
_LEVEL_WORDS = {
    "trung uong": AgencyLevel.CENTRAL,
    "bo": AgencyLevel.CENTRAL,
    "tinh": AgencyLevel.PROVINCE,
    "thanh pho": AgencyLevel.PROVINCE,
    "so": AgencyLevel.PROVINCE,
    "huyen": AgencyLevel.DISTRICT,
    "quan": AgencyLevel.DISTRICT,
    "xa": AgencyLevel.COMMUNE,
    "phuong": AgencyLevel.COMMUNE,
    "thi tran": AgencyLevel.COMMUNE,
    "1": AgencyLevel.CENTRAL,
    "2": AgencyLevel.PROVINCE,
    "3": AgencyLevel.DISTRICT,
    "4": AgencyLevel.COMMUNE,
}

FORM = (
    Field("name", N_("Tên cơ quan"), Kind.TEXT, required=True, max_length=200),
    Field("short_name", N_("Tên viết tắt"), Kind.TEXT, max_length=100, width=6),
    Field("code", N_("Mã định danh"), Kind.TEXT, max_length=LONGEST_CODE, width=6),
    Field("kind", N_("Phân loại"), Kind.CHOICE, required=True, width=6, choices=_KINDS),
    Field("level", N_("Cấp"), Kind.CHOICE, width=6, choices=_LEVELS),
    Field("parent", N_("Cơ quan cấp trên"), Kind.SUGGEST, max_length=200),
    Field("email", N_("Thư điện tử"), Kind.TEXT, max_length=200),
    Field("address", N_("Địa chỉ"), Kind.TEXT, max_length=300),
    Field("valid_from", N_("Hiệu lực từ"), Kind.DATE, width=6),
    Field("valid_to", N_("Hiệu lực đến"), Kind.DATE, width=6),
    Field("aliases", N_("Tên cũ, tên khác, mã cũ (cách nhau bằng ;)"), Kind.TEXT, max_length=2000),
    Field(
        "predecessors",
        N_("Tiếp nhận từ (tên, mã cơ quan; cách bằng ;)"),
        Kind.TEXT,
        max_length=2000,
    ),
)
"""The form of one entry."""

TARGETS = (
    Target("code", N_("Mã định danh"), ("ma dinh danh", "ma co quan", "ma don vi", "ma so", "ma")),
    Target(
        "name",
        N_("Tên cơ quan"),
        ("ten co quan", "ten don vi", "co quan", "don vi", "ten day du", "ten"),
        required=True,
    ),
    Target("short_name", N_("Tên viết tắt"), ("ten viet tat", "viet tat", "ten ngan")),
    Target("email", N_("Thư điện tử"), ("thu dien tu", "email", "e mail", "hop thu", "mail")),
    Target("address", N_("Địa chỉ"), ("dia chi", "tru so")),
    Target("kind", N_("Phân loại"), ("phan loai", "loai", "loai hinh", "nhom")),
    Target("level", N_("Cấp"), ("cap", "cap hanh chinh")),
    Target(
        "parent",
        N_("Cơ quan cấp trên"),
        ("co quan cap tren", "cap tren", "co quan chu quan", "don vi cha", "thuoc", "truc thuoc"),
    ),
    Target("valid_from", N_("Hiệu lực từ"), ("hieu luc tu", "tu ngay", "ngay hieu luc")),
    Target("valid_to", N_("Hiệu lực đến"), ("hieu luc den", "den ngay", "het hieu luc")),
    Target("aliases", N_("Tên cũ, tên khác"), ("ten cu", "ten khac", "ten goi khac", "ma cu")),
    Target(
        "predecessors",
        N_("Tiếp nhận từ cơ quan"),
        ("tiep nhan tu co quan", "tiep nhan tu", "co quan truoc", "don vi truoc", "sap nhap tu"),
    ),
)
"""The columns of a table of agencies."""


def agency_problems(values: Mapping[str, object]) -> dict[str, str]:
    """Every field of the form that is wrong, with its sentence."""
    found = problems(FORM, values)
    start, end = values.get("valid_from"), values.get("valid_to")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        found.setdefault("valid_to", _("«Hiệu lực đến» không được trước «Hiệu lực từ»."))
    email = str(values.get("email") or "")
    if email and ("@" not in email or " " in email.strip()):
        found.setdefault("email", _("«Thư điện tử» không đúng dạng ten@coquan.gov.vn."))
    return found


def form_values(agency: Agency) -> dict[str, object]:
    """The entry as its form shows it."""
    return {
        field.name: "; ".join(value) if isinstance(value, tuple) else value
        for field in FORM
        for value in (getattr(agency, field.name),)
    } | {"kind": agency.kind.value, "level": agency.level.value}


def list_of(text: str) -> tuple[str, ...]:
    """Names that are separated by «;», each once."""
    names = (" ".join(part.split()) for part in text.replace("\n", ";").split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def read_agency(cells: Mapping[str, Cell]) -> Agency | list[str]:
    """The entry that a row (cells by field) is, or what is wrong with it.

    Predecessors stand by key where they are codes, else by the key of their name.
    """
    wrong = [_("«{name}» là công thức chưa tính.").format(name=n) for n in _formulas(cells)]
    texts = {target.name: read_text(cells.get(target.name)) for target in TARGETS}
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            days[name] = read_day(cells.get(name))
        except ValueError:
            days[name] = None
            label = next(_(target.label) for target in TARGETS if target.name == name)
            wrong.append(
                _("«{label}»: «{text}» không phải ngày.").format(label=label, text=texts[name])
            )
    values: dict[str, object] = {
        **texts,
        **days,
        "kind": _kind(texts["kind"], texts["name"]).value,
        "level": _level(texts["level"], texts["name"]).value,
    }
    wrong += agency_problems(values).values()
    if texts["kind"] and _known(texts["kind"], _KINDS, _KIND_WORDS) is None:
        wrong.append(_("«Phân loại»: không có mục «{text}».").format(text=texts["kind"]))
    if wrong:
        return wrong
    return Agency(
        code=texts["code"],
        name=texts["name"],
        email=texts["email"],
        parent=texts["parent"],
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        short_name=texts["short_name"],
        address=texts["address"],
        kind=_kind(texts["kind"], texts["name"]),
        level=_level(texts["level"], texts["name"]),
        predecessors=tuple(predecessor_key(name) for name in list_of(texts["predecessors"])),
        aliases=list_of(texts["aliases"]),
    )


def predecessor_key(text: str) -> str:
    """The key under which a predecessor stands that is named by code or by name."""
    looks_like_code = "." in text and " " not in text
    return agency_key(text if looks_like_code else "", text)


def written_row(agency: Agency, names: Mapping[str, str]) -> list[str | int | date | None]:
    """The cells of an entry in the order of `TARGETS`.

    Args:
        names: key -> name, for predecessors without a code.
    """
    before = [
        names.get(key, key) if key.startswith("name:") else key for key in agency.predecessors
    ]
    return [
        agency.code,
        agency.name,
        agency.short_name,
        agency.email,
        agency.address,
        _(KIND_NAMES[agency.kind]),
        _(LEVEL_NAMES[agency.level]),
        agency.parent,
        agency.valid_from,
        agency.valid_to,
        "; ".join(agency.aliases),
        "; ".join(before),
    ]


def _formulas(cells: Mapping[str, Cell]) -> list[str]:
    return [_(t.label) for t in TARGETS if is_formula(cells.get(t.name))]


def _kind(text: str, name: str) -> AgencyKind:
    found = _known(text, _KINDS, _KIND_WORDS)
    return AgencyKind(found) if found is not None else kind_of(name)


def _level(text: str, name: str) -> AgencyLevel:
    found = _known(text, _LEVELS, _LEVEL_WORDS) if text else None
    return AgencyLevel(found) if found is not None else level_of(name)


def _known(text: str, names: Mapping[str, str], words: Mapping[str, str]) -> str | None:
    folded = fold(text)
    if not folded:
        return None
    for key, name in names.items():
        if folded in (key, fold(_(name))):
            return key
    for word, key in sorted(words.items(), key=lambda item: -len(item[0])):
        if f" {word} " in f" {folded} ":
            return key
    return None
