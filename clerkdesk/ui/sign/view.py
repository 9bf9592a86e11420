"""Ký số và phát hành: what waits at the left, the page with the place of the seal, token at right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.tokens import SignatureKind, TokenCertificate
from clerkdesk.domain.verdicts import Integrity, SignatureCheck
from clerkdesk.services.sign import Signed
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.outgoing.presentation_note import PresentationNote
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4, Placement
from clerkdesk.ui.reason_bar import ReasonBar
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.sign.batch_bar import BatchBar
from clerkdesk.ui.sign.presenter import SignPresenter, SignSheet
from clerkdesk.ui.sign.text_picture import text_picture
from clerkdesk.ui.sign.token_card import TokenCard
from clerkdesk.ui.sign.waiting_list import WaitingList
from clerkdesk.ui.theme import State

_ACT = {
    OutgoingState.APPROVED: N_("Ký số của lãnh đạo"),
    OutgoingState.SIGNED: N_("Cấp số và ghi vào văn bản"),
    OutgoingState.NUMBERED: N_("Ký số cơ quan"),
    OutgoingState.SEALED: N_("Phát hành"),
}


class SignView(QWidget):
    """One primary action: the next lawful step of the chosen document."""

    issued = Signal(object)  # Outgoing

    def __init__(
        self, presenter: SignPresenter, jobs: Jobs, shell: Shell, advice: PresentationNote
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._sheet: SignSheet | None = None
        self._wanted_uid = ""
        self._busy = False
        self._packet_unsigned = False
        self._header = PageHeader(_("Ký số và phát hành"))
        self._return = self._header.add_button(_("Trả lại"), self._give_back)
        self._act = self._header.add_button("", self._act_now, key="Ctrl+Return", primary=True)
        self._act.setObjectName("act")
        self.table = WaitingList(
            _("Không có văn bản nào chờ ký.\nSoạn văn bản và trình lãnh đạo duyệt trước.")
        )
        self.table.row_chosen.connect(self._chosen)
        self.table.ticks_changed.connect(self._show_act)
        self.batch = BatchBar()
        self.batch.stop_wanted.connect(presenter.stop)
        self.pages = PageView(jobs, lane=Lane.PDF, empty=_("Chọn một văn bản để xem và ký."))
        self.pages.placed.connect(self._placed)
        self.pages.failed.connect(shell.show_error)
        self.token = TokenCard()
        self.token.find_wanted.connect(presenter.find_tokens)
        self.token.sign_wanted.connect(self._act_now)
        self.token.flatten_wanted.connect(self._flatten)
        middle = Card(margin=8)
        middle.body.addWidget(self.pages, 1)
        self.advice = advice
        middle.body.addWidget(advice)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        for part, share in ((self.table, 252), (middle, 560), (self.token, 300)):
            across.addWidget(part, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        self.reason = ReasonBar()
        layout.addWidget(self.reason)
        layout.addWidget(self.batch)
        layout.addLayout(across, 1)
        presenter.waiting_changed.connect(self._show_waiting)
        presenter.certificates_changed.connect(self._show_certificates)
        presenter.sheet_changed.connect(self._show_sheet)
        presenter.working.connect(self._show_working)
        presenter.signed.connect(self._show_signed)
        presenter.progressed.connect(self.batch.show_progress)
        presenter.batch_ended.connect(self.batch.end)
        presenter.verdict.connect(self._show_verdict)
        presenter.step_taken.connect(self._show_step)
        presenter.failed.connect(shell.show_error)
        presenter.find_tokens()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read again what waits."""
        super().showEvent(event)
        self._presenter.refresh()
        self._presenter.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody looks: no token is asked, and a PIN that was typed is forgotten."""
        super().hideEvent(event)
        self._presenter.watch(False)
        self.token.pin.wipe()

    def show_document(self, uid: str) -> None:
        """Choose this document once the list has it."""
        self._wanted_uid = uid
        self._presenter.refresh()

    def shown_state(self) -> OutgoingState | None:
        """State of the document whose page is shown; None while something is under way."""
        return self._sheet.document.state if self._sheet and not self._busy else None

    def number_is_written(self) -> bool:
        """Whether number and date stand in the shown document."""
        return self._sheet is not None and self._sheet.number_written

    def is_ready(self) -> bool:
        """Whether place and token of the signature that is due are known."""
        sheet, certificate = self._sheet, self.token.chosen()
        if sheet is None or sheet.appearance is None or certificate is None:
            return False
        kind = self._presenter.kind_for(sheet.document.state)
        return certificate.is_organisation == (kind is SignatureKind.ORGANISATION)

    # --- what the presenter says ---------------------------------------------------------------------

    def _show_waiting(self, documents: Sequence[Outgoing]) -> None:
        before = self.table.chosen()
        wanted = self._wanted_uid or (before.uid if before else "")
        self._wanted_uid = ""
        self.table.set_rows(documents, choose=lambda document: document.uid == wanted)
        ready = sum(1 for d in documents if d.state is not OutgoingState.APPROVED)
        leader = len(documents) - ready
        self._header.set_chips(
            (
                _("{ready} sẵn sàng · {leader} chờ lãnh đạo").format(ready=ready, leader=leader)
                if documents
                else "",
                State.WARN,
            )
        )
        self._shell.set_counter("sign", len(documents))
        if not documents:
            self._sheet = None
            self.pages.clear()
            self.advice.show_document(None)
            self.token.show_sheet(None)
            self._show_act()

    def _show_certificates(self, certificates: Sequence[TokenCertificate]) -> None:
        unusable = () if certificates else self._presenter.unusable_modules()
        self.token.show_certificates(certificates, unusable)

    def _show_sheet(self, sheet: SignSheet) -> None:
        before, self._sheet = self._sheet, sheet
        document = sheet.document
        self.advice.show_document(document)

        def load(index: int, dpi: int) -> bytes:
            return self._presenter.load_page(sheet, index, dpi)

        if before is not None and _same_but_for_the_place(before, sheet):
            moving = self.pages.has_focus_on(document.uid)
            self.pages.reload(load)
        else:
            moving = False
            last = sheet.appearance.page if sheet.appearance else 0
            self.pages.show_pages([A4] * sheet.pages, load, page=last)
        if (appearance := sheet.appearance) is not None:
            kind = self._presenter.kind_for(document.state)
            name = _("Con dấu") if kind is SignatureKind.ORGANISATION else _("Chữ ký")
            image = appearance.image or text_picture(appearance.text, appearance.box)
            place = Placement(
                appearance.page, appearance.box, image, name, drawn=sheet.preview is not None
            )
            self.pages.set_placements({document.uid: place})
            if moving:
                self.pages.focus_placement(document.uid)
        kind_due = self._presenter.kind_for(document.state)
        if sheet.packet_to_sign:
            kind_due = SignatureKind.ORGANISATION
        self.token.show_sheet(sheet, kind_due)
        self._show_act()

    def _show_act(self) -> None:
        state = self._sheet.document.state if self._sheet else None
        words = _ACT.get(state) if state else None
        if self._sheet and state is OutgoingState.NUMBERED and not self._sheet.number_written:
            words = N_("Ghi số vào văn bản")
        if (
            self._sheet
            and state is OutgoingState.SIGNED
            and is_electronic_copy(self._sheet.document)
        ):
            words = N_("Cấp số bản sao")
        self._act.setVisible(words is not None)
        self._act.setEnabled(not self._busy)
        self._return.setVisible(state is OutgoingState.APPROVED)
        if words is not None:
            said = _(words)
            if (count := len(self._batch())) > 1:
                said = _("{act} cho {count} văn bản").format(act=said, count=count)
            self._act.setText(f"{said}  Ctrl+↵")
            self._act.setAccessibleName(said)

    def _batch(self) -> Sequence[Outgoing]:
        """What one PIN signs: the ticked documents, if they wait for what the shown one waits for."""
        sheet = self._sheet
        if sheet is None or self._presenter.kind_for(sheet.document.state) is None:
            return ()
        ticked = [one for one in self.table.ticked() if one.state is sheet.document.state]
        return ticked or [sheet.document]

    def _show_working(self, words: str) -> None:
        self._busy = bool(words)
        self._header.set_remark(words)
        self._show_act()

    def _show_signed(self, outcome: Signed) -> None:
        self.batch.note(outcome)
        document = outcome.document
        if outcome.error is not None:
            self.table.show_result(document.uid, _("chưa ký"))
            if self.batch.isHidden():
                self._shell.show_error(outcome.error)
            return
        self.table.show_result(document.uid, _("đã ký"))
        if self.batch.isHidden():
            name = document.code or document.entry.subject
            self._shell.show_notice(_("Đã ký số «{name}».").format(name=name))

    def _show_verdict(self, uid: str, check: SignatureCheck) -> None:
        """The full check, a while after the batch."""
        good = check.integrity in (Integrity.INTACT, Integrity.ALLOWED_CHANGES)
        self.table.show_result(uid, _("đã ký, nguyên vẹn") if good else _("chữ ký có vấn đề"))

    def _show_step(self, document: Outgoing) -> None:
        if document.state is OutgoingState.ISSUED:
            words = _("Đã phát hành {code}; văn bản tự gửi khi có mạng.")
            if self._packet_unsigned:
                words += " " + _("Gói tin không có chữ ký số vì chưa cắm token của cơ quan.")
            state = State.WARN if self._packet_unsigned else State.GOOD
            self._shell.show_notice(words.format(code=document.code), state)
            self.issued.emit(document)
        elif document.state is OutgoingState.NUMBERED:
            self._shell.show_notice(_("Đã cấp số {code}.").format(code=document.code))

    # --- what the clerk does ---------------------------------------------------------------------------

    def _chosen(self, document: Outgoing | None) -> None:
        if document is not None:
            self._presenter.select(document.uid)

    def _act_now(self) -> None:
        sheet = self._sheet
        if sheet is None or self._busy:
            return
        self._shell.clear_notice()
        document = sheet.document
        kind = self._presenter.kind_for(document.state)
        if document.state is OutgoingState.SIGNED:
            self._presenter.allot(document.uid)
        elif document.state is OutgoingState.NUMBERED and not sheet.number_written:
            self._presenter.write_number(document.uid)
        elif document.state is OutgoingState.SEALED:
            self._issue(sheet)
        elif kind is not None:
            if sheet.problem is not None:
                self._shell.show_error(sheet.problem)
                return
            pin = self._taken_pin()
            if pin is None:
                return
            self.table.forget_results()
            self._presenter.sign(
                self._batch(), kind, self.token.chosen(), pin, last_try=self.token.last_try()
            )

    def _issue(self, sheet: SignSheet) -> None:
        """With the packet signed where the office wants it and its token is there."""
        certificate = self.token.chosen()
        signs = sheet.packet_to_sign and certificate is not None and certificate.is_organisation
        self._packet_unsigned = sheet.packet_to_sign and not signs
        if not signs:
            self._presenter.issue(sheet.document.uid)
            return
        pin = self._taken_pin()
        if pin is not None:
            self._presenter.issue(
                sheet.document.uid, certificate, pin, last_try=self.token.last_try()
            )

    def _taken_pin(self) -> bytearray | None:
        """The PIN, to be wiped by who uses it; None where the clerk is told what is missing."""
        refusal = self.token.refusal()
        if refusal:
            self._shell.show_notice(refusal, State.WARN)
            return None
        pin = self.token.take_pin()
        if not pin and not self.token.has_pin_pad():
            self._shell.show_notice(_("Nhập mã PIN của USB token rồi ký."), State.WARN)
            self.token.focus_pin()
            return None
        return pin

    def _flatten(self) -> None:
        if self._sheet is not None and not self._busy:
            self._presenter.flatten(self._sheet.document.uid)

    def _give_back(self) -> None:
        if self._sheet is not None:
            uid = self._sheet.document.uid
            self.reason.ask(
                _("Trả lại người soạn thảo vì lý do gì?"),
                _("Trả lại"),
                lambda reason: self._presenter.give_back(uid, reason),
            )

    def _placed(self, uid: str, _page: int, box: Box) -> None:
        self._presenter.move(uid, box)


def _same_but_for_the_place(before: SignSheet, now: SignSheet) -> bool:
    """Whether only the picture was moved, so that the page need not be opened anew."""
    return (
        before.document == now.document
        and before.appearance is not None
        and now.appearance is not None
        and before.appearance.page == now.appearance.page
    )
