"""Beside every page: backups at their time, files that follow after a restore, reminders once a day."""

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.keep_safe import Safety
from clerkdesk.ui.backup.presenter import BackupPresenter
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.theme import State

_FIRST_MS, _EVERY_MS = 60_000, 10 * 60_000


class BackupWatch(QObject):
    """Looks every ten minutes; `reminded` carries a sentence and its State, once a day each."""

    reminded = Signal(str, object)

    def __init__(self, desk: Desk, jobs: Jobs, presenter: BackupPresenter) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._presenter = presenter
        self._said: dict[str, date] = {}
        self._tried: date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, a minute after the window is there."""
        QTimer.singleShot(_FIRST_MS, self, self.look)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """End; a backup that runs is stopped."""
        self._timer.stop()
        self._presenter.stop()

    def look(self) -> None:
        """Look now."""
        self._jobs.run(
            Lane.STORE, self._desk.keep_safe.safety, done=self._seen, failed=self._nothing
        )

    def _seen(self, safety: Safety) -> None:
        today = self._desk.today
        if safety.to_attest:
            self._say("attest", _("Dữ liệu vừa được khôi phục: đối chiếu sổ trước khi cấp số."))
        elif safety.put_back:
            self._say("put back", _("Kho dữ liệu đã được thay bằng bản cũ hơn; đã mở đợt ghi mới."))
        if safety.journal_behind:
            self._say(
                "journal", _("Không thấy ổ thứ hai ghi nhật ký số. Vẫn làm việc bình thường.")
            )
        if safety.files_missing and not self._presenter.busy:
            self._presenter.follow()
        elif safety.due and safety.place_is_there and self._tried != today:
            self._tried = today  # a medium that is full is not tried again every ten minutes
            self._presenter.back_up()
        elif safety.due:
            self._say("due", _("Đến hạn sao lưu nhưng không thấy nơi sao lưu. Cắm lại ổ USB."))
        elif not safety.plan.place:
            self._say("place", _("Chưa chọn nơi sao lưu dữ liệu."))
        elif safety.drill_due and safety.place_is_there:
            self._say("drill", _("Đã lâu chưa mở thử bản sao lưu."))

    def _say(self, what: str, words: str) -> None:
        if self._said.get(what) != self._desk.today:
            self._said[what] = self._desk.today
            self.reminded.emit(words, State.WARN)

    def _nothing(self, _error: ClerkError) -> None:
        """The page itself tells what is wrong; a reminder tells nothing."""
