"""Tra cứu: one box over both registers, filters, what was found and where, searches that are kept."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, button, text_label
from clerkdesk.ui.exports.export_line import ExportLine
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.exports.wish import written
from clerkdesk.ui.find.columns import find_columns
from clerkdesk.ui.find.filters import Wish, find_filters
from clerkdesk.ui.find.hits import Hit
from clerkdesk.ui.find.presenter import FindPresenter, Found, Seen
from clerkdesk.ui.find.saved_card import SavedCard
from clerkdesk.ui.find.saved_presenter import SavedPresenter
from clerkdesk.ui.memory import SessionMemory, UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.registers.filter_bar import FilterBar
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_SIDE_WIDTH = 276


class FindView(QWidget):
    """Search results; Enter opens the document in its register."""

    incoming_wanted = Signal(object)  # Incoming
    outgoing_wanted = Signal(object)  # Outgoing

    def __init__(
        self,
        presenter: FindPresenter,
        saved: SavedPresenter,
        exporter: Exporter,
        shell: Shell,
        memory: UiMemory,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._saved = saved
        self._shell = shell
        self._sorting = ("", True)
        self.header = PageHeader(
            _("Tra cứu"), search=_("Gõ có dấu hoặc không dấu: số, ký hiệu, cơ quan, nội dung…")
        )
        self.header.searched.connect(lambda _text: self._ask())
        if self.header.search is not None:
            self.header.search.setMaximumWidth(620)
            self.setFocusProxy(self.header.search)
        # a search begins anew each day: what is kept has a name
        self.filters = FilterBar(
            find_filters(presenter.today), SessionMemory(), "find", presenter.today
        )
        self.filters.changed.connect(self._ask)
        self.table = RegisterTable[Hit](
            find_columns(), memory=memory, memory_key="find", empty=_nothing_asked()
        )
        self.header.list_wanted.connect(self.table.setFocus)
        self.table.row_opened.connect(self._open)
        self.table.row_chosen.connect(self._choose)
        self.table.sort_wanted.connect(self._sort)
        self.exports = ExportLine(exporter, shell, "tra-cuu")
        self.exports.wanted.connect(self._export)
        self.exports.button.hide()
        self.filters.row.end.addWidget(self.exports.button)
        self.saved = SavedCard(saved)
        self.saved.opened.connect(lambda search: self.show_wish(saved.wish_of(search)))
        self.saved.save_wanted.connect(lambda name: saved.keep(name, presenter.wish))
        self.saved.allow_saving(False)
        side = QVBoxLayout()
        side.setSpacing(theme.GAP)
        side.addWidget(self.saved, 1)
        side.addWidget(self._excerpt_card(), 1)
        body = QHBoxLayout()
        body.setSpacing(theme.GAP)
        body.addWidget(self.table, 1)
        body.addLayout(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self.header, self.filters, self._said(), self.exports):
            layout.addWidget(widget)
        layout.addLayout(body, 1)
        presenter.found.connect(self._show)
        presenter.seen.connect(self._show_excerpt)
        saved.kept.connect(
            lambda name: shell.show_notice(_("Đã lưu lần tìm «{name}».").format(name=name))
        )
        saved.forgotten.connect(self._offer_back)
        for failed in (presenter.failed, saved.failed):
            failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the searches that are kept, and search again: documents may have come."""
        super().showEvent(event)
        self._saved.refresh()
        self._presenter.refresh()

    def refresh(self) -> None:
        """Search again."""
        self._presenter.refresh()

    def search(self, text: str) -> None:
        """Search from elsewhere, such as Hôm nay: with no filter."""
        self.show_wish(Wish(text))
        if self.header.search is not None:
            self.header.search.setFocus()  # what is typed on goes on here
            self.header.search.end(False)

    def show_wish(self, wish: Wish) -> None:
        """Search for this and for nothing else."""
        search = self.header.search
        if search is not None:
            blocked = search.blockSignals(True)
            search.setText(wish.text)
            search.blockSignals(blocked)
        self.filters.set_values(wish.values)
        self._sorting = wish.sort, wish.descending
        column = next((c.key for c in self.table.columns if c.sort and c.sort == wish.sort), "")
        self.table.show_sorting(column, descending=wish.descending)
        self._presenter.ask(wish)

    def set_suggestions(self, suggestions: Mapping[str, Sequence[str]]) -> None:
        """What the fields of «Lọc thêm» offer."""
        self.filters.set_suggestions(suggestions)

    def _said(self) -> QWidget:
        """What is shown, where it is not what was asked or not all of it, and the way on."""
        self._instead = text_label("", "muted")
        self._instead.setWordWrap(True)
        self.more = button(_("Xem thêm"), self._presenter.more, key="Ctrl+M")
        self.said = QWidget()
        row = QHBoxLayout(self.said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self._instead, 1)
        row.addWidget(self.more)
        self.said.hide()
        return self.said

    def _excerpt_card(self) -> Card:
        self.excerpt = Card(_("Đoạn tìm thấy"), margin=12)
        self.saved.setFixedWidth(_SIDE_WIDTH)
        self.excerpt.setFixedWidth(_SIDE_WIDTH)
        self._excerpt = text_label("", "muted")
        self._excerpt.setTextFormat(Qt.TextFormat.RichText)
        self._excerpt.setWordWrap(True)
        self._excerpt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._excerpt.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.excerpt.body.addWidget(self._excerpt, 1)
        self.excerpt.hide()
        return self.excerpt

    def _ask(self) -> None:
        search = self.header.search
        text = search.text().strip() if search else ""
        self._presenter.ask(Wish(text, self.filters.values(), *self._sorting))

    def _sort(self, key: str, descending: bool) -> None:
        column = next((c.sort for c in self.table.columns if c.key == key), "")
        self._sorting = (column, descending) if column else ("", True)
        self._ask()

    def _show(self, found: Found) -> None:
        asked = not found.wish.is_empty
        self.table.set_empty(
            _("Không tìm thấy văn bản nào.\nThử bớt chữ, gõ không dấu, hoặc bỏ bớt bộ lọc.")
            if asked
            else _nothing_asked()
        )
        before = self.table.chosen()
        kept = before.document.uid if before else ""
        self.table.set_rows(found.hits, choose=lambda found_: found_.document.uid == kept)
        words = _("{n} văn bản") if found.exact else _("hơn {n} văn bản")
        self.header.set_chips((words.format(n=_dotted(found.total)) if asked else "", State.ACCENT))
        self.exports.button.setVisible(bool(found.hits))
        self.saved.allow_saving(asked)
        self._say_instead(found)

    def _say_instead(self, found: Found) -> None:
        sentences = []
        if found.corrected:
            sentences.append(
                _(
                    "Không có văn bản nào có đúng chữ «{typed}». Đang hiện kết quả của «{text}»."
                ).format(typed=found.text, text=found.corrected)
            )
        is_part = len(found.hits) < found.total or not found.exact
        if is_part:
            words = (
                _("Mới hiện {n} trong {total} văn bản; thêm chữ, bộ lọc để thu hẹp.")
                if found.exact
                else _("Mới hiện {n} trong hơn {total} văn bản; thêm chữ, bộ lọc để thu hẹp.")
            )
            sentences.append(words.format(n=_dotted(len(found.hits)), total=_dotted(found.total)))
        self.more.setVisible(is_part)
        self._instead.setText(" ".join(sentences))
        self.said.setVisible(bool(sentences))

    def _choose(self, chosen: Hit | None) -> None:
        self.excerpt.hide()
        self._presenter.select(chosen)

    def _show_excerpt(self, seen: Seen) -> None:
        self.excerpt.setVisible(bool(seen.excerpt))
        shown = (
            f"<b>{escape(piece.text)}</b>" if piece.is_found else escape(piece.text)
            for piece in seen.excerpt
        )
        self._excerpt.setText("".join(shown))
        self._excerpt.setAccessibleName("".join(piece.text for piece in seen.excerpt))

    def _offer_back(self, search: object) -> None:
        self._shell.show_notice(
            _("Đã xóa lần tìm đã lưu."),
            State.NEUTRAL,
            action=_("Hoàn tác"),
            pressed=lambda: self._saved.take_back(search),  # type: ignore[arg-type] # a SavedSearch, from the signal
        )

    def _export(self, every: bool, kind: str) -> None:
        columns = self.table.columns if every else self.table.shown_columns()
        self.exports.save(self._presenter.export_wish(_("Kết quả tra cứu"), written(columns)), kind)

    def _open(self, chosen: Hit) -> None:
        if isinstance(chosen.document, Incoming):
            self.incoming_wanted.emit(chosen.document)
        else:
            self.outgoing_wanted.emit(chosen.document)


def _nothing_asked() -> str:
    return _(
        "Gõ vào ô tìm kiếm ở trên.\nTìm trong mọi ô của hai sổ và trong nội dung trang đã quét."
    )


def _dotted(number: int) -> str:
    """«12.345», as it is written here."""
    return f"{number:,}".replace(",", ".")
