"""How the office wants to be reminded: a setting with usual values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Settings

NOTICES = "notices"
_LONGEST = 24 * 60


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """When the program speaks up."""

    remind_minutes: int = 30
    """In office hours, after so long without a look into the inbox; 0 is never."""
    late_minutes: int = 30
    """A notice of receipt that has not left after so long is late (Điều 13, «ngay»)."""
    sound: bool = False
    """Beep for hỏa tốc."""
    tell_progress: bool = True
    """Statuses 04, 05 and 06 go to the sender of an edXML document by themselves."""

    @property
    def remind_every(self) -> timedelta:
        """`remind_minutes` as a span."""
        return timedelta(minutes=self.remind_minutes)

    @property
    def late_after(self) -> timedelta:
        """`late_minutes` as a span."""
        return timedelta(minutes=self.late_minutes)


def read_notice_rules(settings: Settings) -> NoticeRules:
    """The office's rules; the usual ones where none were set."""
    stored = settings.get(NOTICES)
    return from_plain(NoticeRules, stored) if isinstance(stored, Mapping) else NoticeRules()


class ChangeNoticeRules:
    """What an administrator does with reminders."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, rules: NoticeRules, by: Person) -> NoticeRules:
        """Keep `rules`; gives back those before, for «Hoàn tác».

        Raises:
            InvalidEntry: more than a day, or less than nothing; nothing was changed.
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        wrong = {
            name: _("Số phút từ {least} đến 1440.").format(least=least)
            for name, minutes, least in (
                ("remind_minutes", rules.remind_minutes, 0),
                ("late_minutes", rules.late_minutes, 1),
            )
            if not least <= minutes <= _LONGEST
        }
        if wrong:
            raise InvalidEntry(wrong)
        before = read_notice_rules(self._settings)
        self._settings.put(NOTICES, rules, by.login)
        return before
