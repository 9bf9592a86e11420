"""What can be done with a packet that cannot be read: send it back, or hand its file to a technician."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Arrival
from clerkdesk.process.named_files import write_file
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State


def attach_torn_packets(page: IncomingPage, around: Surroundings) -> None:
    """Give the bar of arrivals its answers to them."""
    bar, desk, window = page.listing.arrivals, around.desk, around.window

    def told(arrival: Arrival, reached: bool) -> None:
        name = arrival.header.name
        if reached:
            window.show_notice(_("Đã trả lại gói tin {name}; nơi gửi được báo.").format(name=name))
        else:
            words = _(
                "Đã cất gói tin {name}. Gói hỏng đến mức không biết nơi gửi: hãy gọi điện báo."
            )
            window.show_notice(words.format(name=name), State.WARN)
        page.refresh()
        around.ways.registered()

    def send_back(arrival: Arrival, reason: str) -> None:
        around.jobs.run(
            Lane.STORE,
            lambda: desk.refuse(arrival, reason, desk.person),
            done=lambda reached: told(arrival, reached),
            failed=window.show_error,
        )

    def save(arrival: Arrival) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            page, _("Lưu gói tin như đã nhận"), arrival.header.name, "edXML (*.edxml *.xml)"
        )
        if not chosen:
            return
        around.jobs.run(
            Lane.STORE,
            lambda: write_file(Path(chosen), desk.store.files.get(arrival.header.sha256)),
            done=lambda _nothing: window.show_notice(
                _("Đã lưu {name}.").format(name=Path(chosen).name)
            ),
            failed=window.show_error,
        )

    bar.refused.connect(send_back)
    bar.save_wanted.connect(save)
