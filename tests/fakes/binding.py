"""Page images bound in this process, without a child: for tests and figures of the file itself."""

from collections.abc import Mapping, Sequence

from clerkdesk.adapters.pages.archive_pdf import LANGUAGE, ArchiveWriter
from clerkdesk.adapters.pages.archived_page import archived
from clerkdesk.domain.archiving import ArchiveProfile
from clerkdesk.domain.reading import PageText
from clerkdesk.ports.pages import PageImage


def bind(
    pages: Sequence[PageImage],
    texts: Sequence[PageText],
    facts: Mapping[str, str],
    profile: ArchiveProfile,
    note: str = "",
) -> bytes:
    """One page an image, its words invisible over it, the note embedded."""
    writer = ArchiveWriter()
    for number, page in enumerate(pages):
        text = texts[number] if number < len(texts) else None
        writer.add(archived(page, text, profile))
    return writer.finish(facts, language=LANGUAGE, note=note)
