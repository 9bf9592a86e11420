"""The same services on the command line."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return its exit code."""
    raise NotImplementedError(arguments)
