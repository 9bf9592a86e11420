"""A process that is ready to be forked: each fork waits for its tracer, so a run costs no Python start.

`with Zygote("module", "function") as zygote: zygote.run("pwrite64:signal=SIGKILL:when=7", args…)`
calls `function(*args)` in a fork of its own under strace with that injection.
"""

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pytest

_LOOP = "from tests.faults.traced_child import serve; serve()"
_PATIENCE = 120.0


def serve() -> None:
    """The zygote: «module function output args…» a line; answers «pid» and later «code»."""
    for line in sys.stdin:
        module, function, output, *args = line.rstrip("\n").split("\t")
        work = getattr(importlib.import_module(module), function)
        if not output:  # only to have it loaded
            say("0")
            continue
        pid = os.fork()
        if pid == 0:
            out = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            code = 1
            try:
                await_tracer()
                work(*args)
                code = 0
            finally:
                os._exit(code)
        say(str(pid))
        _pid, status = os.waitpid(pid, 0)
        say(str(os.waitstatus_to_exitcode(status)))


def say(word: str) -> None:
    """One line to whoever asked."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def await_tracer() -> None:
    """Sleep until strace holds this process."""
    end = time.monotonic() + _PATIENCE
    while "TracerPid:\t0\n" in Path("/proc/self/status").read_text():
        if time.monotonic() > end:
            raise TimeoutError("no tracer came")
        time.sleep(0.002)


class Zygote:
    """Holds the process; `run` gives (exit code, lines told whole)."""

    def __init__(self, module: str, function: str) -> None:
        self._call = (module, function)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LOOP], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._ask("")
        self._answer()

    def __enter__(self) -> "Zygote":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE)
        self._process.stdout.close()

    def run(self, inject: str, output: Path, *args: object) -> tuple[int, Sequence[str]]:
        """One fork under strace; a line that was cut off by a kill is not told."""
        self._ask(str(output), *args)
        pid, call = self._answer(), inject.partition(":")[0]
        strace = subprocess.Popen(
            [
                "strace",
                "-p",
                pid,
                "-o",
                "/dev/null",
                "-e",
                f"trace={call}",
                "-e",
                f"inject={inject}",
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        code = int(self._answer())
        _out, told = strace.communicate(timeout=_PATIENCE)
        if "ermission" in told or "PTRACE" in told:
            pytest.skip("this machine does not let us trace")
        lines = output.read_text("utf-8").splitlines(keepends=True)
        return code, [line.rstrip("\n") for line in lines if line.endswith("\n")]

    def _ask(self, output: str, *args: object) -> None:
        assert self._process.stdin is not None
        words = (*self._call, output, *(str(arg) for arg in args))
        self._process.stdin.write("\t".join(words) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the zygote has ended"
        return line.strip()
