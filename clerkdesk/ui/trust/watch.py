"""Keeps trust fresh beside the clerk's work: fetches what is due, then judges open verdicts again."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.trust import TrustNews
from clerkdesk.services.desk import Desk
from clerkdesk.services.fetch_trust import Fetched
from clerkdesk.services.judge_again import Again
from clerkdesk.ui.jobs import Jobs, Lane

FIRST_MS, PERIOD_MS, BREATH_MS = 60_000, 20 * 60_000, 500
"""After the start, between two rounds, and between two files: the clerk's own work goes first."""


class TrustWatch(QObject):
    """One round of fetching, one file of judging at a time.

    Args:
        server: asks the province server for its list.
    """

    news_came = Signal(object)  # TrustNews
    problems_found = Signal(object)  # tuple[ClerkError, ...]
    judged = Signal(object)  # Again
    settled = Signal(int)  # how many verdicts have changed, when the last file is done

    def __init__(self, desk: Desk, jobs: Jobs, server: Callable[[], bytes | None]) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._server = server
        self._fetching = False
        self._waiting: deque[tuple[str, TrustNews]] = deque()
        self._judging = False
        self._changed = 0
        self._round = QTimer(self)
        self._round.setSingleShot(True)
        self._round.timeout.connect(self.fetch)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(BREATH_MS)
        self._next.timeout.connect(self._judge_next)

    def start(self) -> None:
        """Fetch soon, and from then on."""
        self._round.start(FIRST_MS)

    def stop(self) -> None:
        """Do nothing more."""
        self._round.stop()
        self._next.stop()
        self._waiting.clear()

    def fetch(self) -> None:
        """Ask for newer lists now."""
        if self._fetching:
            return
        self._fetching = True
        self._jobs.run(
            Lane.NETWORK,
            lambda: self._desk.fetch_trust(self._server),
            done=self._fetched,
            failed=self._not_fetched,
        )

    def take(self, news: TrustNews) -> None:
        """Something was taken in: judge again what it may settle."""
        if news.any:
            self.news_came.emit(news)
            self._judge_by(news)

    def _catch_up(self) -> None:
        """Judge by everything that came since the last time, whoever brought it."""
        self._jobs.run(
            Lane.STORE,
            self._desk.judge_again.missed,
            done=self._judge_by,
            failed=self._not_fetched,
        )

    def _judge_by(self, news: TrustNews) -> None:
        if not news.any:
            return
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.judge_again.waiting(news),
            done=lambda files: self._queue(list(files), news),
            failed=self._not_fetched,
        )

    def _fetched(self, fetched: Fetched) -> None:
        self._fetching = False
        self._round.start(FIRST_MS if fetched.more else PERIOD_MS)
        self.problems_found.emit(fetched.problems)
        if fetched.news.any:
            self.news_came.emit(fetched.news)
        self._catch_up()

    def _not_fetched(self, error: ClerkError) -> None:
        self._fetching = False
        self._round.start(PERIOD_MS)
        self.problems_found.emit((error,))

    def _queue(self, files: list[str], news: TrustNews) -> None:
        waiting = {sha256 for sha256, _news in self._waiting}
        self._waiting.extend((sha256, news) for sha256 in files if sha256 not in waiting)
        if not self._judging:
            self._judging = True
            self._changed = 0
            self._judge_next()

    def _judge_next(self) -> None:
        if not self._waiting:
            self._judging = False
            self._jobs.run(
                Lane.STORE,
                self._desk.judge_again.caught_up,
                done=lambda _nothing: self.settled.emit(self._changed),
                failed=self._not_fetched,
            )
            return
        sha256, news = self._waiting.popleft()
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.judge_again(sha256, news),
            done=self._judged,
            failed=lambda _error: self._next.start(),
        )

    def _judged(self, again: Again | None) -> None:
        if again is not None:
            self._changed += again.before.result is not again.after.result
            self.judged.emit(again)
        self._next.start()
