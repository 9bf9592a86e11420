"""What has become of a document and the next things to do with it, each with a key, all in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clerkdesk.domain.assignments import Deed
from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.forward import Proposal
from clerkdesk.ui.cards import button
from clerkdesk.ui.flow_layout import FlowLayout
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.incoming.deed_form import KEYS, DeedForm
from clerkdesk.ui.incoming.finish_form import FinishForm
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.incoming.timeline import Timeline
from clerkdesk.ui.other_acts import OtherActs

FORWARD = (
    Field("to_person", N_("Chuyển đến"), Kind.NAMES, required=True, max_length=300, width=12),
    Field("cooperate", N_("Phối hợp"), Kind.NAMES, max_length=500, width=6),
    Field("inform", N_("Để biết"), Kind.NAMES, max_length=500, width=6),
    Field("due_date", N_("Hạn giải quyết"), Kind.DATE, width=6),
    Field("opinion_by", N_("Ý kiến của"), Kind.SUGGEST, max_length=100, width=6),
    Field("instruction", N_("Ý kiến (bút phê)"), Kind.LONG_TEXT, max_length=1000, width=12),
)
_OPEN = (IncomingState.FORWARDED, IncomingState.IN_WORK)
_FORWARDABLE = (IncomingState.TO_FORWARD, *_OPEN)


class HandlingPanel(QWidget):
    """The timeline, then the buttons, or the one form that is open; Esc puts it away.

    `acts` are the buttons: they may be put where they stay in sight while the rest scrolls.
    """

    form_opened = Signal(bool)
    """Whether a form takes the room now."""

    def __init__(self, presenter: HandlingPresenter, *, highest: int = 190) -> None:
        super().__init__()
        self._presenter = presenter
        self._document: Incoming | None = None
        self.timeline = Timeline(presenter.full_name, highest=highest)
        self.form = FieldForm(
            FORWARD,
            today=presenter.today,
            placeholders={
                "to_person": _("chủ trì; nhiều người: dấu phẩy"),
                "cooperate": _("An 28/11"),
                "inform": _("tên, nhóm"),
            },
        )
        self.deed_form, self.finish_form = DeedForm(), FinishForm()
        self._back = button(_("Thôi"), self.put_form_away, key="Escape")
        self._send = button(_("Chuyển xử lý"), self._press, key="F7", primary=True)
        self._send.setObjectName("forward")
        self._finish = button(_("Hoàn thành"), self._open_finish, key="Ctrl+D", link=True)
        self._finish.setObjectName("settle")
        self._receive = self._small(_("Ký nhận"), Deed.RECEIVE)
        self._progress = self._small(_("Tiến độ"), Deed.PROGRESS)
        self._return = self._small(_("Trả lại"), Deed.RETURN)
        self._sheet = button(_("In phiếu"), self._print, key="Ctrl+I", link=True)
        self._sheet.setObjectName("sheet")
        self._sheet.setAccessibleName(_("In phiếu giải quyết"))
        self._sheet.setToolTip(_("In phiếu giải quyết văn bản đến"))
        self._reopen = button(_("Mở lại"), self._take_up, link=True)
        self._reopen.setObjectName("reopen")
        self.others = OtherActs()
        self.acts = QWidget()
        self._lay_out()
        self._listen(presenter)
        self.show_document(None)

    def _small(self, words: str, deed: Deed) -> QPushButton:
        made = button(words, lambda: self._open_deed(deed), key=KEYS[deed], link=True)
        made.setObjectName(deed.value)
        return made

    def _lay_out(self) -> None:
        self._links = QWidget()
        flow = FlowLayout(6)
        self._links.setLayout(flow)
        for link in (
            self._receive,
            self._progress,
            self._finish,
            self._return,
            self._reopen,
            self.others.press,
        ):
            flow.addWidget(link)
        self.others.setParent(self)
        self.others.add(self._sheet)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._back)
        row.addWidget(self._send, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.timeline, self.form, self.deed_form, self.finish_form, self.acts):
            layout.addWidget(widget)
        below = QVBoxLayout(self.acts)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self._links)
        below.addLayout(row)

    def _listen(self, presenter: HandlingPresenter) -> None:
        presenter.proposed.connect(self._show_proposal)
        presenter.problems_found.connect(self._show_problems)
        presenter.replies_found.connect(self.finish_form.show_found)
        presenter.people_read.connect(self._show_rights)
        presenter.changed.connect(lambda _document: self.put_form_away())
        self.deed_form.sent.connect(self._act)
        self.deed_form.part_done.connect(
            lambda text, person: self._act(Deed.FINISH_PART, text, person)
        )
        self.deed_form.left.connect(self.put_form_away)
        self.finish_form.sent.connect(self._settle)
        self.finish_form.search_wanted.connect(presenter.search_reply)
        self.finish_form.left.connect(self.put_form_away)

    # --- what is shown -----------------------------------------------------------------------------

    def show_document(self, document: Incoming | None) -> None:
        """Show what has become of this one; a form that is open for it stays open."""
        fresh = (self._document.uid if self._document else "") != (document.uid if document else "")
        self._document = document
        if document is None:
            self.put_form_away()
            self._links.hide()
            self._send.hide()
            return
        self.timeline.show_document(document, self._presenter.today)
        if fresh:
            self.put_form_away()
            self.form.clear()
            self.form.set_values({"due_date": document.due_date})
        elif not self.form_is_open():
            self.put_form_away()

    def form_is_open(self) -> bool:
        """Whether something is being typed."""
        forms = (self.form, self.deed_form, self.finish_form)
        return any(not form.isHidden() for form in forms)

    def set_people(self, names: list[str]) -> None:
        """Suggest receivers."""
        for name in ("to_person", "cooperate", "inform"):
            self.form.set_suggestions(name, names)

    def focus_forward(self) -> None:
        """Open the form of forwarding."""
        document = self._document
        if document is None or not self._may_forward():
            return
        self._make_room()
        self.form.show()
        self._back.show()
        self._send.show()
        self._name_send(_("Chuyển ngay"))
        self.form.focus_field("to_person")
        self._presenter.propose(document.uid)

    def open_progress(self) -> None:
        """Ask what was done, where something can be."""
        if not self._progress.isHidden():
            self._open_deed(Deed.PROGRESS)

    def put_form_away(self) -> None:
        """Hide the form that is open; the timeline and the buttons have the room again."""
        for form in (self.form, self.deed_form, self.finish_form, self._back):
            form.hide()
        self._name_send(_("Chuyển xử lý"))
        self._show_buttons()
        self.form_opened.emit(False)

    def _show_buttons(self) -> None:
        document = self._document
        if document is None:
            self.timeline.hide()
            return
        self.timeline.setVisible(bool(document.assignments or document.acts))
        settles = self._presenter.may_settle(document)
        self._finish.setVisible(settles and document.state in _OPEN)
        self._reopen.setVisible(settles and document.state is IncomingState.DONE)
        self._send.setVisible(self._may_forward())
        for deed, link in (
            (Deed.RECEIVE, self._receive),
            (Deed.PROGRESS, self._progress),
            (Deed.RETURN, self._return),
        ):
            link.setVisible(bool(self._presenter.who_may(deed, document)))
        self._sheet.show()
        self._links.show()

    def _show_rights(self) -> None:
        if not self.form_is_open():
            self._show_buttons()

    def _may_forward(self) -> bool:
        document = self._document
        return (
            document is not None and self._presenter.may_forward and document.state in _FORWARDABLE
        )

    def _make_room(self) -> None:
        for widget in (self.timeline, self.deed_form, self.finish_form, self._links):
            widget.hide()
        self.form_opened.emit(True)

    def _name_send(self, words: str) -> None:
        self._send.setText(f"{words}  F7")
        self._send.setAccessibleName(words)

    # --- what the presenter says ---------------------------------------------------------------------

    def _show_proposal(self, uid: str, proposal: Proposal) -> None:
        if self._document is None or self._document.uid != uid:
            return
        self.set_people(proposal.names)
        self.form.set_suggestions("opinion_by", proposal.leaders)
        values = self.form.values()
        before = self._document.due_date
        if values["due_date"] in (None, before) and (before is None or before < proposal.due_date):
            self.form.set_values({"due_date": proposal.due_date})
        if not values["opinion_by"]:
            self.form.set_values({"opinion_by": proposal.opinion_by})

    def _show_problems(self, problems: dict[str, str]) -> None:
        if not self.form.isHidden():
            self.form.show_problems(problems)
        elif not self.deed_form.isHidden():
            self.deed_form.show_problem("\n".join(problems.values()))
        elif not self.finish_form.isHidden():
            self.finish_form.show_problem("\n".join(problems.values()))

    # --- what is done ----------------------------------------------------------------------------------

    def _press(self) -> None:
        if self.form.isHidden():
            self.focus_forward()
        else:
            self._forward()

    def _forward(self) -> None:
        document = self._document
        if document is None:
            return
        values = self.form.values()
        problems = {f.name: p for f in FORWARD if (p := f.problem(values.get(f.name)))}
        if (values.get("cooperate") or values.get("inform")) and "to_person" in problems:
            del problems["to_person"]  # it may be for information alone
        self.form.show_problems(problems)
        if not problems:
            self._presenter.forward(document.uid, values)

    def _open_deed(self, deed: Deed) -> None:
        if self._document is None:
            return
        people = self._presenter.who_may(deed, self._document)
        if not self._presenter.may_forward:
            people = []  # one acts for oneself; the use case knows in which part
        if deed is Deed.RECEIVE and len(people) <= 1:
            self._act(deed, "", people[0] if people else "")
            return
        self._make_room()
        self._send.hide()
        self.deed_form.open_for(deed, people)

    def _open_finish(self) -> None:
        self._make_room()
        self._send.hide()
        self.finish_form.open_empty()

    def _act(self, deed: Deed, text: str, person: str) -> None:
        if self._document is not None:
            self._presenter.act(self._document.uid, deed, text, person)

    def _settle(self, reply_uid: str, reason: str) -> None:
        if self._document is not None:
            self._presenter.settle(self._document.uid, reply_uid=reply_uid, reason=reason)

    def _take_up(self) -> None:
        if self._document is not None:
            self._presenter.reopen(self._document.uid)

    def _print(self) -> None:
        if self._document is not None:
            self._presenter.print_sheet(self._document.uid)
