"""The directory, real and fake: old names lead to the agencies of today and to their documents."""

from dataclasses import replace
from datetime import date

import pytest

from clerkdesk.domain.agencies import Agency, AgencyKind, AgencyLevel
from clerkdesk.domain.errors import ImportStopped, NotFound
from clerkdesk.domain.incoming import Incoming
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import (
    RECIPIENT,
    incoming_entry,
    outgoing_entry,
)

DISTRICT = Agency(
    "000.21.00.H51",
    "UBND huyện Kế Sách",
    valid_to=date(2025, 6, 30),
    level=AgencyLevel.DISTRICT,
)
COMMUNE = Agency(
    "H13.121",
    "UBND xã Kế Sách",
    "kesach@cantho.gov.vn",
    "UBND thành phố Cần Thơ",
    date(2025, 7, 1),
    short_name="UBND xã KS",
    address="Ấp An Thành",
    level=AgencyLevel.COMMUNE,
    predecessors=(DISTRICT.key,),
    aliases=("Ủy ban nhân dân thị trấn Kế Sách",),
)


def names(store: Store, text: str) -> list[str]:
    return [agency.name for agency in store.directory.agencies(text)]


def subjects(store: Store, text: str) -> set[str]:
    wanted = IncomingFilter(text)
    rows = store.incoming.find(wanted, Page())
    assert store.incoming.count(wanted) == len(rows)
    return {row.entry.subject for row in rows}


def test_an_entry_comes_back_with_every_fact(store: Store) -> None:
    store.directory.put(COMMUNE, "vanthu")
    assert store.directory.get("h13.121") == COMMUNE
    assert list(store.directory.agencies("ke sach")) == [COMMUNE]


@pytest.mark.parametrize(
    "typed", ["huyen ke sach", "UBND huyện Kế Sách", "thi tran ke sach", "xa ks", "h51", "H13.121"]
)
def test_an_old_name_an_alias_or_an_old_code_finds_the_agency_of_today(
    store: Store, typed: str
) -> None:
    for agency in (DISTRICT, COMMUNE):
        store.directory.put(agency, "vanthu")
    assert COMMUNE.name in names(store, typed)


@pytest.mark.parametrize(
    "typed", ["UBND huyện Kế Sách", "ubnd xa ke sach", "huyện Kế", "thị trấn Kế Sách"]
)
def test_one_name_finds_the_documents_under_every_name(store: Store, typed: str) -> None:
    for agency in (DISTRICT, COMMUNE):
        store.directory.put(agency, "vanthu")
    for org, subject in (
        (DISTRICT.name, "của huyện"),
        (COMMUNE.name, "của xã"),
        ("Ủy ban nhân dân thị trấn Kế Sách", "của thị trấn"),
        ("UBND huyện Trần Đề", "của huyện khác"),
    ):
        store.incoming.add(incoming_entry(issuing_org=org, subject=subject), "vanthu")
    if typed == "thị trấn Kế Sách":
        assert {"của xã", "của huyện", "của thị trấn"} <= subjects(store, typed)
    assert "của huyện khác" not in subjects(store, typed)
    assert {"của huyện", "của xã"} <= subjects(store, typed)


def test_a_name_among_other_words_is_widened_too(store: Store) -> None:
    for agency in (DISTRICT, COMMUNE):
        store.directory.put(agency, "vanthu")
    store.incoming.add(incoming_entry(issuing_org=DISTRICT.name, subject="báo cáo thu"), "vanthu")
    store.incoming.add(incoming_entry(issuing_org=DISTRICT.name, subject="kế hoạch"), "vanthu")
    assert subjects(store, "ubnd xã kế sách thu") == {"báo cáo thu"}


def test_documents_to_an_old_agency_are_found_by_its_new_name(store: Store) -> None:
    for agency in (DISTRICT, COMMUNE):
        store.directory.put(agency, "vanthu")
    old = replace(RECIPIENT, name=DISTRICT.name, code=DISTRICT.code)
    store.outgoing.draft(outgoing_entry(recipients=(old,)), "vanthu")
    assert store.outgoing.count(OutgoingFilter("ubnd xa ke sach")) == 1


def test_a_word_that_names_many_agencies_widens_nothing(store: Store) -> None:
    for number in range(12):
        store.directory.put(Agency(f"H13.{number}", f"UBND xã số {number}"), "vanthu")
    store.incoming.add(incoming_entry(issuing_org="UBND xã số 3", subject="ba"), "vanthu")
    assert subjects(store, "ubnd xã") == {"ba"}


def test_an_entry_without_a_code_is_known_by_its_name(store: Store) -> None:
    plain = Agency("", "Hội Chữ thập đỏ xã", kind=AgencyKind.ORGANISATION)
    store.directory.put(plain, "vanthu")
    store.directory.put(replace(plain, email="ctd@xa.vn"), "vanthu")
    assert [row.email for row in store.directory.agencies("chu thap do")] == ["ctd@xa.vn"]
    coded = replace(plain, code="H13.9", email="")
    store.directory.rename_key(plain.key, coded, "vanthu")
    assert store.directory.agencies("chu thap do") == [coded]
    old = store.directory.get(plain.key)
    assert old is not None
    assert old.merged_into == "h13.9"
    with pytest.raises(NotFound):
        store.directory.rename_key("name:khong co", coded, "vanthu")


def test_a_name_is_found_exactly_and_leads_to_what_it_was_merged_into(store: Store) -> None:
    typed = Agency("", "UBND Huyện Kế sách")
    for agency in (DISTRICT, typed):
        store.directory.put(agency, "vanthu")
    assert store.directory.named("ubnd huyen ke sach") in (DISTRICT, typed)
    store.directory.merge(typed.key, DISTRICT.key, "vanthu")
    assert store.directory.named("UBND HUYỆN KẾ SÁCH") == store.directory.get(DISTRICT.key)
    assert store.directory.named("UBND huyện") is None


def test_two_doubles_become_one_and_both_histories_stay(store: Store) -> None:
    typed = Agency("", "UBND H. Kế Sách", email="ks@soctrang.vn", aliases=("Huyện KS",))
    for agency in (DISTRICT, typed):
        store.directory.put(agency, "vanthu")
    stayed = store.directory.merge(typed.key, DISTRICT.key, "vanthu")
    assert stayed.aliases == ("UBND H. Kế Sách", "Huyện KS")
    assert (stayed.code, stayed.email) == (DISTRICT.code, "ks@soctrang.vn")
    assert names(store, "h. ke sach") == [DISTRICT.name]
    assert names(store, "") == [DISTRICT.name]
    assert {row.name for row in store.directory.all()} == {DISTRICT.name, typed.name}
    lines = [line.what for line in store.ops.history("agency", typed.key)]
    assert lines == ["Cập nhật danh bạ cơ quan", f"Gộp vào «{DISTRICT.key}»"]
    with pytest.raises(NotFound):
        store.directory.merge(DISTRICT.key, DISTRICT.key, "vanthu")


def test_documents_of_a_merged_double_are_found_by_the_name_that_stayed(store: Store) -> None:
    typed = Agency("", "UBND H. Kế Sách")
    for agency in (DISTRICT, typed):
        store.directory.put(agency, "vanthu")
    store.incoming.add(incoming_entry(issuing_org=typed.name, subject="gõ tay"), "vanthu")
    store.directory.merge(typed.key, DISTRICT.key, "vanthu")
    assert subjects(store, DISTRICT.name) == {"gõ tay"}


def test_an_import_adds_and_changes_and_is_undone_whole(store: Store) -> None:
    before = replace(COMMUNE, email="cu@ks.vn")
    store.directory.put(before, "vanthu")
    done = store.directory.import_all("danh-ba.xlsx", [DISTRICT, COMMUNE], "vanthu")
    assert (done.added, done.changed) == (1, 1)
    last = store.directory.last_import()
    assert last is not None
    assert (last.import_id, last.added, last.changed) == (done.import_id, 1, 1)
    assert store.directory.undo_import(done.import_id, "vanthu") == (2, 0)
    assert list(store.directory.agencies()) == [before]
    assert names(store, "huyen") == []
    assert store.directory.last_import() is None
    gone = store.directory.get(DISTRICT.key)
    assert gone is not None  # marked, never deleted
    assert gone.withdrawn


def test_what_was_changed_since_an_import_stays_when_it_is_undone(store: Store) -> None:
    done = store.directory.import_all("danh-ba.xlsx", [DISTRICT, COMMUNE], "vanthu")
    mended = replace(COMMUNE, address="Số 1 đường 3/2")
    store.directory.put(mended, "vanthu")
    assert store.directory.undo_import(done.import_id, "vanthu") == (1, 1)
    assert list(store.directory.agencies()) == [mended]


def test_a_stopped_import_leaves_nothing(store: Store) -> None:
    def stop(_count: int) -> None:
        raise ImportStopped

    before = len(store.ops.pending(1000))
    with pytest.raises(ImportStopped):
        store.directory.import_all("danh-ba.xlsx", [DISTRICT, COMMUNE], "vanthu", stop)
    assert list(store.directory.all()) == []
    assert store.directory.last_import() is None
    assert len(store.ops.pending(1000)) == before


def test_a_changed_name_of_an_agency_leaves_its_documents_alone(store: Store) -> None:
    document: Incoming = store.incoming.add(incoming_entry(issuing_org=DISTRICT.name), "vanthu")
    store.directory.put(DISTRICT, "vanthu")
    store.directory.put(replace(DISTRICT, name="UBND huyện Kế Sách mới"), "vanthu")
    assert store.incoming.get(document.uid).entry.issuing_org == DISTRICT.name
