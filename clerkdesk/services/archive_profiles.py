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


def archive_profile(name: str) -> ArchiveProfile:
    """The profile of that name; the usual one where there is none such (any more)."""
    profiles = shipped_profiles()
    return next((profile for profile in profiles if profile.name == name), profiles[0])
