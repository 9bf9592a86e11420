"""Word and OpenDocument files to PDF by LibreOffice, a process of its own with a private profile.

The document lies in clear in a temporary folder while LibreOffice reads it (docs/security.md lists
it); the folder is wiped whatever happens.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from clerkdesk.domain.errors import DamagedFile, HelperSilent, NoWordConverter
from clerkdesk.domain.texts import N_, _
from clerkdesk.process.libreoffice import find_libreoffice

TIME_LIMIT = 120
"""Seconds; a first start on a slow disk takes twenty."""
MEMORY_LIMIT = 4 << 30
_TASK = N_("đổi Word sang PDF")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""No macros, and nothing fetched that a document links to."""


def to_pdf(name: str, document: bytes) -> bytes:
    """Convert `document` to PDF.

    Raises:
        NoWordConverter: LibreOffice is not installed.
        DamagedFile: it is no Word or OpenDocument text, or LibreOffice cannot open it.
        HelperSilent: it took longer than the time limit.
    """
    program = find_libreoffice()
    if program is None:
        raise NoWordConverter(name)
    suffix = _suffix(name, document)
    folder = Path(tempfile.mkdtemp(prefix="clerkdesk-word-"))
    try:
        return _converted(program, name, document, folder, suffix)
    finally:
        _wipe(folder)


def _suffix(name: str, document: bytes) -> str:
    """The true kind by content: LibreOffice turns any bytes into a text document otherwise."""
    if document.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ".doc"
    if document.startswith(b"{\\rtf"):
        return ".rtf"
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(document)) as archive:
        members = set(archive.namelist())
        if "word/document.xml" in members:
            return ".docx"
        if "content.xml" in members and b"opendocument.text" in document[:200]:
            return ".odt"
    raise DamagedFile(name)


def _converted(program: Path, name: str, document: bytes, folder: Path, suffix: str) -> bytes:
    source, target = folder / f"document{suffix}", folder / "document.pdf"
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    source.write_bytes(document)
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(source)),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=True,
    )
    _limit_memory(process.pid)
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise HelperSilent(_(_TASK), TIME_LIMIT) from None
    finally:
        _end(process)
    if not target.is_file() or target.stat().st_size == 0:
        raise DamagedFile(name)
    return target.read_bytes()


def _limit_memory(pid: int) -> None:
    if sys.platform == "linux":
        import resource

        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program and what it started (its wrapper script waits for the real one)."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            import os
            import signal

            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wipe(folder: Path) -> None:
    """Overwrite the document and the PDF, then remove everything."""
    for file in folder.glob("document*"):
        with suppress(OSError), file.open("r+b") as stream:
            stream.write(bytes(file.stat().st_size))
    shutil.rmtree(folder, ignore_errors=True)
