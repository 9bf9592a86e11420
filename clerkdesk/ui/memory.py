"""What the window remembers between two days: sizes, columns, the last workplace; nothing personal."""

from typing import Protocol

DARK = "theme.dark"
"""Remembered choice of the dark look."""


class UiMemory(Protocol):
    """Small JSON values by key, e.g. «columns.incoming» -> {"subject": 240}."""

    def get(self, key: str) -> object:
        """The value that was put, or None."""
        ...

    def put(self, key: str, value: object) -> None:
        """Remember a JSON value; never raises, a lost column width is no failure."""
        ...


class SessionMemory:
    """Remembers until the program ends."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def get(self, key: str) -> object:
        """As `UiMemory.get`."""
        return self._values.get(key)

    def put(self, key: str, value: object) -> None:
        """As `UiMemory.put`."""
        self._values[key] = value
