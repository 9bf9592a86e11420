"""The pages of a candidate beside its form: scanned sheets, or those of its main file."""

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.scans import BatchPage
from clerkdesk.ports.pages import PageImage
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.desk import Desk
from clerkdesk.ui.page_view.sheets import A4, LoadPage, Sheet


def candidate_pages(desk: Desk, candidate: Candidate | None) -> tuple[list[Sheet], LoadPage]:
    """Its sheets, and how the picture of each is loaded; none where nothing is open."""
    if candidate is None:
        return [], _nothing
    if (batch := candidate.batch) is not None:
        sheets = [
            Sheet(page.width * 72 / page.dpi, page.height * 72 / page.dpi, page.turned)
            for page in batch.kept
        ]
        return sheets, lambda index, dpi: _scan_picture(desk, batch.kept[index], dpi)
    if (main := candidate.main_file) is not None:
        sheets = [Sheet(page.width, page.height) for page in candidate.reading.pages]
        return sheets or [A4], lambda index, dpi: _pdf_picture(desk, main, index, dpi)
    return [], _nothing


def _scan_picture(desk: Desk, page: BatchPage, dpi: int) -> bytes:
    """The page as captured; the viewer turns it."""
    image = PageImage(desk.store.spool.image(page), page.dpi)
    return desk.devices.workshop.thumbnail(image, round(page.height * dpi / page.dpi))


def _pdf_picture(desk: Desk, main: Attachment, index: int, dpi: int) -> bytes:
    pdf = desk.store.files.get(main.sha256)
    return desk.devices.pdf_desk.render(main.name, pdf, index, dpi)


def _nothing(_page: int, _dpi: int) -> bytes:
    return b""
