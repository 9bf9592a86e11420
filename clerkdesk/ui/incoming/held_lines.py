"""What the books say about a document that was read, in lines beside its form."""

from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.texts import _
from clerkdesk.services.read_links import CitedLink, HoldAgainstBooks


def held_lines(against_books: HoldAgainstBooks, reading: ReadDocument) -> str:
    """One line for each cited number that is in a book, one where ký hiệu and type disagree."""
    lines = [_link_line(link) for link in against_books.links(reading)]
    if remark := against_books.remark(reading):
        lines.insert(0, remark)
    return "\n".join(lines)


def _link_line(link: CitedLink) -> str:
    if link.incoming is not None:
        words = _("Viện dẫn {code}: số đến {number}, {org}.")
        entry = link.incoming.entry
        return words.format(
            code=link.code, number=link.incoming.shown_number, org=entry.issuing_org
        )
    return _("Viện dẫn {code}: văn bản đi của cơ quan.").format(code=link.code)
