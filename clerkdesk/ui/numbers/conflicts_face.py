"""«Khác nhau giữa các máy»: what two desks wrote differently; a person empties the list."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from clerkdesk.domain.conflicts import (
    CONFLICT_KIND_NAMES,
    Conflict,
    ConflictKind,
    Wrote,
    conflict_field_label,
    said,
)
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Badge, Card, Note, button, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.numbers.beside import lay_beside
from clerkdesk.ui.numbers.conflicts_presenter import ConflictsPresenter
from clerkdesk.ui.numbers.reason_panel import ReasonPanel
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State
from clerkdesk.ui.when import when

_COLOUR = {
    ConflictKind.FIELD: State.WARN,
    ConflictKind.NUMBER: State.BAD,
    ConflictKind.HOLDER: State.BAD,
    ConflictKind.UNREAD: State.NEUTRAL,
}
_LONGEST = 600


class ConflictsFace(QWidget):
    """The list at the left; both values with their authors, and the choice, at the right.

    Keys: ↑ ↓ walk, Ctrl+G keeps what stands, Ctrl+L takes the other, Enter opens the document.
    """

    def __init__(
        self, presenter: ConflictsPresenter, memory: UiMemory, clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._clock = clock
        self._conflict: Conflict | None = None
        self.table = RegisterTable[Conflict](
            _columns(),
            memory=memory,
            memory_key="conflicts",
            empty=_(
                "Các máy của cơ quan khớp nhau, không có gì phải chọn.\n"
                "Khi hai máy sửa cùng một chỗ lúc mất mạng, hai giá trị hiện ở đây để chọn."
            ),
        )
        self.table.row_chosen.connect(self._show)
        self.table.row_opened.connect(presenter.show_record)
        self.reason = ReasonPanel(_("Ghi đã xử lý"))
        self.reason.reason.setPlaceholderText(_("Đã xử lý thế nào"))
        self.reason.given.connect(self._give)
        self.card = self._card()
        lay_beside(self, self.table, self.card)
        presenter.changed.connect(self._show_all)
        self._show(None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read again."""
        super().showEvent(event)
        self._presenter.refresh()

    def _card(self) -> Card:
        card = Card()
        self._title = text_label("", "heading")
        self._title.setWordWrap(True)
        self._kind = Badge()
        self._advice = Note()
        self.standing, self.other = _Value(_("Đang có trên mọi máy")), _Value(_("Giá trị kia"))
        self.keep = button(_("Giữ giá trị này"), self._keep, key="Ctrl+G", primary=True)
        self.keep.setObjectName("keep-value")
        self.take = button(_("Lấy giá trị kia"), self._take, key="Ctrl+L")
        self.take.setObjectName("take-other")
        self.done = button(_("Đã xử lý, ghi lại…"), self._ask)
        self.done.setObjectName("conflict-done")
        self.standing.body.addWidget(self.keep)
        self.other.body.addWidget(self.take)
        self.open = button(_("Mở văn bản"), self._open, link=True)
        for widget in (
            self._title,
            self._kind,
            self._advice,
            self.standing,
            self.other,
            self.done,
            self.reason,
            self.open,
        ):
            card.body.addWidget(widget)
        return card

    def _show_all(self, conflicts: Sequence[Conflict]) -> None:
        rows = self.table.model.rowCount()
        at = self.table.view.currentIndex().row()
        kept = self._conflict.conflict_id if self._conflict else None
        known = [c.conflict_id for c in conflicts]
        if (
            kept not in known and 0 <= at < rows and conflicts
        ):  # settled: the next one takes its place
            kept = known[min(at, len(known) - 1)]
        self.table.set_rows(conflicts, choose=lambda c: c.conflict_id == kept)

    def _show(self, conflict: Conflict | None) -> None:
        self._conflict = conflict
        self.card.setVisible(conflict is not None)
        self.reason.hide()
        two = conflict is not None and conflict.kind is ConflictKind.FIELD
        allowed = self._presenter.may_settle
        for widget in (self.standing, self.other):
            widget.setVisible(two)
        self._kind.setVisible(conflict is not None)
        self._advice.setVisible(conflict is not None and not two)
        self.done.setVisible(conflict is not None and not two and allowed)
        self.keep.setVisible(allowed)
        if conflict is None:
            return
        self.take.setVisible(allowed and conflict.choosable)
        self._title.setText(conflict.title)
        label = conflict_field_label(conflict.entity, conflict.field)
        kind = _(CONFLICT_KIND_NAMES[conflict.kind])
        self._kind.show_state(f"{kind}: {label}", _COLOUR[conflict.kind])
        self._advice.show_state(_advice(conflict), _COLOUR[conflict.kind])
        now = self._clock()
        self.standing.show_value(conflict, conflict.stands, now)
        self.other.show_value(conflict, conflict.other, now)
        register = conflict.entity.partition(".")[0] in ("incoming", "outgoing")
        self.open.setVisible(register and conflict.kind is not ConflictKind.UNREAD)

    def _keep(self) -> None:
        if self._conflict is not None and not self.standing.isHidden():
            self._presenter.keep(self._conflict)

    def _take(self) -> None:
        if self._conflict is not None and self._conflict.choosable:
            self._presenter.take(self._conflict)

    def _ask(self) -> None:
        if self._conflict is not None:
            self.reason.ask(_("Ghi đã xử lý thế nào; mọi máy đều thấy trong lịch sử."))

    def _give(self, reason: str) -> None:
        if self._conflict is not None:
            self._presenter.keep(self._conflict, reason)

    def _open(self) -> None:
        if self._conflict is not None:
            self._presenter.show_record(self._conflict)


class _Value(QFrame):
    """A value in a box, with who wrote it, where and when."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        theme.set_look(self, "soft", State.NEUTRAL.value)
        self.value = text_label("", "")
        self.value.setWordWrap(True)
        self.author = text_label("", "small")
        self.author.setWordWrap(True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(10, 8, 10, 8)
        self.body.setSpacing(6)
        self.body.addWidget(text_label(caption, "label"))
        self.body.addWidget(self.value)
        self.body.addWidget(self.author)

    def show_value(self, conflict: Conflict, side: Wrote, now: datetime) -> None:
        """Show one side."""
        words = said(conflict.field, side.value)
        self.value.setText(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")
        self.author.setText(_author(side, now))
        self.author.setVisible(bool(self.author.text()))


def _author(side: Wrote, now: datetime) -> str:
    if side.at is None:
        return ""
    return _("{who}, máy {device}, {at}").format(
        who=side.by, device=side.device, at=when(side.at, now)
    )


def _advice(conflict: Conflict) -> str:
    match conflict.kind:
        case ConflictKind.NUMBER:
            return _(
                "Máy {device} cấp số {number} cho một văn bản khác. Số đã cấp không đổi được: "
                "đối chiếu sổ giấy, vào sổ lại văn bản kia với số tiếp theo trên máy đã cấp, rồi ghi lại."
            ).format(device=conflict.theirs.device, number=said("", conflict.theirs.value))
        case ConflictKind.HOLDER:
            return _(
                "Máy {device} cũng mở sổ này khi chưa nghe tin nhau. Chọn một máy giữ sổ; máy kia ngừng "
                "cấp số, văn bản nó đã cấp được vào sổ lại."
            ).format(device=conflict.theirs.device)
    return _(
        "Thay đổi từ máy {device} chưa áp dụng được trên máy này. Nếu văn bản của nó còn đang trên "
        "đường, dòng này tự hết khi văn bản đến."
    ).format(device=conflict.theirs.device)


def _first(conflict: Conflict) -> str:
    field = conflict.kind is ConflictKind.FIELD
    side = conflict.stands if field else conflict.theirs
    return said(conflict.field, side.value)


def _second(conflict: Conflict) -> str:
    if conflict.kind is ConflictKind.FIELD:
        return said(conflict.field, conflict.other.value)
    return _("của máy {device}").format(device=conflict.theirs.device)


def _place(conflict: Conflict) -> str:
    label = conflict_field_label(conflict.entity, conflict.field)
    return label[:1].upper() + label[1:]


def _columns() -> list[Column[Conflict]]:
    return [
        Column(
            "kind",
            _("LOẠI"),
            130,
            lambda c: _(CONFLICT_KIND_NAMES[c.kind]),
            Look.BADGE,
            state=lambda c: _COLOUR[c.kind],
        ),
        Column("record", _("VĂN BẢN"), 250, lambda c: c.title, Look.SUMMARY, stretches=True),
        Column("field", _("CHỖ KHÁC"), 150, _place),
        Column(
            "values",
            _("ĐANG CÓ · GIÁ TRỊ KIA"),
            250,
            _first,
            second=_second,
            tooltip=lambda c: f"{said(c.field, c.stands.value)}\n{said(c.field, c.other.value)}",
        ),
    ]
