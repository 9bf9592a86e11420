"""Other ways into and out of the form: paper without a scan, «lưu, thêm mới», «lưu, giữ thông tin», a độ mật."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.secrecy import LEVELS
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.register_incoming import Registered
from clerkdesk.ui.cards import ChoiceBox, button, text_label
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.other_acts import OtherActs
from clerkdesk.ui.surroundings import Surroundings

NEXT, KEEP = "next", "keep"
_NOT_KEPT = ("arrival_number", "arrival_date", "channel", "code", "sheet_count", "due_date")
"""What every document has of its own, and what a new form begins with."""


class SecrecyChoice(QWidget):
    """«Độ mật»: whoever chooses one locks the form (QĐ 15/2016, Điều 1.2)."""

    def __init__(self, presenter: EntryPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.box = ChoiceBox()
        self.box.setObjectName("secrecy")
        self.box.setAccessibleName(_("Độ mật"))
        self.box.addItem(_("Không mật"), "")
        for level in LEVELS:
            self.box.addItem(level, level)
        self.box.activated.connect(lambda _index: self._choose())
        label = text_label(_("Độ mật"), "label")
        label.setBuddy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label)
        layout.addWidget(self.box)
        layout.addStretch(1)
        presenter.opened.connect(lambda _candidate: self._free(True))
        presenter.secret_found.connect(lambda _error: self._free(False))

    def _free(self, free: bool) -> None:
        if free:
            self.box.setCurrentIndex(0)
        self.box.setEnabled(free)

    def _choose(self) -> None:
        if self.box.currentData():
            self._presenter.choose_secret()


class OtherWays(QObject):
    """What the form does after a number was given, and how an empty one is opened."""

    def __init__(
        self,
        page: IncomingPage,
        presenter: EntryPresenter,
        around: Surroundings,
        row: QHBoxLayout,
    ) -> None:
        super().__init__(page)
        self._page, self._presenter, self._around = page, presenter, around
        self._before: Candidate | None = None
        entry = page.entry
        self.acts = OtherActs()
        self.acts.press.setText(_("Lưu khác ▾"))
        self.acts.press.setAccessibleName(_("Lưu khác"))
        row.addWidget(self.acts)  # first of all: what has no place is a window of its own
        row.addWidget(self.acts.press)
        self.acts.add(
            button(_("Lưu, thêm mới"), lambda: entry.save_then(NEXT), key="Ctrl+Shift+Return"),
            button(_("Lưu, giữ thông tin"), lambda: entry.save_then(KEEP), key="Alt+Return"),
        )
        presenter.opened.connect(self._opened)
        presenter.registered.connect(self._registered)
        presenter.secret_found.connect(lambda _error: self.acts.press.hide())

    def open_paper(self, values: Mapping[str, object] | None = None) -> None:
        """An empty form, or one that begins with `values`; one that is open comes back instead."""
        self._page.setCurrentWidget(self._page.entry)
        if self._presenter.candidate is None:
            self._presenter.open_paper(values or {})

    def _opened(self, candidate: Candidate) -> None:
        self._before = candidate
        self.acts.press.show()

    def _registered(self, result: Registered) -> None:
        self.acts.press.hide()
        entry, before = self._page.entry, self._before
        then, entry.then = entry.then, ""
        if not then:
            return
        typed = entry.form.values()
        words = _(_SAVED).format(number=result.document.shown_number)
        self._around.window.show_notice(words)
        if then == KEEP:
            kept = {name: value for name, value in typed.items() if name not in _NOT_KEPT}
            self.open_paper(kept)
        elif before is not None and before.batch is not None:
            self._around.jobs.run(
                Lane.STORE,
                self._around.desk.store.spool.batches,
                done=self._open_next_batch,
                failed=self._around.window.show_error,
            )
        elif not self._page.open_next(before):
            self.open_paper()

    def _open_next_batch(self, batches: Sequence[ScanBatch]) -> None:
        waiting = [one for one in batches if one.kept and not (one.backs_of or one.bound)]
        if waiting:
            self._page.open_batch(waiting[0])
        else:
            self.open_paper()


_SAVED = N_("Đã vào sổ số đến {number}. Phiếu mới đã mở.")


def attach_other_ways(
    page: IncomingPage, presenter: EntryPresenter, around: Surroundings
) -> OtherWays:
    """Put choice and menu under the fields of the form, «Nhập tay» over the register."""
    row = QHBoxLayout()
    page.entry.below_fields.addLayout(row)
    row.addWidget(SecrecyChoice(presenter), 1)
    ways = OtherWays(page, presenter, around, row)
    page.listing.header.add_button(_("Nhập tay"), page.paper_wanted.emit, key="Shift+F2")
    page.paper_wanted.connect(ways.open_paper)
    return ways
