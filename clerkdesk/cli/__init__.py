"""The same services on the command line, one verb a file; without a verb the window opens."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from clerkdesk.cli.terminal import Exit, Terminal, standard_terminal
from clerkdesk.domain.errors import ClerkError, StoreInUse
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
        code = _run(arguments, program, terminal, stdin or sys.stdin)
        terminal.out.flush()
    except SystemExit as end:  # argparse: --help, --version, or a wrong command
        return end.code if isinstance(end.code, int) else Exit.NOT_RUN
    except ClerkError as error:
        terminal.fail(error)
        return Exit.IN_USE if isinstance(error, StoreInUse) else Exit.NOT_RUN
    except KeyboardInterrupt:
        terminal.tell(_("Đã dừng theo yêu cầu."))
        return Exit.STOPPED
    except BrokenPipeError:  # the reader of a pipe had enough: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    return code


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
