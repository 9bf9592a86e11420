"""Names of document types by their number in the list of TT 01/2022 (DOMAIN §2.3), where a packet gives no name."""

import csv
from collections.abc import Mapping
from functools import cache

from clerkdesk.process.resources import ResourceMissing, resource

_FILE = "doc_types.csv"
_AMBIGUOUS = 2
"""1 and 2 meant «quy phạm pháp luật» and «hành chính» before, and are nghị quyết and quyết định now."""


def name_of_type(number: int | None) -> str:
    """The type's name; "" where the number says nothing for sure."""
    if number is None or number <= _AMBIGUOUS:
        return ""
    return _names().get(number, "")


@cache
def _names() -> Mapping[int, str]:
    try:
        with resource(_FILE).open(encoding="utf-8", newline="") as file:
            return {
                int(row["edxml_type"]): row["name"]
                for row in csv.DictReader(file)
                if row["edxml_type"] and row["group"] == "administrative"
            }
    except ResourceMissing:
        return {}
