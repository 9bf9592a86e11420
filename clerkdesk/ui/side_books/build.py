"""Builds Sổ khác."""

from clerkdesk.ui.side_books.presenter import SideBooksPresenter
from clerkdesk.ui.side_books.view import SideBooksView
from clerkdesk.ui.surroundings import Surroundings


def build_side_books(around: Surroundings) -> SideBooksView:
    """The small books beside the registers."""
    presenter = SideBooksPresenter(around.desk, around.jobs)
    lists = around.lists()
    people, agencies = lists.people_names(), [agency.name for agency in lists.agencies]
    suggestions = {
        "to_person": people,
        "addressee": people,
        "reader": people,
        "allowed_by": people,
        "giver": people,
        "taker": people,
        "attendees": people,
        "prepared_by": people,
        "host": agencies,
        "sender": agencies,
        "thing": ["Con dấu cơ quan", "Thiết bị lưu khóa bí mật của cơ quan"],
        "state": ["Còn nguyên niêm phong", "Bì rách, còn đủ tài liệu"],
        "kind": ["Đơn đề nghị", "Kiến nghị, phản ánh", "Khiếu nại", "Tố cáo"],
    }
    view = SideBooksView(presenter, around.window, around.memory, suggestions)
    presenter.setParent(view)
    presenter.pdf_ready.connect(around.print_pdf)
    view.register_wanted.connect(around.ways.scan)
    return view
