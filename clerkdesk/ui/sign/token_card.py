"""The token at the right of the signing screen: certificate, PIN, and what is checked before."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.errors import LastTry
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.tokens import (
    EXPIRY_WARNING_DAYS,
    PinState,
    SignatureKind,
    TokenCertificate,
    UnusableModule,
)
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    Revocation,
    SignatureCheck,
    Verdict,
)
from clerkdesk.services.flatten_file import may_flatten
from clerkdesk.ui import theme
from clerkdesk.ui.cards import ChoiceBox, Note, button, text_label
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.scrolling_card import ScrollingCard
from clerkdesk.ui.sign.pin_field import PinField
from clerkdesk.ui.sign.presenter import SignSheet
from clerkdesk.ui.theme import State

_PIN_WORDS = {
    PinState.LOW: N_("Lần trước mã PIN nhập sai. Nhập thật cẩn thận."),
    PinState.LAST_TRY: N_("Token chỉ còn MỘT lần nhập mã PIN; sai là bị khóa."),
    PinState.LOCKED: N_(
        "Token đã bị khóa mã PIN. Mang đến đơn vị quản lý chứng thư số để mở khóa."
    ),
    PinState.TO_BE_CHANGED: N_("Mã PIN phải đổi trước khi ký: dùng phần mềm đi kèm token."),
    PinState.NOT_SET: N_("Token chưa có mã PIN: đặt bằng phần mềm đi kèm token."),
}
_NARROWEST, _WIDTH = 250, 300
_NO_USE = (PinState.LOCKED, PinState.TO_BE_CHANGED, PinState.NOT_SET)
_OUR_NUMBER = {"filled-after-signing", "marked-after-signing", "claimed-time"}
"""Findings (adapters/verify/texts) on a file between the leader's signature and the seal."""


class TokenCard(ScrollingCard):
    """Chooses the certificate that fits the signature which is due, and takes the PIN."""

    find_wanted = Signal()
    sign_wanted = Signal()
    flatten_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("USB token"))
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDTH)
        self._certificates: Sequence[TokenCertificate] = ()
        self._unusable: Sequence[UnusableModule] = ()
        self._kind: SignatureKind | None = None
        self._picked: frozenset[str] = frozenset()
        self.certificate = ChoiceBox()
        self.certificate.setObjectName("certificate")
        self.certificate.setAccessibleName(_("Chứng thư số"))
        self.certificate.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.certificate.currentIndexChanged.connect(lambda _index: self._show_certificate())
        self.certificate.activated.connect(self._pick)
        self._facts = text_label("", "muted")
        self._facts.setWordWrap(True)
        self.pin = PinField()
        self.pin.setObjectName("pin")
        self.pin.setAccessibleName(_("Mã PIN"))
        self.pin.returnPressed.connect(self.sign_wanted)
        pin_label = text_label(_("Mã PIN"), "label")
        pin_label.setBuddy(self.pin)
        self._advice = text_label("", "small")
        self._advice.setWordWrap(True)
        self._sure = QCheckBox(_("Tôi chắc chắn mã PIN"))
        self._sure.setObjectName("last-try")
        self._sure.hide()
        self._find = button(_("Tìm lại token"), self.find_wanted.emit, link=True)
        self._problem = Note("", State.WARN)
        self._problem.hide()
        for widget in (
            self.certificate,
            self._facts,
            pin_label,
            self.pin,
            self._advice,
            self._sure,
        ):
            self.body.addWidget(widget)
        self.body.addWidget(self._find, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._problem)
        self.body.addWidget(text_label(_("Trước khi ký"), "group"))
        self._checks = QVBoxLayout()
        self._checks.setSpacing(6)
        self.body.addLayout(self._checks)
        self._flatten = button(_("Làm phẳng tệp"), self.flatten_wanted.emit, link=True)
        self._flatten.setToolTip(_("Giữ nguyên phần nhìn thấy, bỏ mọi phần ẩn và mã lệnh."))
        self._flatten.hide()
        self.body.addWidget(self._flatten, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.show_certificates(())
        self.show_sheet(None)

    def show_certificates(
        self,
        certificates: Sequence[TokenCertificate],
        unusable: Sequence[UnusableModule] = (),
    ) -> None:
        """Show what is plugged in; the one that fits stands chosen.

        Args:
            unusable: libraries that may be why nothing is found.
        """
        self._certificates = certificates
        self._unusable = unusable
        self.certificate.clear()
        names = Counter(one.subject for one in certificates)
        for certificate in certificates:
            whose = _("cơ quan") if certificate.is_organisation else _("cá nhân")
            words = f"{certificate.subject} · {whose}"
            if names[certificate.subject] > 1:
                until = date_text(certificate.not_after.astimezone().date())
                words += _(" · hạn {until}").format(until=until)
            self.certificate.addItem(words, certificate.certificate_id)
        if not certificates:
            self.certificate.addItem(_("Chưa cắm USB token"), None)
        self._choose_fitting()

    def show_sheet(self, sheet: SignSheet | None, kind: SignatureKind | None = None) -> None:
        """Show what is checked for this document before it is signed."""
        self._kind = kind
        self._choose_fitting()
        while self._checks.count():
            line = self._checks.takeAt(0).widget()
            line.hide()  # deleted when the loop is back: until then it would lie under the next ones
            line.deleteLater()
        self._problem.setVisible(sheet is not None and sheet.problem is not None)
        self._flatten.setVisible(
            sheet is not None and bool(sheet.findings) and may_flatten(sheet.document)
        )
        if sheet is None:
            return
        if sheet.problem is not None:
            self._problem.show_state(f"{sheet.problem}\n{sheet.problem.advice}", State.WARN)
        for words, good in self._lines(sheet):
            line = text_label(f"{'✓' if good else '!'}  {words}")
            line.setWordWrap(True)
            theme.set_look(line, "state", (State.GOOD if good else State.WARN).value)
            self._checks.addWidget(line)

    def chosen(self) -> TokenCertificate | None:
        """The certificate to sign with."""
        wanted = self.certificate.currentData()
        return next((c for c in self._certificates if c.certificate_id == wanted), None)

    def take_pin(self) -> bytearray:
        """The PIN as bytes to be wiped; the field is empty afterwards."""
        return self.pin.take()

    def has_pin_pad(self) -> bool:
        """Whether the PIN is typed on the token itself."""
        certificate = self.chosen()
        return certificate is not None and certificate.has_pin_pad

    def last_try(self) -> bool:
        """Whether the clerk has agreed to a try that may lock the token."""
        return self._sure.isVisible() and self._sure.isChecked()

    def refusal(self) -> str:
        """Why this token is not asked at all (Vietnamese); empty where it is."""
        certificate = self.chosen()
        if certificate is None:
            return ""
        if certificate.pin_state in _NO_USE:
            return _(_PIN_WORDS[certificate.pin_state])
        if not certificate.purpose_fits:
            return _("Chứng thư đang chọn không được cấp để ký văn bản; hãy chọn chứng thư khác.")
        if certificate.pin_state is PinState.LAST_TRY and not self._sure.isChecked():
            return str(LastTry().advice)
        return ""

    def focus_pin(self) -> None:
        """Go to the PIN."""
        self.pin.setFocus()

    def _choose_fitting(self) -> None:
        if self._kind is None:
            self._show_certificate()
            return
        organisation = self._kind is SignatureKind.ORGANISATION
        now = datetime.now(UTC)
        fitting = [one for one in self._certificates if one.is_organisation == organisation]
        if fitting:
            best = max(
                fitting,
                key=lambda one: (
                    one.certificate_id in self._picked,
                    one.purpose_fits,
                    one.holds_at(now),
                    one.not_after,
                ),
            )
            self.certificate.setCurrentIndex(self._certificates.index(best))
        self._show_certificate()

    def _pick(self, _index: int) -> None:
        """The clerk's own choice stays, from one document to the next."""
        chosen = self.chosen()
        if chosen is not None:
            kind = [
                one.certificate_id
                for one in self._certificates
                if one.is_organisation == chosen.is_organisation
            ]
            self._picked = (self._picked - set(kind)) | {chosen.certificate_id}

    def _show_certificate(self) -> None:
        certificate = self.chosen()
        pad = certificate is not None and certificate.has_pin_pad
        self.pin.setEnabled(self._kind is not None and not pad)
        self._sure.setChecked(False)
        self._sure.setVisible(
            certificate is not None and certificate.pin_state is PinState.LAST_TRY
        )
        if certificate is None:
            words = _("Cắm USB token vào máy, chương trình tự nhận ra.")
            if self._unusable:
                bad = self._unusable[0]
                words = _("Có phần mềm token nhưng không dùng được: {reason}.\n{path}").format(
                    reason=bad.reason, path=bad.path
                )
                words = "\n".join(filter(None, (words, bad.do_next)))
            self._facts.setText(words)
            theme.set_look(self._facts, "state", State.WARN.value if self._unusable else "")
            self._advice.setText(_("Nhập một lần cho cả đợt ký."))
            return
        now = datetime.now(UTC)
        warning = certificate.expiry_warning(now)
        until = date_text(certificate.not_after.date())
        lines = [
            _("Cấp bởi {issuer}").format(issuer=certificate.issuer),
            _("{purpose} · {key}").format(
                purpose=_("Ký văn bản") if certificate.purpose_fits else _("Không dùng để ký"),
                key=certificate.key_description,
            ),
            _("Token {label} · số {serial}").format(
                label=certificate.token_label or "–", serial=certificate.token_serial or "–"
            ),
            _expiry_words(certificate.days_left(now), until),
        ]
        self._facts.setText("\n".join(lines))
        urgent = warning is not None or not certificate.purpose_fits
        theme.set_look(self._facts, "state", _look_of(warning) if urgent else "")
        usual = (
            _("Bấm ký rồi nhập mã PIN trên bàn phím của token.")
            if pad
            else _("Nhập một lần cho cả đợt ký.")
        )
        said = _PIN_WORDS.get(certificate.pin_state)
        self._advice.setText(_(said) if said else usual)
        theme.set_look(self._advice, "state", State.WARN.value if said else "")

    def _lines(self, sheet: SignSheet) -> list[tuple[str, bool]]:
        document = sheet.document
        if is_electronic_copy(document):
            return _of_copy(sheet)
        lines = [(_("Lãnh đạo đã duyệt"), document.state is not OutgoingState.DRAFT)]
        if document.state is OutgoingState.APPROVED:
            hidden = [(finding.text.rstrip("."), False) for finding in sheet.findings]
            lines += hidden or [(_("Không có lớp ẩn, mã lệnh hay tệp đính kèm trong PDF"), True)]
        if document.state is OutgoingState.APPROVED:
            lines.append((_("Chỗ ghi số và ngày đã chừa sẵn"), sheet.pages > 0))
        if sheet.check is not None:
            intact = sheet.check.integrity in (Integrity.INTACT, Integrity.ALLOWED_CHANGES)
            valid = sheet.check.verdict is Verdict.VALID
            if valid:
                lines.append((_("Chữ ký đã có: hợp lệ"), True))
            elif intact and _waits_for_seal(sheet):
                lines.append((_("Chữ ký lãnh đạo nguyên vẹn, hợp lệ"), True))
            elif intact:
                lines.append((_intact_but(sheet.check), False))
            else:
                lines.append((_("Chữ ký đã có: không còn nguyên vẹn"), False))
        if document.code and document.issued_date:
            words = _("Đã cấp số {code}, ngày {day}").format(
                code=document.code, day=date_text(document.issued_date)
            )
            lines.append((words, True))
            lines.append((_("Số và ngày đã ghi vào văn bản"), sheet.number_written))
        if sheet.exported:
            lines.append((sheet.exported.rstrip("."), True))
        if sheet.packet_to_sign:
            lines.append((_("Gói tin được ký số khi phát hành nếu cắm token cơ quan"), True))
        return lines


def _expiry_words(left: int, until: str) -> str:
    if left < 0:
        return _("ĐÃ HẾT HẠN ngày {until}").format(until=until)
    if left < EXPIRY_WARNING_DAYS[0]:
        return _("Sắp hết hạn: còn {left} ngày, đến {until}").format(left=left, until=until)
    return _("Còn hạn đến {until} ({left} ngày)").format(until=until, left=left)


def _look_of(warning: int | None) -> str:
    """Ever more urgent: sixty and thirty days warn, seven and less are an alarm."""
    urgent = warning is not None and warning <= EXPIRY_WARNING_DAYS[-1]
    return (State.BAD if urgent else State.WARN).value


def _of_copy(sheet: SignSheet) -> list[tuple[str, bool]]:
    """An electronic copy: decided upon, numbered in the register, signed as text (PL I, Phần II)."""
    document = sheet.document
    lines = [(_("Đã cho phép sao"), document.state is not OutgoingState.DRAFT)]
    if document.code and document.issued_date:
        words = _("Đã cấp số bản sao {code}, ngày {day}").format(
            code=document.code, day=date_text(document.issued_date)
        )
        lines.append((words, True))
    if document.state is OutgoingState.NUMBERED:
        lines.append((_("Chữ ký cơ quan chỉ có chữ, ở góc trên bên phải trang 1"), True))
    if sheet.check is not None and document.state is OutgoingState.SEALED:
        valid = sheet.check.verdict is Verdict.VALID
        lines.append((_("Chữ ký cơ quan: hợp lệ") if valid else _intact_but(sheet.check), valid))
    return lines


def _waits_for_seal(sheet: SignSheet) -> bool:
    """Whether all that keeps the check from «Hợp lệ» is our own number, written where the leader
    left room for it; the seal will cover it."""
    check = sheet.check
    return (
        check is not None
        and sheet.document.state is OutgoingState.NUMBERED
        and sheet.number_written
        and check.certificate is CertificateState.GOOD
        and check.revocation is Revocation.GOOD
        and {finding.code for finding in check.findings} <= _OUR_NUMBER
    )


def _intact_but(check: SignatureCheck) -> str:
    """Why a whole signature is not called valid: the certificate, or else what was found."""
    if check.certificate is not CertificateState.GOOD or check.revocation is not Revocation.GOOD:
        return _("Chữ ký đã có: nguyên vẹn, chứng thư chưa xác định")
    found = "; ".join(finding.text.rstrip(".") for finding in check.findings)
    return _("Chữ ký đã có: nguyên vẹn. {found}.").format(found=found)
