"""Bad days with the token at the real window: none plugged in, and a PIN mistyped on SoftHSM2."""

from pathlib import Path

import pytest

from clerkdesk.adapters.token.pictures import seal_picture, signature_picture
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.ports.program import DeviceSetup
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sign.view import SignView
from tests.fakes.demo_tokens import copied_tokens
from tests.fakes.drafts import SIGNER, make_draft
from tests.fakes.office import DRAFT_VALUES
from tests.fakes.real_office import RealOffice, real_office
from tests.fakes.sample_documents import CLERK, OFFICE

pytestmark = pytest.mark.usefixtures("qapp")


def approved(office: RealOffice) -> Outgoing:
    """A tờ trình that waits for the leader's signature."""
    rules = OfficeRules(office.store.settings)
    for whose, picture in ((SIGNER, signature_picture(SIGNER)), (SEAL, seal_picture(OFFICE.name))):
        rules.set_picture(whose, office.store.files.put(picture), "quantri")
    desk = office.office.desk
    files, text, *_read = desk.prepare_file("to-trinh.pdf", make_draft())
    values = {**DRAFT_VALUES, "urgency": str(Urgency.NORMAL.value)}
    return desk.approve(desk.draft(values, files, text, CLERK).uid, CLERK)


def sign_view(office: RealOffice, document: Outgoing) -> SignView:
    view = office.office.window.go_to(workplaces.SIGN)
    assert isinstance(view, SignView)
    view.show_document(document.uid)
    office.hand.wait("the page", lambda: view.shown_state() is OutgoingState.APPROVED)
    return view


def test_without_a_token_the_clerk_is_told_to_plug_it_in(tmp_path: Path) -> None:
    with real_office(tmp_path) as office:
        document = approved(office)
        before, view = office.log(), sign_view(office, document)
        assert view.token.certificate.currentText() == "Chưa cắm USB token"
        view.token.pin.put("123456")
        office.hand.press(view, "act")
        assert office.wait_for_error() == (
            "Không thấy USB token nào có chứng thư số dùng được.",
            "Cắm USB token vào máy, chờ đèn sáng rồi bấm «Tìm lại token».",
        )
        assert view.token.pin.is_empty()
        assert office.log() == before
        assert office.store.outgoing.get(document.uid) == document


def test_a_wrong_pin_then_the_right_one(tmp_path: Path) -> None:
    tokens = copied_tokens(tmp_path / "tokens")
    setup = DeviceSetup(("virtual",), (tokens.module,), tokens.environment)
    with real_office(tmp_path / "office", setup=setup) as office:
        document = approved(office)
        before, view = office.log(), sign_view(office, document)
        office.hand.wait("the leader's token", view.is_ready)
        view.token.pin.put("00000000")
        office.hand.press(view, "act")
        assert office.wait_for_error() == (
            "Mã PIN của USB token không đúng.",
            "Nhập lại mã PIN thật cẩn thận: nhập sai nhiều lần token sẽ bị khóa.",
        )
        assert view.token.pin.is_empty()
        assert office.log() == before
        assert office.store.outgoing.get(document.uid) == document
        office.hand.wait("the window to be ready again", view.is_ready)
        view.token.pin.put(tokens.leader_pin)
        office.hand.press(view, "act")
        office.hand.wait("the signature", lambda: view.shown_state() is OutgoingState.SIGNED)
        assert office.store.outgoing.get(document.uid).state is OutgoingState.SIGNED
