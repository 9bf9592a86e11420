"""The office itself and the agencies that it writes to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of the directory; codes are opaque, compared without case (DOMAIN §2.2)."""

    code: str
    name: str
    email: str = ""
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """The facts of the own office that forms, stamps and numbers are made of."""

    code: str
    name: str
    short_name: str
    parent_name: str
    place: str
    notation: str
    """Abbreviation of the agency in ký hiệu, e.g. «UBND»."""
    address: str = ""
    email: str = ""

    @property
    def agency(self) -> Agency:
        """The office as others see it in packets and in the directory."""
        return Agency(self.code, self.name, self.email, self.parent_name)
