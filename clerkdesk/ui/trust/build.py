"""Builds Danh sách tin cậy, and the watch that keeps it fresh."""

from clerkdesk.domain.errors import ClerkError, ProvinceKeyUnknown, TrustFileForged
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import TrustNews
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State
from clerkdesk.ui.trust.page import TrustPage
from clerkdesk.ui.trust.presenter import TrustPresenter, news_text
from clerkdesk.ui.trust.watch import TrustWatch

_TOLD = (ProvinceKeyUnknown, TrustFileForged)
"""Problems of the background that a person must know of; a line that is down is none."""


def build_trust(around: Surroundings) -> TrustPage:
    """The section of Thiết lập."""
    presenter = TrustPresenter(around.desk, around.jobs, around.ways.trust_came)
    page = TrustPage(presenter, around.window, around.memory)
    presenter.setParent(page)
    page.fetch_wanted.connect(around.ways.fetch_trust)
    return page


def build_trust_watch(around: Surroundings) -> TrustWatch:
    """Runs beside every page."""
    watch = TrustWatch(around.desk, around.jobs, around.server.trust_list)
    watch.setParent(around.window)
    window = around.window

    def settled(count: int) -> None:
        if count:
            words = _("Đã kiểm tra lại chữ ký số: {n} văn bản có kết quả mới.")
            window.show_notice(words.format(n=count), State.ACCENT)

    known: set[str] = set()

    def told(problems: tuple[ClerkError, ...]) -> None:
        for problem in problems:
            if isinstance(problem, _TOLD) and str(problem) not in known:
                known.add(str(problem))  # once, not every twenty minutes
                window.show_error(problem)

    def came(news: TrustNews) -> None:
        if news.bundle is not None:
            window.show_notice(news_text(news), State.GOOD)

    watch.settled.connect(settled)
    watch.problems_found.connect(told)
    watch.news_came.connect(came)
    window.closing.connect(watch.stop)
    return watch
