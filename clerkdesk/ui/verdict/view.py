"""The page of a verdict: old beside new, every signature, every finding; nothing is decided here."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.judged_again import JudgedAgain
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdict_words import (
    Row,
    all_findings,
    beside,
    crl_words,
    finding_sign,
    signature_words,
)
from clerkdesk.domain.verdicts import SIGNATURE_RESULT_NAMES, SignatureCheck
from clerkdesk.services.signed_revisions import may_differ
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, Note, button, scrolled, text_label
from clerkdesk.ui.flow_layout import FlowLayout
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State
from clerkdesk.ui.verdict.presenter import VerdictPresenter, VerdictShown
from clerkdesk.ui.verdict.words import RESULT_STATE, result_text


class VerdictView(QWidget):
    """`left` comes when the clerk goes back to the register."""

    left = Signal()
    compare_wanted = Signal(object)  # Attachment

    def __init__(self, presenter: VerdictPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        presenter.setParent(self)
        self._shown: VerdictShown | None = None
        self._header = PageHeader(_("Chữ ký số"))
        self._header.add_button(_("Quay lại"), self.left.emit, key="Escape")
        self.compare = button(
            _("So với bản đã ký…"), lambda: self._with(self._ask_to_compare), key="Ctrl+Shift+B"
        )
        self.compare.hide()
        self._export = button(_("Lưu JSON…"), self._choose_file, key="Ctrl+S")
        self._print = button(_("In phiếu"), lambda: self._with(presenter.print), key="Ctrl+P")
        self.again = self._header.add_button(
            _("Kiểm tra lại"), lambda: self._with(presenter.check_again), key="F5", primary=True
        )
        self.fall = Note()
        self.known = button(_("Đã biết"), lambda: self._with(presenter.take_note), primary=True)
        self.rows = RegisterTable[Row](
            (
                Column("name", _("XÉT"), 136, lambda r: r.name),
                Column("before", _("LẦN TRƯỚC"), 190, lambda r: r.before or "—", Look.SUMMARY),
                Column(
                    "after",
                    _("LẦN NÀY"),
                    240,
                    lambda r: r.after,
                    Look.SUMMARY,
                    stretches=True,
                ),
                Column(
                    "changed",
                    "",
                    64,
                    lambda r: _("đổi") if r.before and r.changed else "",
                    Look.BADGE,
                    state=lambda r: State.WARN if r.before and r.changed else None,
                ),
            ),
            memory=memory,
            memory_key="verdict",
            empty=_("Tệp này chưa được kiểm tra chữ ký số."),
        )
        self._signatures, self._findings, self._lists, self._file = (
            text_label("") for _one in range(4)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        warning = QHBoxLayout()
        warning.addWidget(self.fall, 1)
        warning.addWidget(self.known, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(warning)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(self.rows, 3)
        across.addWidget(self._detail_card(), 2)
        layout.addLayout(across, 1)
        presenter.changed.connect(self._show)
        presenter.working.connect(lambda words: self.again.setEnabled(not words))
        presenter.said.connect(lambda words: shell.show_notice(words, State.ACCENT))
        presenter.failed.connect(shell.show_error)
        self._show_fall(None)

    def open(self, document: Incoming) -> None:
        """Show the checks of a document."""
        self._presenter.open(document.uid)

    def _detail_card(self) -> Card:
        card, inner = Card(), QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        for title, label in (
            (_("Chữ ký số"), self._signatures),
            (_("Điều cần biết"), self._findings),
            (_("Danh sách thu hồi đã dùng"), self._lists),
            (_("Tệp"), self._file),
        ):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(text_label(title, "group"))
            column.addWidget(label)
        column.addStretch(1)
        card.body.addWidget(scrolled(inner), 1)
        foot = FlowLayout(8)
        for act in (self.compare, self._print, self._export):
            foot.addWidget(act)
        card.body.addLayout(foot)
        return card

    def _show(self, shown: VerdictShown) -> None:
        self._shown = shown
        result = shown.document.entry.signature_result
        number = _("Số đến {number}").format(number=shown.document.shown_number)
        self._header.set_chips((number, State.ACCENT), (result_text(result), RESULT_STATE[result]))
        checked = bool(shown.checks)
        for widget in (self.again, self._print, self._export):
            widget.setEnabled(checked)
        self._show_fall(shown.fallen)
        self.compare.setVisible(checked and may_differ(shown.checks[-1]))
        if not checked:
            self.rows.set_rows([])
            return
        last = shown.checks[-1]
        before = shown.checks[-2] if len(shown.checks) > 1 else None
        self.rows.set_rows(beside(before, last))
        self._show_detail(last)

    def _show_detail(self, check: SignatureCheck) -> None:
        signatures = [signature_words(n, one) for n, one in enumerate(check.signatures, 1)]
        self._signatures.setText("\n\n".join(signatures) or _("Không có chữ ký số."))
        findings = [f"• {finding_sign(one)}{one.text}" for one in all_findings(check)]
        self._findings.setText("\n".join(findings) or _("Không có."))
        self._lists.setText("\n".join(map(crl_words, check.crls)) or _("Không có."))
        groups = (check.sha256[place : place + 8] for place in range(0, len(check.sha256), 8))
        self._file.setText("SHA-256: " + " ".join(groups))

    def _show_fall(self, fallen: JudgedAgain | None) -> None:
        self.fall.setVisible(fallen is not None)
        self.known.setVisible(fallen is not None)
        if fallen is None:
            return
        words = _(
            "Chữ ký số đã từ «{before}» thành «Không hợp lệ» sau khi vào sổ: {why}.\n"
            "Việc cần làm: báo lãnh đạo và người đang xử lý; gọi nơi gửi theo số đã biết để hỏi và đề nghị gửi lại bản ký hợp lệ. Số đến và mục trong sổ giữ nguyên."
        )
        before = _(SIGNATURE_RESULT_NAMES[fallen.before])
        self.fall.show_state(words.format(before=before, why=fallen.why), State.BAD)

    def _choose_file(self) -> None:
        if self._shown is None:
            return
        document = self._shown.document
        usual = f"chu-ky-so-den-{document.shown_number}-{document.year}.json"
        name, _kind = QFileDialog.getSaveFileName(self, _("Lưu JSON"), usual, "JSON (*.json)")
        if name:
            self._presenter.export(document, Path(name))

    def _ask_to_compare(self, document: Incoming) -> None:
        if document.main_file is not None:
            self.compare_wanted.emit(document.main_file)

    def _with(self, act: object) -> None:
        if self._shown is not None and callable(act):
            act(self._shown.document)
