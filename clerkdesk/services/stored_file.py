"""Keeping a file that belongs to a document: the bytes into the store, their facts for the record."""

from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.ports.store import Files


def stored(files: Files, name: str, media_type: str, role: FileRole, content: bytes) -> Attachment:
    """Keep `content` durably and tell what it is.

    Raises:
        DiskFull: nothing was kept.
    """
    return Attachment(name, media_type, role, files.put(content), len(content))
