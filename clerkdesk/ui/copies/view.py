"""Sao văn bản: the document that is copied beside the form of its copy, over the register."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.copies import COPY_FIELDS
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, Note, scrolled
from clerkdesk.ui.copies.presenter import CopyPresenter, CopySheet
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.forms.recipients import RecipientsEditor
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State


class CopyView(QWidget):
    """`left` comes with the copy's draft, or None when given up."""

    left = Signal(object)

    def __init__(
        self,
        presenter: CopyPresenter,
        jobs: Jobs,
        shell: Shell,
        suggest: dict[str, list[str]],
        recipients: Callable[[], RecipientsEditor],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        presenter.setParent(self)
        self._shell = shell
        self._header = PageHeader(_("Sao văn bản"))
        self._header.add_button(_("Hủy"), self._give_up, key="Escape")
        self._save = self._header.add_button(
            _("Tạo bản sao"), self._save_now, key="Ctrl+Return", primary=True
        )
        self._save.setObjectName("save-copy")
        self.pages = PageView(jobs, lane=Lane.PDF, thumbnails=True, empty=_("Đang mở văn bản…"))
        self.pages.failed.connect(shell.show_error)
        self.note = Note()
        self.form = FieldForm(
            COPY_FIELDS,
            suggestions=suggest,
            recipients=recipients,
            placeholders={"pages": _("1, 3-4"), "competence": _("TM., KT. …")},
        )
        self.form.changed.connect(lambda _name: self._look())
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        left, right = Card(margin=8), Card()
        left.body.addWidget(self.pages, 1)
        right.body.addWidget(self.note)
        right.body.addWidget(scrolled(inner), 1)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(left, 54)
        across.addWidget(right, 46)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addLayout(across, 1)
        presenter.opened.connect(self._show)
        presenter.working.connect(self._show_working)
        presenter.problems_found.connect(self._show_problems)
        presenter.saved.connect(self.left)
        presenter.failed.connect(self._failed)

    def open(self, document: Incoming | Outgoing) -> None:
        """Begin a copy of `document`."""
        self._shell.clear_notice()
        self.form.clear()
        self.pages.clear()
        self.note.hide()
        self._save.setEnabled(False)
        name = document.code or document.entry.subject
        self._header.set_chips((_("từ {name}").format(name=name), State.ACCENT))
        self._presenter.open(document)

    def _show(self, sheet: CopySheet) -> None:
        self.form.set_values(sheet.values)
        self.pages.show_pages([A4] * sheet.original.source.pages, self._presenter.load_page)
        self._look()
        self.form.focus_first()

    def _look(self) -> None:
        values = self.form.values()
        self.form.set_read_only(not self._presenter.wants_pages(values), "pages")
        words, lawful = self._presenter.advice(values)
        self.note.show_state(words, State.ACCENT if lawful else State.WARN)
        self.note.setVisible(bool(words))

    def _show_working(self, words: str) -> None:
        self._header.set_remark(words)
        self._save.setEnabled(not words)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.form.show_problems(problems)

    def _failed(self, error: ClerkError) -> None:
        """What cannot be copied at all leads back to the register, with the reason above it."""
        if not self.form.values().get("copy_kind"):
            self._give_up()
        self._shell.show_error(error)

    def _save_now(self) -> None:
        self._shell.clear_notice()
        self._presenter.save(self.form.values())

    def _give_up(self) -> None:
        self._presenter.leave()
        self.left.emit(None)
