"""What a form hands over, as the domain keeps it: NFC text, whole numbers, dates."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.vietnamese import nfc


def text(values: Mapping[str, object], name: str) -> str:
    """The text of a field, trimmed; empty where nothing was typed."""
    return nfc(str(values.get(name) or "")).strip()


def whole_number(values: Mapping[str, object], name: str) -> int | None:
    """The number of a field, or None where it was left empty."""
    value = values.get(name)
    return value if isinstance(value, int) else None


def day(values: Mapping[str, object], name: str) -> date | None:
    """The date of a field, or None where it was left empty."""
    value = values.get(name)
    return value if isinstance(value, date) else None
