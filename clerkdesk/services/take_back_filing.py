"""Take a filing back: files come off the documents that got them, and their pages wait again."""

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.store import Store
from clerkdesk.services.file_by_covers import FiledPart, Filing
from clerkdesk.services.read_batch import ReadBatch


class TakeBackFiling:
    """For a pile that was filed with the wrong entry, until other desks know of it."""

    def __init__(self, store: Store, read: ReadBatch) -> None:
        self._store = store
        self._read = read

    def __call__(self, filing: Filing, by: Person) -> None:
        """Take back every part that can be.

        Raises:
            NotAllowed: nothing was taken back.
            FilingStays, StepNotAllowed: one stays; all that can be were taken back.
            NotFound: the program was opened anew since then.
        """
        demand(by, Right.REGISTER)
        stays: ClerkError | None = None
        for part in reversed(filing.undoable):
            try:
                self._take_back(part, by)
            except ClerkError as error:
                stays = stays or error
        if stays is not None:
            raise stays

    def _take_back(self, part: FiledPart, by: Person) -> None:
        """The pages first: a break in between leaves a part that is ended by filing it again."""
        assert part.file is not None
        spool = self._store.spool
        batch = spool.take_back(part.batch_id)
        try:
            text = "\n".join(self._read.page(page).text for page in batch.kept)
            self._store.incoming.detach(part.uid, part.file, by.login, text)
        except ClerkError:
            spool.put_away(part.batch_id, part.uid)
            raise
