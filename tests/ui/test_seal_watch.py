from pytestqt.qtbot import QtBot

from clerkdesk.domain.tokens import SignatureLevel
from clerkdesk.services.stamp_setting import STAMPS, read_stamps
from clerkdesk.ui.settings.time_stamp_card import TimeStampCard
from clerkdesk.ui.sign.seal_watch import SealWatch
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK


def test_what_waits_is_sealed_when_the_line_is_back_and_said_once(qtbot: QtBot) -> None:
    office = FakeOffice()
    office.store.settings.put(STAMPS, {"level": "B-T", "authorities": ["http://x"]}, "quantri")
    office.tokens.line_is_up = False
    office.sealed()
    watch = SealWatch(office.desk(), InstantJobs())
    heard = Heard(watch, "sealed", "waiting_changed")
    watch.look()
    assert heard.said == [("waiting_changed", 1)]
    office.tokens.line_is_up = True
    watch.look()
    watch.look()
    assert heard.of("sealed") == [("Đã gắn dấu thời gian cho 1 văn bản ký lúc mất mạng.",)]
    assert heard.last("waiting_changed") == 0


def test_the_administrator_chooses_the_level_and_a_wrong_address_is_told(qtbot: QtBot) -> None:
    office = FakeOffice()
    card = TimeStampCard(office.desk(ADMIN), InstantJobs())
    qtbot.addWidget(card)
    card.show()
    card.level.setCurrentIndex(card.level.findData("B-T"))
    card._store()
    assert "ít nhất một máy chủ" in card._problem.text()
    card._use_government()
    card._store()
    stamps = read_stamps(office.store.settings)
    assert (stamps.level, stamps.authorities) == (SignatureLevel.B_T, ("http://tsa.ca.gov.vn",))
    assert card._problem.isHidden()


def test_a_clerk_sees_the_level_but_does_not_change_it(qtbot: QtBot) -> None:
    card = TimeStampCard(FakeOffice().desk(CLERK), InstantJobs())
    qtbot.addWidget(card)
    assert card.level.isEnabled() == card._keep.isEnabled()
