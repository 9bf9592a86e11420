"""Thủ tục hành chính: the list that an office imports, and what one of its rows says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.table_cells import Cell, is_formula, read_text
from clerkdesk.domain.table_columns import Target
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import fold, nfc

OP_ENTITY = "procedure"
"""First word of the entity of ops about procedures; the key is the code."""

OPTIONAL_MARK = "(nếu có)"
"""Behind the name of a component that need not be there."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure; `code` is the national mã TTHC, «1.004946».

    `components` are the names of what an applicant hands in; `working_days` is the time limit, 0
    where it is done at once. A procedure that is no longer offered is `withdrawn`, never deleted:
    dossiers name it.
    """

    code: str
    name: str
    field: str = ""
    working_days: int = 0
    unit: str = ""
    fee: str = ""
    components: tuple[str, ...] = ()
    withdrawn: bool = False

    @property
    def titled(self) -> str:
        """Code and name, as lists offer it."""
        return f"{self.code} {self.name}"


FORM = (
    Field("code", N_("Mã thủ tục (TTHC)"), Kind.TEXT, required=True, max_length=50, width=5),
    Field("working_days", N_("Thời hạn (ngày làm việc)"), Kind.WHOLE_NUMBER, width=7),
    Field("name", N_("Tên thủ tục hành chính"), Kind.LONG_TEXT, required=True, max_length=500),
    Field("field", N_("Lĩnh vực"), Kind.TEXT, max_length=200, width=6),
    Field("unit", N_("Cơ quan, bộ phận giải quyết"), Kind.TEXT, max_length=200, width=6),
    Field("fee", N_("Phí, lệ phí"), Kind.TEXT, max_length=200),
    Field("components", N_("Thành phần hồ sơ (cách nhau bằng ;)"), Kind.LONG_TEXT, max_length=5000),
)
"""The form of one procedure, and what the cells of an imported row are checked by."""

TARGETS = (
    Target(
        "code",
        N_("Mã thủ tục"),
        ("ma thu tuc hanh chinh", "ma thu tuc", "ma tthc", "ma so tthc", "ma so thu tuc", "ma"),
        required=True,
    ),
    Target(
        "name",
        N_("Tên thủ tục"),
        ("ten thu tuc hanh chinh", "ten thu tuc", "ten tthc", "thu tuc hanh chinh", "ten"),
        required=True,
    ),
    Target("field", N_("Lĩnh vực"), ("linh vuc", "nhom thu tuc")),
    Target(
        "working_days",
        N_("Thời hạn giải quyết"),
        ("thoi han giai quyet", "thoi gian giai quyet", "thoi han", "so ngay", "ngay lam viec"),
    ),
    Target(
        "unit",
        N_("Cơ quan giải quyết"),
        ("co quan giai quyet", "co quan thuc hien", "don vi giai quyet", "bo phan giai quyet"),
    ),
    Target("fee", N_("Phí, lệ phí"), ("phi le phi", "le phi", "phi")),
    Target("components", N_("Thành phần hồ sơ"), ("thanh phan ho so", "thanh phan", "giay to")),
)
"""The columns of a table of procedures."""


def components_of(text: str) -> tuple[str, ...]:
    """The names in one cell or box, each once: by line, or by «;»."""
    parts = nfc(text).replace("\n", ";").split(";")
    names = (" ".join(part.split()).lstrip("-+•– ").rstrip(".,") for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def is_required(component: str) -> bool:
    """Whether a component must be there: all but «… (nếu có)»."""
    return not fold(component).rstrip(" .").endswith(fold(OPTIONAL_MARK))


def days_in(text: str) -> int | None:
    """The number of working days that a cell tells: «15», «15 ngày làm việc», «Trong ngày»; None
    where it tells none."""
    words = fold(text).replace(",", " ").split()
    if not words:
        return 0
    for word in words:
        if word.isdecimal() and len(word) <= 4:
            return int(word)
    return 0 if "ngay" in words and ("trong" in words or words[0] == "ngay") else None


def read_procedure(cells: Mapping[str, Cell]) -> Procedure | list[str]:
    """The procedure that a row (cells by field) is, or what is wrong with it."""
    wrong = [
        _("«{name}» là công thức chưa tính.").format(name=_(target.label))
        for target in TARGETS
        if is_formula(cells.get(target.name))
    ]
    texts = {target.name: read_text(cells.get(target.name)) for target in TARGETS}
    days = days_in(texts["working_days"])
    if days is None:
        wrong.append(
            _("«Thời hạn giải quyết»: «{text}» không nói số ngày.").format(
                text=texts["working_days"]
            )
        )
    wrong += problems(FORM, {**texts, "working_days": days}).values()
    whole = cells.get("components")  # with its line breaks, which part the names
    lines = whole if isinstance(whole, str) else texts["components"]
    return wrong or procedure_from({**texts, "working_days": days, "components": lines})


def procedure_from(values: Mapping[str, object]) -> Procedure:
    """The procedure of values that have no problem."""
    days = values.get("working_days")
    code, name, field, unit, fee = (nfc(str(values.get(name) or "")).strip() for name in _TEXTS)
    return Procedure(
        code,
        name,
        field,
        unit=unit,
        fee=fee,
        working_days=days if isinstance(days, int) else 0,
        components=components_of(str(values.get("components") or "")),
    )


def form_values(procedure: Procedure) -> dict[str, object]:
    """The procedure as its form shows it."""
    return {field.name: getattr(procedure, field.name) for field in FORM} | {
        "components": "; ".join(procedure.components)
    }


def searched(procedure: Procedure) -> str:
    """Everything by which it is found, folded."""
    return fold(f"{procedure.code} {procedure.name} {procedure.field}")


def matching(
    procedures: Iterable[Procedure], text: str, *, withdrawn: bool = False
) -> list[Procedure]:
    """Those in which every word of `text` stands, by code; withdrawn ones only where asked for."""
    words = fold(text).split()
    found = [
        procedure
        for procedure in procedures
        if (withdrawn or not procedure.withdrawn)
        and all(word in searched(procedure) for word in words)
    ]
    return sorted(found, key=lambda procedure: procedure.code)


_TEXTS = ("code", "name", "field", "unit", "fee")
