"""The tab «Ý kiến»: what people said about a draft, initials, and a line to say more."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.outgoing import CHANGEABLE, FROZEN, Outgoing
from clerkdesk.domain.remarks import REMARK_KIND_NAMES, Remark, RemarkKind
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button, scrolled, text_label
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter, Details


class TalkPanel(QWidget):
    """Oldest first; Enter sends."""

    def __init__(self) -> None:
        super().__init__()
        self._presenter: ActsPresenter | None = None
        self._document: Outgoing | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Ghi ý kiến, Enter để gửi"))
        self.box.setAccessibleName(_("Ý kiến"))
        self.box.setMaxLength(1000)
        self.box.returnPressed.connect(self._send)
        self._drafter = button(_("Ký nháy"), lambda: self._initial(RemarkKind.INITIALS_DRAFTER))
        self._drafter.setToolTip(_("Người soạn thảo chịu trách nhiệm nội dung"))
        self._head = button(
            _("Ký nháy (phụ trách)"), lambda: self._initial(RemarkKind.INITIALS_HEAD)
        )
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._drafter)
        row.addWidget(self._head, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(scrolled(inner), 1)
        layout.addWidget(self.box)
        layout.addLayout(row)

    def set_presenter(self, presenter: ActsPresenter) -> None:
        """Who keeps what is said."""
        self._presenter = presenter

    def show_details(self, document: Outgoing, details: Details) -> None:
        """Show what was said about this document."""
        if self._document is None or self._document.uid != document.uid:
            self.box.clear()
        self._document = document
        while self._lines.count():
            widget = self._lines.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        version = document.main_file.sha256 if document.main_file else ""
        for remark in details.remarks:
            for label in _said(remark, details, version):
                label.setWordWrap(True)
                self._lines.addWidget(label)
        if not details.remarks:
            empty = text_label(
                _("Chưa có ý kiến.\nGhi ý kiến ở dưới; người soạn và lãnh đạo đều thấy."), "muted"
            )
            empty.setWordWrap(True)
            self._lines.addWidget(empty)
        self.box.setEnabled(document.state not in FROZEN)
        for made in (self._drafter, self._head):
            made.setVisible(document.state in CHANGEABLE)

    def _send(self) -> None:
        text = self.box.text().strip()
        if text and self._document is not None and self._presenter is not None:
            self.box.clear()
            self._presenter.comment(self._document.uid, text)

    def _initial(self, kind: RemarkKind) -> None:
        if self._document is not None and self._presenter is not None:
            self._presenter.initial(self._document.uid, kind)


def _said(remark: Remark, details: Details, version: str) -> list[QLabel]:
    time = f"{remark.at.astimezone(VIETNAM_TIME):%d/%m %H:%M}"
    who = details.names.get(remark.by, remark.by)
    if remark.kind is RemarkKind.COMMENT:
        old = "" if remark.version == version else _(" · về bản trước")
        return [text_label(f"{who} · {time}{old}", "small"), text_label(remark.text)]
    kind = _(REMARK_KIND_NAMES[remark.kind])
    sign = "✓ " if remark.version == version else "⚠ "
    old = "" if remark.version == version else _(" (bản trước, cần ký lại)")
    return [text_label(f"{sign}{kind}{old}"), text_label(f"{who} · {time}", "small")]
