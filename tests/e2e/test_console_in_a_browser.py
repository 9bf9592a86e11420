"""Two administrators of a province take a lost desk's book back, in Chromium."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import OpKind
from clerkdesk.server import admin
from tests.fakes.browser import Browser
from tests.fakes.op_chain import OpChain
from tests.fakes.province_process import ProvinceProcess

HERE = Agency("H13.99.1", "UBND xã An Mẫu")
PICTURES = os.environ.get("CLERKDESK_PICTURES", "")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ProvinceProcess]:
    process = ProvinceProcess(tmp_path / "province")
    admin.add_agency(process.folder, HERE)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def browser() -> Iterator[Browser]:
    window = Browser()
    yield window
    window.close()


def a_desk_with_a_book(server: ProvinceProcess) -> None:
    hub = HttpHub(server.url, "pc-vanthu", new_device_key())
    hub.enrol(admin.one_time_code(server.folder, HERE.code), "pc-vanthu", HERE)
    chain = OpChain("pc-vanthu")
    values = {"direction": "incoming", "series": "den", "year": 2026, "last": 0}
    ops = chain.say(
        "book",
        f"{HERE.code}/incoming/den/2026",
        OpKind.ACCEPT_BOOK,
        **values,
        title="Văn bản đến 2026",
    )
    chain.ops[-1] = replace(ops[0], epoch=(0, 1))
    hub.push(1, chain.ops)
    hub.close()


def sign_in(browser: Browser, server: ProvinceProcess, login: str, password: str) -> None:
    browser.open(f"{server.url}/admin/agencies")
    assert browser.url.endswith("/admin/login")
    browser.type("input[name=login]", login)
    browser.type("input[name=password]", password)
    browser.press("Đăng nhập")
    assert browser.url.endswith("/admin/agencies")


def picture(browser: Browser, name: str) -> None:
    if PICTURES:
        browser.picture(Path(PICTURES) / f"console-{name}.png")


def test_a_take_over_with_two_persons(server: ProvinceProcess, browser: Browser) -> None:
    a_desk_with_a_book(server)
    an = admin.add_administrator(server.folder, "an", "Nguyễn Thị An")
    binh = admin.add_administrator(server.folder, "binh", "Trần Văn Bình")
    sign_in(browser, server, "an", an)
    assert "UBND xã An Mẫu" in browser.text
    picture(browser, "agencies")
    browser.press("UBND xã An Mẫu")
    assert "pc-vanthu" in browser.text
    browser.type("form:has([name=book]) [name=last]", "12")
    browser.type("form:has([name=book]) [name=reason]", "máy cháy nguồn, mất ổ cứng")
    picture(browser, "agency")
    browser.press("Đề nghị lấy lại")
    assert "Cần một quản trị viên khác xác nhận" in browser.text
    browser.press("Chờ người thứ hai")
    assert "chờ người khác" in browser.text
    assert "Xác nhận" not in browser.text.replace("xác nhận", "")
    browser.press("Đăng xuất")
    sign_in(browser, server, "binh", binh)
    browser.press("Chờ người thứ hai")
    assert "số cuối trên sổ giấy: 12" in browser.text
    picture(browser, "acts")
    browser.press("Xác nhận")
    assert "Đã thực hiện." in browser.text
    browser.press("Cơ quan")
    browser.press("UBND xã An Mẫu")
    assert "chưa giao" in browser.text
    for place in ("Xung đột", "Thống kê", "Nhật ký"):
        browser.press(place)
        picture(browser, place)
    assert "done take_over of an" in browser.text


def test_pages_load_their_style_and_nothing_else_and_fit_a_small_screen(
    server: ProvinceProcess, browser: Browser
) -> None:
    password = admin.add_administrator(server.folder, "an", "Nguyễn Thị An")
    sign_in(browser, server, "an", password)
    loaded = browser.value_of("performance.getEntriesByType('resource').map(e => e.name)")
    assert loaded == [f"{server.url}/admin/style.css"]
    assert (
        browser.value_of("getComputedStyle(document.querySelector('header')).backgroundColor")
        == "rgb(16, 37, 63)"
    )
    assert browser.value_of("document.documentElement.scrollWidth <= innerWidth")
    assert browser.value_of("document.documentElement.lang") == "vi"


def test_a_form_of_another_page_changes_nothing(server: ProvinceProcess, browser: Browser) -> None:
    password = admin.add_administrator(server.folder, "an", "Nguyễn Thị An")
    sign_in(browser, server, "an", password)
    browser.value_of("document.querySelector('main input[name=token]').value = 'guessed'")
    browser.type("[name=code]", "H13.99.2")
    browser.type("[name=name]", "UBND xã Lạ")
    browser.press("Thêm cơ quan")
    browser.open(f"{server.url}/admin/agencies")
    assert "UBND xã Lạ" not in browser.text
