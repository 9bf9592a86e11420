"""Structures and numbers that pytwain lacks: memory transfer and callbacks.

Source: TWAIN specification 2.4, chapter 8; packed by 2 on Windows and Linux.
"""

import ctypes as ct

from twain.lowlevel import structs

DAT_CALLBACK, DAT_CALLBACK2 = 0x0010, 0x0012
MSG_REGISTER_CALLBACK = 0x0902
TWRC_BUSY = 10
UNKNOWN = 0xFFFFFFFF
"""TWON_DONTCARE32: what a strip does not tell."""

CallbackFunction = structs.FUNCTYPE(
    ct.c_uint16,
    ct.POINTER(structs.TW_IDENTITY),
    ct.POINTER(structs.TW_IDENTITY),
    ct.c_uint32,
    ct.c_uint16,
    ct.c_uint16,
    ct.c_void_p,
)


class TW_CALLBACK(ct.Structure):  # noqa: N801 - the specification's name
    """Whom the source tells that a page is ready."""

    _pack_ = 2
    _fields_ = [
        ("CallBackProc", CallbackFunction),
        ("RefCon", ct.c_uint32),
        ("Message", ct.c_int16),
    ]


class TW_SETUPMEMXFER(ct.Structure):  # noqa: N801 - the specification's name
    """How large a strip the source takes, in bytes."""

    _pack_ = 2
    _fields_ = [
        ("MinBufSize", ct.c_uint32),
        ("MaxBufSize", ct.c_uint32),
        ("Preferred", ct.c_uint32),
    ]


class TW_MEMORY(ct.Structure):  # noqa: N801 - the specification's name
    """A buffer and who owns it."""

    _pack_ = 2
    _fields_ = [
        ("Flags", ct.c_uint32),
        ("Length", ct.c_uint32),
        ("TheMem", ct.c_void_p),
    ]


class TW_IMAGEMEMXFER(ct.Structure):  # noqa: N801 - the specification's name
    """One strip of a page."""

    _pack_ = 2
    _fields_ = [
        ("Compression", ct.c_uint16),
        ("BytesPerRow", ct.c_uint32),
        ("Columns", ct.c_uint32),
        ("Rows", ct.c_uint32),
        ("XOffset", ct.c_uint32),
        ("YOffset", ct.c_uint32),
        ("BytesWritten", ct.c_uint32),
        ("Memory", TW_MEMORY),
    ]


class TW_DEVICEEVENT(ct.Structure):  # noqa: N801 - the specification's name
    """What happened at the device; only `Event` matters here."""

    _pack_ = 2
    _fields_ = [
        ("Event", ct.c_uint32),
        ("DeviceName", ct.c_char * 256),
        ("BatteryMinutes", ct.c_uint32),
        ("BatteryPercentage", ct.c_int16),
        ("PowerSupply", ct.c_int32),
        ("XResolution", structs.TW_FIX32),
        ("YResolution", structs.TW_FIX32),
        ("FlashUsed2", ct.c_uint32),
        ("AutomaticCapture", ct.c_uint32),
        ("TimeBeforeFirstCapture", ct.c_uint32),
        ("TimeBetweenCaptures", ct.c_uint32),
    ]
