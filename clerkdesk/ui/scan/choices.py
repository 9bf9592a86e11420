"""The boxes in which a way of scanning is chosen; the scanning page and Thiết lập share them."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout

from clerkdesk.domain.scan_profiles import COLOUR_WORDS, PAPER_WORDS, RESOLUTIONS, SOURCE_WORDS
from clerkdesk.domain.scans import ColourMode
from clerkdesk.domain.texts import _
from clerkdesk.services.archive_profiles import shipped_profiles
from clerkdesk.ui.cards import ChoiceBox, text_label


def choice(
    room: QVBoxLayout, label: str, name: str, items: Iterable[tuple[str, object]] = ()
) -> ChoiceBox:
    """A box under its caption, put into `room`."""
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(label)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for words, value in items:
        box.addItem(words, value)
    caption = text_label(label, "label")
    caption.setBuddy(box)
    room.addWidget(caption)
    room.addWidget(box)
    return box


def choose(box: ChoiceBox, value: object) -> None:
    """Show the item that stands for `value`; the first where there is none."""
    box.setCurrentIndex(max(box.findData(value), 0))


def resolutions() -> list[tuple[str, object]]:
    """The resolutions that are offered."""
    return [(_("{dpi} dpi").format(dpi=dpi), dpi) for dpi in RESOLUTIONS]


def colours() -> list[tuple[str, object]]:
    """The colour modes, with what NĐ 30 says."""
    words = {mode: _(text).capitalize() for mode, text in COLOUR_WORDS.items()}
    words[ColourMode.COLOUR] = _("Màu (NĐ 30: bắt buộc)")
    return [(text, mode.value) for mode, text in words.items()]


def papers() -> list[tuple[str, object]]:
    """The sizes of sheets."""
    return [(_capital(_(text)), paper.value) for paper, text in PAPER_WORDS.items()]


def sources() -> list[tuple[str, object]]:
    """Where sheets may lie."""
    return [(_capital(_(text)), source.value) for source, text in SOURCE_WORDS.items()]


def archives() -> list[tuple[str, object]]:
    """How the PDF of the pages may be stored; the first is the usual way."""
    return [(profile.title, profile.name) for profile in shipped_profiles()]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
