"""The chosen document beside the register: page, verdict, history, and its handling in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdict_words import all_findings, finding_sign
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ui.cards import Badge, Note, button, text_label
from clerkdesk.ui.corrections.lines import CorrectionLines
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.history_lines import HistoryLines
from clerkdesk.ui.incoming.handling_panel import HandlingPanel
from clerkdesk.ui.incoming.list_presenter import IncomingListPresenter, Preview
from clerkdesk.ui.incoming.words import (
    RESULT_STATE,
    date_text,
    legal_text,
    receipt_text,
    result_text,
)
from clerkdesk.ui.page_picture import PagePicture
from clerkdesk.ui.registers.preview_frame import PreviewFrame
from clerkdesk.ui.registers.reach_words import reach_state, reach_text, reach_tooltip

_ROOMY = 520
"""px: a form and the page have room together."""


class PreviewCard(PreviewFrame):
    """Shows one document and what is done with it without leaving the list: «Chuyển xử lý» opens
    the form under the page, the same key then sends; Esc puts it away."""

    correct_wanted = Signal(object)  # Incoming whose entry is to be corrected

    def __init__(self, presenter: IncomingListPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._document: Incoming | None = None
        self._number = text_label("", "number")
        self._detail = text_label("", "muted")
        self._detail.setWordWrap(True)
        self.picture = PagePicture()
        self.picture.setMinimumHeight(96)  # corrections, history and handling want room too
        self._verdict = Note()
        self._history = HistoryLines()
        self.handling = HandlingPanel(presenter.handling, highest=0)
        self.reach = Badge()
        self.reach.hide()
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(self.reach)
        self.body.addLayout(head)
        self.body.addWidget(self._detail)
        self.body.addWidget(self.picture, 1)
        self.corrections = CorrectionLines()
        self._correct = button(_("Sửa mục đã vào sổ…"), self._ask_correction, link=True)
        for widget in (self._verdict, self.corrections, self._history, self.handling):
            self.body.addWidget(widget)
        self.foot.addWidget(self.handling.acts)
        self.handling.others.add(self._correct)
        self.handling.form_opened.connect(self._share_room)
        presenter.preview_changed.connect(self._show)
        presenter.picture_ready.connect(self._show_picture)
        self.show_nothing()

    @property
    def form(self) -> FieldForm:
        """The form of forwarding."""
        return self.handling.form

    def set_people(self, names: list[str]) -> None:
        """Suggest receivers."""
        self.handling.set_people(names)

    def show_nothing(self) -> None:
        """No document is chosen."""
        self._document = None
        self.reach.hide()
        self._number.setText(_("Chọn một văn bản"))
        self._detail.setText(_("Trang đầu, chữ ký số và quá trình xử lý hiện ở đây."))
        self.picture.expect("")
        self.handling.show_document(None)
        self._share_room()

    def offer(self, *acts: QPushButton) -> None:
        """More that may be done, in «Việc khác»."""
        self.handling.others.add(*acts)

    def focus_forward(self) -> None:
        """Go to forwarding."""
        self.handling.focus_forward()

    def put_form_away(self) -> None:
        """Hide the form that is open; the page has the room again."""
        self.handling.put_form_away()

    def _share_room(self, form_open: bool = False) -> None:
        """A form takes the room of verdict and history; once it was forwarded, the timeline tells
        more than the history does."""
        shown = self._document is not None and not form_open
        forwarded = self._document is not None and bool(self._document.assignments)
        self._verdict.setVisible(shown)
        self._history.setVisible(shown and not forwarded)
        document = self._document
        self.picture.setVisible(not form_open or self.height() > _ROOMY)
        live = document is not None and document.state is not IncomingState.CANCELLED
        self._correct.setVisible(shown and live)
        self.corrections.setVisible(shown and document is not None and bool(document.corrections))

    def _show(self, preview: Preview) -> None:
        document = preview.document
        self._document = document
        entry = document.entry
        self._number.setText(_("Số đến {number}").format(number=document.shown_number))
        parts = (document.code, date_text(entry.issued_date), entry.issuing_org)
        words = " · ".join(part for part in parts if part)
        times = receipt_text(entry.received_at_actual, entry.received_at_legal)
        self._detail.setText(f"{words}\n{times}")
        self.reach.show_state(reach_text(preview.reach), reach_state(preview.reach))
        self.reach.setToolTip(reach_tooltip(preview.reach))
        self.reach.setVisible(preview.reach is not None)
        self.picture.expect(preview.picture_of)
        self._show_verdict(preview)
        self._history.show_history(preview.history)
        self.corrections.show_document(document)
        self.handling.show_document(document)
        self._share_room(self.handling.form_is_open())

    def _show_verdict(self, preview: Preview) -> None:
        result = preview.document.entry.signature_result
        words = [result_text(result)]
        if result is SignatureResult.PAPER:
            words = [_("Bản giấy, không có chữ ký số")]
        if preview.check is not None:
            words.append(legal_text(preview.check))
            words += [s.signer or s.organisation for s in preview.check.signatures]
            findings = [finding_sign(one) + one.text for one in all_findings(preview.check)]
            self._verdict.setToolTip("\n".join(findings))
            if result is not SignatureResult.VALID or preview.check.registry:
                words += findings[:2]
        else:
            self._verdict.setToolTip("")
        self._verdict.show_state("\n".join(words), RESULT_STATE[result])

    def _show_picture(self, uid: str, png: bytes) -> None:
        if self._document is not None and self._document.uid == uid:
            self.picture.show_png(png)

    def _ask_correction(self) -> None:
        if self._document is not None:
            self.correct_wanted.emit(self._document)
