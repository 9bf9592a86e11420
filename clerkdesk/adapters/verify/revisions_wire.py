"""Signed revisions and their comparison as JSON values, over the pipe."""

from collections.abc import Mapping
from datetime import datetime

from clerkdesk.domain.reading import Box
from clerkdesk.domain.revisions import PageChange, RevisionComparison, SignedRevision


def revision_to_json(one: SignedRevision) -> dict[str, object]:
    """All of `one` as JSON values."""
    return {
        "field_name": one.field_name,
        "signer": one.signer,
        "signed_at": None if one.signed_at is None else one.signed_at.isoformat(),
        "length": one.length,
    }


def revisions_from_json(values: Mapping[str, object]) -> tuple[SignedRevision, ...]:
    """The revisions in an answer.

    Raises:
        KeyError, ValueError, TypeError: the values are not those of revisions.
    """
    return tuple(
        SignedRevision(
            str(one["field_name"]),
            str(one["signer"]),
            None if one["signed_at"] is None else datetime.fromisoformat(str(one["signed_at"])),
            int(str(one["length"])),
        )
        for one in _mappings(values["revisions"])
    )


def comparison_to_json(one: RevisionComparison) -> dict[str, object]:
    """All of `one` as JSON values."""
    return {
        "signed_pages": [list(size) for size in one.signed_pages],
        "current_pages": [list(size) for size in one.current_pages],
        "changes": [
            {"page": change.page, "boxes": [[b.x0, b.y0, b.x1, b.y1] for b in change.boxes]}
            for change in one.changes
        ],
    }


def comparison_from_json(values: Mapping[str, object]) -> RevisionComparison:
    """Make the comparison that `comparison_to_json` wrote.

    Raises:
        KeyError, ValueError, TypeError: the values are not those of a comparison.
    """
    return RevisionComparison(
        _sizes(values["signed_pages"]),
        _sizes(values["current_pages"]),
        tuple(
            PageChange(int(str(one["page"])), tuple(Box(*four) for four in _numbers(one["boxes"])))
            for one in _mappings(values["changes"])
        ),
    )


def _sizes(value: object) -> tuple[tuple[float, float], ...]:
    return tuple((width, height) for width, height in _numbers(value))


def _numbers(value: object) -> list[list[float]]:
    if not isinstance(value, list) or not all(isinstance(one, list) for one in value):
        raise TypeError("lists of numbers were expected")
    return [[float(number) for number in one] for one in value]


def _mappings(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise TypeError("a list of objects was expected")
    return value
