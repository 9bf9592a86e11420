"""The forms of a dossier as values for their templates, and the label of what is not digitised.

Source: TT 03/2025/TT-VPCP, mẫu 01–06 as real software of 2025 has them (DOMAIN §5.3); the circular was
not read, so an office may print by its own text of each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.clock import VIETNAM_TIME, local_date
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.dossier_steps import (
    TIMELINESS_NAMES,
    Course,
    Deed,
    timeliness,
)
from clerkdesk.domain.dossiers import (
    DIGITISED_NAMES,
    PAPER_FORM_NAMES,
    Component,
    Digitised,
    Dossier,
    totals,
)
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import N_, _


class Sheet(StrEnum):
    """A form; the value is the name of its template."""

    RECEIPT = "dossier_receipt"
    SUPPLEMENT = "dossier_supplement"
    REFUSAL = "dossier_refusal"
    APOLOGY = "dossier_apology"
    STOP = "dossier_stop"
    CONTROL = "dossier_control"


SHEET_NAMES = {
    Sheet.RECEIPT: N_("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    Sheet.SUPPLEMENT: N_("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    Sheet.REFUSAL: N_("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    Sheet.APOLOGY: N_("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    Sheet.STOP: N_("Thông báo dừng giải quyết hồ sơ"),
    Sheet.CONTROL: N_("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
}

_NEEDS = {
    Sheet.RECEIPT: Deed.ACCEPT,
    Sheet.SUPPLEMENT: Deed.ASK,
    Sheet.REFUSAL: Deed.REFUSE,
    Sheet.APOLOGY: Deed.EXTEND,
    Sheet.STOP: Deed.STOP,
    Sheet.CONTROL: Deed.ACCEPT,
}


def sheets_of(now: Course) -> list[Sheet]:
    """The forms that may be printed: those whose step was taken."""
    return [sheet for sheet, deed in _NEEDS.items() if now.last(deed) is not None]


def sheet_due(now: Course) -> Sheet | None:
    """The form that goes with the step that was taken last; None where none does."""
    last = now.done[-1].deed if now.done else None
    return next((s for s, deed in _NEEDS.items() if deed is last and s is not Sheet.CONTROL), None)


def sheet_values(
    sheet: Sheet,
    dossier: Dossier,
    office: Office,
    place: str,
    volume: str,
    names: Mapping[str, str],
) -> dict[str, object]:
    """What stands in a form, by the names of its template's fields.

    Args:
        names: login -> full name, for who received.
    """
    entry, now = dossier.entry, dossier.course
    step = now.last(_NEEDS[sheet])
    day = local_date(step.at) if step else dossier.day
    counts = totals(dossier.components)
    received = now.accepted
    by = step.by if step else dossier.created_by
    return {
        "parent_name": office.name.upper(),
        "organisation": place.upper(),
        "place": place,
        "place_date": f"{office.place}, {written_date(day)}",
        "code": dossier.code or entry.online_code or _("(chưa tiếp nhận)"),
        "applicant": entry.applicant,
        "identity_number": entry.identity_number,
        "address": entry.address,
        "phone": entry.phone,
        "email": entry.email,
        "procedure_code": entry.procedure_code,
        "procedure_name": entry.procedure_name,
        "request": entry.request or entry.procedure_name,
        "components": _component_rows(dossier.components),
        "sets": str(entry.sets),
        "totals": totals_words(counts.received, counts.digitised, counts.not_digitised),
        "working_days": str(entry.working_days) if entry.working_days else _("trong ngày"),
        "received_at": _moment(received.at) if received else "",
        "due": shown(now.due),
        "first_due": shown(received.due) if received else "",
        "result_way": entry.result_way,
        "fee": entry.fee,
        "volume": volume,
        "number": str(dossier.allotted.number) if dossier.allotted else "",
        "reason": step.reason if step else "",
        "unit": entry.unit,
        "steps": _control_rows(dossier, place, names),
        "clerk": names.get(by, by),
    }


def totals_words(received: int, digitised: int, not_digitised: int) -> str:
    """«Nhận 5 thành phần: số hóa 3, không số hóa 2»."""
    return _("Nhận {received} thành phần: số hóa {digitised}, không số hóa {rest}").format(
        received=received, digitised=digitised, rest=not_digitised
    )


def _component_rows(components: Sequence[Component]) -> list[list[str]]:
    received = [component for component in components if component.received]
    return [
        [
            str(place),
            component.name,
            _(PAPER_FORM_NAMES[component.form]),
            str(component.copies),
            _(DIGITISED_NAMES[component.digitised])
            if component.digitised is not Digitised.UNSAID
            else "",
        ]
        for place, component in enumerate(received, start=1)
    ]


def _control_rows(dossier: Dossier, place: str, names: Mapping[str, str]) -> list[list[str]]:
    """Hand-overs in order: from whom to whom, when, and how the result stands to the day promised."""
    now, rows = dossier.course, []
    holder = place
    for step in now.done:
        match step.deed:
            case Deed.ACCEPT:
                giver, taker = dossier.entry.applicant, place
            case Deed.HAND_OVER:
                giver, taker = holder, step.unit
                holder = step.unit or holder
            case Deed.RESULT:
                giver, taker, holder = holder, place, place
            case Deed.RETURN:
                giver, taker = place, step.person or dossier.entry.applicant
            case _:
                continue
        rows.append(
            [
                f"{giver}\n→ {taker}",
                _moment(step.at),
                "\n".join(t for t in (names.get(step.by, step.by), step.person) if t),
                _standing(now.due, local_date(step.at), step.deed),
                step.reason,
            ]
        )
    return rows


def _standing(due: date | None, day: date, deed: Deed) -> str:
    if deed not in (Deed.RESULT, Deed.RETURN):
        return ""
    found = timeliness(due, day)
    return _(TIMELINESS_NAMES[found]) if found else ""


def _moment(at: datetime) -> str:
    local = at.astimezone(VIETNAM_TIME)
    return _("{hour:02d} giờ {minute:02d}, ngày {day}").format(
        hour=local.hour, minute=local.minute, day=f"{local:%d/%m/%Y}"
    )


@dataclass(frozen=True, slots=True)
class DossierLabel:
    """The label of one bundle that is not digitised (QĐ 15/2016, Điều 10.3.a): mã TTHC large, the
    dossier's code as bars and QR, the shelf, and what lies in the bundle."""

    procedure_code: str
    code: str
    applicant: str
    day: date
    shelf: str
    contents: tuple[str, ...]
    office: str


def labels_of(dossier: Dossier, office: Office) -> list[DossierLabel]:
    """A label for each shelf on which something of the dossier lies; none before it has a code."""
    if not dossier.code:
        return []
    shelves: dict[str, list[str]] = {}
    for place, component in enumerate(dossier.components, start=1):
        if component.labelled:
            sheets = _(" ({count} tờ)").format(count=component.sheets) if component.sheets else ""
            line = f"{place}. {component.name}{sheets}"
            shelves.setdefault(component.shelf.strip(), []).append(line)
    return [
        DossierLabel(
            dossier.entry.procedure_code,
            dossier.code,
            dossier.entry.applicant,
            dossier.day,
            shelf,
            tuple(lines),
            office.name,
        )
        for shelf, lines in shelves.items()
    ]
