"""Looking at a PKCS#11 library before it is loaded: is it one for this kind of program?

A token's software often brings a 32-bit library alone; loading it says no more than «not found».
"""

import platform
import re
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import UnusableModule

_PE_MACHINES = {0x014C: "x86", 0x8664: "x86_64", 0xAA64: "arm64"}
_ELF_MACHINES = {3: "x86", 62: "x86_64", 183: "arm64", 40: "arm"}
_MACH_O = (b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_HEAD = 4096
_LACKS = re.compile(r"(\S+\.(?:so|dll)[\w.]*): cannot open shared object", re.IGNORECASE)
_WINDOWS_LACKS = ("WinError 126", "error code 126", "could not be found")
_OURS = {"amd64": "x86_64", "x64": "x86_64", "aarch64": "arm64", "i386": "x86", "i686": "x86"}


def machine_of(library: Path) -> str | None:
    """The processor a library is for, such as «x86»; "" for another one, None where it is no library.

    Raises:
        OSError: it cannot be read.
    """
    with library.open("rb") as stream:
        head = stream.read(_HEAD)
    if head[:4] == b"\x7fELF" and len(head) > 20:
        order = "<" if head[5] == 1 else ">"
        return _ELF_MACHINES.get(struct.unpack_from(f"{order}H", head, 18)[0], "")
    if head[:2] == b"MZ" and len(head) >= 0x40:
        (at,) = struct.unpack_from("<I", head, 0x3C)
        if head[at : at + 4] == b"PE\0\0" and len(head) >= at + 6:
            return _PE_MACHINES.get(struct.unpack_from("<H", head, at + 4)[0], "")
        return None
    return _this_program() if head[:4] in _MACH_O else None


def sorted_out(modules: Sequence[Path]) -> tuple[Sequence[Path], Sequence[UnusableModule]]:
    """The libraries that this program can load, and why it cannot load the others.

    A library of the other kind is no trouble where its twin of the same name is there too, as in
    System32 and SysWOW64.
    """
    ours = _this_program()
    good: list[Path] = []
    bad: list[tuple[Path, str, str]] = []
    again = _("Cài lại phần mềm đi kèm USB token, hoặc hỏi nơi cấp chứng thư số.")
    for module in modules:
        try:
            machine = machine_of(module)
        except FileNotFoundError:
            continue
        except OSError:
            rights = _("Hỏi người quản trị máy về quyền đọc tệp này.")
            bad.append((module, _("không đọc được tệp thư viện"), rights))
            continue
        if machine == ours:
            good.append(module)
        elif machine is None:
            bad.append((module, _("tệp không phải là thư viện của máy này"), again))
        elif machine in ("x86", "x86_64"):
            reason = _("thư viện là bản {bits} bit, ClerkDesk cần bản {ours} bit")
            bits = 32 if machine == "x86" else 64
            ours_bits = struct.calcsize("P") * 8
            install = _(
                "Cài bản {ours} bit của phần mềm đi kèm USB token; nơi cấp token có bản này."
            )
            bad.append(
                (module, reason.format(bits=bits, ours=ours_bits), install.format(ours=ours_bits))
            )
        else:
            bad.append((module, _("thư viện dành cho loại máy khác"), again))
    names = {module.name.casefold() for module in good}
    return good, [
        UnusableModule(str(module), reason, do_next)
        for module, reason, do_next in bad
        if module.name.casefold() not in names
    ]


def not_loaded(module: str, said: str) -> UnusableModule:
    """Why a library of the right kind was refused by the system's loader, from what the loader `said`."""
    missing = _LACKS.search(said)
    if missing is not None and Path(missing[1]).name != Path(module).name:
        lacks = _("thiếu thư viện đi kèm «{name}»").format(name=Path(missing[1]).name)
    elif any(words in said for words in _WINDOWS_LACKS):
        lacks = _("thiếu một thư viện đi kèm")
    elif "C_GetFunctionList" in said:
        wrong = _("Chọn đúng tệp thư viện PKCS#11 của token; hỏi nơi cấp chứng thư số.")
        return UnusableModule(module, _("tệp không phải là thư viện PKCS#11"), wrong)
    else:
        return UnusableModule(
            module,
            _("hệ điều hành không nạp được thư viện"),
            _("Cài lại phần mềm đi kèm USB token, hoặc hỏi nơi cấp chứng thư số."),
        )
    again = _("Cài lại đầy đủ phần mềm đi kèm USB token rồi khởi động lại máy.")
    return UnusableModule(module, lacks, again)


def _this_program() -> str:
    """The processor this program runs as: a 32-bit Python on a 64-bit machine is «x86»."""
    machine = platform.machine().lower()
    machine = _OURS.get(machine, machine)
    return "x86" if machine == "x86_64" and sys.maxsize < 2**32 else machine
