"""Document types as data: `resources/doc_types.csv`, from the list of NĐ 30/2020, Điều 7."""

import csv
from collections.abc import Sequence

from clerkdesk.domain.series import DocumentType
from clerkdesk.process.resources import resource

_FILE = "doc_types.csv"


def load_doc_types() -> Sequence[DocumentType]:
    """Read the list; types without an abbreviation (công văn, thư công) have an empty one.

    Raises:
        ResourceMissing: the list is not installed.
    """
    with resource(_FILE).open(encoding="utf-8", newline="") as file:
        return [
            DocumentType(
                row["name"],
                row["abbreviation"],
                int(row["edxml_type"]) if row["edxml_type"] else None,
                row["group"],
            )
            for row in csv.DictReader(file)
        ]
