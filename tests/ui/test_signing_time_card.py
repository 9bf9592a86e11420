"""Thiết lập: the form of the signing time is chosen by an administrator and shown as it will look."""

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.clock import TimeForm
from clerkdesk.domain.errors import NotAllowed
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.ui.settings.signing_time_card import SigningTimeCard
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK


def test_an_administrator_chooses_by_how_it_looks(qtbot: QtBot) -> None:
    office = FakeOffice()
    desk = office.desk(ADMIN)
    card = SigningTimeCard(desk, InstantJobs())
    qtbot.addWidget(card)
    heard = Heard(card, "kept", "failed")
    card.show()
    assert [card.form.itemText(n)[:10] for n in range(2)] == ["22.11.2026", "2026-11-22"]
    assert card.form.currentData() == TimeForm.DAY_FIRST.value
    card.form.setCurrentIndex(1)
    card.form.activated.emit(1)
    assert heard.names() == ["kept"]
    assert desk.rules.signing_time() is TimeForm.ISO
    card.hide()
    card.show()
    assert card.form.currentData() == TimeForm.ISO.value


def test_who_may_not_change_settings_sees_what_holds(qtbot: QtBot) -> None:
    office = FakeOffice()
    card = SigningTimeCard(office.desk(), InstantJobs())
    qtbot.addWidget(card)
    assert not card.form.isEnabled()
    with pytest.raises(NotAllowed):
        ChangeSettings(office.store).signing_time(TimeForm.ISO, CLERK)
    assert office.desk().rules.signing_time() is TimeForm.DAY_FIRST
