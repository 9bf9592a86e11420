"""The virtual TWAIN source of tests/twain/source.c as a shared library."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NAME = "May quet TWAIN ao"
ORDERS = "CLERKDESK_VIRTUAL_TWAIN"
"""What it plays, e.g. «sheets=3,fault=jam:2»."""
NAMED = "CLERKDESK_TEST_TWAIN_DSM"
_SOURCE = Path(__file__).resolve().parent.parent / "twain" / "source.c"


def build_twain_source(folder: Path) -> str:
    """Build it, or skip where that is impossible.

    Where CLERKDESK_TEST_TWAIN_DSM names one, that is taken: «Z:\\\\twain\\\\source.dll» with a
    CLERKDESK_TWAIN_CHILD that runs under Wine, see docs/decisions/0005.
    """
    if named := os.environ.get(NAMED):
        return named
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler: the virtual TWAIN source cannot be built")
    pytest.importorskip("twain", reason="pytwain is not installed")
    made = folder / "libtwainvirtual.so"
    warnings = ["-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror"]
    subprocess.run(
        [compiler, *warnings, "-shared", "-fPIC", "-O2", "-pthread", str(_SOURCE), "-o", str(made)],
        check=True,
    )
    return str(made)
