"""Files of documents on their way between this desk and the province, and how far each document has come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from clerkdesk.domain.data_budget import LineUse
from clerkdesk.domain.sync_pace import MovingFile


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one record's way."""

    acked: bool
    """Every own op on it is acknowledged by the server."""
    files_up: bool
    """The server holds every file of it that is here."""
    elsewhere: bool
    """Another desk of the office has written something on it."""

    @property
    def at_province(self) -> bool:
        """Whether all of it is there."""
        return self.acked and self.files_up


class MovingFiles(Protocol):
    """Which files the province lacks, which this desk lacks, and what the line was used for."""

    def to_send(self, limit: int) -> Sequence[MovingFile]:
        """Files of documents that are here and not known to be there; urgent ones first."""
        ...

    def to_fetch(self, limit: int) -> Sequence[MovingFile]:
        """Files that documents name and that are not here; urgent ones first."""
        ...

    def sent(self, sha256: str, at: datetime) -> None:
        """The province has it."""
        ...

    def standing(self, entity: str, uids: Collection[str]) -> Mapping[str, Standing]:
        """How far these records have come."""
        ...

    def use(self, day: date) -> LineUse:
        """What the line was used for on a day of Viet Nam."""
        ...

    def note_use(self, day: date, *, ops: int = 0, files: int = 0) -> None:
        """So many bytes more."""
        ...
