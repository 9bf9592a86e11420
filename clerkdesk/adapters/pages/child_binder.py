"""Binding in the child: a file grows page by page, and several may grow at a time."""

from typing import TYPE_CHECKING

from clerkdesk.adapters.pages.wire import asked_page, read_text
from clerkdesk.domain.archiving import profile_of
from clerkdesk.domain.errors import HelperCrashed
from clerkdesk.domain.texts import _
from clerkdesk.process.child import Answer, Request
from clerkdesk.process.line import Message

if TYPE_CHECKING:
    from clerkdesk.adapters.pages.archive_pdf import ArchiveWriter


class ChildBinder:
    """Holds encoded pages only, of the files that are not ended yet."""

    def __init__(self) -> None:
        self._growing: dict[str, ArchiveWriter] = {}

    def page(self, request: Request) -> Answer:
        """Take the next page of a file; its first one begins it.

        Raises:
            DamagedFile: it is no image.
            HelperCrashed: pages before it went with a child that is gone.
        """
        from clerkdesk.adapters.pages.archive_pdf import ArchiveWriter
        from clerkdesk.adapters.pages.archived_page import archived

        asked = request.arguments
        text, profile = asked["text"], asked["profile"]
        assert isinstance(text, dict)
        assert isinstance(profile, dict)
        if asked["number"] == 0:
            self._growing[str(asked["pdf"])] = ArchiveWriter()
        words = read_text(text) if text else None
        self._file(request).add(archived(asked_page(request), words, profile_of(profile)))
        yield Message({})

    def end(self, request: Request) -> Answer:
        """The file.

        Raises:
            HelperCrashed: as `page`.
        """
        from clerkdesk.adapters.pages.archive_pdf import LANGUAGE

        facts = request.arguments["facts"]
        assert isinstance(facts, dict)
        writer = self._file(request)
        del self._growing[str(request.arguments["pdf"])]
        note = str(request.arguments["note"])
        yield Message({}, (writer.finish(facts, language=LANGUAGE, note=note),))

    def forget(self, request: Request) -> Answer:
        """A file that will not be ended."""
        self._growing.pop(str(request.arguments["pdf"]), None)
        yield Message({})

    def _file(self, request: Request) -> "ArchiveWriter":
        found = self._growing.get(str(request.arguments["pdf"]))
        if found is None:
            raise HelperCrashed(_("ghép trang"))
        return found
