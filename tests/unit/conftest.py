"""The command line with fakes behind it, for every test of a verb."""

import pytest

from tests.fakes.command_line import CommandLine
from tests.fakes.program import FakeProgram


@pytest.fixture
def run() -> CommandLine:
    return CommandLine()


@pytest.fixture
def program(run: CommandLine) -> FakeProgram:
    return run.program
