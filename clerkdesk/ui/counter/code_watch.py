"""A scanner's mã hồ sơ in any search box: Ctrl+K, the beam, Enter, and the dossier is open."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from clerkdesk.domain.dossiers import Dossier
from clerkdesk.ui.counter.page import CounterPage, looks_like_code
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import COUNTER
from clerkdesk.ui.surroundings import Surroundings


class CodeWatch(QObject):
    """Watches the search boxes of every page that is shown; Một cửa answers its own."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.window)
        self._around = around
        self._watched: set[int] = set()
        around.window.stack.currentChanged.connect(self._watch_page)

    def entered(self, text: str) -> None:
        """Open the dossier that `text` is the code of; anything else is searched as ever."""
        if not looks_like_code(text):
            return
        store = self._around.desk.store

        def show(found: Dossier | None) -> None:
            if found is not None:
                page = self._around.window.go_to(COUNTER)
                assert isinstance(page, CounterPage)
                page.show_dossier(found)

        self._around.jobs.run(
            Lane.STORE,
            lambda: store.dossiers.with_code(text),
            done=show,
            failed=self._around.window.show_error,
        )

    def _watch_page(self, index: int) -> None:
        page = self._around.window.stack.widget(index)
        if page is None or isinstance(page, CounterPage):
            return
        headers: Iterable[PageHeader] = page.findChildren(PageHeader)
        for header in headers:
            self._watch(header)

    def _watch(self, header: PageHeader) -> None:
        box, known = header.search, id(header)
        if box is None or known in self._watched:
            return
        self._watched.add(known)
        header.destroyed.connect(lambda: self._watched.discard(known))
        box.returnPressed.connect(lambda: self.entered(box.text()))
