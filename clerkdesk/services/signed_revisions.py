"""A signed file beside what was signed: for the clerk who must see what a later revision did (Điều 10)."""

from collections.abc import Sequence

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.revisions import Progress, RevisionComparison, SignedRevision
from clerkdesk.domain.verdicts import Integrity, SignatureCheck
from clerkdesk.ports.signing import SignatureChecker
from clerkdesk.ports.store import Store

_MAY_DIFFER = (Integrity.ALLOWED_CHANGES, Integrity.CHANGED, Integrity.BROKEN)


def may_differ(check: SignatureCheck | None) -> bool:
    """Whether a file may show something else than what was signed."""
    return check is not None and check.integrity in _MAY_DIFFER


class SignedRevisions:
    """Reads the signed revisions out of a stored file; nothing is changed."""

    def __init__(self, store: Store, checker: SignatureChecker) -> None:
        self._store = store
        self._checker = checker

    def of(self, file: Attachment) -> Sequence[SignedRevision]:
        """Those whose signatures hold, the oldest first.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker.
        """
        return self._checker.signed_revisions(file.name, self._content(file))

    def compare(
        self, file: Attachment, revision: SignedRevision, progress: Progress | None = None
    ) -> RevisionComparison:
        """What was signed beside the file as it is.

        Raises:
            DamagedFile: one of them cannot be drawn.
            HelperCrashed, HelperSilent: the file broke the checker.
        """
        content = self._content(file)
        return self._checker.compare(file.name, content, revision.length, progress=progress)

    def signed(self, file: Attachment, revision: SignedRevision) -> bytes:
        """The bytes that were signed: a whole PDF."""
        return self._content(file)[: revision.length]

    def current(self, file: Attachment) -> bytes:
        """All bytes."""
        return self._content(file)

    def _content(self, file: Attachment) -> bytes:
        return self._store.files.get(file.sha256)
