"""What `clerkdesk doctor` finds: one line a dependency, with what to do where it is missing."""

from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.texts import N_


class HealthState(StrEnum):
    """How a dependency is."""

    OK = "ok"
    WARN = "warn"
    """Work goes on; one way of working is not there, such as scanning."""
    MISSING = "missing"
    """The main job of the desk cannot be done without it."""


HEALTH_STATE_NAMES = {
    HealthState.OK: N_("Tốt"),
    HealthState.WARN: N_("Lưu ý"),
    HealthState.MISSING: N_("Thiếu"),
}


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One dependency; `name`, `found` and `advice` are Vietnamese, advice empty where all is well."""

    name: str
    state: HealthState
    found: str
    advice: str = ""
