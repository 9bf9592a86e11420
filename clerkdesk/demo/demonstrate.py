"""`clerkdesk demo`: the demo office in a window, or its main job done by itself with pictures."""

from pathlib import Path

from clerkdesk.demo.builders import Builders
from clerkdesk.demo.day import Day
from clerkdesk.demo.office_window import show_office


def demonstrate(build: Path, builders: Builders, *, headless: bool) -> int:
    """Run the demo in `build`; returns the exit code."""
    if headless:
        return Day(build, builders).run()
    return show_office(build, builders)
