"""The directory as a tree: whom each agency stands under, roots first, no agency twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency and how deep it stands; 0 is a root."""

    agency: Agency
    depth: int


def in_tree_order(agencies: Iterable[Agency]) -> Iterator[Branch]:
    """Every agency once, each after its parent, siblings by name.

    A parent is named by code or by name. One whose parent is not here is a root, and so is the
    first of a ring that names itself as its own ancestor: nobody is lost to a wrong entry.
    """
    rows = sorted(agencies, key=lambda agency: fold(agency.name))
    names: dict[str, Agency] = {}
    for agency in rows:
        for name in (agency.key, fold(agency.name)):
            names.setdefault(name, agency)
    children: dict[str, list[Agency]] = {}
    for agency in rows:
        above = names.get(agency.parent.casefold()) or names.get(fold(agency.parent))
        key = above.key if above is not None and above.key != agency.key else ""
        children.setdefault(key, []).append(agency)
    seen: set[str] = set()

    def walk(agency: Agency, depth: int) -> Iterator[Branch]:
        stack = [(agency, depth)]
        while stack:
            one, deep = stack.pop()
            if one.key in seen:
                continue
            seen.add(one.key)
            yield Branch(one, deep)
            below = children.get(one.key, [])
            stack += [(child, deep + 1) for child in reversed(below)]

    for root in children.get("", []):
        yield from walk(root, 0)
    for agency in rows:
        if agency.key not in seen:
            yield from walk(agency, 0)
