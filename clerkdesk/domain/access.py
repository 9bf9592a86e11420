"""Who sees which register, who stands in for whom, and which registers a desk's feed leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from clerkdesk.domain.errors import NotAllowed
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import N_, _


class Register(StrEnum):
    """What can be kept from an account."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    PETITIONS = "petitions"
    ENVELOPES = "envelopes"
    LOANS = "loans"
    HAND_OVERS = "hand_overs"
    MEETINGS = "meetings"
    COUNTER = "counter"


REGISTER_NAMES = {
    Register.INCOMING: N_("Văn bản đến"),
    Register.OUTGOING: N_("Văn bản đi"),
    Register.PETITIONS: N_("Đơn, thư"),
    Register.ENVELOPES: N_("Bì gửi đích danh"),
    Register.LOANS: N_("Sử dụng bản lưu"),
    Register.HAND_OVERS: N_("Giao nhận con dấu"),
    Register.MEETINGS: N_("Lịch họp"),
    Register.COUNTER: N_("Một cửa"),
}

_ENTITIES: dict[Register, tuple[str, ...]] = {
    Register.INCOMING: ("incoming", "arrival"),
    Register.OUTGOING: ("outgoing",),
    Register.COUNTER: ("dossier",),
    **{
        register: (f"side.{register}",)
        for register in Register
        if register not in (Register.INCOMING, Register.OUTGOING, Register.COUNTER)
    },
}
"""First words of the entities of ops that belong to a register."""

DESK_SCOPES = "desk_scopes"
"""Setting of the office: name of a desk -> registers that its feed leaves out."""


@dataclass(frozen=True, slots=True)
class AccessRule:
    """What one account may see, beyond its role."""

    login: str
    hidden: frozenset[Register] = frozenset()
    only_given: bool = False
    """Of the incoming register only what was forwarded to it."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """A stands in for an absent B; A acts under its own name, with B's roles besides its own."""

    substitution_id: str
    absent: str
    deputy: str
    first: date
    last: date
    reason: str

    def holds(self, day: date) -> bool:
        """Whether it is in force on `day`; both ends count."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Sight:
    """What a view of the store shows: without the `hidden` registers and, where `given_to` is set,
    of the incoming register only what was forwarded to one of these names."""

    hidden: frozenset[Register] = frozenset()
    given_to: frozenset[str] | None = None

    @property
    def of_arrivals(self) -> bool:
        """Whether packets are shown that wait for their số đến: to who sees all of that register."""
        return Register.INCOMING not in self.hidden and self.given_to is None

    def demand(self, register: Register) -> None:
        """Do nothing where the register is shown.

        Raises:
            NotAllowed: it is kept from this account.
        """
        if register in self.hidden:
            raise NotAllowed(_("xem sổ «{name}»").format(name=_(REGISTER_NAMES[register])))

    def demand_given(self, names: Iterable[str]) -> None:
        """Do nothing where a document that was forwarded to `names` is shown.

        Raises:
            NotAllowed: only what was given is shown, and this was not.
        """
        if self.given_to is not None and self.given_to.isdisjoint(names):
            raise NotAllowed(_("xem văn bản không được giao"))


def acting(
    person: Person, people: Iterable[Person], substitutions: Iterable[Substitution], day: date
) -> Person:
    """`person` with the roles of those for whom he stands in today.

    An administrator's role is never passed on: whoever is away, settings wait.
    """
    absent = {one.absent for one in substitutions if one.deputy == person.login and one.holds(day)}
    roles = set(person.roles)
    for other in people:
        if other.login in absent:
            roles |= other.roles - {Role.ADMIN}
    return replace(person, roles=frozenset(roles))


def stood_in_for(login: str, substitutions: Iterable[Substitution], day: date) -> frozenset[str]:
    """Logins of those for whom `login` stands in on `day`."""
    return frozenset(one.absent for one in substitutions if one.deputy == login and one.holds(day))


def rule_of(person: Person, rules: Mapping[str, AccessRule]) -> AccessRule:
    """What the account may see; all of it where nothing was said. The clerk sees every register."""
    if Role.CLERK in person.roles:
        return AccessRule(person.login)
    return rules.get(person.login, AccessRule(person.login))


def left_out(entity: str, hidden: Iterable[Register]) -> bool:
    """Whether ops of `entity` belong to one of the `hidden` registers."""
    return any(entity in _ENTITIES[register] for register in hidden)


def desk_scopes(
    logins_by_desk: Mapping[str, Sequence[str]], rules: Mapping[str, AccessRule]
) -> dict[str, list[str]]:
    """For each desk the registers that none of its accounts may see: its feed need not bring them."""
    scopes = {}
    for desk, logins in logins_by_desk.items():
        hidden = [rules.get(login, AccessRule(login)).hidden for login in logins]
        common = frozenset.intersection(*hidden) if hidden else frozenset()
        scopes[desk] = sorted(register.value for register in common)
    return scopes


def read_scopes(value: object) -> dict[str, frozenset[Register]]:
    """The scopes that a setting holds; a register of a newer desk is left alone."""
    if not isinstance(value, Mapping):
        return {}
    known = {register.value for register in Register}
    return {
        str(desk): frozenset(Register(name) for name in names if name in known)
        for desk, names in value.items()
        if isinstance(names, list)
    }
