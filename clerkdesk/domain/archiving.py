"""How page images become an archive file: profiles, what was found on a page, the transfer note."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

Value = TypeVar("Value", str, int, bool)

LEAST_COLOUR_DPI = 200
"""NĐ 30/2020/NĐ-CP, Phụ lục I, phần II: colour, at least 200 dpi, scale 100 %."""

TRANSFER_NOTE = "phieu-chuyen-doi.json"
"""Under this name the note of a scan is embedded in its file."""


class Packing(StrEnum):
    """How the picture of a page is stored."""

    AS_CAPTURED = "as_captured"
    """A JPEG keeps its bytes; other colour pages become one JPEG."""
    LAYERED = "layered"
    """Print as a lossless mask, coloured ink at full colour, paper coarse (MRC)."""
    BLACK_WHITE = "black_white"
    """One bit a pixel, lossless."""


@dataclass(frozen=True, slots=True)
class ArchiveProfile:
    """How an office wants its archive files; law fixes the least resolution.

    Args:
        jpeg_quality: of pages that are stored as one JPEG.
        zone_dpi, zone_quality: of seals, signatures and pictures on a layered page.
        paper_dpi, paper_quality: of the paper behind the print on a layered page.
        grey_pages: store a page without coloured ink as grey; NĐ 30 wants colour, so rarely.
        straighten: level a page that is skewed by more than 0.3 degrees.
        clean: whiten dark borders and punch holes.
    """

    name: str
    title: str
    packing: Packing
    jpeg_quality: int = 80
    zone_dpi: int = 200
    zone_quality: int = 50
    paper_dpi: int = 50
    paper_quality: int = 35
    grey_pages: bool = False
    straighten: bool = True
    clean: bool = True

    def __post_init__(self) -> None:
        if self.packing is Packing.LAYERED and self.zone_dpi < LEAST_COLOUR_DPI:
            raise ValueError(f"coloured ink needs {LEAST_COLOUR_DPI} dpi, got {self.zone_dpi}")


def profile_of(row: Mapping[str, object]) -> ArchiveProfile:
    """A profile from its values; what is not named is as usual.

    Raises:
        ValueError: an unknown name, a value of the wrong kind, or less than the law wants.
    """
    usual = ArchiveProfile("", "", Packing.AS_CAPTURED)
    if unknown := row.keys() - {field.name for field in fields(usual)}:
        raise ValueError(f"an archive profile has no {', '.join(sorted(unknown))}")
    return ArchiveProfile(
        name=_value(row, "name", usual.name),
        title=_value(row, "title", usual.title),
        packing=Packing(_value(row, "packing", str(usual.packing))),
        jpeg_quality=_value(row, "jpeg_quality", usual.jpeg_quality),
        zone_dpi=_value(row, "zone_dpi", usual.zone_dpi),
        zone_quality=_value(row, "zone_quality", usual.zone_quality),
        paper_dpi=_value(row, "paper_dpi", usual.paper_dpi),
        paper_quality=_value(row, "paper_quality", usual.paper_quality),
        grey_pages=_value(row, "grey_pages", usual.grey_pages),
        straighten=_value(row, "straighten", usual.straighten),
        clean=_value(row, "clean", usual.clean),
    )


def _value(row: Mapping[str, object], name: str, usual: Value) -> Value:
    value = row.get(name, usual)
    if not isinstance(value, type(usual)) or isinstance(value, bool) != isinstance(usual, bool):
        raise ValueError(f"«{name}» of an archive profile is {value!r}")
    return value


AS_CAPTURED = ArchiveProfile("plain", "", Packing.AS_CAPTURED)
"""Pictures as the scanner gave them."""
LAYERED = ArchiveProfile("archive", "", Packing.LAYERED)
"""What an office's scans become where nothing else is set."""


@dataclass(frozen=True, slots=True)
class TransferNote:
    """Who turned which paper into which file; kept inside the PDF/A-3.

    Source: Luật Lưu trữ 33/2024/QH15 and TT 05/2025/TT-BNV on digitised documents: the file tells
    who made it, when, with what, and that no sheet was lost.

    Args:
        sheets: sheets of paper that the clerk counted and typed; None where nobody counted.
        captured: page images that came from the device.
        removed: captured pages that are not in the file, blank ones among them.
        blanks_removed: captured pages that were put aside as blank and stayed aside.
        page_hashes: SHA-256 of each captured image in the file, in order.
    """

    made_by: str
    made_at: datetime
    device: str
    captured: int
    kept: int
    removed: int = 0
    blanks_removed: int = 0
    sheets: int | None = None
    page_hashes: Sequence[str] = ()

    def as_json(self) -> str:
        """The note as it is embedded: same note, same bytes."""
        values = {
            "made_by": self.made_by,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "device": self.device,
            "sheets": self.sheets,
            "captured": self.captured,
            "kept": self.kept,
            "removed": self.removed,
            "blanks_removed": self.blanks_removed,
            "page_sha256": list(self.page_hashes),
        }
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
