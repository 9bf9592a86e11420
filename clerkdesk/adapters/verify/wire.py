"""A signature check as JSON values: over the pipe, into the record, on the command line."""

from collections.abc import Mapping

from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.verdicts import SignatureCheck


def check_to_json(check: SignatureCheck) -> dict[str, object]:
    """All of `check` as JSON values; times in ISO 8601."""
    return plain_fields(check)


def check_from_json(values: Mapping[str, object]) -> SignatureCheck:
    """Make the check that `check_to_json` wrote.

    Raises:
        KeyError, ValueError, TypeError: the values are not those of a check.
    """
    return from_plain(SignatureCheck, values)
