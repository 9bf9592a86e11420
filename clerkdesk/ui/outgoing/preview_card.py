"""The chosen outgoing document: how far it has come, its page, what was said, and what may be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, UNISSUED, Outgoing, OutgoingState
from clerkdesk.domain.relations import COPYING
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import Badge, ElidedLabel, Note, button, scrolled, text_label
from clerkdesk.ui.corrections.lines import CorrectionLines
from clerkdesk.ui.history_lines import HistoryLines
from clerkdesk.ui.outgoing.act_bar import ActBar
from clerkdesk.ui.outgoing.acts import track_of
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter, Details
from clerkdesk.ui.outgoing.deliveries_view import by_need
from clerkdesk.ui.outgoing.delivery_line import DeliveryLine
from clerkdesk.ui.outgoing.list_presenter import OutgoingListPresenter, OutgoingPreview
from clerkdesk.ui.outgoing.step_track import StepTrack
from clerkdesk.ui.outgoing.talk_panel import TalkPanel
from clerkdesk.ui.outgoing.versions_panel import VersionsPanel
from clerkdesk.ui.outgoing.words import STATE_COLOUR, code_text
from clerkdesk.ui.page_picture import PagePicture
from clerkdesk.ui.registers.preview_frame import PreviewFrame
from clerkdesk.ui.registers.reach_words import reach_state, reach_text, reach_tooltip
from clerkdesk.ui.theme import State

_SHOWN = 4
"""Recipients in the preview; all of them stand on a page of their own."""
_TABS = (N_("Văn bản"), N_("Ý kiến"), N_("Phiên bản"))


class OutgoingPreviewCard(PreviewFrame):
    """Shows one document and takes its next step."""

    sign_wanted = Signal(object)  # Outgoing
    edit_wanted = Signal(object)  # Outgoing
    deliveries_wanted = Signal(object)  # Outgoing: every recipient of it

    def __init__(self, presenter: OutgoingListPresenter) -> None:
        super().__init__()
        self._acts: ActsPresenter | None = None
        self._document: Outgoing | None = None
        self._details: Details | None = None
        self._code = text_label("", "number")
        self._detail = text_label("", "muted")
        self._detail.setWordWrap(True)
        self._state = Badge()
        self.track = StepTrack()
        self.reason = Note()
        self.picture = PagePicture()
        self._recipients = QVBoxLayout()
        self._recipients.setSpacing(4)
        self.corrections = CorrectionLines()
        self._history = HistoryLines()
        self.talk, self.versions = TalkPanel(), VersionsPanel()
        self._pages = QStackedWidget()
        for page in (self._paper(), self.talk, self.versions):
            self._pages.addWidget(page)
        self.acts = ActBar()
        head = QHBoxLayout()
        head.addWidget(self._code)
        head.addStretch(1)
        head.addWidget(self._state)
        self.reach = Badge()
        self.body.addLayout(head)
        self.body.addWidget(self._detail)
        self.body.addWidget(self.reach, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.track)
        self.body.addWidget(self.reason)
        self.notes = QVBoxLayout()
        """What others say of the document."""
        self.notes.setSpacing(6)
        self.body.addLayout(self.notes)
        self._tabs = self._tab_row()
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._pages, 1)
        self.foot.addWidget(self.acts)
        presenter.preview_changed.connect(self._show)
        presenter.picture_ready.connect(self._show_picture)
        self.show_nothing()

    def set_acts(self, presenter: ActsPresenter) -> None:
        """Who does what the buttons say."""
        self._acts = presenter
        for part in (self.acts, self.talk, self.versions):
            part.set_presenter(presenter)
        presenter.details_ready.connect(self._show_details)
        presenter.sign_wanted.connect(self.sign_wanted)
        presenter.edit_wanted.connect(self.edit_wanted)

    def offer(self, *acts: QPushButton) -> None:
        """More that may be done, in «Việc khác»."""
        self.acts.others.add(*acts)

    def offers_step(self) -> bool:
        """Whether the shown document has a next step."""
        return self._document is not None and self.acts.offers_step()

    def shown_state(self) -> OutgoingState | None:
        """State of the shown document."""
        return self._document.state if self._document is not None else None

    def show_tab(self, number: int) -> None:
        """Turn to «Văn bản» (0), «Ý kiến» (1) or «Phiên bản» (2)."""
        self._tab_group.button(number).setChecked(True)
        self._pages.setCurrentIndex(number)

    def show_nothing(self) -> None:
        """No document is chosen."""
        self._document = None
        self._code.setText(_("Chọn một văn bản"))
        self._detail.setText(_("Trang đầu, nơi nhận và bước tiếp theo hiện ở đây."))
        self.picture.expect("")
        self._clear_recipients()
        self.acts.show_document(None)
        self.show_tab(0)
        for widget in (
            self._state,
            self._history,
            self.track,
            self.reason,
            self._tabs,
            self.reach,
        ):
            widget.hide()
        self.corrections.hide()

    def _paper(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.picture.setMinimumHeight(90)
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 4, 0)
        below.addLayout(self._recipients)
        below.addWidget(self.corrections)
        below.addWidget(self._history)
        below.addStretch(1)
        area = scrolled(inner)
        area.setMinimumHeight(70)
        layout.addWidget(self.picture, 3)
        layout.addWidget(area, 2)
        self._paper_rows = layout
        return page

    def _tab_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._tab_group = QButtonGroup(self)
        for number, name in enumerate(_TABS):
            tab = QPushButton(_(name))
            tab.setCheckable(True)
            tab.setProperty("kind", "tab")
            self._tab_group.addButton(tab, number)
            row.addWidget(tab, 1)
        self._tab_group.idClicked.connect(self._pages.setCurrentIndex)
        return holder

    def _show(self, preview: OutgoingPreview) -> None:
        document = preview.document
        fresh = self._document is None or self._document.uid != document.uid
        self._document = document
        self.picture.expect(document.main_file.sha256 if document.main_file else "")
        entry = document.entry
        self._code.setText(code_text(document))
        self._detail.setText(f"{entry.doc_type} · {entry.subject}")
        self._state.show_state(
            _(OUTGOING_STATE_NAMES[document.state]), STATE_COLOUR[document.state]
        )
        self.reach.show_state(reach_text(preview.reach), reach_state(preview.reach))
        self.reach.setToolTip(reach_tooltip(preview.reach))
        self.reach.setVisible(preview.reach is not None)
        self.track.show_track(track_of(document))
        self._show_reason(document)
        self._show_recipients(document)
        self.corrections.show_document(document)
        self._history.show_history(preview.history[-5:])  # how it stands, without scrolling
        self.acts.show_document(document)
        if fresh:
            self.show_tab(0)
        for widget in (self._state, self._history, self.track, self._tabs):
            widget.show()
        if self._acts is not None:
            self._acts.look(document.uid)

    def _show_reason(self, document: Outgoing) -> None:
        lines = [document.reason] if document.reason else []
        lines += [
            f"{r.code}: {r.reason}" for r in document.entry.relations if r.kind not in COPYING
        ]
        self.reason.setVisible(bool(lines))
        if document.reason:
            name = _(OUTGOING_STATE_NAMES[document.state])
            lines[0] = f"{name}: {document.reason}"
        bad = document.state in (OutgoingState.RETURNED, OutgoingState.RECALLED)
        self.reason.show_state("\n".join(lines), State.BAD if bad else State.ACCENT)

    def _show_recipients(self, document: Outgoing) -> None:
        self._clear_recipients()
        unissued = document.state in UNISSUED  # else what recipients say counts more than the page
        self._paper_rows.setStretch(0, 3 if unissued else 2)
        self._paper_rows.setStretch(1, 2 if unissued else 3)
        if unissued:
            for way in document.deliveries:
                self._recipients.addWidget(ElidedLabel(way.recipient.name))
            return
        ways = by_need(document.deliveries)
        for way in ways[:_SHOWN]:
            self._recipients.addWidget(DeliveryLine(document, way))
        if len(ways) > _SHOWN:
            words = _("Xem cả {n} nơi nhận…").format(n=len(ways))
            every = button(words, lambda: self.deliveries_wanted.emit(document), link=True)
            every.setObjectName("every-recipient")
            self._recipients.addWidget(every)

    def _show_details(self, details: Details) -> None:
        if self._document is None or self._document.uid != details.uid:
            return
        self._details = details
        self.talk.show_details(self._document, details)
        self.versions.show_details(details)
        for number, count in ((1, len(details.remarks)), (2, len(details.versions))):
            words = _(_TABS[number])
            self._tab_group.button(number).setText(f"{words} ({count})" if count else words)

    def _clear_recipients(self) -> None:
        while self._recipients.count():
            widget = self._recipients.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()

    def _show_picture(self, uid: str, png: bytes) -> None:
        if self._document is not None and self._document.uid == uid:
            self.picture.show_png(png)
