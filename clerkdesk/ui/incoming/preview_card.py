"""The chosen document beside the register: page, verdict, history, and forwarding in place."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ui.cards import Card, Note, button, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.history_lines import HistoryLines
from clerkdesk.ui.incoming.list_presenter import IncomingListPresenter, Preview
from clerkdesk.ui.incoming.words import RESULT_STATE, date_text, result_text
from clerkdesk.ui.page_picture import PagePicture

FORWARD = (
    Field("to_person", N_("Chuyển đến"), Kind.SUGGEST, required=True, max_length=100, width=12),
    Field("due_date", N_("Hạn giải quyết"), Kind.DATE, width=6),
    Field("instruction", N_("Ý kiến"), Kind.TEXT, width=6),
)


_OPEN = (IncomingState.FORWARDED, IncomingState.IN_WORK)


class PreviewCard(Card):
    """Shows one document and forwards it without leaving the list: «Chuyển xử lý» opens the form
    under the page, the same key then sends; Esc puts it away."""

    def __init__(self, presenter: IncomingListPresenter) -> None:
        super().__init__(margin=12)
        self._presenter = presenter
        self._document: Incoming | None = None
        self.setMinimumWidth(250)
        self._number = text_label("", "number")
        self._detail = text_label("", "muted")
        self._detail.setWordWrap(True)
        self.picture = PagePicture()
        self._verdict = Note()
        self._history = HistoryLines()
        self.form = FieldForm(FORWARD)
        self.form.hide()
        self._back = button(_("Thôi"), self.put_form_away, key="Escape")
        self._back.hide()
        self._send = button(_("Chuyển xử lý"), self._press, key="F7", primary=True)
        self._send.setObjectName("forward")
        self._done = button(_("Hoàn thành"), self._settle, key="Ctrl+D")
        self._done.setObjectName("settle")
        self._done.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._back)
        row.addWidget(self._done)
        row.addWidget(self._send, 1)
        self.body.addWidget(self._number)
        self.body.addWidget(self._detail)
        self.body.addWidget(self.picture, 1)
        for widget in (self._verdict, self._history, self.form):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        presenter.preview_changed.connect(self._show)
        presenter.picture_ready.connect(self._show_picture)
        presenter.forwarded.connect(lambda _document: self.put_form_away())
        self.show_nothing()

    def set_people(self, names: list[str]) -> None:
        """Suggest receivers."""
        self.form.set_suggestions("to_person", names)

    def show_nothing(self) -> None:
        """No document is chosen."""
        self._document = None
        self._number.setText(_("Chọn một văn bản"))
        self._detail.setText(_("Trang đầu, chữ ký số và quá trình xử lý hiện ở đây."))
        self.picture.expect("")
        self.put_form_away()
        for widget in (self._verdict, self._history, self._send):
            widget.hide()

    def focus_forward(self) -> None:
        """Go to forwarding."""
        if self._document is not None:
            self.form.show()
            self._back.show()
            self._verdict.hide()  # their room; the page stays in sight
            self._history.hide()
            self._done.hide()
            self._name_button(_("Chuyển ngay"))
            self.form.focus_field("to_person")

    def put_form_away(self) -> None:
        """Hide the form of forwarding; the page has the room again."""
        self.form.hide()
        self._back.hide()
        self._verdict.setVisible(self._document is not None)
        self._history.setVisible(self._document is not None)
        self._done.setVisible(self._document is not None and self._document.state in _OPEN)
        self._name_button(_("Chuyển xử lý"))

    def _name_button(self, words: str) -> None:
        self._send.setText(f"{words}  F7")
        self._send.setAccessibleName(words)

    def _press(self) -> None:
        if self.form.isHidden():
            self.focus_forward()
        else:
            self._forward()

    def _show(self, preview: Preview) -> None:
        document = preview.document
        fresh = self._document is None or self._document.uid != document.uid
        self._document = document
        entry = document.entry
        self._number.setText(_("Số đến {number}").format(number=document.shown_number))
        parts = (document.code, date_text(entry.issued_date), entry.issuing_org)
        self._detail.setText(" · ".join(part for part in parts if part))
        self.picture.expect(preview.picture_of)
        if fresh:
            self.put_form_away()
            self.form.clear()
            self.form.set_values({"due_date": document.due_date})
        self._show_verdict(preview)
        self._history.show_history(preview.history)
        self._send.show()
        if self.form.isHidden():
            self.put_form_away()

    def _show_verdict(self, preview: Preview) -> None:
        result = preview.document.entry.signature_result
        words = [result_text(result)]
        if result is SignatureResult.PAPER:
            words = [_("Bản giấy, không có chữ ký số")]
        if preview.check is not None:
            words += [s.signer or s.organisation for s in preview.check.signatures]
            findings = [finding.text for finding in preview.check.findings]
            self._verdict.setToolTip("\n".join(findings))
            if result is not SignatureResult.VALID:
                words += findings[:2]
        else:
            self._verdict.setToolTip("")
        self._verdict.show_state("\n".join(words), RESULT_STATE[result])

    def _show_picture(self, uid: str, png: bytes) -> None:
        if self._document is not None and self._document.uid == uid:
            self.picture.show_png(png)

    def _settle(self) -> None:
        if self._document is not None:
            self._presenter.settle(self._document.uid)

    def _forward(self) -> None:
        document = self._document
        if document is None:
            return
        values = self.form.values()
        problems = {f.name: p for f in FORWARD if (p := f.problem(values.get(f.name)))}
        self.form.show_problems(problems)
        if problems:
            return
        due = values.get("due_date")
        self._presenter.forward(
            document.uid,
            str(values["to_person"]),
            due if isinstance(due, date) else None,
            str(values.get("instruction") or ""),
        )
