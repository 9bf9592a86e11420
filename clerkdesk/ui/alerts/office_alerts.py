"""Brings alerts to the clerk: the tray, the hỏa tốc bar, the window in front, a chip with the counts."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from clerkdesk.domain.alerts import Alert, Loudness
from clerkdesk.domain.inbox_duty import Reminder
from clerkdesk.domain.texts import _
from clerkdesk.ui.alerts.express_bar import ExpressBar
from clerkdesk.ui.alerts.presenter import AlertsPresenter, Counts
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.tray import Tray
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.theme import State

CHIP, TRAY_CHIP = "inbox", "tray"
_SHOWN = 3
_INBOX = (workplaces.TODAY, workplaces.INCOMING)


class OfficeAlerts(QObject):
    """Everything that reaches the clerk beside the page.

    Args:
        check_now: meets the server at once.
    """

    def __init__(
        self,
        presenter: AlertsPresenter,
        window: MainWindow,
        tray: Tray,
        check_now: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self.presenter = presenter
        self._window = window
        self._tray = tray
        self._check_now = check_now
        self._standing: tuple[Alert, ...] = ()
        self.bar = ExpressBar()
        window.add_banner(self.bar)
        self.bar.open_wanted.connect(presenter.open)
        self.bar.acknowledged.connect(presenter.acknowledge)
        presenter.standing.connect(self._show_standing)
        presenter.insisted.connect(self._insist)
        presenter.told.connect(self._tell)
        presenter.counted.connect(self._count)
        presenter.reminded.connect(self._remind)
        window.workplace_shown.connect(self._looked)
        window.closing.connect(self.stop)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.applicationStateChanged.connect(self._came_back)
        if not tray.available:
            window.set_chip(
                TRAY_CHIP,
                _("Thông báo ngoài cửa sổ: tắt"),
                State.NEUTRAL,
                _("Máy này không có khay hệ thống; mở cửa sổ ClerkDesk để thấy văn bản mới."),
            )

    def start(self) -> None:
        """Look from now on."""
        self.presenter.start()

    def stop(self) -> None:
        """Say nothing more."""
        self.presenter.stop()
        self._tray.close()

    def _show_standing(self, alerts: tuple[Alert, ...]) -> None:
        self._standing = alerts
        self.bar.show_alerts(alerts)

    def _insist(self, alerts: tuple[Alert, ...], sound: bool) -> None:
        self.bar.flash()
        self._tray.show_message(_("Văn bản hỏa tốc"), self._tray_words(alerts), urgent=True)
        if self._window.isVisible():
            self._window.setWindowState(
                self._window.windowState() & ~Qt.WindowState.WindowMinimized
            )
            self._window.raise_()
        QApplication.alert(self._window, 0)  # until the window is looked at
        if sound:
            QApplication.beep()

    def _tell(self, alerts: tuple[Alert, ...]) -> None:
        urgent = alerts[0].loudness is Loudness.AT_ONCE
        title = _("Văn bản khẩn") if urgent else _("ClerkDesk: việc mới")
        self._tray.show_message(title, self._tray_words(alerts), urgent=urgent)
        if urgent:
            QApplication.alert(self._window)
        if urgent or not self._tray.available:
            self._window.show_notice(
                _lines(alerts[:1]),
                State.WARN if urgent else State.ACCENT,
                action=_("Xem"),
                pressed=lambda: self._window.go_to(workplaces.TODAY),
                seconds=0 if urgent else None,
            )

    def _tray_words(self, alerts: tuple[Alert, ...]) -> str:
        """What stands outside the window; over a locked one nothing of any document."""
        if self._window.is_covered():
            return _("{n} việc mới. Mở khóa ClerkDesk để xem.").format(n=len(alerts))
        return _lines(alerts)

    def _count(self, counts: Counts) -> None:
        self._tray.set_counter(counts.waiting + counts.late, bool(self._standing))
        words = ""
        if counts.unread and counts.oldest is not None:
            words = _("{n} chưa xem · cũ nhất {age}").format(
                n=counts.unread, age=age_text(counts.oldest)
            )
        self._window.set_chip(CHIP, words, State.WARN)

    def _remind(self, what: Reminder) -> None:
        if what.unread:
            words = _("Còn {n} văn bản đến chưa xem, cũ nhất đã {age}.").format(
                n=what.unread, age=age_text(what.oldest)
            )
        else:
            assert what.unchecked_for is not None  # one of the two is always said
            words = _("Hộp văn bản đến chưa được kiểm tra {age} nay.").format(
                age=age_text(what.unchecked_for)
            )
        self._tray.show_message(_("Nhắc kiểm tra văn bản đến"), words, urgent=False)
        self._window.show_notice(
            words, State.WARN, action=_("Kiểm tra ngay"), pressed=self._check, seconds=0
        )

    def _check(self) -> None:
        self._window.go_to(workplaces.INCOMING)
        self.presenter.looked()
        self._check_now()

    def _came_back(self, state: Qt.ApplicationState) -> None:
        """The clerk has come back to the window: what is on it is looked at."""
        if state is Qt.ApplicationState.ApplicationActive:
            self._looked(self._window.current())

    def _looked(self, key: str) -> None:
        if key in _INBOX:
            self.presenter.looked()


def age_text(age: timedelta) -> str:
    """How long, as it is said: «12 phút», «3 giờ 05», «2 ngày»."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 60:
        return _("{n} phút").format(n=max(minutes, 0))
    if minutes < 24 * 60:
        return _("{h} giờ {m:02d}").format(h=minutes // 60, m=minutes % 60)
    return _("{n} ngày").format(n=minutes // (24 * 60))


def _lines(alerts: tuple[Alert, ...]) -> str:
    lines = [alert.text for alert in alerts[:_SHOWN]]
    if len(alerts) > _SHOWN:
        lines.append(_("và {n} việc nữa").format(n=len(alerts) - _SHOWN))
    return "\n".join(lines)
