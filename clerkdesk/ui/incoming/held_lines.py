"""What the books say about a document that was read, in lines beside its form."""

from clerkdesk.domain.piles import counted_problem
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.services.read_links import CitedLink, HoldAgainstBooks


def held_lines(
    against_books: HoldAgainstBooks, reading: ReadDocument, batch: ScanBatch | None
) -> str:
    """One line for each cited number that is in a book, one where ký hiệu and type disagree, and
    one where the sheets of its pile were counted otherwise."""
    lines = [_link_line(link) for link in against_books.links(reading)]
    if remark := against_books.remark(reading):
        lines.insert(0, remark)
    if batch is not None and (counted := counted_problem(batch)):
        lines.insert(0, counted)
    return "\n".join(lines)


def _link_line(link: CitedLink) -> str:
    if link.incoming is not None:
        words = _("Viện dẫn {code}: số đến {number}, {org}.")
        entry = link.incoming.entry
        return words.format(
            code=link.code, number=link.incoming.shown_number, org=entry.issuing_org
        )
    return _("Viện dẫn {code}: văn bản đi của cơ quan.").format(code=link.code)
