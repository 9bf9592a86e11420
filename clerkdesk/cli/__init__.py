"""The same services on the command line, one verb a file; without a verb the window opens."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from clerkdesk.cli.terminal import Exit, Terminal, standard_terminal
from clerkdesk.domain.errors import ClerkError, DiskFull, StoreInUse
from clerkdesk.domain.texts import _
from clerkdesk.ports.program import Program, WindowArguments


def main(
    arguments: Sequence[str],
    program: Program | None = None,
    terminal: Terminal | None = None,
    stdin: TextIO | None = None,
) -> int:
    """Run one verb and return its exit code (docs/command-line.md).

    Args:
        program: the composition root; None is `clerkdesk.app`, imported when a verb needs it.
        terminal: where results and failures go; None is the process's own.
    """
    terminal = terminal or standard_terminal()
    try:
        try:
            code = _run(arguments, program, terminal, stdin or sys.stdin)
        except SystemExit as end:  # argparse: --help, --version, or a wrong command
            code = end.code if isinstance(end.code, int) else Exit.NOT_RUN
        terminal.out.flush()
    except ClerkError as error:
        terminal.fail(error)
        return Exit.IN_USE if isinstance(error, StoreInUse) else Exit.NOT_RUN
    except KeyboardInterrupt:
        terminal.tell(_("Đã dừng theo yêu cầu."))
        return Exit.STOPPED
    except BrokenPipeError:  # the reader of a pipe had enough: nobody is left to tell
        _drop_output()
        return Exit.DONE
    except OSError as error:  # the result goes into a file on a full disk
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        _drop_output()
        terminal.fail(DiskFull())
        return Exit.NOT_RUN
    return code


def _drop_output() -> None:
    """Let the interpreter flush into nothing when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(
    arguments: Sequence[str], program: Program | None, terminal: Terminal, stdin: TextIO
) -> int:
    if not arguments:  # the window is wanted at once: no verb is loaded for it
        return (program or _app()).run_window(WindowArguments())
    from clerkdesk.cli.verb import Session
    from clerkdesk.cli.verbs import command_parser

    chosen = command_parser().parse_args(list(arguments))
    code: int = chosen.run(chosen, Session(lambda: program or _app(), terminal, stdin))
    return code


def _app() -> Program:
    from clerkdesk import app

    return app
