"""A layout as it goes over the child's pipe."""

from collections.abc import Mapping

from clerkdesk.domain.presentation import PageLayout, PageScan, PdfLayout, TextLine
from clerkdesk.domain.reading import Box


def written_layout(layout: PdfLayout) -> dict[str, object]:
    """The layout as a JSON object."""
    return {
        "fonts": dict(layout.fonts),
        "date_is_left_free": layout.date_is_left_free,
        "scanned_here": layout.scanned_here,
        "pages": [
            {
                "paper": [page.width, page.height],
                "scan": [page.scan.dpi, page.scan.coloured] if page.scan else [],
                "letters": [[size, count] for size, count in page.letters_by_size.items()],
                "lines": [
                    [
                        line.text,
                        line.box.x0,
                        line.box.y0,
                        line.box.x1,
                        line.box.y1,
                        line.size,
                        line.bold,
                    ]
                    for line in page.lines
                ],
            }
            for page in layout.pages
        ],
    }


def read_layout(value: object) -> PdfLayout:
    """The layout that `written_layout` wrote."""
    assert isinstance(value, Mapping)
    return PdfLayout(
        tuple(_page(page) for page in value["pages"]),
        {str(name): bool(embedded) for name, embedded in value["fonts"].items()},
        value["date_is_left_free"] is True,
        value["scanned_here"] is True,
    )


def _page(value: Mapping[str, list[list[float]]]) -> PageLayout:
    width, height = value["paper"]
    lines = (
        TextLine(str(text), Box(x0, y0, x1, y1), size, bool(bold))
        for text, x0, y0, x1, y1, size, bold in value["lines"]
    )
    letters = {float(size): int(count) for size, count in value["letters"]}
    scan = None
    if value["scan"]:
        dpi, coloured = value["scan"]
        scan = PageScan(int(str(dpi)), bool(coloured))
    return PageLayout(float(str(width)), float(str(height)), tuple(lines), letters, scan)
