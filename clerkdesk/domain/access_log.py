"""Who opened which document, when, and what was done with it beside reading (NĐ 30, PL VI, F6l)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.texts import N_


class AccessAct(StrEnum):
    """What was done."""

    OPEN = "open"
    PRINT = "print"
    EXPORT = "export"


ACCESS_ACT_NAMES = {
    AccessAct.OPEN: N_("Xem"),
    AccessAct.PRINT: N_("In"),
    AccessAct.EXPORT: N_("Xuất tệp"),
}


@dataclass(frozen=True, slots=True)
class Access:
    """One access; `entity` and `uid` name the document, `what` how the clerk knows it."""

    at: datetime
    login: str
    entity: str
    uid: str
    act: AccessAct
    what: str
