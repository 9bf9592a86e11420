"""A verb of the command line: its words in the help, its arguments, and the function that does it."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Terminal
from clerkdesk.ports.program import Program


@dataclass(frozen=True, slots=True)
class Session:
    """What a verb runs with; `program` builds its parts when it is first called."""

    program: Callable[[], Program]
    terminal: Terminal
    stdin: TextIO


@dataclass(frozen=True, slots=True)
class Verb:
    """One subcommand. `summary`, `example` and `exits` are Vietnamese and shown by `--help`."""

    name: str
    summary: str
    example: str
    exits: str
    arguments: Callable[[ClerkParser], None]
    run: Callable[[Namespace, Session], int]
