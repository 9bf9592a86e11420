"""The archive profiles that ship with the program, by name."""

import json
from collections.abc import Sequence
from functools import cache

from clerkdesk.domain.archiving import ArchiveProfile, profile_of
from clerkdesk.process.resources import resource

_FILE = "archive/profiles.json"


@cache
def shipped_profiles() -> Sequence[ArchiveProfile]:
    """All profiles; the first is the usual one."""
    rows = json.loads(resource(_FILE).read_text(encoding="utf-8"))
    return tuple(profile_of(row) for row in rows)
