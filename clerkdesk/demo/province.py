"""The demo's province server: a process of its own on loopback that can go away and come back."""

import subprocess
import sys
from pathlib import Path

from clerkdesk.domain.agencies import Agency
from clerkdesk.server import admin
from clerkdesk.server.run import READY

_END_SECONDS = 10


class DemoProvince:
    """Starts and stops `clerkdesk serve` on a folder; the address stays the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        self.address = ""

    def start(self) -> None:
        """Serve, and return when the server answers."""
        command = [sys.executable, "-m", "clerkdesk"]
        if getattr(sys, "frozen", False):
            command = [sys.executable]
        self._process = subprocess.Popen(
            [*command, "serve", "--folder", str(self._folder), "--port", str(self._port)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.startswith(READY):
            raise RuntimeError(f"the demo's province server did not start: {line!r}")
        self.address = line.removeprefix(READY).strip()
        self._port = int(self.address.rpartition(":")[2])

    def stop(self) -> None:
        """Take the server away: the cable is out."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()

    def enrolment(self, agency: Agency) -> str:
        """Add an agency to the directory and return a one-time code for its desk."""
        admin.add_agency(self._folder, agency)
        return admin.one_time_code(self._folder, agency.code)
