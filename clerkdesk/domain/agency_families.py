"""Who an agency was and is now: predecessors, successors, and every name of one family.

Since 01/07/2025 huyện are gone and communes were joined (DOMAIN §8.5): whoever types an old name
means the documents of then and the agency of now.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold

MOST_FAMILIES = 6
"""A text that names more agencies than this (such as «UBND») stands for none of them."""
_FEWEST_WORDS = 2


NOW = " → nay là "
"""Between an old name and what it is now, where a form offers both."""


def offered_instead(old: str, now: str) -> str:
    """How a form offers the agency of today to somebody who types its old name."""
    return f"{old}{NOW}{now}"


def meant_by(offered: str) -> str:
    """The name that goes into the form when `offered` is chosen."""
    return offered.rpartition(NOW)[2]


class Families:
    """The links between the entries of a directory."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._by_key = {agency.key: agency for agency in agencies if not agency.withdrawn}
        self._successors: dict[str, list[str]] = {}
        for key, agency in self._by_key.items():
            if agency.merged_into:
                self._successors.setdefault(key, []).append(agency.merged_into)
            for before in agency.predecessors:
                self._successors.setdefault(before.casefold(), []).append(key)

    def successors(self, agency: Agency) -> list[Agency]:
        """The agencies of today that stand in its place, through any number of changes."""
        ends = [other for other in self._reach(agency.key, self._successors) if other.offered]
        # Only the ends of the chain: what was itself followed by another is not of today.
        return [other for other in ends if not self._successors.get(other.key)]

    def names(self, agency: Agency) -> tuple[str, ...]:
        """Its own names, those of all before it and of all after it."""
        before = {key: list(other.predecessors) for key, other in self._by_key.items()}
        for key, other in self._by_key.items():
            if other.merged_into:
                before.setdefault(other.merged_into, []).append(key)
        members = [
            agency,
            *self._reach(agency.key, before),
            *self._reach(agency.key, self._successors),
        ]
        return tuple(dict.fromkeys(name for member in members for name in member.names))

    def warning(self, agency: Agency, today: date) -> str:
        """What to say when an agency that is no longer valid is chosen; empty for a valid one."""
        now = [other.name for other in self.successors(agency)]
        successor = ", ".join(f"«{name}»" for name in now)
        if agency.valid_to is not None and agency.expired(today):
            words = _("«{name}» đã hết hiệu lực từ {day}").format(
                name=agency.name, day=f"{agency.valid_to:%d/%m/%Y}"
            )
            return words + (_(", nay là {names}.").format(names=successor) if now else ".")
        if agency.valid_from is not None and agency.valid_from > today:
            return _("«{name}» chỉ có hiệu lực từ {day}.").format(
                name=agency.name, day=f"{agency.valid_from:%d/%m/%Y}"
            )
        return ""

    def _reach(self, start: str, ways: Mapping[str, Sequence[str]]) -> list[Agency]:
        found: dict[str, Agency] = {}
        todo = list(ways.get(start, ()))
        while todo:
            key = todo.pop(0).casefold()
            other = self._by_key.get(key)
            if other is None or key in found or key == start:
                continue
            found[key] = other
            todo += ways.get(key, ())
        return list(found.values())


def other_wordings(text: str, families: Sequence[Sequence[str]]) -> list[str]:
    """`text` with each other name of the agency that it names in the place of that name.

    «bao cao ubnd huyen ke sach» and a family of (UBND huyện Kế Sách, UBND xã Kế Sách) give
    «bao cao ubnd/xa/ke/sach»: the words of a name stand together («/»), as in «15/2016».
    """
    folded = fold(text)
    found: dict[str, None] = {}
    for names in families:
        held = {name: part for name in names if (part := _held(fold(name), folded))}
        for part in held.values():
            for other in names:
                if fold(other) == fold(part):
                    continue
                wording = f" {folded} ".replace(f" {part} ", f" {_together(other)} ").strip()
                found.setdefault(wording)
    return [wording for wording in found if wording != folded]


def _held(name: str, text: str) -> str:
    """The part of `text` that means `name`: the whole name in it, or all of it in the name."""
    whole = len(name.split()) >= _FEWEST_WORDS or "." in name
    if whole and f" {name} " in f" {text} ":
        return name
    if len(text.split()) >= _FEWEST_WORDS and f" {text}" in f" {name}":
        return text
    return ""


def _together(name: str) -> str:
    return "/".join(fold(name).split())
