"""One office, two PCs as processes of their own, the province's server stopped: work goes on, nothing is doubled.

Source: issue 6, part 4; NĐ 30/2020, Điều 15 (one number, once, by who keeps the book).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.server import admin
from tests.fakes.desk_process import DeskProcess
from tests.fakes.province_process import ProvinceProcess
from tests.fakes.sample_documents import OFFICE

SCAN = "%PDF trang quet " * 30_000


@pytest.fixture
def province(tmp_path: Path) -> Iterator[ProvinceProcess]:
    server = ProvinceProcess(tmp_path / "province")
    server.start()
    admin.add_agency(server.folder, OFFICE.agency)
    yield server
    server.stop()


@pytest.fixture
def desks(tmp_path: Path, province: ProvinceProcess) -> Iterator[tuple[DeskProcess, DeskProcess]]:
    """The holder of the books and a leader's desk, each enrolled, both of which have heard of the other."""
    made = [DeskProcess(tmp_path / name, name) for name in ("Hoa", "Bình")]
    try:
        for desk in made:
            code = admin.one_time_code(province.folder, OFFICE.code)
            desk.do("enrol", url=province.url, code=code)
            desk.do("province")
        for desk in made:
            desk.do("province")
        meet(*made)
        yield made[0], made[1]
    finally:
        for desk in made:
            desk.close()


def meet(*desks: DeskProcess) -> None:
    """Plug the cable of the office in: each desk hears where the others answer."""
    ports = {desk.name: desk.do("round")["port"] for desk in desks}
    for desk in desks:
        for name, port in ports.items():
            if name != desk.name:
                desk.do("plug", name=name, port=port)


def test_a_leader_approves_and_the_holder_numbers_and_nothing_is_doubled_afterwards(
    desks: tuple[DeskProcess, DeskProcess], province: ProvinceProcess
) -> None:
    holder, leader = desks
    assert holder.do("believed") == [leader.name]
    first = holder.do("sign", subject="Tờ trình của văn thư")
    holder.do("allot", uid=first)
    holder.do("province")
    leader.do("province")
    province.stop()

    holder.do("by_itself")
    assert holder.do("register", subject="Giấy mời họp", content=SCAN) == 1
    uid = leader.do("sign", subject="Tờ trình chống bão")
    leader.do("ask", uid=uid)
    done = leader.do("round")
    assert (done["reached"], done["files"], done["troubles"]) == ([holder.name], 1, [])
    assert holder.do("give") == ["02/TTr-UBND"]
    leader.do("round")
    shown = [desk.do("books") for desk in desks]
    assert shown[0] == shown[1]
    assert ["02/TTr-UBND", "Tờ trình chống bão"] in shown[0]["outgoing"]
    assert (shown[0]["conflicts"], shown[0]["lacking"], shown[0]["whole"]) == (0, 0, True)
    ops = [desk.do("ops") for desk in desks]

    province.start()
    for _round in range(3):
        for desk in desks:
            desk.do("province")
            desk.do("round")
    assert [desk.do("books") for desk in desks] == shown
    assert [desk.do("ops") for desk in desks] == ops, "the province brought nothing a second time"
    assert holder.do("give") == []
    assert holder.do("register", subject="Sau khi có mạng") == 2


def test_a_request_that_the_cable_swallowed_is_answered_later(
    desks: tuple[DeskProcess, DeskProcess], province: ProvinceProcess
) -> None:
    """The holder's PC is off when it is asked; the request waits in the log of the desk that asked."""
    holder, leader = desks
    holder.do("by_itself")
    province.stop()
    uid = leader.do("sign", subject="Xin số khi máy giữ sổ tắt")
    leader.do("ask", uid=uid)
    leader.do("plug", name=holder.name, port=1)
    done = leader.do("round")
    assert done["reached"] == []
    assert done["troubles"]
    port = holder.do("round")["port"]
    leader.do("plug", name=holder.name, port=port)
    leader.do("round")
    assert holder.do("give") == ["01/TTr-UBND"]
    assert holder.do("give") == []
    leader.do("round")
    assert leader.do("books")["outgoing"] == [["01/TTr-UBND", "Xin số khi máy giữ sổ tắt"]]


def test_a_desk_with_a_new_key_ends_the_old_one_in_the_office_too(
    desks: tuple[DeskProcess, DeskProcess], province: ProvinceProcess, tmp_path: Path
) -> None:
    """The province gives the leader's desk to another PC: the old one, stolen, is refused from then on."""
    holder, stolen = desks
    from clerkdesk.adapters.hub import HttpHub, new_device_key

    code = admin.one_time_code(province.folder, OFFICE.code)
    hub = HttpHub(province.url, stolen.name, new_device_key())
    hub.enrol(code, stolen.name, OFFICE.agency)
    hub.close()
    holder.do("province")
    province.stop()
    holder.do("register", subject="Không cho máy bị mất biết")
    holder.do("round")
    done = stolen.do("round")
    assert done["heard"] == done["told"] == 0
    assert done["troubles"]
    assert stolen.do("books")["incoming"] == []


def test_what_a_burnt_desk_told_its_colleague_reaches_the_province(
    desks: tuple[DeskProcess, DeskProcess], province: ProvinceProcess, tmp_path: Path
) -> None:
    """Two desks go on while the line is down; one of them burns before it comes back."""
    holder, leader = desks
    province.stop()
    assert holder.do("register", subject="Chỉ nói trong mạng nội bộ") == 1
    leader.do("round")
    holder.kill()
    province.start()
    leader.do("province")
    leader.do("province")
    code = admin.one_time_code(province.folder, OFFICE.code)
    third = DeskProcess(tmp_path / "Mai", "Mai")
    try:
        third.do("enrol", url=province.url, code=code)
        third.do("province")
        assert third.do("books")["incoming"] == [[1, "Chỉ nói trong mạng nội bộ"]]
    finally:
        third.close()
