"""The date of a document as its page writes it (ô 4)."""

from datetime import date


def written_date(day: date) -> str:
    """Write `day` as in ô 4: «ngày 05 tháng 02 năm 2026», but «tháng 3».

    Source: NĐ 30/2020, Phụ lục I, II.4.b (days below 10 and months 1 and 2 carry a leading zero).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
