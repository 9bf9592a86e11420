"""The administrators' pages by their HTML: who gets in, what is escaped, what a form may do."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.server import admin
from tests.fakes.province_process import ProvinceProcess

PAGES = ("agencies", "acts", "conflicts", "statistics", "audit")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProvinceProcess]:
    process = ProvinceProcess(tmp_path_factory.mktemp("console"))
    admin.add_agency(process.folder, Agency("H1", "Xã <script>alert(1)</script> & «An»"))
    process.start()
    yield process
    process.stop()


@pytest.fixture
def person(server: ProvinceProcess) -> Iterator[httpx.Client]:
    """Somebody who is signed in."""
    client = signed_in(server, "an")
    yield client
    client.close()


def signed_in(server: ProvinceProcess, login: str) -> httpx.Client:
    password = admin.add_administrator(server.folder, login, login.title())
    client = httpx.Client(base_url=server.url, timeout=60)
    answer = client.post("/admin/login", data={"login": f" {login.upper()}", "password": password})
    assert answer.status_code == 303
    return client


def token(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_no_page_and_no_form_without_a_session(server: ProvinceProcess) -> None:
    with httpx.Client(base_url=server.url, timeout=60) as stranger:
        for page in PAGES:
            answer = stranger.get(f"/admin/{page}")
            assert (answer.status_code, answer.headers["location"]) == (303, "/admin/login")
        answer = stranger.post("/admin/agencies", data={"code": "X", "name": "X", "token": ""})
        assert answer.headers["location"] == "/admin/login"
        stranger.cookies.set("clerkdesk_console", "made.up.cookie")
        assert stranger.get("/admin/agencies").status_code == 303


def test_a_wrong_password_is_refused_and_written_down(
    server: ProvinceProcess, person: httpx.Client
) -> None:
    answer = httpx.post(f"{server.url}/admin/login", data={"login": "an", "password": "đoán"})
    assert answer.status_code == 401
    assert "không đúng" in answer.text
    assert "login refused" in person.get("/admin/audit").text


def test_every_page_is_vietnamese_escaped_and_guarded(person: httpx.Client) -> None:
    for page in PAGES:
        answer = person.get(f"/admin/{page}")
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert 'lang="vi"' in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
    assert "&lt;script&gt;" in person.get("/admin/agencies").text


def test_a_form_needs_the_token_of_its_session(person: httpx.Client) -> None:
    fields = {"code": "H77", "name": "UBND xã Giả Mạo"}
    assert person.post("/admin/agencies", data=fields).status_code == 403
    assert person.post("/admin/agencies", data={**fields, "token": "x"}).status_code == 403
    assert "Giả Mạo" not in person.get("/admin/agencies").text


def test_an_agency_is_added_and_gets_a_code_that_is_shown_once(person: httpx.Client) -> None:
    page = person.get("/admin/agencies").text
    fields = {"code": "H88", "name": "UBND xã Mới", "token": token(page)}
    assert person.post("/admin/agencies", data=fields).status_code == 303
    page = person.get("/admin/agencies").text
    found = re.search(r'href="(/admin/agencies/\d+)">UBND xã Mới', page)
    assert found is not None
    shown = person.post(f"{found[1]}/code", data={"token": token(page)}).text
    code = re.search(r'class="code">([0-9A-Z-]{14})<', shown)
    assert code is not None
    assert code[1] not in person.get(found[1]).text


def test_a_new_password_ends_older_sessions(server: ProvinceProcess) -> None:
    client = signed_in(server, "cuc")
    assert client.get("/admin/agencies").status_code == 200
    time.sleep(1.1)
    admin.add_administrator(server.folder, "cuc", "Cúc")
    assert client.get("/admin/agencies").status_code == 303
    client.close()


@pytest.mark.parametrize(
    "fields",
    [
        {
            "kind": "take_over",
            "book": "",
            "holder": "pc",
            "generation": "0",
            "grant": "1",
            "last": "1",
        },
        {
            "kind": "take_over",
            "book": "b",
            "holder": "pc",
            "generation": "-1",
            "grant": "1",
            "last": "1",
        },
        {"kind": "give_up", "desk": "a\x00b"},
        {"kind": "something else"},
        {},
    ],
)
def test_a_form_that_nobody_could_fill_is_refused(
    person: httpx.Client, fields: dict[str, str]
) -> None:
    page = person.get("/admin/agencies/1").text
    sent = {**fields, "reason": "đã đọc sổ giấy", "token": token(page)}
    assert person.post("/admin/agencies/1/proposals", data=sent).status_code == 422
    assert person.get("/admin/agencies/999").status_code == 404


def test_a_proposal_needs_a_reason(person: httpx.Client) -> None:
    page = person.get("/admin/agencies/1").text
    sent = {"kind": "give_up", "desk": "pc-1", "reason": "mất", "token": token(page)}
    answer = person.post("/admin/agencies/1/proposals", data=sent, follow_redirects=True)
    assert "lý do phải nói rõ" in answer.text


def test_guesses_of_a_password_are_slowed_down(tmp_path: Path) -> None:
    process = ProvinceProcess(tmp_path)
    process.start()
    answers = []
    with httpx.Client(base_url=process.url, timeout=60) as stranger:
        began = time.monotonic()
        for number in range(40):
            guess = {"login": "an", "password": str(number)}
            answers.append(stranger.post("/admin/login", data=guess))
    process.stop()
    listened = [answer for answer in answers if answer.status_code == 401]
    assert answers[0] in listened
    assert len(listened) <= 8 + (time.monotonic() - began) / 7.5
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert len(listened) + len(slowed) == len(answers)
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in slowed)
