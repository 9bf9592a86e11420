"""What people say and set their initials to on a draft, and its file versions (Phụ lục VI, F5a)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.ops import Op
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.texts import N_


class RemarkKind(StrEnum):
    """What a remark is."""

    COMMENT = "comment"
    INITIALS_DRAFTER = "initials_drafter"
    INITIALS_HEAD = "initials_head"


REMARK_KIND_NAMES = {
    RemarkKind.COMMENT: N_("Ý kiến"),
    RemarkKind.INITIALS_DRAFTER: N_("Ký nháy (người soạn thảo)"),
    RemarkKind.INITIALS_HEAD: N_("Ký nháy (phụ trách đơn vị)"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or initials on an outgoing document."""

    remark_id: str
    kind: RemarkKind
    text: str
    by: str
    at: datetime
    version: str = ""
    """SHA-256 of the main file that was looked at."""


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A main file that the document had, since when, and who put it there."""

    file: Attachment
    by: str
    at: datetime


def file_versions(ops: Iterable[Op]) -> tuple[FileVersion, ...]:
    """Every main file that `ops` of one document brought, oldest first; each content once."""
    found: dict[str, FileVersion] = {}
    for op in ops:
        change = op.fields.get("attachments")
        if change is None or not isinstance(change.value, list):
            continue
        for value in change.value:
            if isinstance(value, Mapping) and value.get("role") == FileRole.MAIN.value:
                file = from_plain(Attachment, value)
                found.setdefault(file.sha256, FileVersion(file, op.actor, op.at))
    return tuple(found.values())
