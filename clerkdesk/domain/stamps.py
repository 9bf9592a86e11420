"""Marks on paper and page: the ĐẾN stamp and the places of signature and seal (NĐ 30/2020)."""

from dataclasses import dataclass
from datetime import date

POINTS_PER_MM = 72 / 25.4
ARRIVAL_STAMP_MM = (50.0, 35.0)
"""Width and height of the ĐẾN stamp (NĐ 30/2020, Phụ lục IV, mẫu dấu «ĐẾN»: 35 mm x 50 mm)."""


@dataclass(frozen=True, slots=True)
class ArrivalStamp:
    """The lines of the ĐẾN stamp."""

    organisation: str
    number: str
    arrival_date: date
    forwarded_to: str = ""
    file_notation: str = ""
