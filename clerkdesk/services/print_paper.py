"""What is printed where paper leaves: the post book, the hand-over list, envelopes and labels."""

from collections.abc import Sequence
from datetime import date

from clerkdesk.domain.dispatch_forms import (
    HAND_OVER,
    POST_BOOK,
    PaperSent,
    hand_over_rows,
    post_book_rows,
)
from clerkdesk.domain.envelopes import EnvelopeSize, LabelSheet, envelopes_for
from clerkdesk.domain.paper_due import PaperDue
from clerkdesk.domain.register_cover import RegisterCover, cover_of
from clerkdesk.domain.register_forms import FormColumn, shown
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.store import Store
from clerkdesk.services.send_paper import SendPaper


class PrintPaper:
    """Makes the PDFs; printing itself is the window's."""

    def __init__(self, store: Store, printer: FormPrinter, send: SendPaper) -> None:
        self._store = store
        self._printer = printer
        self._send = send

    def post_book(self, first: date, last: date) -> bytes:
        """Sổ gửi văn bản đi bưu điện of a period, six columns (NĐ 30/2020, Phụ lục IV)."""
        rows = post_book_rows(self._send.sent(first, last))
        subtitle = _("{office} · Từ ngày {first} đến ngày {last}").format(
            office=self._office_name(), first=shown(first), last=shown(last)
        )
        title = _("SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN")
        cover = cover_of(self._store.settings.office(), title, (), (), (first, last))
        return self._printer.register(title, subtitle, _table(POST_BOOK, rows, cover))

    def hand_over(self, rows: Sequence[PaperDue | PaperSent], day: date) -> bytes:
        """Danh sách chuyển giao, on which who receives signs."""
        subtitle = _("{office} · Ngày {day}").format(office=self._office_name(), day=shown(day))
        table = _table(HAND_OVER, hand_over_rows(rows))
        return self._printer.register(_("DANH SÁCH CHUYỂN GIAO VĂN BẢN"), subtitle, table)

    def envelopes(self, due: Sequence[PaperDue], size: EnvelopeSize) -> bytes:
        """An envelope a place."""
        made = envelopes_for(due, self._store.settings.office())
        return self._printer.envelopes(made, size)

    def labels(self, due: Sequence[PaperDue], sheet: LabelSheet, first: int = 1) -> bytes:
        """An address label a place."""
        made = envelopes_for(due, self._store.settings.office())
        return self._printer.labels(made, sheet, first)

    def _office_name(self) -> str:
        return self._store.settings.office().name


def _table(
    form: Sequence[FormColumn], rows: Sequence[Sequence[str]], cover: RegisterCover | None = None
) -> FormTable:
    return FormTable([(_(column.title), column.width) for column in form], rows, cover)
