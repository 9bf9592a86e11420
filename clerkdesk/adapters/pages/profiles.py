"""The archive profiles that ship with the program; an office may add its own."""

import json
from collections.abc import Sequence
from functools import cache

from clerkdesk.domain.archiving import ArchiveProfile, Packing
from clerkdesk.process.resources import resource

_FILE = "archive/profiles.json"


@cache
def shipped_profiles() -> Sequence[ArchiveProfile]:
    """All profiles; the first is the usual one."""
    rows = json.loads(resource(_FILE).read_text(encoding="utf-8"))
    return tuple(profile_of(row) for row in rows)


def profile_of(row: dict[str, object]) -> ArchiveProfile:
    """A profile from its values.

    Raises:
        ValueError, TypeError: unknown names, or a resolution below what the law wants.
    """
    return ArchiveProfile(**{**row, "packing": Packing(str(row["packing"]))})  # type: ignore[arg-type]  # checked by the dataclass's users
