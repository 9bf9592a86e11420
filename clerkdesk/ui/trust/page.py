"""Danh sách tin cậy: what is believed, since when, from where; files are dropped on it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import (
    TRUST_LIST_NAMES,
    AuthorityFacts,
    BundleFacts,
    CrlFacts,
    TrustList,
    key_words,
)
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, Note, button, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State
from clerkdesk.ui.trust.presenter import TrustPresenter, TrustShown, moment_text

_KINDS = "(*.cdtrust *.crl *.crt *.cer *.pem *.der)"
_LIST_STATES = {
    TrustList.OFFICIAL: State.GOOD,
    TrustList.PUBLIC: State.ACCENT,
    TrustList.OWN: State.WARN,
}


class TrustPage(QWidget):
    """On top what is in force; under it authorities and revocation lists; keys on the right."""

    fetch_wanted = Signal()

    def __init__(self, presenter: TrustPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._presenter = presenter
        self._shell = shell
        self._shown: TrustShown | None = None
        self._asked: tuple[BundleFacts, Path] | None = None
        self.authorities = RegisterTable[AuthorityFacts](
            _authority_columns(),
            memory=memory,
            memory_key="trust",
            empty=_(
                "Chưa tin cậy nhà cung cấp chứng thư nào, nên chưa chữ ký số nào được «Hợp lệ».\n"
                "Nạp tệp .cdtrust do tỉnh gửi, hoặc thả tệp vào đây."
            ),
            empty_button=_("Nạp danh sách tin cậy…"),
        )
        self.authorities.empty_action.connect(self._choose_files)
        self.crls = RegisterTable[CrlFacts](
            self._crl_columns(),
            memory=memory,
            memory_key="crls",
            empty=_(
                "Chưa có danh sách thu hồi. Khi có mạng, chương trình tự tải;\n"
                "máy không có mạng thì chép tệp .crl qua USB rồi thả vào đây."
            ),
        )
        left = QVBoxLayout()
        left.setSpacing(theme.GAP)
        left.addWidget(self._force_card())
        left.addWidget(self.authorities, 3)
        left.addWidget(self.crls, 2)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self._key_card())
        right.addWidget(self._own_card())
        right.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GAP)
        across.addLayout(left, 5)
        across.addLayout(right, 2)
        presenter.changed.connect(self._show)
        presenter.said.connect(lambda words, state: shell.show_notice(words, state))
        presenter.key_asked.connect(self._ask_key)
        presenter.problems_found.connect(self._show_problems)
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read again what is believed."""
        self._presenter.refresh()

    def take(self, paths: Sequence[Path]) -> None:
        """Take in files that were dropped, here or on another page."""
        self._presenter.load(paths)

    def _force_card(self) -> Card:
        card = Card(_("Đang dùng"))
        self.force = Note()
        self._open = text_label("", "muted")
        self._open.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.load = button(
            _("Nạp danh sách tin cậy…"), self._choose_files, key="Ctrl+O", primary=True
        )
        self.fetch = button(_("Tải bản mới ngay"), self._fetch)
        row.addWidget(self.load)
        row.addWidget(self.fetch)
        row.addStretch(1)
        for widget in (self.force, self._open):
            card.body.addWidget(widget)
        card.body.addLayout(row)
        return card

    def _key_card(self) -> Card:
        card = Card(_("Khóa của tỉnh"))
        self.asked = Note()
        self.asked.hide()
        self.accept = button(_("Đúng khóa này: công nhận và nạp"), self._accept, primary=True)
        self.decline = button(_("Không dùng tệp này"), self._decline)
        self.accept.hide()
        self.decline.hide()
        self._keys = text_label("", "small")
        self._keys.setWordWrap(True)
        self._keys.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.key = QLineEdit()
        self.key.setObjectName("province-key")
        self.key.setPlaceholderText(_("64 ký tự do tỉnh thông báo"))
        self.key.setAccessibleName(_("Mã khóa của tỉnh"))
        self._key_problem = text_label("", "problem")
        self._key_problem.setWordWrap(True)
        self._key_problem.hide()
        self._pin = button(_("Ghi khóa"), lambda: self._presenter.pin(self.key.text()))
        self._unpin = button(_("Bỏ khóa cũ nhất"), self._drop_key)
        label = text_label(_("Thêm mã khóa"), "label")
        label.setBuddy(self.key)
        for placed in (self.asked, self.accept, self.decline, self._keys, label):
            card.body.addWidget(placed)
        card.body.addWidget(self.key)
        card.body.addWidget(self._key_problem)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._pin)
        row.addWidget(self._unpin)
        row.addStretch(1)
        card.body.addLayout(row)
        for changes in (self.key, self._pin, self._unpin):
            changes.setEnabled(self._presenter.allowed)
        return card

    def _own_card(self) -> Card:
        card = Card(_("Đơn vị tự thêm"))
        advice = text_label(
            _(
                "Nhà cung cấp ngoài danh sách của tỉnh đứng riêng, chỉ tài khoản quản trị thêm hoặc bỏ. "
                "Thả tệp chứng thư (.crt, .cer, .pem) vào trang này để thêm."
            ),
            "small",
        )
        advice.setWordWrap(True)
        self._remove = button(_("Bỏ dòng đang chọn"), self._take_out)
        self._remove.setEnabled(self._presenter.allowed)
        card.body.addWidget(advice)
        card.body.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _crl_columns(self) -> tuple[Column[CrlFacts], ...]:
        return (
            Column(
                "issuer",
                _("DANH SÁCH THU HỒI CỦA"),
                240,
                lambda c: c.issuer,
                second=lambda c: c.source,
                tooltip=lambda c: c.source,
                stretches=True,
            ),
            Column("made", _("LẬP NGÀY"), 100, lambda c: _day(c.this_update)),
            Column("until", _("DÙNG ĐẾN"), 100, lambda c: _day(c.next_update)),
            Column(
                "state",
                _("TÌNH TRẠNG"),
                104,
                lambda c: _("Còn dùng") if self._in_force(c) else _("Đã cũ"),
                Look.BADGE,
                state=lambda c: State.GOOD if self._in_force(c) else State.WARN,
            ),
            Column("count", _("THU HỒI"), 76, lambda c: str(c.revoked), right=True),
        )

    def _in_force(self, crl: CrlFacts) -> bool:
        return self._shown is not None and crl.in_force(self._shown.now)

    def _show(self, shown: TrustShown) -> None:
        self._shown = shown
        words, state = _force_text(shown)
        if shown.standing.damaged:
            names = ", ".join(shown.standing.damaged)
            words += "\n" + _("Tệp hỏng, không dùng: {names}. Nạp lại tệp này.").format(names=names)
            state = State.WARN
        self.force.show_state(words, state)
        self._open.setText(
            _("{n} tệp «Chưa xác định» sẽ được kiểm tra lại khi có dữ liệu mới.").format(
                n=shown.open
            )
        )
        self._open.setVisible(bool(shown.open))
        chosen = self.authorities.chosen()
        self.authorities.set_rows(
            list(shown.standing.authorities),
            choose=lambda one: chosen is not None and one.fingerprint == chosen.fingerprint,
        )
        self.crls.set_rows(list(shown.standing.crls))
        self._keys.setText(
            "\n\n".join(key_words(key) for key in shown.keys)
            or _("Chưa ghi khóa nào. Danh sách của tỉnh chỉ nạp được khi khóa đã được công nhận.")
        )
        self._unpin.setVisible(bool(shown.keys))

    def _choose_files(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self, _("Nạp danh sách tin cậy"), "", _("Danh sách, chứng thư") + " " + _KINDS
        )
        if names:
            self._presenter.load([Path(name) for name in names])

    def _fetch(self) -> None:
        self._shell.show_notice(_("Đang hỏi máy chủ của tỉnh và nơi phát hành…"), State.ACCENT)
        self.fetch_wanted.emit()

    def _ask_key(self, facts: BundleFacts, path: Path) -> None:
        """An unknown key is compared by voice, never by a click that was made in passing."""
        self._asked = facts, path
        words = _(
            "«{file}» (bản {version}, {by}) ký bằng khóa:\n{key}\n\nGọi bộ phận công nghệ của tỉnh theo số đã biết và đọc đối chiếu từng nhóm."
        )
        self.asked.show_state(
            words.format(
                file=path.name, version=facts.version, by=facts.made_by, key=key_words(facts.key)
            ),
            State.WARN,
        )
        self._show_asked(True)

    def _accept(self) -> None:
        if self._asked is not None:
            facts, path = self._asked
            self._decline()
            self._presenter.pin_and_load(facts.key, path)

    def _decline(self) -> None:
        self._asked = None
        self._show_asked(False)

    def _show_asked(self, shown: bool) -> None:
        for widget in (self.asked, self.accept, self.decline):
            widget.setVisible(shown)

    def _drop_key(self) -> None:
        if self._shown is not None and self._shown.keys:
            self._presenter.unpin(self._shown.keys[0])

    def _take_out(self) -> None:
        chosen = self.authorities.chosen()
        if chosen is not None:
            self._presenter.remove(chosen)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self._key_problem.setText(problems.get("key", ""))
        self._key_problem.setVisible("key" in problems)
        if not problems:
            self.key.clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Load what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)


def _force_text(shown: TrustShown) -> tuple[str, State]:
    bundle = shown.standing.bundle
    if bundle is None:
        if shown.standing.stale:
            words = _("Chưa có danh sách tin cậy: mọi chữ ký số đều «Chưa xác định».")
            return words, State.WARN
        return _("Chưa có danh sách của tỉnh; chỉ có nhà cung cấp đơn vị tự thêm."), State.WARN
    words = _("{name} · bản {version}\n{by} lập {made} · nạp {loaded}, từ {source}")
    return words.format(
        name=bundle.name,
        version=bundle.version,
        by=bundle.made_by or _("tỉnh"),
        made=moment_text(bundle.made_at),
        loaded=moment_text(bundle.loaded_at),
        source=bundle.source or "—",
    ), State.GOOD


def _authority_columns() -> tuple[Column[AuthorityFacts], ...]:
    return (
        Column(
            "name",
            _("NHÀ CUNG CẤP CHỨNG THƯ"),
            240,
            lambda a: a.name,
            second=lambda a: " · ".join(filter(None, (_kind(a), a.source))),
            tooltip=lambda a: f"{a.source}\nSHA-256: {key_words(a.fingerprint)}",
            stretches=True,
        ),
        Column(
            "list",
            _("DANH SÁCH"),
            172,
            lambda a: _(TRUST_LIST_NAMES[a.trust_list]),
            Look.BADGE,
            state=lambda a: _LIST_STATES[a.trust_list],
        ),
        Column("since", _("TIN CẬY TỪ"), 100, lambda a: _day(a.since)),
        Column("until", _("HẾT HẠN"), 100, lambda a: _day(a.not_after)),
    )


def _kind(authority: AuthorityFacts) -> str:
    return _("gốc") if authority.is_root else _("trung gian")


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM_TIME):%d/%m/%Y}" if moment else "—"
