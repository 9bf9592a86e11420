"""Who may not, and what must not come through, in the office's network: nothing is read, altered, taken twice."""

import dataclasses
import http.client
import json
import os
import random
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.office_network.conversations import Conversations
from clerkdesk.adapters.office_network.handshake import Names, public_key
from clerkdesk.adapters.office_network.http_neighbour import HttpNeighbour
from clerkdesk.adapters.office_network.listener import NUMBER, OPEN, ROOM
from clerkdesk.domain.errors import BundleForked, ColleagueNotReached, ColleagueRefused
from clerkdesk.domain.office_network import Reading
from clerkdesk.domain.ops import FIRST_HASH, FieldChange, Op
from tests.fakes.office_network import Cable, NetworkDesk, network_desk
from tests.fakes.sample_documents import CLERK, OFFICE, Clock

SECRET = "Danh sách hộ nghèo thôn Đồng"
SCAN = b"%PDF so ho khau " * 40_000


@pytest.fixture
def cable() -> Cable:
    return Cable()


@pytest.fixture
def one(tmp_path: Path, cable: Cable) -> Iterator[NetworkDesk]:
    with network_desk(tmp_path / "one", cable) as desk:
        yield desk


@pytest.fixture
def other(tmp_path: Path, cable: Cable, one: NetworkDesk) -> Iterator[NetworkDesk]:
    with network_desk(tmp_path / "other", cable, "Lê Thị Hoa") as desk:
        desk.told_of(one)
        one.told_of(desk)
        one()
        desk()
        yield desk


def speaking(
    to: NetworkDesk, name: str, private: bytes, *, agency: str = OFFICE.code, key: str = ""
) -> HttpNeighbour:
    """Somebody at the cable who says that he is desk `name`."""
    names = Names(agency, name, to.name)
    return HttpNeighbour(names, private, key or to.key, ["127.0.0.1"], to.network.port)


def test_a_stranger_is_told_nothing(one: NetworkDesk, other: NetworkDesk) -> None:
    stranger = speaking(one, "may-la", os.urandom(32))
    with pytest.raises(ColleagueRefused, match="chưa được báo"):
        stranger.heads()


def test_a_believed_name_with_another_key_is_told_nothing(
    one: NetworkDesk, other: NetworkDesk
) -> None:
    liar = speaking(one, other.name, os.urandom(32))
    for ask in (liar.facts, liar.heads, lambda: liar.ops(Reading(), {}), lambda: liar.tell([])):
        with pytest.raises(ColleagueRefused, match="không khớp"):
            ask()


def test_another_agency_is_told_nothing(one: NetworkDesk, other: NetworkDesk) -> None:
    neighbour = speaking(one, other.name, other.private, agency="000.00.77.H01")
    with pytest.raises(ColleagueRefused, match="cơ quan khác"):
        neighbour.heads()


def test_who_answers_in_the_name_of_a_desk_without_its_key_hears_nothing(
    one: NetworkDesk, other: NetworkDesk, cable: Cable, tmp_path: Path
) -> None:
    """A false desk at the address of the real one, which has every public key."""
    with network_desk(tmp_path / "false", cable) as false:
        false.told_of(one, other)
        false()
        cable.plugged[other.name] = (("127.0.0.1",), false.network.port)
        one.stick.register(SECRET, SCAN)
        before = false.stick.whole()
        (seen,) = one().desks
        assert seen.device == other.name
        assert seen.trouble
        assert not seen.reached
        assert false.stick.whole() == before


def test_a_desk_whose_right_has_ended_is_refused_in_the_middle_of_a_conversation(
    one: NetworkDesk, other: NetworkDesk
) -> None:
    line = speaking(one, other.name, other.private)
    assert line.facts().device == one.name
    one.told_of()  # the province does not name it any more
    one()
    with pytest.raises((ColleagueRefused, ColleagueNotReached)):
        line.heads()
    one.stick.register(SECRET)
    (seen,) = other().desks
    assert not seen.reached


def test_a_desk_that_is_enrolled_anew_is_believed_by_its_new_key_only(
    one: NetworkDesk, other: NetworkDesk
) -> None:
    line = speaking(one, other.name, other.private)
    line.facts()
    fresh = os.urandom(32)
    told = {one.name: one.key, other.name: public_key(fresh)}
    one.store.settings.keep_here("office_network.desks", told)
    one()
    with pytest.raises(ColleagueRefused):
        line.heads()
    assert speaking(one, other.name, fresh).facts().device == one.name


def test_a_desk_that_hears_of_its_own_end_speaks_no_more(
    one: NetworkDesk, other: NetworkDesk
) -> None:
    other.store.settings.keep_here("office_network.desks", {one.name: one.key})
    done = other()
    assert not done.is_open
    assert not other.network.is_open
    assert other.network.port == 0


class Wire:
    """Somebody between the two, who hears and may change everything."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.heard: list[bytes] = []
        self.change: Callable[[bytes, bool], bytes] = lambda content, _asks: content
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                line, _from = self._socket.accept()
            except OSError:
                return
            with line, socket.create_connection(("127.0.0.1", self._port)) as onward:
                asked = _whole(line)
                self.heard.append(asked)
                onward.sendall(self.change(asked, True))
                try:
                    answer = _whole(onward)
                    self.heard.append(answer)
                    line.sendall(self.change(answer, False))
                except OSError:
                    continue


def _whole(line: socket.socket) -> bytes:
    line.settimeout(2)
    content = b""
    while b"\r\n\r\n" not in content:
        if not (piece := line.recv(65536)):
            return content
        content += piece
    head, _blank, body = content.partition(b"\r\n\r\n")
    length = next(
        int(row.split(b":")[1])
        for row in head.split(b"\r\n")
        if row.lower().startswith(b"content-l")
    )
    while len(body) < length and (piece := line.recv(65536)):
        body += piece
    return head + b"\r\n\r\n" + body


@pytest.fixture
def wire(one: NetworkDesk, other: NetworkDesk, cable: Cable) -> Iterator[Wire]:
    """`other` reaches `one` through somebody."""
    tapped = Wire(one.network.port)
    cable.plugged[one.name] = (("127.0.0.1",), tapped.port)
    yield tapped
    tapped.close()


def test_who_listens_on_the_wire_reads_no_word(
    one: NetworkDesk, other: NetworkDesk, wire: Wire
) -> None:
    one.stick.register(SECRET, SCAN)
    other.stick.draft(SECRET + " 2")
    done = other()
    assert (done.heard > 0, done.told > 0, done.files) == (True, True, 1)
    heard = b"".join(wire.heard)
    assert len(heard) > len(SCAN)
    for word in (SECRET.encode(), b"ho khau", b"incoming", b"may_hoa", CLERK.login.encode()):
        assert word not in heard


def test_what_was_altered_on_the_wire_is_not_taken(
    one: NetworkDesk, other: NetworkDesk, wire: Wire
) -> None:
    one.stick.register(SECRET, SCAN)
    before, dice = (one.stick.whole(), _known(other)), random.Random(5)
    asked_too = 0

    def change(content: bytes, asks: bool) -> bytes:
        nonlocal asked_too
        if asks != (dice.random() < 0.5):
            return content
        head, blank, body = content.partition(b"\r\n\r\n")
        if not body:
            return content
        asked_too += asks
        changed = bytearray(body)
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
        return head + blank + bytes(changed)

    wire.change = change
    for _round in range(40):
        (seen,) = other().desks
        assert seen.trouble or not seen.reached or _known(other) == before[1]
    assert asked_too > 5
    assert one.stick.whole() == before[0]
    wire.change = lambda content, _asks: content
    other()
    assert other.stick.subjects == [SECRET]


def _known(desk: NetworkDesk) -> int:
    return desk.store.colleagues.end()


def test_what_was_said_before_is_not_heard_again(
    one: NetworkDesk, other: NetworkDesk, wire: Wire
) -> None:
    other.stick.draft("nói một lần")
    other()
    said = [each for each in wire.heard if each.startswith(b"POST")]
    before = one.stick.whole()
    for each in said:
        status = _sent(one.network.port, each)
        assert status in (200, 403)  # a wish to speak may be answered; nobody can go on with it
        if not each.startswith(b"POST /office/1/open"):
            assert status == 403
    assert one.stick.whole() == before


def test_messages_of_one_conversation_are_of_no_use_in_another(
    one: NetworkDesk, other: NetworkDesk, wire: Wire
) -> None:
    other.stick.draft("một")
    other()
    sealed = [
        each.partition(b"\r\n\r\n")[2]
        for each in wire.heard
        if each.startswith(b"POST /office/1/") and not each.startswith(b"POST /office/1/open")
    ]
    wish = {
        "agency": OFFICE.code,
        "asker": other.name,
        "answerer": one.name,
        "key": json.loads(next(e for e in wire.heard if b"/open" in e).partition(b"\r\n\r\n")[2])[
            "key"
        ],
    }
    begun = json.loads(_post(one.network.port, OPEN, json.dumps(wish).encode())[1])
    for body in sealed:
        again = _post(one.network.port, OPEN, json.dumps(wish).encode())
        name = json.loads(again[1])["conversation"]
        assert _post(one.network.port, ROOM + name, body)[0] == 403
    assert _post(one.network.port, ROOM + begun["conversation"], sealed[-1])[0] == 403


def test_a_transfer_that_was_cut_leaves_nothing_half(
    one: NetworkDesk, other: NetworkDesk, wire: Wire
) -> None:
    one.stick.register("dở dang", SCAN)
    cut = {"left": 1}

    def change(content: bytes, asks: bool) -> bytes:
        if not asks and len(content) > len(SCAN) and cut["left"]:
            cut["left"] -= 1
            return content[: len(content) // 2]
        return content

    wire.change = change
    first = other()
    assert (first.files, cut["left"]) == (0, 0)
    assert other.store.moving.to_fetch(10), "nothing of the file is here"
    assert other().files == 1
    (document,) = other.store.moving.to_fetch(10) or [None]
    assert document is None


@pytest.mark.parametrize("seed", range(3))
def test_garbage_is_refused_and_the_desk_goes_on(
    one: NetworkDesk, other: NetworkDesk, seed: int
) -> None:
    dice, port, before = random.Random(seed), one.network.port, one.stick.whole()
    paths = [OPEN, ROOM, ROOM + "0" * 32, "/", "/v1/feed", ROOM + "../" * 9, ROOM + "ế"]
    for _one in range(60):
        body = dice.choice(
            [b"", b"{}", b"[]", b"null", b"{" * 2000, dice.randbytes(dice.randrange(3000))]
        )
        path = dice.choice(paths).encode().decode("latin-1")
        head = f"POST {path} HTTP/1.1\r\nContent-Length: {dice.choice([len(body), -1, 10**12, 7])}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(head.encode("latin-1") + body)
            line.shutdown(socket.SHUT_WR)
            line.settimeout(5)
            while line.recv(65536):
                pass
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(dice.randbytes(500))
    assert one.stick.whole() == before
    assert other().desks[0].reached


def test_garbage_from_a_proven_desk_is_refused_too(one: NetworkDesk, other: NetworkDesk) -> None:
    line, before = speaking(one, other.name, other.private), one.stick.whole()
    from clerkdesk.adapters.office_network.wire import Message

    bad = [
        Message("GET /v1/feed", {}),
        Message("GET /v1/feed", {"incarnation": "x", "since": None, "heads": 5}),
        Message("POST /v1/ops", {}, b"nothing that was compressed"),
        Message("DELETE /v1/ops"),
        Message("GET /v1/blobs/../../etc/passwd"),
        Message("PUT /v1/blobs/" + "0" * 64, {}, b"x"),
    ]
    for each in bad[:-1]:
        with pytest.raises(ColleagueRefused):
            line._ask(each)
    assert line._ask(bad[-1]).told == {"kept": False}, "nothing here names such a file"
    assert line.file("0" * 64) is None
    assert one.stick.whole() == before


def test_another_history_of_a_desk_is_refused_whole(one: NetworkDesk, other: NetworkDesk) -> None:
    """A proven desk that tells of a third what does not follow, and of this one what it never wrote."""
    line = speaking(one, other.name, other.private)
    forged = Op(
        one.name, 1, 9_000, "x", FIRST_HASH, "incoming", "u", "register", "ai", Clock()(), {}
    )
    before = one.stick.whole()
    with pytest.raises(ColleagueRefused):
        line.tell([forged])
    first = other.store.ops.after(0)[0]
    changed = dataclasses.replace(first, fields={"x": FieldChange("y")})
    with pytest.raises(ColleagueRefused):
        line.tell([changed])
    assert one.stick.whole() == before
    with pytest.raises(BundleForked):
        one.answering.take(other.name, [forged])


def test_a_number_from_a_desk_that_does_not_hold_the_book_moves_nothing(
    one: NetworkDesk, other: NetworkDesk
) -> None:
    """The other desk is broken: it gives a number of a book that is not its own."""
    mine = one.stick.register("của máy giữ sổ")
    other()
    (held,) = [b for b in other.store.books.all() if b.key.series == "den"]
    with other.store._database.writing() as link:
        link.execute("UPDATE book SET holder = :me", {"me": other.name})
        link.execute("UPDATE book SET accepted_in = 1")
    other.stick.register("số lấy trộm")
    other()
    one()
    (book,) = [b for b in one.store.books.all() if b.key == held.key]
    assert (book.holder, book.last) == (one.name, mine.arrival_number)
    second = one.stick.register("số tiếp theo")
    assert second.arrival_number == mine.arrival_number + 1
    assert one.store.incoming.get(second.uid).entry.subject == "số tiếp theo"
    assert one.store.conflicts.count() == 1, "a person hears of it"
    assert "số lấy trộm" not in one.stick.subjects


def test_strangers_cannot_fill_the_room(one: NetworkDesk, other: NetworkDesk) -> None:
    conversations = Conversations(
        OFFICE.code, one.name, one.private, lambda: {other.name: other.key}
    )
    from clerkdesk.adapters.office_network.handshake import fresh_key, half

    for _wish in range(200):
        wish = {"agency": OFFICE.code, "asker": other.name, "answerer": one.name}
        conversations.begin({**wish, "key": half(fresh_key())})
    assert len(conversations._open) <= 32


def _sent(port: int, raw: bytes) -> int:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(raw)
        return int(_whole(line).split()[1])


def _post(port: int, path: str, body: bytes) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("POST", path, body)
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


assert NUMBER.size == 8
