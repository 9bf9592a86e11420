"""The narrow rows of the real store: places in order whatever comes, and an upgrade from 0001."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerkdesk.adapters.store import database as database_module
from clerkdesk.adapters.store import listed
from clerkdesk.adapters.store.asked import Asked
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.finding import count, found, positions
from clerkdesk.adapters.store.incoming_rows import incoming_at, load_incoming, position
from clerkdesk.adapters.store.listed import put_in_list
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.registers import Found, Page

KEY = bytes(range(32))


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly any room between places, so that they are moved apart again and again."""
    monkeypatch.setattr(listed, "_ROOM", 2)
    monkeypatch.setattr(listed, "_ROOM_FOR_SUBJECTS", 4)
    monkeypatch.setattr(listed, "_WINDOW", 4)


NAMES = st.lists(st.text(alphabet="aAăđdbBc ", min_size=1, max_size=3), min_size=1, max_size=60)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=NAMES, is_run=st.booleans())
def test_places_are_in_order_whatever_comes(
    tight: None, tmp_path_factory: pytest.TempPathFactory, names: list[str], is_run: bool
) -> None:
    database = Database.create(tmp_path_factory.mktemp("db") / "x.db", KEY)
    if is_run:
        names = [f"{name} {number:03d}" for number, name in enumerate(sorted(names), start=1)]
    with database.writing() as link:
        for where, name in enumerate(names, start=1):
            put_in_list(
                link,
                "incoming",
                where,
                numbers={},
                names={"issuing_org": name},
                in_order={},
                order_numbers={},
                order_names={"subject": name},
                parties=[],
            )
        for column, key in [
            ("l.issuing_org", lambda where: (fold(names[where - 1]), names[where - 1], where)),
            ("o.subject", lambda where: (fold(names[where - 1]), where)),
        ]:
            asked = Asked(link, "incoming")
            got = positions(asked, Page(100, sort="x", descending=False), {"x": (column,)})
            assert got == sorted(range(1, len(names) + 1), key=key)
            row = link.execute(
                "SELECT count(*), count(DISTINCT place) FROM listed_name WHERE kind = ?",
                (("incoming_listed." if column[0] == "l" else "incoming_order.") + column[2:],),
            ).fetchone()
            assert row[0] == row[1]
    database.close()


def test_a_store_of_the_first_schema_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = database_module._scripts()
    with monkeypatch.context() as patched:
        patched.setattr(database_module, "_scripts", lambda: {1: scripts[1]})
        old = Database.create(tmp_path / "x.db", KEY)
    with old.writing() as link:
        link.execute(
            """
            INSERT INTO book VALUES (1, 'a', 'incoming', 'den', 2026, 't', 'd', 1, 1, 2)
            """
        )
        for number, (org, code) in enumerate([("Sở Đất", "15a"), ("Sở Dân", "")], start=1):
            _insert_as_before(link, number, org, code)
    old.close()
    database = Database.open(tmp_path / "x.db", KEY)
    with database.reading() as link:
        for sort, expected in [
            (("l.issuing_org",), [2, 1]),
            (("o.code_order", "o.code_notation"), [1, 2]),
        ]:
            got = positions(Asked(link, "incoming"), Page(sort="x", descending=False), {"x": sort})
            assert [row.arrival_number for row in incoming_at(link, got)] == expected
        asked = Asked(link, "incoming")
        asked.name("issuing_org", "Sở Đất")
        asked.dates("issued_date", date(2026, 1, 2), date(2026, 1, 2))
        assert count(asked) == 1
        to_person = Asked(link, "incoming", party="Chủ tịch")
        assert positions(to_person, Page(), {}) == [position(2026, 1)]
        assert found(Asked(link, "incoming", "nuocc sach")) == Found(2, corrected="nuoc sach")
        assert load_incoming(link, "uid-1").entry.full_text == "nước sạch"
        assert load_incoming(link, "uid-2").due_date == date(2026, 2, 3)
    database.close()


def _insert_as_before(link: sqlite3.Connection, number: int, org: str, code: str) -> None:
    uid, where = f"uid-{number}", position(2026, number)
    link.execute(
        """
        INSERT INTO incoming VALUES (
            :where, :uid, 1, 2026, :number, '2026-01-03', '2026-01-03T01:00:00+00:00',
            '2026-01-03T01:00:00+00:00', :org, '', :code, '', '2026-01-02', '', 'Đơn', 'Xin nước',
            0, NULL, NULL, '2026-02-03', '', '', '', '', 'paper', 'paper', '', 'forwarded', 'vanthu',
            '2026-02-03'
        )
        """,
        {"where": where, "uid": uid, "number": number, "org": org, "code": code},
    )
    link.execute("INSERT INTO page_text VALUES ('incoming', ?, 'nước sạch')", (uid,))
    link.execute(
        "INSERT INTO incoming_search (rowid, folded) VALUES (?, 'xin nuoc nuoc sach')", (where,)
    )
    if number == 1:
        link.execute(
            """
            INSERT INTO assignment
            VALUES (?, 0, 'Chủ tịch', '', NULL, 'vanthu', '2026-01-03T01:00:00+00:00')
            """,
            (uid,),
        )
