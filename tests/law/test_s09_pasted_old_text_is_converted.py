"""S09 (Điều 5.2.b, TCVN 6909:2001): pasted text of an old font is offered for conversion, with a preview."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.register_fields import INCOMING
from clerkdesk.ui.forms.field_form import FieldForm
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK

TCVN3 = "UBND tØnh Sãc Tr¨ng"
VNI = "Ban haønh quy cheá laøm vieäc"


@pytest.fixture
def form(qtbot: QtBot) -> FieldForm:
    made = FieldForm(INCOMING)
    qtbot.addWidget(made)
    made.show()
    return made


def paste(widget: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    line.paste()


def undo(widget: QWidget) -> None:
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    line.undo()


@pytest.mark.parametrize(
    ("field", "pasted", "name", "converted"),
    [
        ("issuing_org", TCVN3, "TCVN3", "UBND tỉnh Sóc Trăng"),
        ("subject", VNI, "VNI", "Ban hành quy chế làm việc"),
        ("signer_name", "NguyÔn V¨n MÉu", "TCVN3", "Nguyễn Văn Mẫu"),
    ],
)
def test_pasted_text_is_shown_converted_before_it_is_taken(
    form: FieldForm, field: str, pasted: str, name: str, converted: str
) -> None:
    widget = form.editor(field).widget()
    paste(widget, pasted)
    assert form.values()[field] == pasted  # nothing happens without the clerk's consent
    offer = form.offer(field)
    assert offer is not None
    assert offer.isVisible()
    assert f"({name})" in offer.note.text()
    assert f"«{converted}»" in offer.note.text()
    offer.convert.click()
    assert form.values()[field] == converted
    assert offer.isHidden()
    undo(widget)
    assert form.values()[field] == pasted
    assert offer.isVisible()


def test_the_offer_goes_with_the_text(form: FieldForm) -> None:
    paste(form.editor("subject").widget(), VNI)
    offer = form.offer("subject")
    assert offer is not None
    form.set_values({"subject": "Ban hành quy chế"})
    assert offer.isHidden()
    form.clear()
    paste(form.editor("subject").widget(), VNI)
    form.clear()
    assert offer.isHidden()


def test_a_lost_u_is_said(form: FieldForm) -> None:
    paste(form.editor("subject").widget(), "Trêng §¹i häc")
    offer = form.offer("subject")
    assert offer is not None
    assert "«Trờng»" in offer.note.text()


def test_unicode_text_is_not_asked_about(form: FieldForm) -> None:
    paste(form.editor("subject").widget(), "Ban hành quy chế làm việc, xã Hoà An")
    assert form.offer("subject") is None


def test_decomposed_text_is_stored_composed() -> None:
    office = FakeOffice()
    desk = office.desk()
    decomposed = "Ba\u0301o ca\u0301o"
    values = {**INCOMING_VALUES, "subject": decomposed}
    candidate = desk.from_file("bc.pdf", PDF_FILE, Channel.MAIL)
    assert desk.register(candidate, values, CLERK).document.entry.subject == "Báo cáo"
