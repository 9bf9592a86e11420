"""Make a PDF in the background and print it: what every «In …» beside a document does."""

from collections.abc import Callable

from clerkdesk.domain.errors import ClerkError
from clerkdesk.ui.jobs import Jobs, Lane


class PrintMade:
    """The window stays usable meanwhile; what goes wrong is said in it."""

    def __init__(
        self,
        jobs: Jobs,
        print_pdf: Callable[[str, bytes], None],
        failed: Callable[[ClerkError], None],
    ) -> None:
        self._jobs = jobs
        self._print_pdf = print_pdf
        self._failed = failed

    def __call__(self, name: str, make: Callable[[], bytes]) -> None:
        """Print what `make` returns (called in Lane.PDF), under the Vietnamese `name`."""
        self._jobs.run(
            Lane.PDF, make, done=lambda pdf: self._print_pdf(name, pdf), failed=self._failed
        )
