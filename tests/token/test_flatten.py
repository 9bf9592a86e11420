"""«Làm phẳng»: what is seen stays, what hides or acts goes; never on a signed file."""

from pathlib import Path

import pymupdf
import pytest

from clerkdesk.adapters.pdf.flatten import flatten
from clerkdesk.adapters.pdf.number_fields import prepare
from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.tokens import SignatureKind
from tests.fakes.drafts import make_draft
from tests.fakes.office import DRAFT_VALUES, FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.fakes.token_office import token_office


def loaded() -> bytes:
    """A draft with a hidden layer, a script, a field, a comment and a program inside."""
    with pymupdf.open(stream=make_draft(), filetype="pdf") as document:
        page = document[0]
        page.insert_text((100, 700), "LOP AN", oc=document.add_ocg("ẩn", on=False))
        page.insert_text((100, 720), "LOP HIEN", oc=document.add_ocg("hiện", on=True))
        field = pymupdf.Widget()
        field.field_name, field.field_type = "o", pymupdf.PDF_WIDGET_TYPE_TEXT
        field.rect, field.field_value = pymupdf.Rect(100, 740, 220, 760), "O DA DIEN"
        page.add_widget(field)
        document.embfile_add("a.exe", b"MZ")
        script = document.get_new_xref()
        document.update_object(script, "<</S/JavaScript/JS(app.alert\\(1\\))>>")
        document.xref_set_key(document.pdf_catalog(), "OpenAction", f"{script} 0 R")
        return bytes(document.tobytes())


def text(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return str(document[0].get_text()).replace("\u00a0", " ")


def findings(pdf: bytes) -> set[str]:
    return {one.code for one in check_pdf(pdf, TrustBundle("", "")).findings}


def test_what_is_seen_stays_and_the_rest_goes() -> None:
    flat = flatten("x.pdf", loaded())
    assert findings(loaded()) >= {"hidden-layer", "script", "program-attached"}
    assert findings(flat) == set()
    for seen in ("LOP HIEN", "O DA DIEN", "TỜ TRÌNH", "Nguyễn Văn Mẫu"):
        assert seen in text(flat)
    assert b"LOP AN" not in flat
    assert "LOP AN" not in text(flat)
    with pymupdf.open(stream=flat, filetype="pdf") as document:
        assert document.embfile_count() == 0
        assert not document.get_ocgs()
        assert not list(document[0].widgets())
    assert prepare("x.pdf", flat) != flat  # the blank number and date are still found


def test_a_clean_draft_keeps_its_look() -> None:
    before, after = (
        pymupdf.open(stream=pdf, filetype="pdf")[0].get_pixmap(dpi=60).samples
        for pdf in (make_draft(), flatten("x.pdf", make_draft()))
    )
    assert before == after


def test_a_signed_file_is_never_flattened(tmp_path: Path) -> None:
    with token_office(tmp_path) as office:
        (signed,) = office.sign(office.pile(1), SignatureKind.PERSON)
        with pytest.raises(CannotSign):
            flatten("x.pdf", office.content(signed.document))
        with pytest.raises(CannotSign):
            office.office.desk().flatten(signed.document.uid, CLERK)


def test_a_pdf_that_waits_for_the_leader_is_flattened_and_waits_on() -> None:
    office = FakeOffice()
    desk = office.desk()
    files, words, *_read = desk.prepare_file("a.pdf", b"%PDF-1.7\n/JavaScript\n%%EOF\n")
    document = desk.approve(desk.draft(DRAFT_VALUES, files, words, CLERK).uid, CLERK)
    flat = desk.flatten(document.uid, CLERK)
    assert flat.state is OutgoingState.APPROVED
    assert flat.main_file is not None
    assert b"/JavaScript" not in office.store.files.get(flat.main_file.sha256)
    word = office.approved()
    with pytest.raises(CannotSign, match="Word"):
        desk.flatten(word.uid, CLERK)
