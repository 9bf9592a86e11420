"""«Thư điện tử công vụ»: how the office reaches its mailbox, a trial, and the words of its mails."""

from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.mail_account import (
    LOGIN_NAMES,
    SECURITY_NAMES,
    MailAccount,
    MailLogin,
    MailSecret,
    MailSecurity,
    proposed_servers,
)
from clerkdesk.domain.mails import MailPurpose
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.mail_setting import TrialStep
from clerkdesk.services.mail_templates import PLACES, MailTemplate
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, scrolled, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.mail.settings_presenter import MailFacts, MailSettingsPresenter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State
from clerkdesk.ui.turning_row import TurningRow

_BESIDE = 780
_NO_PORT = 0
_PURPOSES = {
    MailPurpose.ISSUE: N_("Thư gửi văn bản đi"),
    MailPurpose.ACCEPTED: N_("Báo đã tiếp nhận"),
    MailPurpose.REFUSED: N_("Báo không tiếp nhận"),
    MailPurpose.FORWARD: N_("Gửi vào hộp thư lãnh đạo"),
    MailPurpose.RECALL: N_("Thu hồi văn bản"),
    MailPurpose.UPDATE: N_("Cập nhật văn bản"),
}


class MailSettingsPage(QWidget):
    """Left the account, right the trial and the words."""

    def __init__(self, presenter: MailSettingsPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._authority = ""
        self._problems: dict[str, QLabel] = {}
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.GAP)
        right.addWidget(self._standing_card())
        right.addWidget(self._words_card(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            scrolled(TurningRow((self._account_card(), 1), (beside, 1), least=_BESIDE))
        )
        presenter.facts_changed.connect(self._show)
        presenter.problems_found.connect(self._show_problems)
        presenter.trying.connect(self._show_trying)
        presenter.tried.connect(self.show_trial)
        presenter.kept.connect(shell.show_notice)
        presenter.template_read.connect(self._show_template)
        presenter.template_problem.connect(self._show_template_problem)
        presenter.authority_read.connect(self._take_authority)
        presenter.failed.connect(shell.show_error)
        self._allow(presenter.allowed)

    def refresh(self) -> None:
        """Read account and words again."""
        self._presenter.refresh()
        self._read_template()

    # --- the account -------------------------------------------------------------------------------

    def _account_card(self) -> Card:
        card = Card(_("Hộp thư công vụ của cơ quan"))
        self.address, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("ubnd.xa@tinh.gov.vn")
        self.address.editingFinished.connect(self._propose)
        self.user.setPlaceholderText(_("để trống: như địa chỉ thư"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.login = ChoiceBox()
        for way, words in LOGIN_NAMES.items():
            self.login.addItem(_(words), way.value)
        self.login.currentIndexChanged.connect(lambda _index: self._show_login())
        self.imap_host, self.imap_port = QLineEdit(), QLineEdit()
        self.smtp_host, self.smtp_port = QLineEdit(), QLineEdit()
        self.imap_security, self.smtp_security = ChoiceBox(), ChoiceBox()
        for box in (self.imap_security, self.smtp_security):
            for security, words in SECURITY_NAMES.items():
                box.addItem(_(words), security.value)
        self.token_address, self.client_id, self.client_secret = (QLineEdit() for _n in range(3))
        self.client_secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.poll = QLineEdit()
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._row("address", _("Địa chỉ thư"), self.address)
        self._row("user", _("Tên đăng nhập"), self.user)
        self._row("login", _("Cách đăng nhập"), self.login)
        self._password_label = self._row("password", _("Mật khẩu"), self.password)
        self._token_rows = [
            self._row("token_address", _("Địa chỉ cấp mã"), self.token_address),
            self._row("client_id", _("Mã ứng dụng (client ID)"), self.client_id),
            self._row("client_secret", _("Khóa ứng dụng"), self.client_secret),
        ]
        self._row("imap_host", _("Máy chủ nhận (IMAP)"), self.imap_host)
        self._row("imap_port", _("Cổng · bảo mật"), self._pair(self.imap_port, self.imap_security))
        self._row("smtp_host", _("Máy chủ gửi (SMTP)"), self.smtp_host)
        self._row("smtp_port", _("Cổng · bảo mật"), self._pair(self.smtp_port, self.smtp_security))
        self._row("poll_minutes", _("Hỏi thư mới mỗi (phút)"), self.poll)
        card.body.addLayout(self._grid)
        self.authority = text_label("", "small")
        self.authority.setWordWrap(True)
        card.body.addWidget(self.authority)
        row = WrappingRow(6)
        self._load = button(_("Nạp chứng thư của tỉnh…"), self._choose_authority, link=True)
        self._drop = button(_("Bỏ chứng thư riêng"), lambda: self._take_authority(""), link=True)
        self._leave = button(_("Thôi dùng hộp thư"), self._presenter.leave, link=True)
        for made in (self._load, self._drop, self._leave):
            row.add(made)
        card.body.addWidget(row)
        acts = WrappingRow(6)
        self.trial = button(_("Thử kết nối"), self._try)
        self.trial.setObjectName("try-mail")
        self.keep = button(_("Lưu"), self._save, key="Ctrl+Return", primary=True)
        self.keep.setObjectName("save-mail")
        acts.add(self.trial)
        acts.end.addWidget(self.keep)
        card.body.addWidget(acts)
        card.body.addStretch(1)
        return card

    def _row(self, key: str, words: str, box: QWidget) -> list[QWidget]:
        """A line of the form; what is wrong with it stands below it."""
        row = self._grid.rowCount()
        label = text_label(words, "label")
        label.setBuddy(box)
        if not box.accessibleName():
            box.setAccessibleName(words)
        problem = text_label("", "problem")
        problem.setWordWrap(True)
        problem.hide()
        self._problems[key] = problem
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)
        self._grid.addWidget(problem, row + 1, 1)
        return [label, box, problem]

    def _pair(self, port: QLineEdit, security: ChoiceBox) -> QWidget:
        port.setMaximumWidth(84)
        port.setAccessibleName(_("Cổng"))
        security.setAccessibleName(_("Bảo mật"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(port, 0, 0)
        grid.addWidget(security, 0, 1)
        grid.setColumnStretch(1, 1)
        holder.setFocusProxy(port)
        return holder

    def typed(self) -> tuple[MailAccount, MailSecret]:
        """What stands in the form."""
        account = MailAccount(
            address=self.address.text().strip(),
            user=self.user.text().strip(),
            imap_host=self.imap_host.text().strip(),
            imap_port=_number(self.imap_port),
            imap_security=MailSecurity(self.imap_security.currentData()),
            smtp_host=self.smtp_host.text().strip(),
            smtp_port=_number(self.smtp_port),
            smtp_security=MailSecurity(self.smtp_security.currentData()),
            login=MailLogin(self.login.currentData()),
            token_address=self.token_address.text().strip(),
            client_id=self.client_id.text().strip(),
            authority=self._authority,
            folders=self._presenter.account.folders,
            sent_folder=self._presenter.account.sent_folder,
            poll_minutes=_number(self.poll),
        )
        return account, MailSecret(self.password.text(), self.client_secret.text())

    def _show(self, facts: MailFacts) -> None:
        account = facts.account
        self.address.setText(account.address)
        self.user.setText(account.user)
        self.login.setCurrentIndex(self.login.findData(account.login.value))
        self.imap_host.setText(account.imap_host)
        self.imap_port.setText(str(account.imap_port))
        self.imap_security.setCurrentIndex(self.imap_security.findData(account.imap_security.value))
        self.smtp_host.setText(account.smtp_host)
        self.smtp_port.setText(str(account.smtp_port))
        self.smtp_security.setCurrentIndex(self.smtp_security.findData(account.smtp_security.value))
        self.token_address.setText(account.token_address)
        self.client_id.setText(account.client_id)
        self.poll.setText(str(account.poll_minutes))
        self.password.clear()
        self.client_secret.clear()
        kept = _("đã lưu trên máy này; chỉ gõ khi đổi") if facts.has_secret else ""
        self.password.setPlaceholderText(kept)
        self._leave.setVisible(account.is_set)
        self._take_authority(account.authority)
        self._show_login()
        self._show_standing(facts)

    def _show_login(self) -> None:
        by_token = self.login.currentData() == MailLogin.OAUTH2.value
        label = self._password_label[0]
        assert isinstance(label, QLabel)
        label.setText(_("Mã làm mới (refresh token)") if by_token else _("Mật khẩu"))
        for label, box, problem in self._token_rows:
            label.setVisible(by_token)
            box.setVisible(by_token)
            problem.setVisible(by_token and isinstance(problem, QLabel) and bool(problem.text()))

    def _propose(self) -> None:
        """Servers from the address, where none were typed."""
        if self.imap_host.text() or self.smtp_host.text() or "@" not in self.address.text():
            return
        imap, smtp, port, security = proposed_servers(self.address.text())
        self.imap_host.setText(imap)
        self.smtp_host.setText(smtp)
        self.smtp_port.setText(str(port))
        self.smtp_security.setCurrentIndex(self.smtp_security.findData(security.value))

    def _show_problems(self, problems: dict[str, str]) -> None:
        for key, label in self._problems.items():
            label.setText(problems.get(key, ""))
            label.setVisible(bool(label.text()))
        self.authority.setText(problems.get("authority", self.authority.text()))

    def _choose_authority(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chứng thư của cơ quan cấp (PEM)"), "", "PEM (*.pem *.crt *.cer)"
        )
        if name:
            self._presenter.read_authority(Path(name))

    def _take_authority(self, pem: str) -> None:
        self._authority = pem
        self._drop.setVisible(bool(pem))
        self.authority.setText(
            _("Máy chủ thư được kiểm tra bằng chứng thư riêng đã nạp.")
            if pem
            else _("Chứng thư của máy chủ luôn được kiểm tra; chứng thư lạ bị từ chối.")
        )

    def _save(self) -> None:
        self._presenter.save(*self.typed())

    # --- trial and standing ------------------------------------------------------------------------

    def _standing_card(self) -> Card:
        card = Card(_("Tình trạng"))
        self.standing = text_label("")
        self.standing.setWordWrap(True)
        card.body.addWidget(self.standing)
        self.steps = [Note("", State.NEUTRAL), Note("", State.NEUTRAL)]
        for note in self.steps:
            note.hide()
            card.body.addWidget(note)
        return card

    def _show_standing(self, facts: MailFacts) -> None:
        if not facts.account.is_set:
            words = _(
                "Chưa có hộp thư. Nhập địa chỉ, máy chủ và mật khẩu ở bên trái, bấm «Thử kết nối» "
                "rồi «Lưu». Cơ quan chưa có hệ thống của tỉnh gửi, nhận văn bản qua hộp thư này."
            )
        elif not facts.has_secret:
            words = _("Máy này chưa có mật khẩu của hộp thư: nhập mật khẩu rồi bấm «Lưu».")
        else:
            where = _("kho khóa của máy") if facts.in_key_store else _("kho dữ liệu đã mã hóa")
            words = _("Mật khẩu giữ trong {where}. Thư chờ gửi: {n}.").format(
                where=where, n=facts.waiting
            )
            if facts.account.since is not None:
                since = f"{facts.account.since:%d/%m/%Y}"
                words += " " + _("Nhận thư đến từ ngày {day}.").format(day=since)
        self.standing.setText(words)

    def _try(self) -> None:
        self._presenter.try_out(*self.typed())

    def _show_trying(self, on: bool) -> None:
        self.trial.setEnabled(not on)
        if on:
            self.steps[0].show_state(_("Đang thử kết nối…"), State.NEUTRAL)
            self.steps[0].show()
            self.steps[1].hide()

    def show_trial(self, steps: list[TrialStep]) -> None:
        """What the trial found, a line for each direction."""
        for note in self.steps:
            note.hide()
        for note, step in zip(self.steps, steps, strict=False):
            if step.error is None:
                note.show_state(f"✓ {step.title}", State.GOOD)
            else:
                note.show_state(f"{step.title}\n{step.error} {step.error.advice}", State.BAD)
            note.show()

    # --- words of mails ----------------------------------------------------------------------------

    def _words_card(self) -> Card:
        card = Card(_("Mẫu thư"))
        self.purpose = ChoiceBox()
        self.purpose.setAccessibleName(_("Loại thư"))
        for purpose, words in _PURPOSES.items():
            self.purpose.addItem(_(words), purpose.value)
        self.purpose.currentIndexChanged.connect(lambda _index: self._read_template())
        self.subject, self.body = QLineEdit(), QPlainTextEdit()
        self.subject.setAccessibleName(_("Tiêu đề thư"))
        self.body.setAccessibleName(_("Nội dung thư"))
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(170)
        self.template_problem = text_label("", "problem")
        self.template_problem.setWordWrap(True)
        self.template_problem.hide()
        places = ", ".join(f"{{{_(place)}}}" for place in PLACES)
        advice = text_label(_("Các ô tự điền: {places}.").format(places=places), "small")
        advice.setWordWrap(True)
        self._keep_words = button(_("Lưu mẫu thư"), self._save_template)
        self._keep_words.setObjectName("save-template")
        for widget in (self.purpose, self.subject, self.template_problem, advice, self._keep_words):
            card.body.addWidget(widget)
        card.body.insertWidget(card.body.indexOf(self.template_problem), self.body, 1)
        return card

    def _read_template(self) -> None:
        self._presenter.read_template(MailPurpose(self.purpose.currentData()))

    def _save_template(self) -> None:
        template = MailTemplate(self.subject.text().strip(), self.body.toPlainText())
        self._presenter.save_template(MailPurpose(self.purpose.currentData()), template)

    def _show_template(self, template: MailTemplate) -> None:
        self.subject.setText(template.subject)
        self.body.setPlainText(template.body)
        self._show_template_problem("")

    def _show_template_problem(self, sentence: str) -> None:
        self.template_problem.setText(sentence)
        self.template_problem.setVisible(bool(sentence))

    def _allow(self, allowed: bool) -> None:
        """Without the right only the password of this machine can be typed."""
        boxes = (
            self.address,
            self.user,
            self.imap_host,
            self.imap_port,
            self.smtp_host,
            self.smtp_port,
            self.token_address,
            self.client_id,
            self.poll,
            self.subject,
        )
        for box in boxes:
            box.setReadOnly(not allowed)
        self.body.setReadOnly(not allowed)
        for widget in (
            self.login,
            self.imap_security,
            self.smtp_security,
            self._load,
            self._drop,
            self._leave,
            self._keep_words,
        ):
            widget.setEnabled(allowed)


def _number(box: QLineEdit) -> int:
    text = box.text().strip()
    return int(text) if text.isdecimal() and len(text) < 6 else _NO_PORT
