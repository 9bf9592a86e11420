"""Soạn văn bản đi: the file as it will be signed beside the form of Điều 11.1.d."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.register_fields import OUTGOING
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, Note, scrolled
from clerkdesk.ui.dispatch.paper_line import PaperLine
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.forms.recipients import RecipientsEditor
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.outgoing.draft_presenter import DraftPresenter
from clerkdesk.ui.outgoing.presentation_note import PresentationNote
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4, MarkedBox
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State

_ADVISED = ("doc_type", "issuing_org_name", "signer_name", "drafting_unit")
"""Fields that the advice on presentation compares with the page."""


_NOT_WRITTEN = ("", (), None, str(Urgency.NORMAL.value))
"""What stands in a field that the clerk has not filled in."""
_EMPTY = {"urgency": str(Urgency.NORMAL.value)}
"""What a field begins with, where that is not nothing."""


class DraftView(QWidget):
    """The form of one draft; `left` comes with the saved Outgoing, or None when given up."""

    left = Signal(object)

    def __init__(
        self,
        presenter: DraftPresenter,
        jobs: Jobs,
        shell: Shell,
        suggest: dict[str, list[str]],
        recipients: Callable[[], RecipientsEditor],
        paper: Callable[[FieldForm], PaperLine],
        advice: PresentationNote,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self.setAcceptDrops(True)
        self._header = PageHeader(_("Soạn văn bản đi"))
        self._header.add_button(_("Chọn tệp"), self._choose_file, key="Ctrl+O")
        self._header.add_button(_("Hủy"), lambda: self.left.emit(None), key="Escape")
        self._save = self._header.add_button(
            _("Lưu dự thảo"), self._save_now, key="Ctrl+Return", primary=True
        )
        self._save.setObjectName("save")
        self.pages = PageView(
            jobs,
            lane=Lane.PDF,
            thumbnails=True,
            empty=_("Kéo tệp Word hoặc PDF của văn bản vào đây,\nhoặc bấm «Chọn tệp» (Ctrl+O)."),
        )
        self.pages.failed.connect(shell.show_error)
        self.form = FieldForm(
            OUTGOING,
            suggestions=suggest,
            recipients=recipients,
        )
        self.paper = paper(self.form)
        self.advice = advice
        self.form.changed.connect(self._edited)
        self.form.field_focused.connect(lambda name: self.pages.highlight(name))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.form)
        column.addWidget(self.paper)
        left, right = Card(margin=8), Card()
        left.body.addWidget(self.pages, 1)
        left.body.addWidget(advice)
        right.body.addWidget(scrolled(inner), 1)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(left, 54)
        across.addWidget(right, 46)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        self.relation = Note()
        self.relation.hide()
        self._wants_relation = False
        self._from_file: dict[str, object] = {}
        layout.addWidget(self.relation)
        layout.addLayout(across, 1)
        presenter.opened.connect(self._show)
        presenter.related.connect(self._show_relation)
        presenter.file_ready.connect(self._show_file)
        presenter.file_noted.connect(lambda note: shell.show_notice(note, State.ACCENT))
        presenter.fields_read.connect(self._fill_in)
        self.pages.box_clicked.connect(self.form.focus_field)
        presenter.working.connect(self._show_working)
        presenter.problems_found.connect(self._show_problems)
        presenter.saved.connect(self._saved)
        presenter.failed.connect(shell.show_error)

    def choose_file(self, path: Path) -> None:
        """Take a file of the disk; it is read in one piece."""
        self._shell.clear_notice()
        self._presenter.choose_file(path)

    def clear(self) -> None:
        """Nothing of the draft before stays while another is being opened."""
        self.form.clear()
        self._from_file = {}
        self.pages.clear()
        self.relation.hide()
        self.advice.show_document(None)
        self._header.set_chips()

    def _show(self, values: dict[str, object]) -> None:
        self.clear()
        self.relation.setVisible(self._wants_relation)
        self._wants_relation = False
        self.form.set_values(values)
        self.paper.show_values(values)
        self.form.focus_first()

    def _show_relation(self, relation: Relation) -> None:
        words = (
            _("Thay thế {code}")
            if relation.kind is RelationKind.REPLACES
            else _("Đính chính {code}")
        )
        self.relation.show_state(
            f"{words.format(code=relation.code)} · {relation.reason}", State.ACCENT
        )
        self._wants_relation = True

    def _show_file(self, name: str, count: int) -> None:
        self._header.set_chips(
            (_("{name} · {count} trang").format(name=name, count=count), State.ACCENT)
        )
        self.pages.show_pages([A4] * count, self._presenter.load_page)
        self._advise()

    def _fill_in(self, reading: ReadDocument, values: dict[str, object]) -> None:
        """What the pages say goes where the clerk has written nothing; a second file's text takes the
        place of the first one's, and what only the first one said goes with it."""
        there = self.form.values()
        gone = {
            name: _EMPTY.get(name)
            for name, value in self._from_file.items()
            if name not in values and there[name] == value
        }
        fresh = gone | {
            name: value
            for name, value in values.items()
            if there.get(name) in _NOT_WRITTEN or there[name] == self._from_file.get(name)
        }
        for name in gone:
            self.form.confirm_read(name)
        self._from_file = {name: value for name, value in fresh.items() if name not in gone}
        self.form.set_values(fresh)
        boxes: dict[str, MarkedBox] = {}
        for name in fresh:
            read = reading.fields.get(name)
            if read is None:
                continue
            self.form.set_machine_read(name, read.confidence, read.flagged)
            if read.box is not None:
                state = State.WARN if read.flagged else State.ACCENT
                boxes[name] = MarkedBox(read.page - 1, read.box, state)
        self.pages.set_boxes(boxes)
        self.paper.show_values(self.form.values() | self.paper.values())
        self._advise()

    def _advise(self) -> None:
        self.advice.show_document(self._presenter.as_document(self.form.values()))

    def _edited(self, name: str) -> None:
        if name in _ADVISED:
            self._advise()

    def _show_working(self, words: str) -> None:
        self._header.set_remark(words)
        self._save.setEnabled(not words)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.form.show_problems(problems)
        self.paper.show_problems(problems)
        if "file" in problems:
            self._shell.show_notice(problems["file"], State.WARN)

    def _saved(self, document: Outgoing) -> None:
        self.left.emit(document)

    def _save_now(self) -> None:
        self._shell.clear_notice()
        self._presenter.save(self.form.values() | self.paper.values())

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp văn bản"), "", _("Văn bản (*.docx *.doc *.odt *.pdf)")
        )
        if name:
            self.choose_file(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A file may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the first dropped file."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.choose_file(paths[0])
