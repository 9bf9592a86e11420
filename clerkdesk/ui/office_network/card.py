"""The card «Mạng nội bộ» of Đồng bộ, USB: which desks are there, and whether this one takes part."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.services.meet_desks import Round
from clerkdesk.ui.cards import Card, Note, text_label
from clerkdesk.ui.office_network.presenter import NetworkPresenter
from clerkdesk.ui.office_network.words import advice_text, desk_text


class NetworkCard(Card):
    """A row a desk, two switches, and one sentence on what it is good for."""

    def __init__(self, presenter: NetworkPresenter) -> None:
        super().__init__(_("Mạng nội bộ của cơ quan"))
        self._presenter = presenter
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.open = QCheckBox(_("Máy này trao đổi với các máy của cơ quan trong mạng nội bộ"))
        self.open.setObjectName("network-open")
        self.by_itself = QCheckBox(_("Máy giữ sổ tự cấp số khi máy khác của cơ quan xin"))
        self.by_itself.setObjectName("network-numbers")
        self.by_itself.setToolTip(
            _("Tắt: yêu cầu xin số nằm ở Hôm nay của máy giữ sổ, văn thư bấm cấp số.")
        )
        self.advice = text_label("", "small")
        self.advice.setWordWrap(True)
        for part in (holder, self.open, self.by_itself, self.advice):
            self.body.addWidget(part)
        self.open.clicked.connect(presenter.set_open)
        self.by_itself.clicked.connect(presenter.set_numbers_by_itself)
        presenter.state_changed.connect(self.show_round)
        self.show_round(presenter.last)

    def show_round(self, done: Round) -> None:
        """Show what the last round found."""
        while self._rows.count():
            self._rows.takeAt(0).widget().deleteLater()
        for desk in done.desks:
            words, state = desk_text(desk)
            self._rows.addWidget(Note(words, state))
        is_open = self._presenter.is_open
        self.open.setChecked(is_open)
        self.by_itself.setChecked(self._presenter.numbers_by_itself)
        for box in (self.open, self.by_itself):
            box.setEnabled(self._presenter.may_change)
        self.advice.setText(advice_text(done.desks, is_open=is_open))
