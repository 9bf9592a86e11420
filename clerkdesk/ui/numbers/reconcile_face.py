"""Đối soát on the screen: every remark on a number, what to do about it, and the void of a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.numbering import print_number
from clerkdesk.domain.reconciliation import (
    FINDING_NAMES,
    NEEDS_WORK,
    BookReport,
    Finding,
    FindingKind,
    summary,
)
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import ChoiceBox, button, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.numbers import words
from clerkdesk.ui.numbers.presenter import NumberFacts, NumbersPresenter
from clerkdesk.ui.numbers.reason_panel import ReasonPanel
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of the screen: a remark, or a book without one."""

    report: BookReport
    finding: Finding | None


class ReconcileFace(QWidget):
    """Books with gaps or doubles come first."""

    document_wanted = Signal(object, str)  # BookReport, uid

    def __init__(self, presenter: NumbersPresenter, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._line: ReportLine | None = None
        self.table = RegisterTable[ReportLine](
            _columns(),
            memory=memory,
            memory_key="reconcile",
            empty=_("Năm này chưa có sổ nào."),
        )
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(self._opened)
        self.year = ChoiceBox()
        self.year.setAccessibleName(_("Năm"))
        self.year.currentIndexChanged.connect(lambda _index: self._reconcile())
        self._total = text_label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.year)
        row.addWidget(self._total)
        row.addStretch(1)
        row.addWidget(button(_("In bảng đối soát"), presenter.print_report, link=True))
        row.addWidget(button(_("Xuất PDF"), self._export, link=True))
        self._to_do = text_label("", "muted")
        self._to_do.setWordWrap(True)
        self.void_button = button(_("Hủy số…"), self._ask)
        self.void_button.setObjectName("void-gap")
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self._to_do, 1)
        below.addWidget(self.void_button)
        self.reason = ReasonPanel(_("Ghi hủy số"))
        self.reason.given.connect(self._void)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)
        layout.addWidget(self.reason)
        self.setFocusProxy(self.table)
        presenter.facts_changed.connect(self._show_years)
        presenter.reports_changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Reconcile anew: numbers may have been given."""
        super().showEvent(event)
        self._reconcile()

    def _reconcile(self) -> None:
        year = self.year.currentData()
        if isinstance(year, int) and self.isVisible():
            self._presenter.reconcile(year)

    def _show_years(self, facts: NumberFacts) -> None:
        years = sorted({book.key.year for book in facts.books} | {facts.today.year}, reverse=True)
        shown = [self.year.itemData(index) for index in range(self.year.count())]
        if shown == years:
            return
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for year in years:
            self.year.addItem(_("Năm {year}").format(year=year), year)
        self.year.setCurrentIndex(max(self.year.findData(chosen or facts.today.year), 0))
        self.year.blockSignals(False)
        self._reconcile()

    def _show(self, reports: Sequence[BookReport]) -> None:
        lines = [
            ReportLine(report, finding)
            for report in reports
            for finding in (report.findings or (None,))
        ]
        wrong = sum(not report.whole for report in reports)
        self._total.setText(
            _("{n} sổ, {wrong} sổ cần xử lý").format(n=len(reports), wrong=wrong)
            if wrong
            else _("{n} sổ, số liên tiếp, không trùng").format(n=len(reports))
        )
        self.reason.hide()
        self.table.set_rows(lines)

    def _chosen(self, line: ReportLine | None) -> None:
        self._line = line
        finding = line.finding if line else None
        self._to_do.setText(finding.to_do if finding else "")
        self.void_button.setVisible(finding is not None and finding.kind is FindingKind.GAP)
        self.reason.hide()

    def _opened(self, line: ReportLine) -> None:
        if line.finding is not None and line.finding.uid:
            self.document_wanted.emit(line.report, line.finding.uid)

    def _ask(self) -> None:
        if self._line is not None and self._line.finding is not None:
            self.reason.ask(
                _("Ghi vì sao số {number} của «{book}» không có văn bản.").format(
                    number=self._line.finding.printed, book=self._line.report.book.title
                )
            )

    def _void(self, reason: str) -> None:
        line = self._line
        if line is None or line.finding is None:
            return
        self._presenter.void_missing(line.report.book.key, line.finding.numbers, reason)

    def _export(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất bảng đối soát"), "doi-soat-so.pdf", "PDF (*.pdf)"
        )
        if name:
            self._presenter.export_report(Path(name))


def _columns() -> list[Column[ReportLine]]:
    return [
        Column(
            "book",
            _("SỔ"),
            290,
            lambda line: line.report.book.title,
            second=lambda line: _("{first} – {last} · {n} văn bản").format(
                first=print_number(line.report.book.first),
                last=words.last_text(line.report.book),
                n=line.report.given,
            ),
        ),
        Column(
            "kind",
            _("NHẬN XÉT"),
            150,
            lambda line: (
                _(FINDING_NAMES[line.finding.kind]) if line.finding else _("Đủ, không trùng")
            ),
            Look.BADGE,
            state=_state,
        ),
        Column(
            "number",
            _("SỐ"),
            90,
            lambda line: line.finding.printed if line.finding else "",
            Look.NUMBER,
        ),
        Column(
            "detail",
            _("NỘI DUNG"),
            320,
            lambda line: line.finding.detail if line.finding else summary(line.report),
            Look.SUMMARY,
            tooltip=lambda line: line.finding.detail if line.finding else "",
            stretches=True,
        ),
    ]


def _state(line: ReportLine) -> State:
    if line.finding is None:
        return State.GOOD
    if line.finding.kind in NEEDS_WORK:
        return State.BAD
    told = (FindingKind.VOID, FindingKind.LATE)
    return State.NEUTRAL if line.finding.kind in told else State.WARN
