"""Search what stands in the registration form, then record the check of its signatures."""

from collections.abc import Callable

from clerkdesk.domain.secrecy import StampSearch
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.search_packet import Searched, SearchPacket


class SearchCandidate:
    """Nothing of a document goes into the log of changes before all of it was searched."""

    def __init__(self, search: SearchPacket, check: CheckSignatures) -> None:
        self._search = search
        self._check = check

    def __call__(
        self, candidate: Candidate, *, told: Searched, stop: Callable[[], bool]
    ) -> StampSearch:
        """Search packet or file; scanned pages are searched as they are read.

        Raises:
            NotFound: its bytes are gone from the store.
            DiskFull: what was found could not be noted.
        """
        if candidate.arrival is not None:
            found = self._search(candidate.arrival, told=told, stop=stop)
        elif candidate.batch is None and candidate.main_file is not None:
            found = self._search.of_file(candidate.main_file, told=told, stop=stop)
        else:
            return StampSearch()
        if found.whole and not found.mark:
            for check in candidate.checks:
                self._check.keep(check)
        return found
