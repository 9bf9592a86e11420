"""Finding ô 7 of a draft: chức vụ and họ tên, between which the signature stands."""

from collections.abc import Sequence

from clerkdesk.adapters.pdf.opening import opened
from clerkdesk.adapters.pdf.rows import Row, rows
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.reading import Box
from clerkdesk.domain.seal_layout import SignaturePlaces, signature_places
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc

_REACH = 60.0 * POINTS_PER_MM
"""Chức vụ stands at most so far above the name; what is higher belongs to the text."""


def places(name: str, pdf: bytes, signer_name: str) -> SignaturePlaces:
    """Where signature and seal stand: by the last line that is the signer's name.

    Searched from the end, so that a name inside the text, or one that stands earlier, is not taken.

    Raises:
        CannotSign: the name stands alone on no line, or has no chức vụ above it.
        DamagedFile, LockedFile: it cannot be opened.
    """
    wanted = _plain(signer_name)
    with opened(name, pdf) as document:
        for number in range(document.page_count - 1, -1, -1):
            lines = rows(document[number])
            found = _name_line(lines, wanted)
            if found is None:
                continue
            title = _title_above(lines, found)
            if title is None:
                raise CannotSign(
                    name,
                    _("không thấy dòng chức vụ phía trên tên người ký «{signer}»").format(
                        signer=signer_name
                    ),
                )
            return signature_places(number, title, found)
    raise CannotSign(
        name, _("không tìm thấy tên người ký «{signer}» ở cuối văn bản").format(signer=signer_name)
    )


def _name_line(lines: Sequence[Row], wanted: str) -> Box | None:
    """The lowest column of a row that is the name, alone or behind a rank («Thượng tá»)."""
    for row in reversed(lines):
        for start, end in row.columns():
            text = _plain(row.text[start:end])
            if text == wanted or (text.endswith(f" {wanted}") and len(text) - len(wanted) < 20):
                return row.box(start, end)
    return None


def _title_above(lines: Sequence[Row], name: Box) -> Box | None:
    centre = (name.x0 + name.x1) / 2
    for row in reversed(lines):
        for start, end in row.columns():
            box = row.box(start, end)
            above = box.y1 <= name.y0 and name.y0 - box.y1 <= _REACH
            if above and box.x0 < centre < box.x1:
                return box
    return None


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().split())
