"""nbdkit plugin: a disk with a write cache. What was not flushed lies in a log; a power cut is `kill -9`.

Run by nbdkit, with `folder=…`: base.img is what is safe, pending.log what only the cache has.
"""

import os
import struct

API_VERSION = 2
_HEAD = struct.Struct(">QI")
_state: dict[str, object] = {}


def config(key, value):  # type: ignore[no-untyped-def] # nbdkit's interface
    assert key == "folder"
    _state["folder"] = value


def config_complete():  # type: ignore[no-untyped-def]
    folder = _state["folder"]
    _state["base"] = os.open(f"{folder}/base.img", os.O_RDWR)
    _state["log"] = os.open(f"{folder}/pending.log", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    _state["cache"] = {}


def thread_model():  # type: ignore[no-untyped-def]
    import nbdkit

    return nbdkit.THREAD_MODEL_SERIALIZE_ALL_REQUESTS


def open(readonly):  # type: ignore[no-untyped-def]
    return 1


def get_size(_handle):  # type: ignore[no-untyped-def]
    return os.fstat(_state["base"]).st_size


def can_flush(_handle):  # type: ignore[no-untyped-def]
    return True


def can_fua(_handle):  # type: ignore[no-untyped-def]
    import nbdkit

    return nbdkit.FUA_EMULATE


def pread(_handle, buffer, offset, _flags):  # type: ignore[no-untyped-def]
    content = bytearray(os.pread(_state["base"], len(buffer), offset))
    for at, data in _state["cache"].items():
        start, end = max(at, offset), min(at + len(data), offset + len(buffer))
        if start < end:
            content[start - offset : end - offset] = data[start - at : end - at]
    buffer[:] = content


def pwrite(_handle, buffer, offset, _flags):  # type: ignore[no-untyped-def]
    data = bytes(buffer)
    os.write(_state["log"], _HEAD.pack(offset, len(data)) + data)
    for at in range(0, len(data), 4096):
        _state["cache"][offset + at] = data[at : at + 4096]


def flush(_handle, _flags):  # type: ignore[no-untyped-def]
    for at, data in _state["cache"].items():
        os.pwrite(_state["base"], data, at)
    _state["cache"].clear()
    os.ftruncate(_state["log"], 0)
    os.lseek(_state["log"], 0, os.SEEK_SET)
