"""The ĐẾN stamp: its size and its lines (NĐ 30/2020, Phụ lục IV)."""

from dataclasses import dataclass
from datetime import date

POINTS_PER_MM = 72 / 25.4
ARRIVAL_STAMP_MM = (50.0, 35.0)
"""Width and height of the ĐẾN stamp (NĐ 30/2020, Phụ lục IV, mẫu dấu «ĐẾN»: 35 mm x 50 mm)."""


@dataclass(frozen=True, slots=True)
class ArrivalStamp:
    """The lines of the ĐẾN stamp; an empty one is printed as dots, to be filled in by hand."""

    organisation: str
    number: str
    arrival_date: date
    forwarded_to: str = ""
    file_notation: str = ""
