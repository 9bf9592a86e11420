"""Hồ sơ thủ tục hành chính at the one-stop counter: what was handed in, by whom, and how it stands.

Source: QĐ 15/2016/QĐ-UBND, Điều 10.3; NĐ 118/2025/NĐ-CP; forms of TT 03/2025/TT-VPCP.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.dossier_steps import (
    BEFORE_ACCEPTANCE,
    Course,
    Deed,
    DossierState,
    DossierStep,
    course,
    demand_lawful,
    in_order,
)
from clerkdesk.domain.plain import from_plain, to_plain
from clerkdesk.domain.texts import N_, _

OP_ENTITY = "dossier"
SERIES = "motcua"
"""The one series of numbers of Sổ theo dõi hồ sơ in a year (`domain.books`)."""
COMPONENT = "component."
"""Before the id of a component in the fields of an op: two desks may change two components."""


class Intake(StrEnum):
    """How it came: over the counter, or over the network (Điều 10.3.a)."""

    COUNTER = "counter"
    ONLINE = "online"


INTAKE_NAMES = {Intake.COUNTER: N_("Trực tiếp tại quầy"), Intake.ONLINE: N_("Qua mạng")}


class PaperForm(StrEnum):
    """What a component is."""

    ORIGINAL = "original"
    CERTIFIED = "certified"
    COPY = "copy"
    ELECTRONIC = "electronic"


PAPER_FORM_NAMES = {
    PaperForm.ORIGINAL: N_("Bản chính"),
    PaperForm.CERTIFIED: N_("Bản sao chứng thực"),
    PaperForm.COPY: N_("Bản sao"),
    PaperForm.ELECTRONIC: N_("Bản điện tử"),
}


class Digitised(StrEnum):
    """How much of a component is in the electronic dossier; empty: nobody has said."""

    UNSAID = ""
    WHOLE = "whole"
    PART = "part"
    NOT = "not"


DIGITISED_NAMES = {
    Digitised.UNSAID: N_("Chưa ghi"),
    Digitised.WHOLE: N_("Số hóa toàn bộ"),
    Digitised.PART: N_("Số hóa một phần"),
    Digitised.NOT: N_("Không số hóa"),
}


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that is handed in; `shelf` is where lies what is not digitised."""

    component_id: str
    name: str
    required: bool = True
    received: bool = False
    form: PaperForm = PaperForm.ORIGINAL
    copies: int = 1
    sheets: int = 0
    digitised: Digitised = Digitised.UNSAID
    shelf: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def labelled(self) -> bool:
        """Whether some of it lies on a shelf and gets a label."""
        return self.received and self.digitised in (Digitised.PART, Digitised.NOT)


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """What the counter writes down."""

    procedure_code: str = ""
    procedure_name: str = ""
    working_days: int = 0
    intake: Intake = Intake.COUNTER
    applicant: str = ""
    applicant_kind: str = "citizen"
    identity_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    request: str = ""
    sets: int = 1
    unit: str = ""
    result_way: str = ""
    fee: str = ""
    online_code: str = ""
    """The number that the portal gave."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Allotted:
    """The number in Sổ theo dõi hồ sơ and the code made of it; given once, with acceptance."""

    number: int
    year: int
    day: date
    day_number: int
    code: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier; never deleted. Its state is what its steps make of it."""

    uid: str
    entry: DossierEntry
    components: tuple[Component, ...]
    steps: tuple[DossierStep, ...]
    created_by: str
    created_at: datetime
    allotted: Allotted | None = None

    @property
    def course(self) -> Course:
        """How the steps brought it where it stands."""
        return course(self.steps)

    @property
    def state(self) -> DossierState:
        """Where it stands."""
        return self.course.state

    @property
    def code(self) -> str:
        """Mã hồ sơ; empty before acceptance."""
        return self.allotted.code if self.allotted else ""

    @property
    def day(self) -> date:
        """The day of acceptance, before it the day on which it was begun."""
        return self.allotted.day if self.allotted else local_date(self.created_at)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """Files of every component, in order."""
        return tuple(file for component in self.components for file in component.files)

    def component(self, component_id: str) -> Component | None:
        """The component with that id."""
        return next((c for c in self.components if c.component_id == component_id), None)


@dataclass(frozen=True, slots=True)
class Totals:
    """Thành phần nhận = số hóa toàn bộ + một phần + không số hóa, where nothing is left unsaid."""

    received: int
    whole: int
    part: int
    not_digitised: int

    @property
    def unsaid(self) -> int:
        """Components of which nobody has said how they are kept."""
        return self.received - self.whole - self.part - self.not_digitised

    @property
    def digitised(self) -> int:
        """Of which something stands in the electronic dossier."""
        return self.whole + self.part

    @property
    def reconciled(self) -> bool:
        """Whether the totals add up."""
        return self.received > 0 and self.unsaid == 0


def totals(components: Iterable[Component]) -> Totals:
    """The counts of what was received (QĐ 15/2016, Điều 10.3.a)."""
    kept = [component.digitised for component in components if component.received]
    return Totals(
        len(kept), *(kept.count(d) for d in (Digitised.WHOLE, Digitised.PART, Digitised.NOT))
    )


def acceptance_problems(dossier: Dossier) -> list[str]:
    """Why the dossier cannot be accepted yet, a sentence each; empty where it can.

    Source: QĐ 15/2016, Điều 10.3.a: what is handed in is checked, scanned in whole or in part, the
    rest is gathered under a label; who hands in over the network is identified first.
    """
    found = []
    components = dossier.components
    lacking = [c.name for c in components if c.required and not c.received]
    if lacking:
        found.append(_("Còn thiếu: {names}.").format(names="; ".join(lacking)))
    if not any(c.received for c in components):
        found.append(_("Chưa đánh dấu thành phần hồ sơ nào đã nhận."))
    for component in (c for c in components if c.received):
        if wrong := component_problem(component):
            found.append(f"«{component.name}»: {wrong}")
    if dossier.entry.intake is Intake.ONLINE and not dossier.course.identified:
        found.append(_("Hồ sơ qua mạng: chưa ghi việc xác thực người nộp."))
    return found


def component_problem(component: Component) -> str:
    """What is not in order with a received component; empty where all is."""
    has_file, shelf = bool(component.files), component.shelf.strip()
    match component.digitised:
        case Digitised.UNSAID:
            return _("chưa ghi số hóa hay không số hóa.")
        case Digitised.WHOLE | Digitised.PART if not has_file:
            return _("ghi là đã số hóa nhưng chưa có tệp.")
        case Digitised.PART | Digitised.NOT if not shelf:
            return _("chưa ghi vị trí lưu của phần không số hóa.")
        case Digitised.NOT if has_file:
            return _("ghi là không số hóa nhưng có tệp.")
    return ""


def may_change(dossier: Dossier) -> bool:
    """Whether what was written down may still be changed: not after the result was returned."""
    return dossier.state not in (DossierState.RETURNED, DossierState.REFUSED)


def is_open(dossier: Dossier) -> bool:
    """Whether the counter still waits for something."""
    return dossier.state not in (DossierState.RETURNED, DossierState.REFUSED)


def told(dossier: Dossier) -> dict[str, object]:
    """The fields of the dossier as ops tell them, each component by itself."""
    plain = {f.name: to_plain(getattr(dossier.entry, f.name)) for f in fields(DossierEntry)}
    for place, component in enumerate(dossier.components):
        plain[COMPONENT + component.component_id] = {
            "place": place,
            "component": to_plain(component),
        }
    return plain


def with_told(dossier: Dossier, values: Mapping[str, object]) -> Dossier:
    """The dossier with the fields of an op; a component that became null is gone.

    Raises:
        TypeError, ValueError, KeyError: they are not fields of a dossier.
    """
    plain = told(dossier) | dict(values)
    entry = from_plain(DossierEntry, plain)
    return Dossier(
        dossier.uid,
        entry,
        _components(plain),
        dossier.steps,
        dossier.created_by,
        dossier.created_at,
        dossier.allotted,
    )


def written(dossier: Dossier, entry: DossierEntry, components: Iterable[Component]) -> Dossier:
    """The dossier with what the counter wrote, texts in NFC as they are stored."""
    plain = to_plain(replace(dossier, entry=entry, components=tuple(components)))
    return from_plain(Dossier, plain)


def with_step(dossier: Dossier, step: DossierStep) -> Dossier:
    """The dossier after one more step.

    Raises:
        StepNotAllowed: it is not lawful now.
    """
    demand_lawful(dossier.course, step.deed)
    return with_steps(dossier, (step,))


def with_steps(dossier: Dossier, steps: Iterable[DossierStep]) -> Dossier:
    """The dossier with steps of other desks: the same whatever the order in which they come."""
    return replace(dossier, steps=in_order((*dossier.steps, *steps)))


def _components(plain: Mapping[str, object]) -> tuple[Component, ...]:
    placed: list[tuple[int, str, Component]] = []
    for name, value in plain.items():
        if name.startswith(COMPONENT) and isinstance(value, Mapping):
            component = from_plain(Component, value["component"])
            placed.append((int(value["place"]), component.component_id, component))
    return tuple(component for *_place, component in sorted(placed, key=lambda row: row[:2]))


def searched(dossier: Dossier) -> str:
    """Everything by which a dossier is found, not yet folded."""
    entry = dossier.entry
    parts = [
        dossier.code,
        entry.online_code,
        entry.procedure_code,
        entry.procedure_name,
        entry.applicant,
        entry.identity_number,
        entry.phone,
        entry.address,
        entry.request,
        entry.note,
        *(component.name for component in dossier.components),
        *(component.shelf for component in dossier.components),
    ]
    return "\n".join(part for part in parts if part)


__all__ = [
    "BEFORE_ACCEPTANCE",
    "Allotted",
    "Component",
    "Deed",
    "Digitised",
    "Dossier",
    "DossierEntry",
    "DossierState",
    "DossierStep",
    "Intake",
    "PaperForm",
    "Totals",
]
