"""Write packets into a folder, on a USB stick perhaps: an office without a line exchanges by files (S14)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from clerkdesk.domain.errors import NothingToExport
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.status_marks import EXPORTED, StatusMark
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.store import Parcel, Store
from clerkdesk.process.named_files import write_file

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_KIND_ENDS = {
    PacketKind.RECALL.value: N_("thu hồi"),
    PacketKind.UPDATE.value: N_("cập nhật"),
}


class ExportPackets:
    """The very bytes that leave by the line, so that a packet that takes both ways is one arrival.

    A file on a stick has not left this office's control: the time of sending (Điều 12.1) stays open
    until the receiver's own status says that it has it.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def of_document(self, uid: str, folder: Path, by: Person) -> Sequence[Path]:
        """Write what was made for an issued document: its packet, and recalls and updates of it.

        Raises:
            NothingToExport: it has no packet: it is not issued, or nobody gets it by the system.
            FileNotWritten, DiskFull, NotAllowed
        """
        demand(by, Right.ISSUE)
        parcels = [
            parcel
            for parcel in self._store.exchange.about(uid)
            if parcel.header.kind != PacketKind.STATUS.value
        ]
        files = self._written(parcels, folder)
        codes = {code.casefold() for one in parcels for code in one.header.recipients}
        mark = StatusMark(EXPORTED, self._clock(), folder.name)
        for way in self._store.outgoing.get(uid).deliveries:
            if way.recipient.code.casefold() in codes:
                marked = replace(way, marks=(*way.marks, mark))
                self._store.outgoing.set_delivery(uid, marked, by.login)
        return files

    def waiting(self, folder: Path, by: Person) -> Sequence[Path]:
        """Write everything that waits for the line: documents, notices of receipt, answers.

        It goes on waiting: what leaves by the line as well is known there by its bytes.

        Raises:
            NothingToExport: nothing waits.
            FileNotWritten, DiskFull, NotAllowed
        """
        demand(by, Right.ISSUE)
        return self._written(self._store.exchange.waiting(), folder)

    def _written(self, parcels: Sequence[Parcel], folder: Path) -> Sequence[Path]:
        if not parcels:
            raise NothingToExport
        files, names = [], set[str]()
        for parcel in parcels:
            content = self._store.files.get(parcel.header.sha256)
            file = folder / _name(parcel, names)
            write_file(file, content)
            files.append(file)
        return files


def _name(parcel: Parcel, taken: set[str]) -> str:
    """A name that says of which document it is, and that no other of this export has."""
    header = parcel.header
    code = header.document_id.rsplit(",", 1)[-1].replace("/", "-")
    stem = header.name.removesuffix(".edxml")
    if header.kind == PacketKind.STATUS.value:
        stem = f"{stem} {code}"
    elif header.kind in _KIND_ENDS:
        stem = f"{stem} {_(_KIND_ENDS[header.kind])}"
    stem = _FORBIDDEN.sub("-", stem).strip(" .-") or "goi-tin"
    name, number = f"{stem}.edxml", 2
    while name.casefold() in taken:
        name, number = f"{stem} ({number}).edxml", number + 1
    taken.add(name.casefold())
    return name
