"""Sổ và số as one workplace: books, series, issuers, reconciliation, differences between desks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clerkdesk.domain.conflicts import Conflict
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.numbers.books_face import BooksFace
from clerkdesk.ui.numbers.conflicts_face import ConflictsFace
from clerkdesk.ui.numbers.conflicts_presenter import ConflictsPresenter
from clerkdesk.ui.numbers.issuers_face import IssuersFace
from clerkdesk.ui.numbers.presenter import NumberFacts, NumbersPresenter
from clerkdesk.ui.numbers.reconcile_face import ReconcileFace
from clerkdesk.ui.numbers.series_face import SeriesFace
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.shown_stack import ShownStack
from clerkdesk.ui.theme import State

_CONFLICTS = N_("Khác nhau giữa các máy")


class NumbersPage(QWidget):
    """Five faces, chosen by buttons above them or by Ctrl+Tab."""

    def __init__(
        self,
        presenter: NumbersPresenter,
        conflicts: ConflictsPresenter,
        shell: Shell,
        memory: UiMemory,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self.header = PageHeader(_("Sổ và số"))
        self.books = BooksFace(presenter, memory)
        self.series = SeriesFace(presenter, memory)
        self.issuers = IssuersFace(presenter, memory)
        self.reconcile = ReconcileFace(presenter, memory)
        self.conflicts = ConflictsFace(conflicts, memory, clock)
        self._conflicts = conflicts
        self.faces = ShownStack()
        self._choices: list[QPushButton] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, face in (
            (_("Các sổ"), self.books),
            (_("Loạt số, ký hiệu"), self.series),
            (_("Cơ quan ban hành"), self.issuers),
            (_("Đối soát"), self.reconcile),
            (_(_CONFLICTS), self.conflicts),
        ):
            number = self.faces.addWidget(face)
            choice = button(words, partial(self.show_face, number))
            self._choices.append(choice)
            row.addWidget(choice)
        row.addStretch(1)
        self.add_series = self.header.add_button(_("+ Thêm loạt số"), self._add_series)
        self.add_series.setEnabled(presenter.may_change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addLayout(row)
        layout.addWidget(self.faces, 1)
        presenter.facts_changed.connect(self._show)
        presenter.changed.connect(self._say)
        presenter.failed.connect(shell.show_error)
        conflicts.changed.connect(self._count)
        conflicts.settled.connect(shell.show_notice)
        conflicts.failed.connect(shell.show_error)
        if not presenter.may_change:
            self.header.set_remark(_("Loạt số và cơ quan ban hành do tài khoản quản trị thay đổi."))
        self.show_face(0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read again."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read again: another desk may have given numbers."""
        self._presenter.refresh()
        self._conflicts.refresh()

    def show_conflicts(self) -> None:
        """Show what desks wrote differently."""
        self.show_face(self.faces.indexOf(self.conflicts))

    def _count(self, conflicts: Sequence[Conflict]) -> None:
        words = _(_CONFLICTS)
        self._choices[-1].setText(f"{words} ({len(conflicts)})" if conflicts else words)
        self._shell.set_counter(workplaces.NUMBERS, len(conflicts))

    def show_face(self, number: int) -> None:
        """Show one of them, counted from 0."""
        self.faces.setCurrentIndex(number)
        self.setFocusProxy(self.faces.currentWidget())
        for place, choice in enumerate(self._choices):
            theme.set_look(choice, "kind", "primary" if place == number else "")
        self.add_series.setVisible(self.faces.currentWidget() is self.series)

    def _add_series(self) -> None:
        self.series.add()

    def _show(self, facts: NumberFacts) -> None:
        if facts.reminder is None:
            self.header.set_chips()
            return
        state = State.BAD if facts.reminder.late else State.WARN
        words = _("Mở sổ năm {year}").format(year=facts.reminder.year)
        self.header.set_chips((words, state))

    def _say(self, words: str, undo: object) -> None:
        if callable(undo):
            self._shell.show_notice(words, action=_("Hoàn tác"), pressed=undo)
        else:
            self._shell.show_notice(words)
