"""Thiết lập: who has an account, a new account, and new passwords; pictures of signature and seal."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout

from clerkdesk.domain.accounts import ACCOUNT
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.people import ROLE_NAMES, Person, Role
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, ChoiceBox, button, rule, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.settings.presenter import OfficeFacts, SettingsPresenter
from clerkdesk.ui.setup.passwords import LabelledBox, NewPassword, PasswordBox, forget

_PICTURE_HEIGHT = 84
_PAPER_PROPERTY = "paper"


class PeopleCard(Card):
    """Accounts of the office; «+ Thêm tài khoản» opens a form in place."""

    def __init__(self, presenter: SettingsPresenter, *, allowed: bool) -> None:
        super().__init__(_("Tài khoản"))
        self._presenter = presenter
        self._people: Sequence[Person] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.add_button = button(_("+ Thêm tài khoản"), self._open_form)
        self.add_button.setEnabled(allowed)
        self.form = FieldForm(ACCOUNT)
        self.role = ChoiceBox()
        self.role.setAccessibleName(_("Vai trò"))
        for key, name in ROLE_NAMES.items():
            self.role.addItem(_(name), key.value)
        self.role.setCurrentIndex(self.role.findData(Role.CLERK.value))
        self.password = NewPassword("account")
        self.save_button = button(_("Lập tài khoản"), self._save, primary=True)
        cancel = button(_("Thôi"), self.close_form)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(cancel)
        row.addWidget(self.save_button, 1)
        self._panel = Card(margin=12)
        role_label = text_label(_("Vai trò *"), "label")
        role_label.setBuddy(self.role)
        role = QVBoxLayout()
        role.setContentsMargins(0, 0, 0, 6)
        role.setSpacing(2)
        role.addWidget(role_label)
        role.addWidget(self.role)
        self._panel.body.addWidget(self.form)
        self._panel.body.addLayout(role)
        self._panel.body.addWidget(self.password)
        self._panel.body.addLayout(row)
        self._panel.hide()
        self.body.addWidget(self._panel)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        presenter.account_added.connect(self.close_form)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show who has an account."""
        self._people = people
        while self._rows.count():
            self._rows.takeAt(0).widget().deleteLater()
        for person in people:
            roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(person.roles))
            self._rows.addWidget(text_label(f"{person.full_name} · {person.position}", "heading"))
            self._rows.addWidget(text_label(f"{person.login} · {roles}", "small"))
            self._rows.addWidget(rule())

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Sentences under the fields of the form, while it is open."""
        if self._panel.isHidden():
            return
        self.form.show_problems(problems)
        self.password.show_problems(problems.get("password", ""), problems.get("again", ""))

    def is_filling(self) -> bool:
        """Whether the form of a new account is open."""
        return not self._panel.isHidden()

    def close_form(self) -> None:
        """Put the form away and forget what was typed."""
        self.form.clear()
        self.password.clear()
        self._panel.hide()
        self.add_button.show()

    def _open_form(self) -> None:
        self._panel.show()
        self.add_button.hide()
        self.form.focus_first()

    def _save(self) -> None:
        self._presenter.add_account(
            self.form.values(),
            Role(self.role.currentData()),
            self.password.first.box.text(),
            self.password.again.box.text(),
        )


class PasswordCard(Card):
    """One's own password; an administrator can also give a colleague a new one."""

    def __init__(self, presenter: SettingsPresenter, person: Person, *, allowed: bool) -> None:
        super().__init__(_("Đổi mật khẩu"))
        self._presenter = presenter
        self._person = person
        self.who = ChoiceBox()
        self.who.setAccessibleName(_("Tài khoản"))
        self.who.addItem(_("Của tôi ({login})").format(login=person.login), person.login)
        if not allowed:
            self.who.hide()
        self.who.currentIndexChanged.connect(lambda _index: self._show_old())
        self.old = LabelledBox(_("Mật khẩu đang dùng *"), PasswordBox("old-password"))
        self.new = NewPassword("own", _("Mật khẩu mới *"))
        self.save_button = button(_("Đổi mật khẩu"), self._save)
        for widget in (self.who, self.old, self.new, self.save_button):
            self.body.addWidget(widget)
        presenter.password_changed.connect(lambda: forget(self))

    def show_people(self, people: Sequence[Person]) -> None:
        """Whose password may be set anew."""
        chosen = self.who.currentData()
        while self.who.count() > 1:
            self.who.removeItem(self.who.count() - 1)
        for person in people:
            if person.login != self._person.login:
                self.who.addItem(f"{person.full_name} ({person.login})", person.login)
        self.who.setCurrentIndex(max(self.who.findData(chosen), 0))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Sentences under the boxes that have something in them."""
        if self.new.first.box.text():
            self.new.show_problems(problems.get("password", ""), problems.get("again", ""))

    def _show_old(self) -> None:
        self.old.setVisible(self._own())

    def _own(self) -> bool:
        return bool(self.who.currentData() == self._person.login)

    def _save(self) -> None:
        first, again = self.new.first.box.text(), self.new.again.box.text()
        if self._own():
            self._presenter.change_own_password(self.old.box.text(), first, again)
        else:
            self._presenter.reset_password(str(self.who.currentData()), first, again)


class PicturesCard(Card):
    """The pictures of signatures and of the seal as they will stand on the page."""

    def __init__(self, presenter: SettingsPresenter, *, allowed: bool) -> None:
        super().__init__(_("Hình chữ ký và con dấu"))
        self._presenter = presenter
        self._pictures: Mapping[str, bytes] = {}
        self.whose = ChoiceBox()
        self.whose.setAccessibleName(_("Hình của ai"))
        self.whose.currentIndexChanged.connect(lambda _index: self._show_picture())
        self.picture = QLabel()
        self.picture.setProperty(_PAPER_PROPERTY, "true")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedHeight(_PICTURE_HEIGHT + 16)
        choose = button(_("Chọn hình PNG…"), self._choose)
        choose.setEnabled(allowed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.whose, 1)
        row.addWidget(choose)
        self.body.addWidget(
            text_label(_("Chữ ký màu xanh, con dấu màu đỏ, nền trong suốt"), "label")
        )
        self.body.addLayout(row)
        self.body.addWidget(self.picture)

    def show_facts(self, facts: OfficeFacts) -> None:
        """Show the pictures that the office has; the choice stays."""
        chosen = self.whose.currentData()
        self._pictures = facts.pictures
        self.whose.clear()
        self.whose.addItem(_("Con dấu cơ quan"), SEAL)
        for person in facts.people:
            self.whose.addItem(person.full_name, person.full_name)
        self.whose.setCurrentIndex(max(self.whose.findData(chosen), 0))
        self._show_picture()

    def _show_picture(self) -> None:
        png = self._pictures.get(str(self.whose.currentData()))
        pixmap = QPixmap()
        if png is None or not pixmap.loadFromData(png):
            self.picture.setPixmap(QPixmap())
            self.picture.setText(_("Chưa có hình, nên chưa ký số được."))
            return
        ratio = self.devicePixelRatioF()
        height = round(_PICTURE_HEIGHT * ratio)
        shown = pixmap.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn hình PNG nền trong suốt"), "", _("Hình PNG (*.png)")
        )
        if not name:
            return
        self._presenter.set_picture(str(self.whose.currentData()), Path(name))
