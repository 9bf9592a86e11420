"""What «Danh sách tin cậy» decides: loads files, asks before a key is pinned, says what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ClerkError, InvalidEntry, ProvinceKeyUnknown
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import AuthorityFacts, BundleFacts, TrustList, TrustNews, TrustStanding
from clerkdesk.services.desk import Desk
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.theme import State


@dataclass(frozen=True, slots=True)
class TrustShown:
    """What the page shows."""

    standing: TrustStanding
    keys: Sequence[str]
    open: int
    """Files whose verdict more data may settle."""
    now: datetime


class TrustPresenter(QObject):
    """Files go in through the use case; what it refuses is said, what it took is judged by at once."""

    changed = Signal(object)  # TrustShown
    said = Signal(str, object)  # Vietnamese sentence, State
    key_asked = Signal(object, object)  # BundleFacts of a list by an unknown key, its path
    problems_found = Signal(dict)
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs, take: Callable[[TrustNews], object]) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._take = take
        self.allowed = may(desk.person, Right.SETTINGS)

    def refresh(self) -> None:
        """Read again what is believed."""
        self._jobs.run(Lane.STORE, self._read, done=self.changed.emit, failed=self.failed.emit)

    def load(self, paths: Sequence[Path]) -> None:
        """Take in files that were dropped or chosen, one after another."""
        for path in paths:
            self._load_one(path)

    def pin_and_load(self, key: str, path: Path) -> None:
        """The administrator has compared the key with the province: pin it, and load the list."""

        def work() -> _Loaded:
            self._desk.keep_trust.pin(key, self._desk.person)
            content = read_file(path)
            return _Loaded(self._desk.keep_trust.load(path.name, content, self._desk.person))

        self._jobs.run(Lane.STORE, work, done=self._loaded, failed=self._failed)

    def pin(self, key: str) -> None:
        """Pin a key that was typed."""
        self._do(
            lambda: self._desk.keep_trust.pin(key, self._desk.person), _("Đã ghi khóa của tỉnh.")
        )

    def unpin(self, key: str) -> None:
        """Take no more lists by this key."""
        self._do(
            lambda: self._desk.keep_trust.unpin(key, self._desk.person), _("Đã bỏ khóa của tỉnh.")
        )

    def remove(self, authority: AuthorityFacts) -> None:
        """Believe an own addition no more."""
        if authority.trust_list is not TrustList.OWN:
            words = _("Nhà cung cấp này do tỉnh đưa vào; chỉ danh sách mới của tỉnh bỏ được.")
            self.said.emit(words, State.WARN)
            return
        words = _("Đã bỏ «{name}» khỏi danh sách tin cậy của đơn vị.")
        self._do(
            lambda: self._desk.keep_trust.remove(authority.fingerprint, self._desk.person),
            words.format(name=authority.name),
        )

    def _load_one(self, path: Path) -> None:
        self._jobs.run(
            Lane.STORE, lambda: self._load(path), done=self._loaded, failed=self.failed.emit
        )

    def _read(self) -> TrustShown:
        return TrustShown(
            self._desk.keep_trust.standing(),
            self._desk.keep_trust.keys(),
            len(self._desk.store.checks.open()),
            self._desk.clock(),
        )

    def _load(self, path: Path) -> "_Loaded":
        content = read_file(path)
        try:
            return _Loaded(self._desk.keep_trust.load(path.name, content, self._desk.person))
        except ProvinceKeyUnknown:
            if not self.allowed:
                raise
            facts = self._desk.keep_trust.examine(path.name, content)
            return _Loaded(TrustNews(), facts, path)

    def _loaded(self, got: "_Loaded") -> None:
        self.problems_found.emit({})
        if got.asked is not None:
            self.key_asked.emit(got.asked, got.path)
            return
        self.said.emit(news_text(got.news), State.GOOD if got.news.any else State.ACCENT)
        self.refresh()
        self._take(got.news)

    def _do(self, work: Callable[[], object], words: str) -> None:
        def done(_result: object) -> None:
            self.problems_found.emit({})
            self.said.emit(words, State.GOOD)
            self.refresh()

        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a file brought, or, where its key is not known yet, what it says of itself."""

    news: TrustNews
    asked: BundleFacts | None = None
    path: Path | None = None


def news_text(news: TrustNews) -> str:
    """What was taken in, in one sentence."""
    parts = []
    if news.bundle is not None:
        parts.append(_("danh sách tin cậy bản {version}").format(version=news.bundle.version))
    if news.authorities:
        names = ", ".join(one.name for one in news.authorities)
        parts.append(_("nhà cung cấp {names}").format(names=names))
    if news.crls:
        names = ", ".join(dict.fromkeys(one.issuer for one in news.crls))
        parts.append(_("danh sách thu hồi của {names}").format(names=names))
    if not parts:
        return _("Tệp này đã có, không có gì mới.")
    return _("Đã nạp {what}. Văn bản «Chưa xác định» đang được kiểm tra lại.").format(
        what="; ".join(parts)
    )


def moment_text(moment: datetime | None) -> str:
    """A moment in Viet Nam; a dash where there is none."""
    return f"{moment.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M}" if moment else "—"
