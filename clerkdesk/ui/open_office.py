"""An opened office ready for a window: its desk, its way to the server, and what forms suggest."""

from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.desk import Desk
from clerkdesk.services.province_line import ProvinceLine
from clerkdesk.ui.jobs import Jobs
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.sync_presenter import SyncPresenter


class ReadyOffice:
    """`ui.program.OpenOffice`; made in the STORE lane, where it reads what forms suggest."""

    def __init__(self, desk: Desk, connect: ConnectServer, line: ProvinceLine) -> None:
        self.desk = desk
        self.connect = connect
        self.line = line
        self._lists = read_lists(desk)

    def window(self, jobs: Jobs, memory: UiMemory) -> OfficeWindow:
        """Build the main window."""
        waiting = self.desk.store.exchange.waiting
        sync = SyncPresenter(self.line.meet, lambda: len(waiting()), jobs, listen=self.line.listen)
        return OfficeWindow(self.desk, jobs, memory, sync, self.connect, self._lists)

    def close_devices(self) -> None:
        """End the child processes, and the waiting for news."""
        self.line.hang_up()
        self.desk.mail.meet.hang_up()
        self.desk.devices.close()

    def close(self) -> None:
        """Hang up and close the store."""
        self.line.close()
        self.desk.mail.meet.close()
        self.desk.store.close()
