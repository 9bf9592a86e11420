"""Steps of a dossier as sentences, for its history and its track."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.dossier_steps import DEED_NAMES, Deed
from clerkdesk.domain.texts import N_, _

_SAID = {
    Deed.IDENTIFY: N_("Xác thực người nộp {person}: {way}"),
    Deed.ACCEPT: N_("Tiếp nhận, mã hồ sơ {code}"),
    Deed.HAND_OVER: N_("Chuyển {unit} giải quyết"),
    Deed.RETURN: N_("Trả kết quả cho {person}"),
}


def step_words(step: Mapping[str, object], code: str = "") -> str:
    """One clause on a step as ops tell it, e.g. «Xin lỗi và hẹn lại: chờ xác minh, hẹn 05/12/2026».

    Raises:
        KeyError, TypeError, ValueError: it is none that this desk knows.
    """
    deed = Deed(str(step["deed"]))
    name = _(DEED_NAMES[deed])
    said = name[:1].upper() + name[1:]
    if words := _SAID.get(deed):
        texts = {part: str(step.get(part) or "") for part in ("person", "way", "unit")}
        said = _(words).format(code=code, **texts).rstrip(": ")
    parts = [said]
    if deed is Deed.HAND_OVER and step.get("person"):
        parts.append(_("người nhận {person}").format(person=step["person"]))
    if reason := str(step.get("reason") or ""):
        parts[-1] += f": {reason}"
    if due := step.get("due"):
        parts.append(_("hẹn {day}").format(day=f"{date.fromisoformat(str(due)):%d/%m/%Y}"))
    return ", ".join(parts)
