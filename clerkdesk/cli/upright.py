"""Pages of files as a reader holds them: one that lies sideways or on its head is turned first."""

from dataclasses import replace

from clerkdesk.domain.reading import PageText
from clerkdesk.domain.upright import lies_wrong
from clerkdesk.ports.pages import PageImage, PageWorkshop


def read_upright(workshop: PageWorkshop, image: PageImage) -> tuple[PageImage, PageText]:
    """The page with its turn, and its words; only what reads badly is looked at a second time."""
    text = workshop.read_page(image)
    if not lies_wrong(text) or not (turn := workshop.examine(image).turn):
        return image, text
    upright = replace(image, turned=(image.turned + turn) % 360)
    return upright, workshop.read_page(upright)
