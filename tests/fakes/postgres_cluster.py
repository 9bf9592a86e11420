"""A real PostgreSQL of one test run, from Debian's packages, on a socket in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class PostgresCluster:
    """Started at once; `new_database` gives an empty one.

    Args:
        durable: flush at each commit, as in production; tests of behaviour go without.
    """

    def __init__(self, *, durable: bool = False) -> None:
        bin_folder = programs()
        if bin_folder is None:
            pytest.skip("needs PostgreSQL (Debian: postgresql)")
        self._bin = bin_folder
        self.folder = Path(tempfile.mkdtemp(prefix="clerkdesk-pg-"))
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(self.folder, self._user)
        self._count = 0
        self._run(
            "initdb",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-U",
            "postgres",
            str(self.folder / "data"),
        )
        options = (
            f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_connections=200"
        )
        if not durable:
            options += " -c fsync=off -c full_page_writes=off"
        self._run(
            "pg_ctl",
            "-D",
            str(self.folder / "data"),
            "-o",
            options,
            "-l",
            str(self.folder / "log"),
            "-w",
            "start",
        )

    def new_database(self) -> str:
        """The address of a fresh database."""
        self._count += 1
        name = f"province{self._count}"
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", name)
        return f"host={self.folder} user=postgres dbname={name}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._bin / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            user=self._user if os.geteuid() == 0 else None,
            group=self._user if os.geteuid() == 0 else None,
            extra_groups=[] if os.geteuid() == 0 else None,
        )
