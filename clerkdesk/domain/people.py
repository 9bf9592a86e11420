"""People with an account, and the roles in which they act; `rights` says what each may do."""

from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.texts import N_


class Role(StrEnum):
    """Who an account acts as; an account may have several."""

    CLERK = "clerk"
    LEADER = "leader"
    SPECIALIST = "specialist"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.CLERK: N_("Văn thư"),
    Role.LEADER: N_("Lãnh đạo"),
    Role.SPECIALIST: N_("Chuyên viên"),
    Role.ADMIN: N_("Quản trị"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """An account of the office, as shown and as recorded in ops."""

    login: str
    full_name: str
    position: str
    roles: frozenset[Role]
