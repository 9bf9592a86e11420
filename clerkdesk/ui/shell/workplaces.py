"""Workplaces as data: what the rail lists and how each page is built, and what a page may ask."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtWidgets import QWidget

from clerkdesk.domain.access import Register
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import N_
from clerkdesk.ui.theme import State


class Group(StrEnum):
    """Headings of the rail, in order; TOP has none, BOTTOM stands at its foot."""

    TOP = ""
    REGISTERS = N_("SỔ VĂN BẢN")
    WORK = N_("CÔNG VIỆC")
    OVERVIEW = N_("TỔNG HỢP")
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Workplace:
    """A page of the rail; `build` is called when it is first shown."""

    key: str
    title: str
    group: Group
    build: Callable[[], QWidget]


TODAY, INCOMING, OUTGOING, SCAN, SIGN = "today", "incoming", "outgoing", "scan", "sign"
MY_WORK = "my_work"
SIDE_BOOKS = "side_books"
COUNTER, RECORDS, FIND, REPORTS, SETTINGS = "counter", "records", "find", "reports", "settings"
NUMBERS = "numbers"

TITLES: dict[str, tuple[str, Group]] = {
    TODAY: (N_("Hôm nay"), Group.TOP),
    MY_WORK: (N_("Việc của tôi"), Group.TOP),
    INCOMING: (N_("Văn bản đến"), Group.REGISTERS),
    OUTGOING: (N_("Văn bản đi"), Group.REGISTERS),
    SIDE_BOOKS: (N_("Sổ khác"), Group.REGISTERS),
    SCAN: (N_("Quét"), Group.WORK),
    SIGN: (N_("Ký số"), Group.WORK),
    COUNTER: (N_("Một cửa"), Group.WORK),
    RECORDS: (N_("Hồ sơ"), Group.WORK),
    FIND: (N_("Tra cứu"), Group.OVERVIEW),
    REPORTS: (N_("Báo cáo"), Group.OVERVIEW),
    NUMBERS: (N_("Sổ và số"), Group.BOTTOM),
    SETTINGS: (N_("Thiết lập"), Group.BOTTOM),
}
"""Key -> title and group of every workplace, in the order of the rail."""

REGISTER_OF = {
    INCOMING: Register.INCOMING,
    OUTGOING: Register.OUTGOING,
    COUNTER: Register.COUNTER,
}
"""Workplaces that are a register, and may be kept from an account."""


def workplace(key: str, build: Callable[[], QWidget]) -> Workplace:
    """The workplace `key` of TITLES with its builder."""
    title, group = TITLES[key]
    return Workplace(key, title, group, build)


class Shell(Protocol):
    """What a workplace may ask of the window around it; `MainWindow` is one."""

    def show_notice(
        self,
        text: str,
        state: State = State.GOOD,
        *,
        action: str = "",
        pressed: Callable[[], object] | None = None,
        seconds: float | None = None,
    ) -> None:
        """A line that goes by itself, perhaps with a button such as «Hoàn tác»."""
        ...

    def show_error(
        self,
        error: ClerkError,
        *,
        action: str = "",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        """What happened and what to do, until the clerk closes it or the page says it is over."""
        ...

    def clear_notice(self) -> None:
        """Take the notice or error away."""
        ...

    def go_to(self, key: str) -> QWidget:
        """Show a workplace and return its page, built if it was not."""
        ...

    def set_counter(self, key: str, number: int) -> None:
        """The orange number beside a workplace; 0 takes it away."""
        ...

    def set_key_hints(self, *hints: tuple[str, str]) -> None:
        """Keys shown at the right end of the status bar: («F2», «Đăng ký»), ..."""
        ...
