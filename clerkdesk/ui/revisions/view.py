"""The page of two revisions: left what was signed, right the file as it is; they move together."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.revisions import RevisionComparison, SignedRevision
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, Note, text_label
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import MarkedBox, Sheet
from clerkdesk.ui.revisions.presenter import Beside, RevisionPresenter, revision_name, summary
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State

_NOW = N_("Tệp nhận được, như đang hiện")


class RevisionView(QWidget):
    """`left` comes when the clerk goes back."""

    left = Signal()

    def __init__(self, presenter: RevisionPresenter, jobs: Jobs, shell: Shell) -> None:
        super().__init__()
        self._presenter = presenter
        presenter.setParent(self)
        self._beside: Beside | None = None
        self._file: Attachment | None = None
        self._places: list[tuple[int, str]] = []
        self._at = -1
        self._header = PageHeader(_("So với bản đã ký"))
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Bản đã ký của ai"))
        self.choice.activated.connect(self._choose)
        self._header.add_widget(self.choice)
        self._header.add_button(_("Quay lại"), self._leave, key="Escape")
        self.save = self._header.add_button(_("Lưu bản đã ký…"), self._save, key="Ctrl+S")
        self.next = self._header.add_button(_("Chỗ khác sau"), lambda: self._step(1), key="Ctrl+G")
        self.only = self._header.add_button(
            _("Xem bản đã ký"), self._toggle, key="Ctrl+B", primary=True
        )
        self.note = Note()
        self.signed = PageView(
            jobs, lane=Lane.PDF, empty=_("Tệp không có bản đã ký nào còn đúng chữ ký.")
        )
        self.current = PageView(jobs, lane=Lane.PDF)
        self._signed_name = text_label("", "group")
        self._current_name = text_label(_(_NOW), "group")
        self._right = self._pane(self._current_name, self.current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addWidget(self.note)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(self._pane(self._signed_name, self.signed), 1)
        across.addWidget(self._right, 1)
        layout.addLayout(across, 1)
        self._tie()
        presenter.listed.connect(self._list)
        presenter.compared.connect(self._show)
        presenter.working.connect(self._header.set_remark)
        presenter.said.connect(lambda words: shell.show_notice(words, State.ACCENT))
        for source in (presenter, self.signed, self.current):
            source.failed.connect(shell.show_error)
        self.setFocusProxy(self.signed)

    def open(self, file: Attachment) -> None:
        """Compare a file with what was signed of it."""
        self._file = file
        self._header.set_chips((file.name, State.NEUTRAL))
        self._clear()
        self._presenter.open(file)

    def _pane(self, name: QWidget, pages: PageView) -> Card:
        card = Card(margin=8)
        card.body.addWidget(name)
        card.body.addWidget(pages, 1)
        return card

    def _tie(self) -> None:
        """Whatever one side turns, scrolls or zooms to, the other does too."""
        for one, other in ((self.signed, self.current), (self.current, self.signed)):
            one.page_changed.connect(other.go_to_page)
            one.canvas.zoomed.connect(lambda _by, a=one, b=other: b.set_zoom(a.zoom()))
            for mine, theirs in (
                (one.canvas.verticalScrollBar(), other.canvas.verticalScrollBar()),
                (one.canvas.horizontalScrollBar(), other.canvas.horizontalScrollBar()),
            ):
                mine.valueChanged.connect(theirs.setValue)

    def _clear(self) -> None:
        self._beside = None
        self._places, self._at = [], -1
        self.choice.clear()
        self.choice.hide()
        self.note.hide()
        self._show_both(True)
        self._signed_name.setText("")
        self._current_name.setText(_(_NOW))
        self.signed.clear(_("Đang tìm bản đã ký trong tệp…"))
        self.current.clear(" ")
        for press in (self.save, self.next, self.only):
            press.setEnabled(False)

    def _list(self, revisions: Sequence[SignedRevision]) -> None:
        for one in revisions:
            self.choice.addItem(revision_name(one), one)
        self.choice.setVisible(len(revisions) > 1)
        if not revisions:
            words = _("Tệp không có bản đã ký nào còn đúng chữ ký; không có gì để so.")
            self.signed.clear(words)
            self.note.show_state(words, State.WARN)
            self.note.show()

    def _show(self, beside: Beside) -> None:
        self._beside = beside
        comparison = beside.comparison
        self.note.show_state(*summary(comparison))
        self.note.show()
        self._signed_name.setText(_("Bản đã ký: {who}").format(who=revision_name(beside.revision)))
        self.signed.show_pages(_sheets(comparison.signed_pages), beside.signed)
        self.current.show_pages(_sheets(comparison.current_pages), beside.current)
        boxes = _boxes(comparison)
        for pages in (self.signed, self.current):
            pages.set_boxes(boxes)
        named = {marked.page for marked in boxes.values()}
        bare = [(change.page, "") for change in comparison.changes if change.page not in named]
        marked = [(one.page, name) for name, one in boxes.items()]
        self._places = sorted([*marked, *bare], key=lambda place: place[0])
        self._at = -1
        self.save.setEnabled(True)
        self.only.setEnabled(True)
        self.next.setEnabled(bool(self._places))
        self._step(1)
        self.signed.setFocus()

    def _step(self, places: int) -> None:
        """Go to the next place that differs; after the last comes the first."""
        if not self._places:
            return
        self._at = (self._at + places) % len(self._places)
        page, name = self._places[self._at]
        for pages in (self.signed, self.current):
            pages.go_to_page(page)
            pages.highlight(name)
        words = _("{name} · chỗ khác {n}/{all}, trang {page}")
        self._current_name.setText(
            words.format(name=_(_NOW), n=self._at + 1, all=len(self._places), page=page + 1)
        )

    def _toggle(self) -> None:
        self._show_both(self._right.isHidden())

    def _show_both(self, both: bool) -> None:
        self._right.setVisible(both)
        words = _("Xem bản đã ký") if both else _("So hai bản")
        self.only.setText(f"{words}  Ctrl+B")
        self.only.setAccessibleName(words)

    def _choose(self, index: int) -> None:
        revision = self.choice.itemData(index)
        if isinstance(revision, SignedRevision):
            self._presenter.compare(revision)

    def _save(self) -> None:
        if self._beside is None or self._file is None:
            return
        usual = f"{Path(self._file.name).stem}-ban-da-ky.pdf"
        name, _kind = QFileDialog.getSaveFileName(self, _("Lưu bản đã ký"), usual, "PDF (*.pdf)")
        if name:
            self._presenter.save(self._beside.revision, Path(name))

    def _leave(self) -> None:
        self._presenter.close()
        self.signed.clear()
        self.current.clear()
        self.left.emit()


def _sheets(sizes: Sequence[tuple[float, float]]) -> list[Sheet]:
    return [Sheet(width, height) for width, height in sizes]


def _boxes(comparison: RevisionComparison) -> dict[str, MarkedBox]:
    return {
        f"{change.page}-{place}": MarkedBox(change.page, box, State.BAD, _("Khác bản đã ký"))
        for change in comparison.changes
        for place, box in enumerate(change.boxes)
    }
