"""Beside a chosen document: «Sao văn bản…», the copies made of it, and of a copy what it is worth."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.copies import copy_relation
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.outgoing import IN_FORCE, Outgoing
from clerkdesk.domain.relations import RelationKind
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.print_copy import may_print
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.print_made import PrintMade

_SHOWN = 3


class CopyPanel(QWidget):
    """Takes little room: words where there is something to say; its buttons stand in «Việc khác»."""

    copy_wanted = Signal(object)  # Incoming or Outgoing

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        print_made: PrintMade,
        failed: Callable[[ClerkError], None],
        *,
        may_copy: bool,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._print_made = print_made
        self._failed = failed
        self._may_copy = may_copy
        self._document: Incoming | Outgoing | None = None
        self.worth = text_label("", "small")
        self.worth.setWordWrap(True)
        self.made = text_label("", "small")
        self.made.setWordWrap(True)
        self.print = button(_("In bản sao giấy"), self._print, key="Ctrl+Shift+P")
        self.print.setObjectName("print-copy")
        self.copy = button(_("Sao văn bản…"), self._copy, key="Ctrl+Y")
        self.copy.setToolTip(_("Sao y, sao lục, trích sao"))
        self.copy.setObjectName("copy-document")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.worth, self.made):
            layout.addWidget(widget)
        self.show_document(None)

    def show_document(self, document: Incoming | Outgoing | None) -> None:
        """Show what may be copied of it, and what it is itself."""
        other = self._document is None or document is None or document.uid != self._document.uid
        self._document = document
        if other:
            self.made.hide()
        self.copy.setVisible(document is not None and self._may_copy and _may_be_copied(document))
        self._show_worth(document)
        self._place()
        if document is not None:
            self._read_made(document)

    def _show_worth(self, document: Incoming | Outgoing | None) -> None:
        relation = copy_relation(document) if isinstance(document, Outgoing) else None
        self.worth.setVisible(relation is not None)
        self.print.setVisible(isinstance(document, Outgoing) and may_print(document))
        if relation is None or not isinstance(document, Outgoing):
            return
        medium = _("điện tử") if relation.kind is RelationKind.COPIES else _("giấy")
        said = _("Giá trị pháp lý: {kind} {medium} của {code}, như bản chính (Điều 26).")
        kind = document.entry.doc_type.lower()
        self.worth.setText(said.format(kind=kind, medium=medium, code=relation.code))

    def _read_made(self, document: Incoming | Outgoing) -> None:
        uid, register = document.uid, self._desk.store.outgoing

        def copies() -> Sequence[str]:
            found = [one for one in register.relating(uid) if copy_relation(one) is not None]
            return [one.code or _("dự thảo") for one in found]

        self._jobs.run(
            Lane.STORE, copies, done=lambda codes: self._show_made(uid, codes), failed=self._failed
        )

    def _show_made(self, uid: str, codes: Sequence[str]) -> None:
        if self._document is None or self._document.uid != uid:
            return
        self.made.setVisible(bool(codes))
        words = ", ".join(codes[-_SHOWN:])
        more = len(codes) - _SHOWN
        self.made.setText(
            _("Đã sao: {codes}").format(codes=words)
            + (_(" và {n} bản khác").format(n=more) if more > 0 else "")
        )
        self._place()

    def _place(self) -> None:
        parts = (self.worth, self.made)
        self.setVisible(not all(part.isHidden() for part in parts))

    def _copy(self) -> None:
        if self._document is not None:
            self.copy_wanted.emit(self._document)

    def _print(self) -> None:
        document, desk = self._document, self._desk
        if not isinstance(document, Outgoing):
            return
        name = _("bản sao {code}").format(code=document.code or document.entry.subject)
        self._print_made(name, lambda: desk.print_copy(document))


def _may_be_copied(document: Incoming | Outgoing) -> bool:
    if document.main_file is None:
        return False
    if isinstance(document, Incoming):
        return document.state is not IncomingState.CANCELLED
    return document.state in IN_FORCE
