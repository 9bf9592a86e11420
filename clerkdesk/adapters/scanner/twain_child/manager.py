"""The source manager: pytwain's, with the condition codes that it swallows, and its way to a DSM."""

import ctypes as ct
import os
import struct
import sys
from pathlib import Path
from typing import Any

import twain
from twain.lowlevel import constants, structs

from .faults import Fault

DSM_VARIABLE = "CLERKDESK_TWAIN_DSM"
"""Another source manager than the system's; on Linux the only way to one."""
WINDOWS = sys.platform.startswith("win")
_NEW_DSM = "twaindsm.dll"


class Manager(twain.SourceManager):  # type: ignore[misc] # pytwain has no types
    """Every call that fails raises `Fault` with its condition code."""

    def __init__(self, window: int = 0) -> None:
        name = dsm_name()
        if name is not None and not WINDOWS:
            # pytwain knows Windows and the framework of a Mac only.
            twain._get_dsm = lambda *_arguments, **_named: ct.CDLL(name)
        super().__init__(
            parent_window=window,
            MajorNum=1,
            ProductName="ClerkDesk",
            ProductFamily="ClerkDesk",
            Manufacturer="ClerkDesk",
            dsm_name=name,
            ProtocolMajor=2,
            ProtocolMinor=4,
        )

    def _call(
        self,
        dest_id: Any,
        dg: int,
        dat: int,
        msg: int,
        buf: Any,
        expected_returns: tuple[int, ...] = (),
    ) -> int:
        result = int(self._entry(self._app_id, dest_id, dg, dat, msg, buf))
        if result == constants.TWRC_SUCCESS or result in expected_returns:
            return result
        if result == constants.TWRC_FAILURE:
            raise Fault.of_condition(self._condition(dest_id))
        if result == constants.TWRC_CHECKSTATUS:
            return result  # done, but with another value: read back where it matters
        raise Fault("failed", result)

    def _condition(self, dest_id: Any) -> int:
        status = structs.TW_STATUS()
        told = self._entry(
            self._app_id,
            dest_id,
            constants.DG_CONTROL,
            constants.DAT_STATUS,
            constants.MSG_GET,
            ct.byref(status),
        )
        return int(status.ConditionCode) if told == constants.TWRC_SUCCESS else 0


def dsm_name() -> str | None:
    """The source manager to load; None leaves it to pytwain (twain_32.dll, twaindsm.dll)."""
    if named := os.environ.get(DSM_VARIABLE):
        return named
    if not WINDOWS:
        return None
    windows = Path(os.environ.get("WINDIR", "C:/Windows"))
    bits = struct.calcsize("P") * 8
    system = "SysWOW64" if bits == 32 and (windows / "SysWOW64").is_dir() else "System32"
    newer = windows / system / _NEW_DSM
    return str(newer) if newer.is_file() else None


def is_offered() -> bool:
    """Whether there may be a source manager at all."""
    return WINDOWS or dsm_name() is not None
