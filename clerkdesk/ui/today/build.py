"""Builds Hôm nay."""

from clerkdesk.ui.packet_export import PacketExport
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.today.presenter import TodayPresenter
from clerkdesk.ui.today.receipts_page import ReceiptsPage, ReceiptsPresenter
from clerkdesk.ui.today.section import Open
from clerkdesk.ui.today.view import TodayView


def build_today(around: Surroundings) -> TodayView:
    """The first screen, each row of it leading to where the work is done."""
    presenter = TodayPresenter(around.desk, around.jobs)
    notices = ReceiptsPresenter(around.desk, around.jobs)
    receipts = ReceiptsPage(notices, around.memory)
    notices.setParent(receipts)
    view = TodayView(presenter, around.window, receipts)
    presenter.setParent(view)
    ways = around.ways

    def go(act: Open) -> None:
        act(ways)

    view.opened.connect(go)
    view.scan_wanted.connect(ways.scan)
    view.search_wanted.connect(ways.search)
    receipts.send_wanted.connect(ways.send)
    receipts.export_wanted.connect(PacketExport(around, receipts).all_waiting)
    notices.failed.connect(around.window.show_error)
    return view
