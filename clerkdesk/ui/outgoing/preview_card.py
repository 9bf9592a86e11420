"""The chosen outgoing document: page, recipients with their status, history, next step."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from clerkdesk.domain.outgoing import (
    DELIVERY_STATUS_NAMES,
    OUTGOING_STATE_NAMES,
    Outgoing,
    OutgoingState,
)
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import Badge, Card, ElidedLabel, button, text_label
from clerkdesk.ui.history_lines import HistoryLines
from clerkdesk.ui.outgoing.list_presenter import OutgoingListPresenter, OutgoingPreview
from clerkdesk.ui.outgoing.words import DELIVERY_COLOUR, STATE_COLOUR, code_text
from clerkdesk.ui.page_picture import PagePicture

_NEXT = {
    OutgoingState.DRAFT: N_("Lãnh đạo duyệt"),
    OutgoingState.APPROVED: N_("Ký số của lãnh đạo"),
    OutgoingState.SIGNED: N_("Cấp số, ghi số vào văn bản"),
    OutgoingState.NUMBERED: N_("Ký số cơ quan"),
    OutgoingState.SEALED: N_("Phát hành"),
}


class OutgoingPreviewCard(Card):
    """Shows one document and takes its next step."""

    sign_wanted = Signal(object)  # Outgoing
    edit_wanted = Signal(object)  # Outgoing

    def __init__(self, presenter: OutgoingListPresenter) -> None:
        super().__init__(margin=12)
        self._presenter = presenter
        self._document: Outgoing | None = None
        self.setMinimumWidth(250)
        self._code = text_label("", "number")
        self._detail = text_label("", "muted")
        self._detail.setWordWrap(True)
        self._state = Badge()
        self.picture = PagePicture()
        self._recipients = QVBoxLayout()
        self._recipients.setSpacing(4)
        self._history = HistoryLines()
        self._edit = button(_("Sửa dự thảo"), lambda: self._with(self.edit_wanted.emit))
        self._next = button("", self._take_step, key="F8", primary=True)
        self._next.setObjectName("next-step")
        for widget in (self._code, self._detail):
            self.body.addWidget(widget)
        self.body.addWidget(self._state)
        self.body.addWidget(self.picture, 1)
        self.body.addLayout(self._recipients)
        self.body.addWidget(self._history)
        self.body.addWidget(self._edit)
        self.body.addWidget(self._next)
        presenter.preview_changed.connect(self._show)
        presenter.picture_ready.connect(self._show_picture)
        self.show_nothing()

    def offers_step(self) -> bool:
        """Whether the shown document has a next step."""
        return self._document is not None and self._next.isVisible()

    def shown_state(self) -> OutgoingState | None:
        """State of the shown document."""
        return self._document.state if self._document is not None else None

    def show_nothing(self) -> None:
        """No document is chosen."""
        self._document = None
        self._code.setText(_("Chọn một văn bản"))
        self._detail.setText(_("Trang đầu, nơi nhận và bước tiếp theo hiện ở đây."))
        self.picture.expect("")
        self._clear_recipients()
        for widget in (self._state, self._history, self._edit, self._next):
            widget.hide()

    def _show(self, preview: OutgoingPreview) -> None:
        document = preview.document
        self.picture.expect(document.main_file.sha256 if document.main_file else "")
        self._document = document
        entry = document.entry
        self._code.setText(code_text(document))
        self._detail.setText(f"{entry.doc_type} · {entry.subject}")
        self._state.show_state(
            _(OUTGOING_STATE_NAMES[document.state]), STATE_COLOUR[document.state]
        )
        self._clear_recipients()
        for delivery in document.deliveries:
            name = ElidedLabel(delivery.recipient.name)
            self._recipients.addWidget(name)
            if document.state is OutgoingState.ISSUED:
                badge = Badge(
                    _(DELIVERY_STATUS_NAMES[delivery.status]), DELIVERY_COLOUR[delivery.status]
                )
                badge.setToolTip(delivery.description)
                self._recipients.addWidget(badge)
        self._history.show_history(preview.history[-5:])  # how it stands, without scrolling
        words = _NEXT.get(document.state)
        self._next.setVisible(words is not None)
        if words is not None:
            self._next.setText(f"{_(words)}  F8")
            self._next.setAccessibleName(_(words))
        self._edit.setVisible(document.state is OutgoingState.DRAFT)
        self._state.show()
        self._history.show()

    def _clear_recipients(self) -> None:
        while self._recipients.count():
            self._recipients.takeAt(0).widget().deleteLater()

    def _show_picture(self, uid: str, png: bytes) -> None:
        if self._document is not None and self._document.uid == uid:
            self.picture.show_png(png)

    def _take_step(self) -> None:
        document = self._document
        if document is None:
            return
        match document.state:
            case OutgoingState.DRAFT:
                self._presenter.approve(document.uid)
            case OutgoingState.SEALED:
                self._presenter.issue(document.uid)
            case OutgoingState.APPROVED | OutgoingState.SIGNED | OutgoingState.NUMBERED:
                self.sign_wanted.emit(document)
            case OutgoingState.ISSUED | OutgoingState.VOID:
                pass

    def _with(self, act: Callable[[Outgoing], object]) -> None:
        if self._document is not None:
            act(self._document)
