"""Advice on the presentation of a draft (NĐ 30/2020, Phụ lục I): how much, and the list on demand."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.copies import copy_relation
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.outgoing import CHANGEABLE, Outgoing, OutgoingState
from clerkdesk.domain.presentation import Advice
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, scrolled, text_label
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.theme import State

BEFORE_NUMBER = CHANGEABLE | {
    OutgoingState.APPROVED,
    OutgoingState.SIGNED,
    OutgoingState.SIGNED_ON_PAPER,
}
"""Once it has its number, what stands on its pages is settled."""
_WAIT_MS = 250
"""Walking down a list looks at no document but the one at which the clerk stops."""
_LIST_HEIGHT = 150


class PresentationPresenter(QObject):
    """Looks at the PDF of one document; what it finds is advice, never a wall."""

    looking = Signal()
    found = Signal(object)  # Sequence[Advice]
    nothing = Signal()  # no advice is given on this document
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._document: Outgoing | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.look)

    def show_document(self, document: Outgoing | None) -> None:
        """Turn to another document; the same file with the same entry is not looked at again."""
        before, self._document = self._document, document
        if document is None or not _is_advised_on(document):
            self._timer.stop()
            self.nothing.emit()
            return
        if before is not None and _facts(before) == _facts(document):
            return
        self.nothing.emit()
        self._timer.start()

    def look(self) -> None:
        """Look now, again if it was looked at."""
        document = self._document
        self._timer.stop()
        if document is None or not _is_advised_on(document):
            return
        check, facts = self._desk.check_presentation, _facts(document)
        self.looking.emit()
        self._jobs.run(
            Lane.PDF,
            lambda: check(document),
            done=lambda rows: self._found(facts, rows),
            failed=lambda error: self._failed(facts, error),
        )

    def _found(self, facts: tuple[object, ...], rows: Sequence[Advice]) -> None:
        if self._document is not None and _facts(self._document) == facts:
            self.found.emit(rows)

    def _failed(self, facts: tuple[object, ...], error: ClerkError) -> None:
        if self._document is not None and _facts(self._document) == facts:
            self.failed.emit(error)


class PresentationNote(QFrame):
    """One line with the count; the list under it opens on «Xem» and blocks nothing."""

    def __init__(self, presenter: PresentationPresenter, *, narrow: bool = False) -> None:
        super().__init__()
        presenter.setParent(self)
        self._presenter = presenter
        self._rows: Sequence[Advice] = ()
        self.setObjectName("presentation")
        self.words = text_label("")
        self.words.setWordWrap(True)
        self.more = button(_("Xem"), self._turn, link=True)
        self.more.setObjectName("presentation-more")
        self.again = button(_("Kiểm tra lại"), presenter.look, link=True)
        self.again.setObjectName("presentation-again")
        links = QHBoxLayout()
        links.setSpacing(10)
        links.addStretch(1)
        for link in (self.more, self.again):
            links.addWidget(link)
        row = QVBoxLayout() if narrow else QHBoxLayout()
        row.setSpacing(4 if narrow else 10)
        row.addWidget(self.words, 1)
        row.addLayout(links)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(6)
        self.area: QWidget = inner if narrow else scrolled(inner)
        if not narrow:  # what stands in a narrow place scrolls with it
            self.area.setMaximumHeight(_LIST_HEIGHT)
        self.area.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.area)
        presenter.looking.connect(lambda: self._say(_("Đang kiểm tra thể thức…"), State.NEUTRAL))
        presenter.found.connect(self._show)
        presenter.nothing.connect(self.hide)
        presenter.failed.connect(self._show_failed)
        self.hide()

    def show_document(self, document: Outgoing | None) -> None:
        """Advise on this document; nothing is said where it has its number or no PDF."""
        self._presenter.show_document(document)

    def advice(self) -> Sequence[str]:
        """What the list says."""
        return [_sentence(one) for one in self._rows]

    def _show(self, rows: Sequence[Advice]) -> None:
        self._fill(rows)
        if rows:
            words = _("Thể thức: {n} điều nên xem lại (Phụ lục I).").format(n=len(rows))
            self._say(words, State.WARN)
        else:
            self._say(_("Thể thức: không thấy điều gì khác Phụ lục I."), State.GOOD)
        self.more.setVisible(bool(rows))
        self.area.setVisible(bool(rows) and not self.area.isHidden())
        self.again.show()

    def _show_failed(self, error: ClerkError) -> None:
        self._fill(())
        self._say(_("Chưa kiểm tra được thể thức: {said}").format(said=error), State.NEUTRAL)
        self.area.hide()
        self.again.show()

    def _say(self, words: str, state: State) -> None:
        self.words.setText(words)
        theme.set_look(self.words, "state", state.value)
        theme.set_look(self, "soft", state.value)
        self.more.hide()
        self.again.hide()
        self.show()

    def _fill(self, rows: Sequence[Advice]) -> None:
        self._rows = tuple(rows)
        while self._list.count():
            widget = self._list.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for one in rows:
            line = text_label(_sentence(one), "small")
            line.setWordWrap(True)
            self._list.addWidget(line)
        if not rows:
            self.area.hide()
        self._name_turn()

    def _turn(self) -> None:
        self.area.setVisible(self.area.isHidden())
        self._name_turn()

    def _name_turn(self) -> None:
        words = _("Xem") if self.area.isHidden() else _("Ẩn")
        self.more.setText(words)
        self.more.setAccessibleName(words)


def _sentence(one: Advice) -> str:
    return f"• {one.text} ({one.article})"


def _is_advised_on(document: Outgoing) -> bool:
    main = document.main_file
    return (
        document.state in BEFORE_NUMBER
        and main is not None
        and main.media_type == PDF
        and copy_relation(document) is None
    )


def _facts(document: Outgoing) -> tuple[object, ...]:
    """All that the advice depends on."""
    main, entry = document.main_file, document.entry
    return (
        document.uid,
        main.sha256 if main else "",
        entry.doc_type,
        entry.issuing_org_name,
        entry.signer_name,
        entry.drafting_unit,
    )
