"""«Phát hành» asks for a PIN where packets are signed, and says so where no token is there."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.services.issue_signed import ChangePacketSigning, signs_packets
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter
from clerkdesk.ui.settings.packet_signing_card import PacketSigningCard
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sign.view import SignView
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import ADMIN
from tests.fakes.tokens import LEADER


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    ChangePacketSigning(made.store.settings)(True, ADMIN)
    return made


@pytest.fixture
def open_view(office: FakeOffice, qtbot: QtBot) -> Callable[[], SignView]:
    def opened() -> SignView:
        view = open_window(office, qtbot).window.go_to(workplaces.SIGN)
        assert isinstance(view, SignView)
        return view

    return opened


def test_the_pin_is_asked_for_and_the_packet_leaves_signed(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    document = office.sealed()
    view = open_view()
    view.show_document(document.uid)
    assert view.token.pin.isEnabled()
    view._act_now()
    assert "Nhập mã PIN" in view._shell.notice.happened.text()  # type: ignore[attr-defined]
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert office.store.outgoing.get(document.uid).state is OutgoingState.ISSUED
    (parcel,) = office.store.exchange.waiting()
    content = office.store.files.get(parcel.header.sha256)
    assert office.packet_signatures.check("x", content).certificates
    assert "không có chữ ký" not in view._shell.notice.happened.text()  # type: ignore[attr-defined]


def test_without_the_agencys_token_it_leaves_unsigned_and_that_is_said(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    document = office.sealed()
    office.tokens.plugged_in = [LEADER]
    view = open_view()
    view.show_document(document.uid)
    view._act_now()
    assert office.store.outgoing.get(document.uid).state is OutgoingState.ISSUED
    assert "Gói tin không có chữ ký số" in view._shell.notice.happened.text()  # type: ignore[attr-defined]


def test_issue_in_the_register_leads_to_the_token(office: FakeOffice) -> None:
    document = office.sealed()
    presenter = ActsPresenter(office.desk(), InstantJobs())
    heard = Heard(presenter, "sign_wanted", "failed")
    presenter.do("issue", document)
    assert heard.names() == ["sign_wanted"]
    ChangePacketSigning(office.store.settings)(False, ADMIN)
    presenter.do("issue", document)
    assert office.store.outgoing.get(document.uid).state is OutgoingState.ISSUED


def test_the_administrator_decides(office: FakeOffice, qtbot: QtBot) -> None:
    card = PacketSigningCard(office.desk(ADMIN), InstantJobs())
    qtbot.addWidget(card)
    card.show()
    assert card.on.isChecked()
    card.on.click()
    assert not signs_packets(office.store.settings)
    assert not PacketSigningCard(office.desk(), InstantJobs()).on.isEnabled()
