"""Page images bound into one searchable PDF/A at their physical size."""

from collections.abc import Mapping, Sequence

from clerkdesk.adapters.pages.archive_pdf import ArchiveWriter
from clerkdesk.adapters.pages.archived_page import archived
from clerkdesk.domain.archiving import ArchiveProfile
from clerkdesk.domain.reading import PageText
from clerkdesk.ports.pages import PageImage

_LANGUAGE = "vi"


def bind(
    pages: Sequence[PageImage],
    texts: Sequence[PageText],
    facts: Mapping[str, str],
    profile: ArchiveProfile,
    note: str = "",
) -> bytes:
    """Make the PDF: one page an image, its words invisible over it, the note embedded.

    Raises:
        DamagedFile: a page is not an image.
    """
    writer = ArchiveWriter()
    for number, page in enumerate(pages):
        text = texts[number] if number < len(texts) else None
        writer.add(archived(page, text, profile))
    return writer.finish(facts, language=_LANGUAGE, note=note)
