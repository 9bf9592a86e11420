"""Arguments in Vietnamese: argparse with our words in its help and its complaints."""

import argparse
import re
from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn

from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.texts import N_, _

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", N_("thiếu {0}")),
    (r"one of the arguments (.+) is required", N_("cần một trong các tùy chọn {0}")),
    (r"unrecognized arguments: (.+)", N_("không hiểu «{0}»")),
    (r"argument (.+?): expected at least one argument", N_("{0} cần ít nhất một giá trị")),
    (r"argument (.+?): expected one argument", N_("{0} cần một giá trị")),
    (r"argument (.+?): not allowed with argument (.+)", N_("không dùng {0} cùng với {1}")),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        N_("{0} không nhận {1}; chọn một trong: {2}"),
    ),
    (r"argument (.+?): invalid \w+ value: (.+)", N_("{0} không nhận giá trị {1}")),
    (r"argument (.+?): (.+)", "{0}: {1}"),
)
"""What argparse says in English, and what a clerk reads."""


class ClerkFormatter(argparse.RawDescriptionHelpFormatter):
    """Help text that starts with «Cách dùng»."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Write the usage line under a Vietnamese word."""
        super().add_usage(usage, actions, groups, prefix or _("Cách dùng: "))


class ClerkParser(argparse.ArgumentParser):
    """A parser whose every word is Vietnamese; options are never abbreviated.

    Args:
        summary: what the verb does, one or two sentences.
        example: a command that works as it stands but for file names.
        exits: what the exit codes mean here.
    """

    def __init__(
        self,
        *,
        prog: str,
        summary: str = "",
        example: str = "",
        exits: str = "",
        add_help: bool = True,
    ) -> None:
        parts = []
        if example:
            parts.append(_("Ví dụ:") + "\n" + "\n".join(f"  {one}" for one in example.split("\n")))
        if exits:
            parts.append(
                _("Mã kết thúc:") + "\n" + "\n".join(f"  {one}" for one in exits.split("\n"))
            )
        super().__init__(
            prog=prog,
            description=summary,
            epilog="\n\n".join(parts),
            formatter_class=ClerkFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = _("Tham số")
        self._optionals.title = _("Tùy chọn")
        if add_help:
            self.add_argument("-h", "--help", action="help", help=_("hiện hướng dẫn này rồi thoát"))

    def error(self, message: str) -> NoReturn:
        """Say in Vietnamese what is wrong with the command and where help is."""
        complaint = _("{prog}: câu lệnh chưa đúng: {why}.").format(
            prog=self.prog, why=in_vietnamese(message)
        )
        advice = _("Gõ «{prog} --help» để xem cách dùng và ví dụ.").format(prog=self.prog)
        self.exit(Exit.NOT_RUN, f"{complaint}\n{advice}\n")


def in_vietnamese(message: str) -> str:
    """Turn a complaint of argparse into Vietnamese; an unknown one stays as it is."""
    for pattern, words in _COMPLAINTS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _(words).format(*found.groups())
    return message


def moment(text: str) -> datetime:
    """An ISO 8601 time from the command line, in Viet Nam's zone where it names none."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("«{text}» không phải thời điểm ISO 8601, ví dụ 2026-11-22T08:00:00+07:00").format(
                text=text
            )
        ) from None
    return value if value.tzinfo else value.replace(tzinfo=VIETNAM_TIME)


def whole_number(text: str) -> int:
    """A number above 0 from the command line."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 10**6):
        raise argparse.ArgumentTypeError(_("«{text}» không phải số nguyên dương").format(text=text))
    return int(text)
