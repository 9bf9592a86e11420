"""«Xuất gói edXML…»: packets of a document, or all that wait, into a folder that the clerk chooses."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import UNISSUED, Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.surroundings import Surroundings


class PacketExport(QObject):
    """Asks for the folder and writes there, off the window's thread."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self._parent = parent
        self._document: Outgoing | None = None
        self.press = button(_("Xuất gói edXML…"), self._of_document)
        self.press.hide()

    def show_document(self, document: Outgoing | None) -> None:
        """The document that is chosen now; offered where it left by the system."""
        self._document = document
        self.press.setVisible(document is not None and has_packet(document))

    def all_waiting(self) -> None:
        """Write everything that waits for the line."""
        desk = self._around.desk
        self._into(lambda folder: desk.export_packets.waiting(folder, desk.person))

    def _of_document(self) -> None:
        document, desk = self._document, self._around.desk
        if document is None:
            return
        uid = document.uid
        self._into(lambda folder: desk.export_packets.of_document(uid, folder, desk.person))

    def _into(self, write: Callable[[Path], Sequence[Path]]) -> None:
        name = QFileDialog.getExistingDirectory(
            self._parent, _("Chọn thư mục hoặc ổ USB để ghi gói tin")
        )
        if not name:
            return
        folder = Path(name)
        self._around.jobs.run(
            Lane.STORE,
            lambda: write(folder),
            done=lambda files: self._written(folder, files),
            failed=self._around.window.show_error,
        )

    def _written(self, folder: Path, files: Sequence[Path]) -> None:
        words = _("Đã ghi {n} gói tin vào {folder}.").format(n=len(files), folder=folder)
        self._around.window.show_notice(words)


def has_packet(document: Outgoing) -> bool:
    """Whether packets of it were made: issued, and somebody gets it by the system."""
    return document.state not in UNISSUED and any(
        way.recipient.channel is Channel.SYSTEM and way.recipient.code
        for way in document.deliveries
    )
