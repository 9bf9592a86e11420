"""The token at the right of the signing screen: certificate, PIN, and what is checked before."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import SignatureKind, TokenCertificate
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    Revocation,
    SignatureCheck,
    Verdict,
)
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, text_label
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.sign.pin_field import PinField
from clerkdesk.ui.sign.presenter import SignSheet
from clerkdesk.ui.theme import State

_EXPIRES_SOON_DAYS = 60
_OUR_NUMBER = {"filled-after-signing", "marked-after-signing", "claimed-time"}
"""Findings (adapters/verify/texts) on a file between the leader's signature and the seal."""


class TokenCard(Card):
    """Chooses the certificate that fits the signature which is due, and takes the PIN."""

    find_wanted = Signal()
    sign_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("USB token"))
        self.setFixedWidth(300)
        self._certificates: Sequence[TokenCertificate] = ()
        self._kind: SignatureKind | None = None
        self.certificate = ChoiceBox()
        self.certificate.setObjectName("certificate")
        self.certificate.setAccessibleName(_("Chứng thư số"))
        self.certificate.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.certificate.currentIndexChanged.connect(lambda _index: self._show_certificate())
        self._facts = text_label("", "muted")
        self._facts.setWordWrap(True)
        self.pin = PinField()
        self.pin.setObjectName("pin")
        self.pin.setAccessibleName(_("Mã PIN"))
        self.pin.returnPressed.connect(self.sign_wanted)
        pin_label = text_label(_("Mã PIN"), "label")
        pin_label.setBuddy(self.pin)
        self._advice = text_label(_("Nhập một lần cho cả đợt ký."), "small")
        self._find = button(_("Tìm lại token"), self.find_wanted.emit, link=True)
        self._problem = Note("", State.WARN)
        self._problem.hide()
        for widget in (
            self.certificate,
            self._facts,
            pin_label,
            self.pin,
            self._advice,
        ):
            self.body.addWidget(widget)
        self.body.addWidget(self._find, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._problem)
        self.body.addWidget(text_label(_("Trước khi ký"), "group"))
        self._checks = QVBoxLayout()
        self._checks.setSpacing(6)
        self.body.addLayout(self._checks)
        self.body.addStretch(1)
        self.show_certificates(())
        self.show_sheet(None)

    def show_certificates(self, certificates: Sequence[TokenCertificate]) -> None:
        """Show what is plugged in; the one that fits stands chosen."""
        self._certificates = certificates
        self.certificate.clear()
        for certificate in certificates:
            self.certificate.addItem(certificate.subject, certificate.certificate_id)
        if not certificates:
            self.certificate.addItem(_("Chưa cắm USB token"), None)
        self._choose_fitting()

    def show_sheet(self, sheet: SignSheet | None, kind: SignatureKind | None = None) -> None:
        """Show what is checked for this document before it is signed."""
        self._kind = kind
        self._choose_fitting()
        self.pin.setEnabled(kind is not None)
        while self._checks.count():
            self._checks.takeAt(0).widget().deleteLater()
        self._problem.setVisible(sheet is not None and sheet.problem is not None)
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

    def focus_pin(self) -> None:
        """Go to the PIN."""
        self.pin.setFocus()

    def _choose_fitting(self) -> None:
        if self._kind is None:
            self._show_certificate()
            return
        organisation = self._kind is SignatureKind.ORGANISATION
        for index, certificate in enumerate(self._certificates):
            if certificate.is_organisation == organisation:
                self.certificate.setCurrentIndex(index)
                break
        self._show_certificate()

    def _show_certificate(self) -> None:
        certificate = self.chosen()
        if certificate is None:
            self._facts.setText(_("Cắm USB token vào máy rồi bấm «Tìm lại token»."))
            return
        left = certificate.days_left(datetime.now(UTC))
        words = _("{issuer}\nCòn hạn đến {until} ({left} ngày) · {key}").format(
            issuer=certificate.issuer,
            until=date_text(certificate.not_after.date()),
            left=left,
            key=certificate.key_description,
        )
        self._facts.setText(words)
        soon = left < _EXPIRES_SOON_DAYS
        theme.set_look(self._facts, "state", State.WARN.value if soon else "")

    def _lines(self, sheet: SignSheet) -> list[tuple[str, bool]]:
        document = sheet.document
        if is_electronic_copy(document):
            return _of_copy(sheet)
        lines = [(_("Lãnh đạo đã duyệt"), document.state is not OutgoingState.DRAFT)]
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
        return lines


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
