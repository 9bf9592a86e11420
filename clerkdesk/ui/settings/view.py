"""Thiết lập: sections on the left, the office's own facts in the first. An administrator changes it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.accounts import OFFICE
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, button, scrolled, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.settings.people_card import PasswordCard, PeopleCard, PicturesCard
from clerkdesk.ui.settings.presenter import OfficeFacts, SettingsPresenter
from clerkdesk.ui.settings.sections import Section, SectionList, SectionStack
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.turning_row import TurningRow

_BESIDE = 640


class SettingsView(QWidget):
    """A list of sections, and cards side by side; who may not change them is told who may.

    Args:
        sections: those of other workplaces' making, after our own.
        beside_pictures: cards about signatures, on the page of pictures.
        beside_people: cards about locks and keys, on the page of accounts.
    """

    dark_wanted = Signal(bool)

    def __init__(
        self,
        presenter: SettingsPresenter,
        person: Person,
        shell: Shell,
        *,
        dark: bool,
        sections: Sequence[Section] = (),
        beside_pictures: Sequence[Card] = (),
        beside_people: Sequence[Card] = (),
        beside_look: Sequence[Card] = (),
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._beside_pictures = beside_pictures
        self._beside_people = beside_people
        self._beside_look = beside_look
        self._may = may(person, Right.SETTINGS)
        self._header = PageHeader(_("Thiết lập"))
        if not self._may:
            self._header.set_remark(_("Chỉ tài khoản quản trị được thay đổi thiết lập đơn vị."))
        self.office = FieldForm(OFFICE)
        self.office.set_read_only(not self._may)
        self.people = PeopleCard(presenter, allowed=self._may)
        self.password = PasswordCard(presenter, person, allowed=self._may)
        self.pictures = PicturesCard(presenter, allowed=self._may)
        own = (
            Section("office", N_("Đơn vị, máy chủ"), self._office_page),
            Section("people", N_("Tài khoản"), self._people_page),
            Section("pictures", N_("Chữ ký, con dấu"), self._pictures_page),
            Section("look", N_("Giao diện, khóa máy"), partial(self._look_page, dark)),
        )
        self._keys = [section.key for section in (*own, *sections)]
        self.sections = SectionList([*own, *sections])
        self.stack = SectionStack([*own, *sections])
        self.sections.chosen.connect(self.stack.show_section)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(self.sections)
        across.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addLayout(across, 1)
        for number in range(len(own)):  # their cards are filled as one
            self.stack.show_section(number)
        self.show_section("office")
        presenter.facts_changed.connect(self._show)
        presenter.problems_found.connect(self._show_problems)
        presenter.changed.connect(lambda words: shell.show_notice(words))
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read again."""
        super().showEvent(event)
        self._presenter.refresh()

    def show_section(self, key: str) -> QWidget:
        """Show the section `key`."""
        self.sections.setCurrentRow(self._keys.index(key))
        return self.stack.show_section(self._keys.index(key))

    def _office_page(self) -> QWidget:
        return _columns([self._office_card()], [self._server_card()])

    def _people_page(self) -> QWidget:
        return _columns([self.people, *self._beside_people], [self.password, self._unlock_card()])

    def _pictures_page(self) -> QWidget:
        return _columns([self.pictures], self._beside_pictures)

    def _look_page(self, dark: bool) -> QWidget:
        return _columns([self._look_card(dark)], self._beside_look)

    def _office_card(self) -> Card:
        card = Card(_("Đơn vị"))
        card.body.addWidget(self.office)
        self._save = button(
            _("Lưu thông tin đơn vị"),
            lambda: self._presenter.save_office(self.office.values()),
            primary=True,
        )
        self._save.setEnabled(self._may)
        card.body.addWidget(self._save)
        return card

    def _look_card(self, dark: bool) -> Card:
        card = Card(_("Giao diện"))
        self.look = ChoiceBox()
        self.look.setAccessibleName(_("Giao diện"))
        self.look.addItem(_("Sáng"), False)
        self.look.addItem(_("Tối"), True)
        self.look.setCurrentIndex(1 if dark else 0)
        self.look.currentIndexChanged.connect(
            lambda _index: self.dark_wanted.emit(bool(self.look.currentData()))
        )
        card.body.addWidget(self.look)
        return card

    def _unlock_card(self) -> Card:
        card = Card(_("Mở kho dữ liệu"))
        self.by_machine = QCheckBox(_("Cho phép mở kho bằng khóa của máy này, không hỏi mật khẩu"))
        self.by_machine.setObjectName("machine-may-open")
        self.by_machine.setEnabled(self._may)
        self.by_machine.clicked.connect(self._presenter.let_machine_open)
        advice = text_label(
            _("Chỉ bật khi máy tính có mật khẩu đăng nhập riêng và để trong phòng có khóa."),
            "small",
        )
        advice.setWordWrap(True)
        card.body.addWidget(self.by_machine)
        card.body.addWidget(advice)
        return card

    def _server_card(self) -> Card:
        card = Card(_("Máy chủ của tỉnh"))
        self._connected = text_label("", "muted")
        self._connected.setWordWrap(True)
        self.address, self.code = QLineEdit(), QLineEdit()
        self._server_problem = text_label("", "problem")
        self._server_problem.setWordWrap(True)
        self._server_problem.hide()
        connect = button(
            _("Kết nối"),
            lambda: self._presenter.connect_server(self.address.text(), self.code.text()),
        )
        connect.setObjectName("connect-server")
        card.body.addWidget(self._connected)
        for box, name, words in (
            (self.address, "server-address", _("Địa chỉ máy chủ")),
            (self.code, "server-code", _("Mã ghi danh một lần (do quản trị tỉnh cấp)")),
        ):
            box.setObjectName(name)
            box.setAccessibleName(words)
            label = text_label(words, "label")
            label.setBuddy(box)
            card.body.addWidget(label)
            card.body.addWidget(box)
        card.body.addWidget(self._server_problem)
        card.body.addWidget(connect)
        for widget in (self.address, self.code, connect):
            widget.setEnabled(self._may)
        return card

    def _show(self, facts: OfficeFacts) -> None:
        self.office.set_values(_office_values(facts.office))
        self.by_machine.setChecked(facts.machine_may_open)
        self._connected.setText(
            _("Đã kết nối: {address}").format(address=facts.address)
            if facts.address
            else _("Chưa kết nối. Văn bản vẫn vào sổ, ký và lưu bình thường trên máy này.")
        )
        if facts.address:
            self.address.setText(facts.address)
        self.people.show_people(facts.people)
        self.password.show_people(facts.people)
        self.pictures.show_facts(facts)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.people.show_problems(problems)
        self.password.show_problems(problems)
        if self.people.is_filling():
            return
        self.office.show_problems(problems)
        sentences = [problems[name] for name in ("address", "code") if name in problems]
        self._server_problem.setText(" ".join(sentences))
        self._server_problem.setVisible(bool(sentences))


def _office_values(office: Office) -> dict[str, object]:
    return {field.name: getattr(office, field.name) for field in OFFICE}


def _columns(left: Sequence[Card], right: Sequence[Card]) -> QWidget:
    """Cards in two columns that scroll where the window is too low."""
    return scrolled(TurningRow((_column(left), 1), (_column(right), 1), least=_BESIDE))


def _column(cards: Sequence[Card]) -> QWidget:
    column = QWidget()
    down = QVBoxLayout(column)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(theme.GAP)
    for card in cards:
        down.addWidget(card)
    down.addStretch(1)
    return column
