"""What a store's folder says without any key: cheap to ask before the first window."""

import json
from pathlib import Path

DATABASE = "clerkdesk.db"
SLOTS = "slots.json"
KEY_STORE_SLOT = "key-store"


READY = "ready"
"""Ending of a restored store's folder that is whole and only waits for its name."""


def store_is_here(folder: Path) -> bool:
    """Whether a store, or a part of one, is in `folder`.

    A kill between the two renames of a restore leaves the new store whole beside an empty place: it
    is put there first, or a first start would begin another office in it.
    """
    if not folder.exists() and folder.parent.is_dir():
        ready = sorted(folder.parent.glob(f".{folder.name}.*.{READY}"))
        if ready:
            ready[-1].replace(folder)
    return any((folder / name).exists() for name in (DATABASE, SLOTS))


def machine_may_open(folder: Path) -> bool:
    """Whether the operating system's key store has a slot of the store in `folder`."""
    try:
        slots = json.loads((folder / SLOTS).read_bytes())["slots"]
    except (OSError, ValueError, KeyError, TypeError):
        return False  # opening the store says what is wrong with it
    return isinstance(slots, dict) and KEY_STORE_SLOT in slots
