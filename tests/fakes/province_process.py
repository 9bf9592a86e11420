"""The real province server in a process of its own, on a free loopback port."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_PROGRAM = (
    "import sys; from pathlib import Path; from clerkdesk.server.run import run;"
    "run(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]), database=sys.argv[3], bucket=sys.argv[4])"
)
_PATIENT = (
    "import functools, clerkdesk.server.run as served;"
    "served.ServerSettings = functools.partial(served.ServerSettings,"
    " requests_a_second=1e6, burst=10**6, strangers_a_minute=10**6);"
)


class ProvinceProcess:
    """Starts with the folder's province; `kill` is a power cut, `start` again keeps the port.

    Args:
        database: PostgreSQL address; else SQLite in the folder.
        bucket: «s3://…»; else blobs in the folder.
        environment: what the server needs beside its arguments.
        patient: let desks and strangers ask as much as they like.
    """

    def __init__(
        self,
        folder: Path,
        *,
        database: str = "",
        bucket: str = "",
        environment: Mapping[str, str] | None = None,
        patient: bool = False,
    ) -> None:
        self.folder = folder
        self.database = database
        self.url = ""
        self._bucket = bucket
        self._program = (_PATIENT if patient else "") + _PROGRAM
        self._environment = {**os.environ, "PYTHONUTF8": "1", **(environment or {})}
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        arguments = [str(self.folder), str(self._port), self.database, self._bucket]
        self._process = subprocess.Popen(
            [sys.executable, "-c", self._program, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=self._environment,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.startswith("clerkdesk-server ready http"), line
        self.url = line.split()[-1]
        self._port = int(self.url.rpartition(":")[2])

    def stop(self) -> int:
        """End it in order and return its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._end(signal.SIGKILL)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        code = process.wait(20)
        assert process.stdout is not None
        process.stdout.close()
        return code
