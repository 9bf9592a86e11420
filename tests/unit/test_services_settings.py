"""What an administrator sets up and changes; a wrong value changes nothing."""

from datetime import date, time

import pytest

from clerkdesk.domain.accounts import OFFICE as OFFICE_FIELDS
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StoreExists, UnsupportedFile
from clerkdesk.domain.office_hours import (
    Holiday,
    OfficeCalendar,
    Timetable,
    WorkedDay,
    working_week,
)
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.series import DocumentType
from clerkdesk.services.change_settings import LARGEST_PICTURE, ChangeSettings
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.set_up import SetUpOffice, UsualRules
from tests.fakes.documents import PNG
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, OFFICE, PASSWORDS
from tests.fakes.store import FakeVault

CALENDAR = OfficeCalendar(
    (Timetable(week=working_week((time(7, 30), time(11, 30)), (time(13), time(17)))),),
    (Holiday("Tết Dương lịch", date(2027, 1, 1), date(2027, 1, 1)),),
    (WorkedDay(date(2027, 1, 9), date(2027, 1, 4), "làm bù"),),
)
RULES = UsualRules([DocumentType("Tờ trình", "TTr", 16), DocumentType("Thư công", "")], CALENDAR)
PASSWORD = "mật khẩu dài"


def office_values(**changes: object) -> dict[str, object]:
    return {**{field.name: getattr(OFFICE, field.name) for field in OFFICE_FIELDS}, **changes}


def account_values(**changes: object) -> dict[str, object]:
    return {"login": "chutich", "full_name": "Lê Lãnh", "position": "Chủ tịch", **changes}


def test_first_start_gives_an_office_the_usual_rules() -> None:
    vault = FakeVault()
    made = SetUpOffice(vault, RULES)(OFFICE, PASSWORDS)
    assert made.recovery_key == FakeVault.RECOVERY_KEY
    rules = OfficeRules(made.store.settings)
    assert rules.calendar() == CALENDAR
    assert rules.doc_type("tờ TRÌNH").edxml_type == 16
    assert rules.doc_type("Loại riêng") == DocumentType("Loại riêng", "")
    assert [series.series_id for series in rules.series()] == ["TTr", "CV"]
    assert [agency.code for agency in made.store.directory.agencies()] == [OFFICE.code]


def test_an_office_is_never_made_over_another_nor_without_an_administrator() -> None:
    vault = FakeVault()
    with pytest.raises(ValueError, match="administrator"):
        SetUpOffice(vault, RULES)(OFFICE, {CLERK: PASSWORD})
    assert not vault.exists()
    make = SetUpOffice(vault, RULES)
    make(OFFICE, PASSWORDS)
    with pytest.raises(StoreExists):
        make(OFFICE, PASSWORDS)


def test_the_facts_of_the_office_are_changed_and_normalised() -> None:
    office = FakeOffice()
    decomposed = "Xa\u0303 Mo\u031b\u0301i"
    changed = ChangeSettings(office.store).office(
        office_values(place=decomposed, address=None), ADMIN
    )
    assert changed.place == "Xã Mới"
    assert changed.address == ""
    assert office.store.settings.office() == changed


def test_wrong_facts_change_nothing() -> None:
    office = FakeOffice()
    with pytest.raises(InvalidEntry) as met:
        ChangeSettings(office.store).office(office_values(name="", notation="U" * 21), ADMIN)
    assert set(met.value.problems) == {"name", "notation"}
    assert office.store.settings.office() == OFFICE


def test_a_new_account_opens_the_store() -> None:
    office = FakeOffice()
    person = ChangeSettings(office.store).account(account_values(), Role.LEADER, PASSWORD, ADMIN)
    assert person == Person("chutich", "Lê Lãnh", "Chủ tịch", frozenset({Role.LEADER}))
    assert FakeVault(office.store).unlock("chutich", PASSWORD).person == person


@pytest.mark.parametrize(
    ("values", "password", "fields"),
    [
        pytest.param(account_values(login="Chủ Tịch"), PASSWORD, {"login"}, id="letters"),
        pytest.param(account_values(login="vanthu"), PASSWORD, {"login"}, id="taken"),
        pytest.param(account_values(), "ngắn", {"password"}, id="short password"),
        pytest.param(account_values(full_name=" "), "", {"full_name", "password"}, id="two"),
    ],
)
def test_a_wrong_account_is_not_made(
    values: dict[str, object], password: str, fields: set[str]
) -> None:
    office = FakeOffice()
    with pytest.raises(InvalidEntry) as met:
        ChangeSettings(office.store).account(values, Role.LEADER, password, ADMIN)
    assert set(met.value.problems) == fields
    assert len(office.store.accounts.people()) == 2


def test_a_picture_must_be_a_png_that_fits() -> None:
    office = FakeOffice()
    change, rules = ChangeSettings(office.store), OfficeRules(office.store.settings)
    before = rules.picture("seal")
    for wrong in (b"\xff\xd8 a photograph", PNG + bytes(LARGEST_PICTURE)):
        with pytest.raises(UnsupportedFile):
            change.picture("seal", "dau.png", wrong, ADMIN)
    assert rules.picture("seal") == before
    change.picture("Lê Lãnh", "ky.png", PNG + b"more", ADMIN)
    sha256 = rules.picture("Lê Lãnh")
    assert sha256 is not None
    assert office.store.files.get(sha256) == PNG + b"more"
    assert rules.picture("seal") == before


def test_only_an_administrator_changes_settings() -> None:
    office = FakeOffice()
    change, ops = ChangeSettings(office.store), len(office.store.ops.pending(1000))
    with pytest.raises(NotAllowed):
        change.office(office_values(place="Nơi khác"), CLERK)
    with pytest.raises(NotAllowed):
        change.account(account_values(), Role.LEADER, PASSWORD, CLERK)
    with pytest.raises(NotAllowed):
        change.picture("seal", "dau.png", PNG, CLERK)
    assert len(office.store.ops.pending(1000)) == ops


def test_an_office_without_a_stored_calendar_works_on_the_usual_hours() -> None:
    office = FakeOffice()
    assert OfficeRules(office.store.settings).calendar() == OfficeCalendar()
