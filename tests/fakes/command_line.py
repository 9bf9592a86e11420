"""Running the command line in a test: the arguments as a clerk types them, what came back."""

import io
import json
from dataclasses import dataclass

from clerkdesk.cli import main
from clerkdesk.cli.terminal import Terminal
from tests.fakes.program import FakeProgram


@dataclass
class Ran:
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, object]]:
        return json.loads(self.out)


class CommandLine:
    """`clerkdesk` with fakes behind it; `program` is set up by the test."""

    def __init__(self) -> None:
        self.program = FakeProgram()

    def __call__(self, *arguments: object, stdin: str = "") -> Ran:
        out, err = io.StringIO(), io.StringIO()
        words = [str(one) for one in arguments]
        code = main(words, self.program, Terminal(out, err), io.StringIO(stdin))
        return Ran(code, out.getvalue(), err.getvalue())
