"""What is decided once a pile is in: backs, order, documents in it; each with its way back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, NotFound
from clerkdesk.domain.page_findings import cover_of
from clerkdesk.domain.piles import (
    Backs,
    backs_words,
    falls_apart,
    match_backs,
    unasked_backs,
)
from clerkdesk.domain.scan_profiles import ODDITY_WORDS
from clerkdesk.domain.scans import Aside, BatchPage, Oddity, ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.file_by_covers import Filing
from clerkdesk.services.order_pile import Undo
from clerkdesk.ui.jobs import Jobs, Lane, Stop
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.run import Offer, Run


class PilesPresenter(QObject):
    """Offers what mends a pile, and does what the clerk asks for it."""

    offered = Signal(object)  # Offer
    said = Signal(str)  # what was done; it can be taken back
    told = Signal(str)  # what the clerk should know
    backs_wanted = Signal(object)  # ScanBatch: now the backs of it are to be scanned
    busy_changed = Signal(bool)
    filed_so_far = Signal(int, int)  # parts done, of how many
    filed = Signal(object)  # Filing
    taken_back = Signal()  # what was filed is not in the register any more
    sheet_ready = Signal(object)  # PDF bytes of a separator to print
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs, scanning: ScanPresenter) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._scanning = scanning
        self._offers: list[Offer] = []
        self._stop: Stop | None = None
        scanning.run_ended.connect(self._run_ended)
        scanning.pile_seen.connect(self._pile_seen)

    @property
    def filing(self) -> bool:
        """Whether a pile is being filed."""
        return self._stop is not None

    @property
    def offering(self) -> bool:
        """Whether something can be accepted."""
        return bool(self._offers)

    # --- offers --------------------------------------------------------------------------------

    def accept(self) -> None:
        """Do what stands in the notice, and offer what comes next."""
        if self._offers:
            offer = self._offers.pop(0)
            offer.press()
            if self._offers:
                self.offered.emit(self._offers[0])

    def forget_offers(self) -> None:
        """Another run begins."""
        self._offers.clear()

    def _offer(self, words: str, action: str, press: Callable[[], object]) -> None:
        self._offers.append(Offer(words, action, press))
        if len(self._offers) == 1:
            self.offered.emit(self._offers[0])

    def _run_ended(self, run: Run, batch: ScanBatch) -> None:
        if batch.backs_of:
            self._look_at_backs(batch)
            return
        pages = tuple(run.pages)
        if Oddity.LAST_PAGE_FIRST in run.oddities and len(pages) > 1:
            self._offer(
                _(ODDITY_WORDS[Oddity.LAST_PAGE_FIRST]),
                _("Đảo lại thứ tự"),
                lambda: self.turn_round(batch, pages),
            )
        if Oddity.DUPLEX_UNASKED in run.oddities and len(pages) > 1:
            self._offer(
                _(ODDITY_WORDS[Oddity.DUPLEX_UNASKED]),
                _("Để riêng {n} mặt sau").format(n=len(pages) // 2),
                lambda: self.put_backs_aside(batch, pages),
            )
        if Oddity.NO_DUPLEX in run.oddities:
            advice = _(
                "Lật cả chồng giấy, giữ nguyên thứ tự, đặt lại vào khay rồi bấm «Quét mặt sau»."
            )
            self._offer(
                f"{_(ODDITY_WORDS[Oddity.NO_DUPLEX])} {advice}",
                _("Quét mặt sau"),
                lambda: self.backs_wanted.emit(batch),
            )

    def _pile_seen(self, batch: ScanBatch) -> None:
        if not falls_apart(batch):
            return
        parts = self._desk.tidy.portions(batch)
        covers = sum(part.cover is not None for part in parts)
        if covers:
            words = _("Tập này có {n} tờ bìa: các trang sau mỗi tờ bìa vào thẳng số ghi trên tờ.")
            self._offer(
                words.format(n=covers),
                _("Xếp theo tờ bìa"),
                lambda: self.file([batch.batch_id]),
            )
        elif len(parts) > 1:
            self._offer(
                _("Giữa các trang có tờ tách: {n} văn bản trong tập này.").format(n=len(parts)),
                _("Tách thành {n} tập").format(n=len(parts)),
                lambda: self.file([batch.batch_id]),
            )

    # --- backs ---------------------------------------------------------------------------------

    def _look_at_backs(self, backs: ScanBatch) -> None:
        """Put fronts and backs together where they are as many; else say what to do."""
        spool = self._desk.store.spool

        def fronts_now() -> tuple[ScanBatch, ScanBatch]:
            return spool.batch(backs.backs_of), spool.batch(backs.batch_id)

        def known(both: tuple[ScanBatch, ScanBatch]) -> None:
            match match_backs(*both):
                case Backs.MATCH:
                    self.join_backs(both[1])
                case Backs.SHORT:
                    self._offer(
                        backs_words(*both),
                        _("Quét thêm mặt sau"),
                        lambda: self.backs_wanted.emit(both[1]),
                    )
                case Backs.LONG:
                    self.told.emit(backs_words(*both))

        def failed(error: ClerkError) -> None:
            if not isinstance(error, NotFound):  # the fronts became a document: theirs stay apart
                self.failed.emit(error)

        self._jobs.run(Lane.STORE, fronts_now, done=known, failed=failed)

    def join_backs(self, backs: ScanBatch) -> None:
        """Put each back behind its front."""
        words = _("Đã ghép mặt sau vào sau từng mặt trước.")
        self._change(lambda: self._desk.order.join_backs(backs.batch_id), words)

    def keep_apart(self, backs: ScanBatch) -> None:
        """The backs become a batch like any other."""
        words = _("Mặt sau là một tập riêng.")
        self._change(lambda: self._desk.order.keep_apart(backs.batch_id), words)

    def scan_backs_again(self, backs: ScanBatch) -> None:
        """Take the backs out, and scan them anew; those that were stay in the tray."""
        self._scanning.change(
            lambda: self._desk.order.set_aside(backs.pages),
            done=lambda: self.backs_wanted.emit(backs),
        )

    # --- order ---------------------------------------------------------------------------------

    def turn_round(self, batch: ScanBatch, pages: Sequence[BatchPage] = ()) -> None:
        """The last sheet first; only `pages` where some are given."""
        ids = {page.page_id for page in pages}
        words = _("Đã đảo thứ tự: tờ cuối thành tờ đầu.")
        self._change(lambda: self._desk.order.turn_round(batch.batch_id, ids), words)

    def put_backs_aside(self, batch: ScanBatch, pages: Sequence[BatchPage] = ()) -> None:
        """Every second page into the tray."""
        backs = unasked_backs(pages or batch.pages)
        words = _("Đã để riêng {n} mặt sau; chọn trang rồi bấm Delete để lấy lại.")
        self._change(
            lambda: self._desk.order.set_aside(backs, Aside.BACK), words.format(n=len(backs))
        )

    def move(self, batch: ScanBatch, page: BatchPage, by: int) -> None:
        """One page some places further."""
        self._scanning.change(lambda: self._desk.order.move(batch.batch_id, page.page_id, by))

    def split_at(self, batch: ScanBatch, page: BatchPage) -> None:
        """A page and all behind it become a batch of their own."""
        words = _("Đã tách: các trang từ trang này là một tập riêng.")
        self._change(lambda: self._desk.order.split_at(batch.batch_id, page.page_id), words)

    def count_again(self, batch: ScanBatch) -> None:
        """The sheets were counted wrongly by hand: as many as were captured."""
        words = _("Đã lấy số tờ như đã quét; phiếu chuyển đổi ghi số này.")
        self._change(lambda: self._desk.order.count_again(batch.batch_id), words)

    def _change(self, work: Callable[[], Undo], words: str) -> None:
        self._scanning.change(work, done=lambda: self.said.emit(words))

    # --- filing --------------------------------------------------------------------------------

    def file(self, batch_ids: Sequence[str], sheets_each: int = 0) -> None:
        """Take piles apart at separators or after every so many sheets, and file what has a cover."""
        if self._stop is not None:
            return
        stop = self._stop = Stop()
        self.busy_changed.emit(True)
        by_covers = self._desk.file_by_covers

        def part() -> tuple[list[str], bool, Undo]:
            ids: list[str] = []
            undos: list[Undo] = []
            for batch_id in batch_ids:
                made, undo = by_covers.part(batch_id, sheets_each=sheets_each, stop=stop)
                ids += made
                undos.insert(0, undo)
            spool = self._desk.store.spool
            covered = any(cover_of(spool.batch(one).cover) for one in ids)

            def undo_all() -> None:
                for undo in undos:
                    undo()

            return ids, covered, undo_all

        def parted(found: tuple[list[str], bool, Undo]) -> None:
            ids, covered, undo = found
            if len(ids) > len(batch_ids):
                self._scanning.remember(undo)
            if covered and not stop():
                self._file_parts(ids, stop)
                return
            self._end()
            if len(ids) > len(batch_ids):
                self.said.emit(_("Đã tách thành {n} tập.").format(n=len(ids)))
            elif not stop():
                self.told.emit(
                    _(
                        "Không có tờ tách hay tờ bìa giữa các trang. Nhập «Tách sau mỗi … tờ» để tách theo "
                        "số tờ, hoặc chọn trang đầu của văn bản sau rồi bấm T."
                    )
                )

        self._jobs.run(Lane.PILES, part, done=parted, failed=self._not_filed, stop=stop)

    def stop(self) -> None:
        """End after the document under way."""
        if self._stop is not None:
            self._stop.stop()

    def print_separator(self) -> None:
        """Make a plain separator to print."""
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.devices.workshop.separator_sheet(None),
            done=self.sheet_ready.emit,
            failed=self.failed.emit,
        )

    def _file_parts(self, ids: Sequence[str], stop: Stop) -> None:
        def show(at: tuple[int, int]) -> None:
            self.filed_so_far.emit(at[0], at[1])

        progress = self._jobs.bring_home(show)

        def work() -> Filing:
            return self._desk.file_by_covers(
                ids, self._desk.person, done=lambda done, of: progress((done, of)), stop=stop
            )

        def done(filing: Filing) -> None:
            self._end()
            if filing.undoable:
                self._scanning.remember(lambda: self._take_back(filing))
            elif filing.filed:
                self._scanning.forget_changes()
            self.filed.emit(filing)

        self.filed_so_far.emit(0, len(ids))
        self._jobs.run(Lane.PILES, work, done=done, failed=self._not_filed, stop=stop)

    def _take_back(self, filing: Filing) -> None:
        """Undo a filing; the scanning screen runs it, in the lane of the store."""
        changed = self._jobs.bring_home(lambda _nothing: self.taken_back.emit())
        try:
            self._desk.take_back_filing(filing, self._desk.person)
        finally:
            changed(None)

    def _not_filed(self, error: ClerkError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._stop = None
        self.busy_changed.emit(False)
        self._scanning.refresh()
