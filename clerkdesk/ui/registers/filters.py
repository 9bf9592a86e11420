"""Filters of a list as data: drop-down lists in the row, further fields in a panel, and their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import _

FilterValues = Mapping[str, object]
"""What is filtered by, by name; a name that is missing does not matter."""


@dataclass(frozen=True, slots=True)
class Quick:
    """A drop-down list in the row of filters; `every` is its first entry, which filters nothing."""

    name: str
    label: str
    every: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """What one list can be filtered by."""

    quick: tuple[Quick, ...]
    fields: tuple[Field, ...]

    def words(self, name: str, value: object) -> str:
        """An active filter as its chip says it, e.g. «Lĩnh vực: Y tế»."""
        for quick in self.quick:
            if quick.name == name:
                label, chosen = _(quick.label), _(quick.choices.get(str(value), str(value)))
                return chosen if chosen.startswith(label) else f"{label}: {chosen}"
        field = next(field for field in self.fields if field.name == name)
        return f"{_(field.label)}: {shown(value, field)}"

    def active(self, values: FilterValues) -> dict[str, object]:
        """The values that filter something, in the order in which they are offered; what cannot
        be understood, such as half a date, does not filter yet."""
        names = [quick.name for quick in self.quick] + [field.name for field in self.fields]
        return {name: values[name] for name in names if self._holds(name, values.get(name))}

    def remembered(self, values: FilterValues) -> dict[str, str]:
        """What may be written to the window's memory, which is not encrypted: choices and dates,
        never a name that was typed."""
        typed = {field.name for field in self.fields if field.kind not in (Kind.CHOICE, Kind.DATE)}
        return {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in values.items()
            if name not in typed
        }

    def recalled(self, stored: object) -> dict[str, object]:
        """The values that `remembered` wrote; anything else is left aside."""
        if not isinstance(stored, Mapping):
            return {}
        dates = {field.name for field in self.fields if field.kind is Kind.DATE}
        read = {
            str(name): _read_date(value) if name in dates else str(value)
            for name, value in stored.items()
        }
        return self.active(read)

    def _holds(self, name: str, value: object) -> bool:
        if value in (None, ""):
            return False
        for quick in self.quick:
            if quick.name == name:
                return str(value) in quick.choices
        return any(field.name == name and field.problem(value) is None for field in self.fields)


def years(this_year: int) -> dict[str, str]:
    """The years that can be chosen, newest first."""
    return {
        str(year): _("Năm {year}").format(year=year)
        for year in range(this_year, this_year - 20, -1)
    }


def with_any(choices: Mapping[str, str], every: str) -> dict[str, str]:
    """Choices of the panel, with one before them that filters nothing."""
    return {"": every, **choices}


def day(values: FilterValues, name: str) -> date | None:
    """A date that is filtered by."""
    value = values.get(name)
    return value if isinstance(value, date) else None


def typed(values: FilterValues, name: str) -> str:
    """A text or the key of a choice that is filtered by."""
    return str(values.get(name) or "")


def _read_date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
