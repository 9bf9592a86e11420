"""Files that Outlook makes: a `.msg` (OLE, [MS-CFB], [MS-OXMSG]) and a winmail.dat (TNEF, [MS-OXTNEF])."""

import struct
from collections.abc import Mapping

_SECTOR, _MINI = 512, 64
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF

Tree = Mapping[str, "bytes | Tree"]


def ole_file(tree: Tree) -> bytes:
    """A compound file of streams (bytes) and storages (mappings); every stream in whole sectors."""
    entries: list[dict[str, object]] = [{"name": "Root Entry", "kind": 5}]
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(content: bytes) -> int:
        padded = content + b"\0" * (-len(content) % _SECTOR)
        first = len(sectors)
        count = len(padded) // _SECTOR
        for number in range(count):
            sectors.append(padded[number * _SECTOR : (number + 1) * _SECTOR])
            fat.append(first + number + 1 if number + 1 < count else _END)
        return first if count else _END

    def add(name: str, node: "bytes | Tree") -> int:
        place = len(entries)
        entry: dict[str, object] = {"name": name, "kind": 2 if isinstance(node, bytes) else 1}
        entries.append(entry)
        if isinstance(node, bytes):
            # streams below 4096 bytes would belong into the mini stream: make them longer
            entry["size"] = max(len(node), 4096)
            entry["start"] = chain(node.ljust(4096, b"\0"))
            entry["whole"] = node
        else:
            entry["child"] = siblings(node)
        return place

    def siblings(tree: Tree) -> int:
        """A degenerate tree: each entry's right neighbour is the next in the order of CFB."""
        ordered = sorted(tree.items(), key=lambda pair: (len(pair[0]), pair[0].upper()))
        places = [add(name, node) for name, node in ordered]
        for here, after in zip(places, [*places[1:], _NONE], strict=True):
            entries[here]["right"] = after
        return places[0] if places else _NONE

    entries[0]["child"] = siblings(tree)
    directory = b"".join(map(_entry, entries))
    directory += _entry({"name": "", "kind": 0}) * (-len(entries) % 4)
    start = chain(directory)
    while True:  # the table must hold its own sectors
        need = -(-(len(fat) + 1) * 4 // _SECTOR)
        if need * (_SECTOR // 4) >= len(fat) + need:
            break
        need += 1
        break
    table = fat + [_FAT] * need
    first_fat = len(fat)
    table += [_FREE] * (need * (_SECTOR // 4) - len(table))
    sectors += [
        struct.pack(f"<{_SECTOR // 4}I", *table[n * 128 : (n + 1) * 128]) for n in range(need)
    ]
    difat = [first_fat + n for n in range(need)] + [_FREE] * (109 - need)
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        need,
        start,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    return head + struct.pack("<109I", *difat) + b"".join(sectors)


def _entry(entry: Mapping[str, object]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name,
        len(name) + 2 if name else 0,
        entry["kind"],
        1,
        _NONE,
        entry.get("right", _NONE),
        entry.get("child", _NONE),
        b"",
        0,
        0,
        0,
        entry.get("start", _END if entry["kind"] == 5 else 0),
        entry.get("size", 0),
    )


def text(value: str) -> bytes:
    """A Unicode property; the padding of a short stream ends it."""
    return value.encode("utf-16-le") + b"\0\0"


def msg_file(
    subject: str, body: str, files: Mapping[str, bytes], *, inner: Tree | None = None
) -> bytes:
    """A mail of «Sở Nội vụ» as Outlook saves it; `inner` is a mail enclosed in it."""
    return ole_file(message(subject, body, files, inner=inner))


def message(
    subject: str, body: str, files: Mapping[str, bytes], *, inner: Tree | None = None
) -> Tree:
    """The streams of a mail."""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": b"\0" * 32,
        "__substg1.0_0037001F": text(subject),
        "__substg1.0_1000001F": text(body),
        "__substg1.0_0C1A001F": text("Sở Nội vụ"),
        "__substg1.0_5D01001F": text("so@tinh.gov.vn"),
        "__substg1.0_1035001F": text("<msg-1@tinh.gov.vn>"),
    }
    for number, (name, content) in enumerate(files.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3707001F": text(name),
            "__substg1.0_37010102": content,
        }
    if inner is not None:
        tree["__attach_version1.0_#000000FF"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3701000D": inner,
        }
    return tree


def winmail(body: str, files: Mapping[str, bytes]) -> bytes:
    """A TNEF stream."""

    def part(level: int, name: int, kind: int, content: bytes) -> bytes:
        checksum = sum(content) & 0xFFFF
        return (
            struct.pack("<BHHI", level, name, kind, len(content))
            + content
            + struct.pack("<H", checksum)
        )

    made = struct.pack("<IH", 0x223E9F78, 1)
    made += part(1, 0x9006, 8, struct.pack("<I", 0x10000))
    made += part(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    made += part(1, 0x800C, 2, body.encode())
    for name, content in files.items():
        made += part(2, 0x9002, 6, b"\0" * 14)
        made += part(2, 0x8010, 1, name.encode() + b"\0")
        made += part(2, 0x800F, 6, content)
    return made
