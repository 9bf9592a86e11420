"""The root of every failure that the clerk can act on, and its way between two processes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

from clerkdesk.domain.texts import _


@dataclass(eq=False)
class ClerkError(Exception):
    """A failure the clerk can act on; anything else is a defect and goes to the log.

    A subclass fixes the two Vietnamese sentences; its fields fill them in.
    """

    happened: ClassVar[str]
    do_next: ClassVar[str]

    def __str__(self) -> str:
        return _(self.happened).format(**self.values())

    @property
    def advice(self) -> str:
        """What the clerk can do now, one or two sentences."""
        return _(self.do_next).format(**self.values())

    def values(self) -> dict[str, object]:
        """The fields that fill in the sentences."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def to_wire(error: ClerkError) -> dict[str, object]:
    """Write `error` so that `from_wire` in another process makes an equal one."""
    return {"type": type(error).__name__, "values": error.values()}


def from_wire(message: Mapping[str, object]) -> ClerkError:
    """Make the error that another process wrote with `to_wire`.

    Raises:
        ValueError: no such error exists here; the two processes differ in version.
    """
    for kind in _kinds(ClerkError):
        if kind.__name__ == message["type"]:
            values = message["values"]
            if not isinstance(values, dict):
                raise ValueError(f"the values of {kind.__name__} are an object")
            return kind(**values)
    raise ValueError(f"unknown error {message['type']!r}")


def _kinds(root: type[ClerkError]) -> Iterator[type[ClerkError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _kinds(kind)
