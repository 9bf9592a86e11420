"""Fetch what trust is made of while there is a line: the province's list, and revocation lists that are due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from clerkdesk.domain.errors import (
    ClerkError,
    CrlIssuerUnknown,
    CrlNotFetched,
    NotATrustFile,
    OlderCrl,
    OlderTrustFile,
    ProvinceKeyUnknown,
    ServerRefused,
    ServerUnreachable,
    TrustFileForged,
)
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import TRUST_FILE_SUFFIX, TrustNews
from clerkdesk.ports.checks import Checks
from clerkdesk.ports.trust import CrlSource, TrustStore
from clerkdesk.services.keep_trust import KeepTrust

_AGAIN_AFTER = timedelta(hours=1)
"""A distribution point that gave nothing is left alone this long."""
_MOST_AT_ONCE = 3
"""The line is the clerk's: what is left comes with the next round."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one round brought."""

    news: TrustNews
    problems: tuple[ClerkError, ...] = ()
    more: bool = False
    """More is due than one round asks for."""


class FetchTrust:
    """Runs beside the clerk's work; a line that is down is no problem worth telling."""

    def __init__(
        self,
        keep: KeepTrust,
        trust: TrustStore,
        checks: Checks,
        source: CrlSource,
        clock: Callable[[], datetime],
    ) -> None:
        self._keep = keep
        self._trust = trust
        self._checks = checks
        self._source = source
        self._clock = clock
        self._failed: dict[str, datetime] = {}

    def __call__(self, server: Callable[[], bytes | None] | None = None) -> Fetched:
        """One round.

        Args:
            server: asks the province server for its list; None where this desk has none.
        """
        news = TrustNews()
        problems: list[ClerkError] = []
        try:
            if server is not None and (content := server()) is not None:
                name = _("máy chủ của tỉnh") + TRUST_FILE_SUFFIX
                news = self._keep.take(name, content, _("máy chủ của tỉnh"))
        except (ServerUnreachable, ServerRefused, OlderTrustFile):
            pass  # no line, a server of an older version, or a list that came another way is newer
        except (NotATrustFile, TrustFileForged, ProvinceKeyUnknown) as error:
            problems.append(error)
        now = self._clock()
        due = [
            url for url in self._trust.due(self._checks.points(), now) if self._may_ask(url, now)
        ]
        for url in due[:_MOST_AT_ONCE]:
            try:
                got = self._trust.load_crl(url, self._source.fetch(url), source=url, at=now)
                self._failed.pop(url, None)
                news = news.joined(got)
                if not got.any:  # the same as before: its next issue is late
                    self._failed[url] = now
            except (CrlNotFetched, OlderCrl, NotATrustFile, CrlIssuerUnknown) as error:
                self._failed[url] = now
                problems.append(error)
        return Fetched(news, tuple(problems), len(due) > _MOST_AT_ONCE)

    def _may_ask(self, url: str, now: datetime) -> bool:
        last = self._failed.get(url)
        return last is None or now - last >= _AGAIN_AFTER or now < last
