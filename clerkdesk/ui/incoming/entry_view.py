"""Đăng ký văn bản đến: the page beside the form, what was read marked on both, one key to save."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.domain.errors import SecretDocument
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.reading import Box, ReadDocument, ReadField
from clerkdesk.domain.register_fields import INCOMING
from clerkdesk.domain.secrecy import StampSearch
from clerkdesk.domain.texts import _
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.register_incoming import Registered
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, LargeNumber, Note, button, scrolled
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.incoming.arrival_facts import ArrivalFacts
from clerkdesk.ui.incoming.earlier_note import EarlierNote
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_words import (
    by_form_field,
    candidate_chips,
    discard_words,
    file_chips,
    finding_lines,
    forward_words,
    marked_boxes,
    read_words,
    warnings,
)
from clerkdesk.ui.incoming.file_chips import FileChips
from clerkdesk.ui.incoming.words import RESULT_STATE
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State


class EntryView(QWidget):
    """The form of one candidate. `left` comes when the clerk is done or gives up;
    `forward_wanted` and `open_wanted` carry the Incoming that was registered, `earlier_wanted` the
    one that was registered before; the form stays open, and `back_wanted` asks to see it again."""

    left = Signal()
    forward_wanted = Signal(object)
    open_wanted = Signal(object)
    label_wanted = Signal(object)
    sheet_wanted = Signal(object)
    earlier_wanted = Signal(object)
    back_wanted = Signal()
    then = ""
    """What the clerk wants once the number is given (`save_then`)."""

    def __init__(
        self, presenter: EntryPresenter, jobs: Jobs, shell: Shell, suggest: dict[str, list[str]]
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._touched: set[str] = set()
        self._cursor_in = ""
        self._working = ""
        self._document: Incoming | None = None
        self._secret = False
        self._header = PageHeader(_("Đăng ký văn bản đến"))
        self._discard = self._header.add_button(_("Hủy các trang này"), presenter.discard_secret)
        self._discard.setObjectName("discard")
        self._refuse = self._header.add_button(_("Từ chối"), self._ask_refuse)
        self._cancel = self._header.add_button(_("Hủy"), self._give_up, key="Escape")
        self._cancel.setObjectName("cancel")
        self._save = self._header.add_button(
            _("Lưu và cấp số"), lambda: self.save_then(""), key="Ctrl+Return", primary=True
        )
        self._save.setObjectName("save")
        self.pages = PageView(
            jobs, lane=Lane.PDF, thumbnails=True, empty=_("Không có trang nào để xem.")
        )
        self.form = FieldForm(
            INCOMING, suggestions=suggest, placeholders={"arrival_number": _("cấp khi lưu")}
        )
        self.form.changed.connect(self._edited)
        self.form.field_focused.connect(lambda name: self.pages.highlight(name))
        self.form.field_focused.connect(self._looked_at)
        self._files = FileChips()
        self._findings, self._held = Note(), Note()
        self.below_fields, self._below_findings = QVBoxLayout(), QVBoxLayout()
        self.facts = ArrivalFacts()
        self.earlier = EarlierNote()
        self._forward = button(
            _("Chuyển lãnh đạo"),
            lambda: self._with_document(self.forward_wanted.emit),
            key="F7",
            primary=True,
        )
        self._forward.setObjectName("forward")
        self._label = button(
            _("In nhãn dấu đến"), lambda: self._with_document(self.label_wanted.emit), key="Ctrl+P"
        )
        self._sheet = button(
            _("In phiếu giải quyết"),
            lambda: self._with_document(self.sheet_wanted.emit),
            key="Ctrl+I",
        )
        self._sheet.setObjectName("sheet")
        self._number = LargeNumber(
            opened=_("Xem trong sổ"), first=self._forward, others=(self._label, self._sheet)
        )
        self._number.again.connect(self._left)
        self._number.opened.connect(lambda: self._with_document(self.open_wanted.emit))
        self.pages.box_clicked.connect(self._box_clicked)
        self.pages.region_drawn.connect(self._region_drawn)
        self.pages.failed.connect(shell.show_error)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        left = Card(margin=8)
        left.body.addWidget(self.pages, 1)
        across.addWidget(left, 54)
        across.addWidget(self._form_card(), 46)
        layout.addLayout(across, 1)
        self._listen(presenter)

    def _listen(self, presenter: EntryPresenter) -> None:
        presenter.opened.connect(self._show)
        self.facts.follow(presenter.received, presenter.opened, presenter.secret_found)
        presenter.fields_read.connect(self._show_read)
        presenter.field_read.connect(self._show_read_again)
        presenter.held_against_books.connect(self._show_held)
        presenter.working.connect(self._show_working)
        presenter.problems_found.connect(self.form.show_problems)
        presenter.registered.connect(self._show_number)
        presenter.stamped.connect(self._show_stamped)
        presenter.refused.connect(self._left)
        presenter.secret_found.connect(self._lock)
        presenter.discarded.connect(self._discarded)
        presenter.search.told.connect(lambda words: self._header.set_remark(words or self._working))
        presenter.search.clean.connect(self._show_searched)
        presenter.search.ready_to_save.connect(self._save_now)
        presenter.earlier_found.connect(self._show_earlier)
        presenter.paper_recorded.connect(self._show_paper_recorded)
        self.earlier.open_wanted.connect(self._open_earlier)
        self.earlier.paper_wanted.connect(
            lambda earlier: presenter.record_paper(earlier, self.form.values())
        )
        presenter.failed.connect(self._shell.show_error)

    @property
    def document(self) -> Incoming | None:
        """What was registered last, while its number is shown."""
        return self._document

    def show_below_findings(self, widget: QWidget) -> None:
        """Something that is offered where the signatures are spoken of."""
        self._below_findings.addWidget(widget)

    def is_read(self) -> bool:
        """Whether reading the candidate has ended."""
        return self._presenter.candidate is not None and not self._working

    def _form_card(self) -> Card:
        card = Card()
        filling = QWidget()
        form_layout = QVBoxLayout(filling)
        form_layout.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner_layout = QVBoxLayout(inner)
        inner_layout.setContentsMargins(0, 0, 6, 0)
        inner_layout.setSpacing(8)
        inner_layout.addWidget(self.earlier)
        inner_layout.addWidget(self.facts)
        inner_layout.addWidget(self.form)
        inner_layout.addLayout(self.below_fields)
        inner_layout.addWidget(self._files)
        inner_layout.addWidget(self._findings)
        inner_layout.addLayout(self._below_findings)
        inner_layout.addWidget(self._held)
        inner_layout.addStretch(1)
        form_layout.addWidget(scrolled(inner))
        self._faces = QStackedWidget()
        self._faces.addWidget(filling)
        self._faces.addWidget(self._number)
        card.body.addWidget(self._faces, 1)
        return card

    # --- what the presenter says -------------------------------------------------------------------

    def _show(self, candidate: Candidate) -> None:
        self._touched.clear()
        self._cursor_in = ""
        self._document = None
        self._secret = False
        self._held.hide()
        self.earlier.show_document(None, paper=False)
        self._discard.hide()
        self.form.set_read_only(False)
        self._show_cancel(_("Hủy"))
        self._faces.setCurrentIndex(0)
        self._header.set_title(_("Đăng ký văn bản đến"))
        self.form.clear()
        self.form.set_values(candidate.values)
        self._save.setVisible(True)
        self._refuse.setVisible(candidate.arrival is not None)
        sheets, load = self._presenter.pages()
        self.pages.show_pages(sheets, load)
        self._show_files(candidate)
        self._header.set_chips(*candidate_chips(candidate))
        self.form.focus_field("issuing_org")
        self._presenter.look_for_earlier(self.form.values())

    def _show_read(self, reading: ReadDocument, values: dict[str, object]) -> None:
        fresh = {name: value for name, value in values.items() if name not in self._touched}
        candidate = self._presenter.candidate
        if candidate is not None and candidate.arrival is not None:
            fresh = {}  # the packet's own fields stand; the page only shows where they are
        self.form.set_values(fresh)
        shown = by_form_field(reading)
        for field in filter(fresh.__contains__, shown):  # the order in which they are looked at
            self.form.set_machine_read(field, shown[field].confidence, shown[field].flagged)
        self.pages.set_boxes(marked_boxes(shown, values))
        doubtful = len([name for name in fresh if name in shown and shown[name].flagged])
        if candidate is not None:
            chip = (read_words(len(fresh), doubtful), State.WARN if doubtful else State.GOOD)
            self._header.set_chips(*candidate_chips(candidate), *([chip] if fresh else []))
        self._presenter.look_for_earlier(self.form.values())

    def _show_working(self, words: str) -> None:
        self._working = words
        self._header.set_remark(words)
        free = not words or words.startswith(_("Đang đọc trang"))
        self._save.setEnabled(free and not self._secret)

    def _show_searched(self, found: StampSearch) -> None:
        candidate = self._presenter.candidate
        if candidate is not None and found.unread:
            self.facts.show_warnings((*warnings(candidate), *found.unread))

    def _lock(self, error: SecretDocument) -> None:
        """Nothing of a secret document stays on the screen; it can only be discarded."""
        self._secret = True
        self.form.clear()
        self.form.set_read_only(True)
        self.pages.clear()
        self._files.show_chips([])
        self._findings.hide()
        self._held.hide()
        self.earlier.show_document(None, paper=False)
        self._header.set_chips((_("Có dấu độ mật"), State.BAD))
        self._save.setEnabled(False)
        self._refuse.hide()
        words = discard_words(self._presenter.candidate)
        self._discard.setText(words)
        self._discard.setAccessibleName(words)
        self._discard.show()
        self._discard.setFocus()
        self._shell.show_error(error)

    def _show_earlier(self, earlier: Incoming | None) -> None:
        candidate = self._presenter.candidate
        paper = candidate is not None and candidate.is_paper
        self.earlier.show_document(earlier, paper=paper)

    def _open_earlier(self, earlier: Incoming) -> None:
        self.earlier_wanted.emit(earlier)
        self._shell.show_notice(
            _("Phiếu đang đăng ký vẫn mở."),
            State.ACCENT,
            action=_("Về phiếu"),
            pressed=self.back_wanted.emit,
            seconds=0,
        )

    def _show_paper_recorded(self, document: Incoming) -> None:
        self._left()
        words = _("Đã ghi nhận bản giấy vào số đến {number}; không cấp số mới.")
        self._shell.show_notice(words.format(number=document.shown_number))

    def _discarded(self) -> None:
        self._left()
        self._shell.show_notice(_("Đã tiêu hủy; không còn gì của văn bản này trên máy này."))

    def _show_number(self, result: Registered) -> None:
        document = self._document = result.document
        self._save.setVisible(False)
        self._refuse.setVisible(False)
        self._show_cancel(_("Đóng"))
        words = forward_words(document, result.forward_by)
        self._number.show_number(_("Số đến"), document.shown_number, words)
        self._header.set_title(_("Đã vào sổ văn bản đến"))
        self._faces.setCurrentIndex(1)
        self._forward.setFocus()

    def _show_stamped(self, document: Incoming) -> None:
        if self._document is not None and self._document.uid == document.uid:
            self._document = document
            if document.main_file is not None:
                self._number.add_detail(_("✓ Đã tạo bản có dấu đến."))

    # --- what the clerk does -------------------------------------------------------------------------

    def save_then(self, then: str) -> None:
        """As «Lưu»; whoever hears `registered` finds in `then` what the clerk wants next."""
        self.then = then
        if self._save.isEnabled() and self._presenter.candidate is not None:
            self._save_now()

    def _save_now(self) -> None:
        self._shell.clear_notice()
        self._confirm(self._cursor_in)
        doubtful = self.form.flagged()
        if doubtful:
            self.form.focus_field(doubtful[0])
            self._looked_at(doubtful[0])  # no focus comes to a field that has it already
            self._shell.show_notice(
                _(
                    "Còn {n} ô máy đọc chưa chắc. Nhìn lại ô vàng, đúng thì bấm Ctrl+↵ lần nữa."
                ).format(n=len(doubtful)),
                State.WARN,
            )
            return
        self._presenter.save(self.form.values())

    def _give_up(self) -> None:
        if not self._presenter.saving:
            self._presenter.close()
            self._left()

    def _show_cancel(self, words: str) -> None:
        self._cancel.setText(f"{words}  Esc")
        self._cancel.setAccessibleName(words)

    def _left(self) -> None:
        self.pages.clear()
        self.left.emit()

    def _ask_refuse(self) -> None:
        reason = str(self.form.values().get("note") or "").strip()
        if not reason:
            self.form.show_problems({"note": _("Ghi lý do từ chối vào ô «Ghi chú» rồi bấm lại.")})
            return
        self._presenter.refuse(reason)

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        self._presenter.look_for_earlier(self.form.values())

    def _looked_at(self, name: str) -> None:
        """The cursor has gone on: the field where it was has been looked at."""
        if name != self._cursor_in:
            self._confirm(self._cursor_in)
            self._cursor_in = name

    def _confirm(self, name: str) -> None:
        if name in self.form.flagged():
            self.form.confirm_read(name)
            self._touched.add(name)  # a later page must not colour it again

    def _region_drawn(self, page: int, box: Box) -> None:
        """Shift-drag on the page: the field with the cursor is read in that box."""
        if not self._cursor_in:
            words = _("Bấm vào ô cần đọc lại, rồi giữ Shift và kéo khung trên trang.")
            self._shell.show_notice(words, State.ACCENT)
            return
        self._presenter.read_field(self._cursor_in, page, box)

    def _show_read_again(self, name: str, read: ReadField | None) -> None:
        if read is None or read.value is None:
            words = _("Không đọc được chữ nào trong khung vừa vẽ. Vẽ rộng hơn, hoặc nhập tay.")
            self._shell.show_notice(words, State.WARN)
            return
        self._shell.clear_notice()
        self.form.set_values({name: read.value})
        self.form.set_machine_read(name, read.confidence, read.flagged)
        self._touched.add(name)  # what the clerk had read there stays
        if read.box is not None:
            self.pages.set_box(name, marked_boxes({name: read}, {name})[name])

    def _show_held(self, words: str) -> None:
        self._held.show_state(words, State.WARN)
        self._held.setVisible(bool(words))

    def _box_clicked(self, name: str) -> None:
        self.form.focus_field(name)
        self.pages.highlight(name, go=False)

    def _with_document(self, act: Callable[[Incoming], object]) -> None:
        if self._document is not None:
            act(self._document)

    def _show_files(self, candidate: Candidate) -> None:
        self._files.show_chips(file_chips(candidate))
        self.facts.show_warnings(warnings(candidate))
        lines = finding_lines(candidate)
        self._findings.show_state("\n".join(lines), RESULT_STATE[candidate.signature_result])
        self._findings.setVisible(bool(lines))
