"""What people have said of an outgoing document."""

from collections.abc import Sequence
from typing import Protocol

from clerkdesk.domain.remarks import Remark, RemarkKind


class Remarks(Protocol):
    """Comments and initials on outgoing documents (Phụ lục VI, F5a)."""

    def add(self, uid: str, kind: RemarkKind, text: str, by: str, version: str = "") -> Remark:
        """Keep a remark; recorded as an op."""
        ...

    def of(self, uid: str) -> Sequence[Remark]:
        """The remarks on a document, oldest first."""
        ...
