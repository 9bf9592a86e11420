"""Tells when the network of this PC comes, goes or is paid by volume; the sync wakes by it."""

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

_log = logging.getLogger(__name__)
_Reach = QNetworkInformation.Reachability


class NetworkWatch(QObject):
    """Where the system cannot tell (no NetworkManager), nothing is said: then only the clock wakes it."""

    came = Signal()
    """There is a network again, or another one."""
    metered_changed = Signal(object)  # bool | None

    def __init__(self) -> None:
        super().__init__()
        self._information: QNetworkInformation | None = None

    def start(self) -> None:
        """Watch from now on; after the window is shown, loading costs some time."""
        if not QNetworkInformation.loadDefaultBackend():
            _log.info("the system does not tell of its network")
            return
        self._information = information = QNetworkInformation.instance()
        information.reachabilityChanged.connect(self._changed)
        information.transportMediumChanged.connect(lambda _medium: self.came.emit())
        information.isMeteredChanged.connect(lambda metered: self.metered_changed.emit(metered))
        self.metered_changed.emit(self.metered)

    @property
    def metered(self) -> bool | None:
        """Whether the system calls the line metered; None where it cannot tell."""
        information = self._information
        if information is None or not information.supports(QNetworkInformation.Feature.Metered):
            return None
        return information.isMetered()

    def _changed(self, reach: QNetworkInformation.Reachability) -> None:
        if reach not in (_Reach.Disconnected, _Reach.Unknown):
            self.came.emit()
