"""A colleague's desk over HTTP in the office's network: its key is checked before anything is said to it."""

import hashlib
import http.client
import json
import logging
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from clerkdesk.adapters.office_network.conversations import (
    FORGOTTEN,
    NO_PROOF,
    NOT_BELIEVED,
    OTHER_AGENCY,
)
from clerkdesk.adapters.office_network.handshake import (
    Agreement,
    Keys,
    Names,
    NotProven,
    fresh_key,
    half,
)
from clerkdesk.adapters.office_network.listener import NUMBER, OPEN, ROOM
from clerkdesk.adapters.office_network.wire import (
    FACTS,
    FEED,
    HEADS,
    LONGEST,
    OPS,
    WANTED,
    Message,
    packed,
    packed_ops,
    plain_heads,
    read_heads,
    read_page,
    unpacked,
)
from clerkdesk.domain.bundles import Heads
from clerkdesk.domain.errors import ColleagueNotReached, ColleagueRefused
from clerkdesk.domain.office_network import DeskFacts, OpsPage, Reading
from clerkdesk.domain.ops import Op
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.texts import N_, _

_log = logging.getLogger(__name__)
T = TypeVar("T")
R = TypeVar("R")
_PATIENCE = 10.0
_WHY = {
    OTHER_AGENCY: N_("máy đó của cơ quan khác"),
    NOT_BELIEVED: N_("máy đó chưa được báo là máy này thuộc cơ quan, hoặc máy này đã bị thu hồi"),
    NO_PROOF: N_("khóa của máy này không khớp với khóa đã ghi danh"),
}
_ALTERED = N_("máy trả lời không đúng là máy đã ghi danh, hoặc đường truyền bị sửa")
_OTHER_VERSION = N_("hai máy dùng hai phiên bản không hiểu nhau")


class HttpNeighbour:
    """`ports.office_network.Neighbour` at the addresses of one PC; the one that answered comes first.

    Args:
        key: of the desk that is meant; whoever else answers there hears nothing.
    """

    def __init__(
        self,
        names: Names,
        private: bytes,
        key: str,
        hosts: Sequence[str],
        port: int,
    ) -> None:
        self._names = names
        self._private = private
        self._key = key
        self._hosts = list(hosts)
        self._port = port
        self._turn = threading.Lock()
        self._keys: Keys | None = None
        self._agreement: Agreement | None = None
        self._number = 0
        self._line: http.client.HTTPConnection | None = None
        self._closed = False

    def facts(self) -> DeskFacts:
        """What it says of itself."""
        told = self._ask(Message(f"GET {FACTS}")).told
        try:
            facts = from_plain(DeskFacts, told)
        except (TypeError, ValueError) as error:
            raise self._refused(_OTHER_VERSION) from error
        if facts.device != self._names.answerer:
            raise self._refused(_ALTERED)
        return facts

    def heads(self) -> Heads:
        """How far it knows each chain."""
        return self._read(read_heads, self._ask(Message(f"GET {HEADS}")).told.get("heads"))

    def ops(self, reading: Reading, heads: Heads) -> OpsPage:
        """What stands in its list after a place."""
        told = {
            "incarnation": reading.incarnation,
            "since": reading.heard,
            "at": reading.at,
            "heads": plain_heads(heads),
        }
        return self._read(read_page, self._ask(Message(f"GET {FEED}", told)))

    def tell(self, ops: Sequence[Op]) -> int:
        """Hand over ops."""
        new = self._ask(Message(f"POST {OPS}", {}, packed_ops(ops))).told.get("new")
        return new if isinstance(new, int) else 0

    def lacks(self) -> Sequence[str]:
        """Files that are wanted there."""
        wanted = self._ask(Message(f"GET {WANTED}")).told.get("wanted")
        return [str(each) for each in wanted] if isinstance(wanted, list) else []

    def file(self, sha256: str) -> bytes | None:
        """A file, checked against its hash."""
        answer = self._ask(Message(f"GET {WANTED}/{sha256}"), may_lack=True)
        if answer.what == "404":
            return None
        if hashlib.sha256(answer.body).hexdigest() != sha256:
            raise self._refused(_ALTERED)
        return answer.body

    def give(self, sha256: str, content: bytes) -> None:
        """Hand over a file; one that is too long for a message stays."""
        if len(content) < LONGEST - NUMBER.size:
            self._ask(Message(f"PUT {WANTED}/{sha256}", {}, content))

    def close(self) -> None:
        """End what is under way, also of another thread."""
        self._closed = True
        line = self._line
        if line is not None and line.sock is not None:
            with suppress(OSError):  # it is gone already
                line.sock.shutdown(socket.SHUT_RDWR)

    def _ask(self, question: Message, *, may_lack: bool = False) -> Message:
        with self._turn:
            content = packed(question)
            sealed = self._spoken(content)
            if sealed is None:  # it was restarted, or has forgotten us: once more from the start
                self._keys = None
                sealed = self._spoken(content)
            if sealed is None:
                raise self._refused(_ALTERED)
        answer = self._read(unpacked, sealed)
        if answer.what == "200" or (may_lack and answer.what == "404"):
            return answer
        if answer.what == "409":
            raise ColleagueRefused(self._names.answerer, str(answer.told.get("reason")).rstrip("."))
        raise self._refused(_OTHER_VERSION)

    def _spoken(self, content: bytes) -> bytes | None:
        """What it answers; None where it does not know this conversation."""
        if self._keys is None or self._agreement is None:
            self._keys, self._agreement = self._begun()
            content = self._agreement.sign(self._private, asks=True) + content
            self._number = 0
        number, keys = self._number, self._keys
        self._number += 1
        body = NUMBER.pack(number) + keys.seal(number, content, asks=True)
        status, answer = self._post(ROOM + self._agreement.conversation, body)
        if status == 403 and _why(answer) == FORGOTTEN:
            return None
        if status != 200:
            self._keys = None
            raise self._refused(_WHY.get(_why(answer), _OTHER_VERSION))
        try:
            return keys.open(number, answer, asks=False)
        except NotProven as error:
            self._keys = None
            raise self._refused(_ALTERED) from error

    def _begun(self) -> tuple[Keys, Agreement]:
        own, names = fresh_key(), self._names
        wish = {
            "agency": names.agency,
            "asker": names.asker,
            "answerer": names.answerer,
            "key": half(own),
        }
        status, answer = self._post(OPEN, json.dumps(wish).encode())
        if status != 200:
            raise self._refused(_WHY.get(_why(answer), _OTHER_VERSION))
        told = _object(answer)
        agreement = Agreement(names, half(own), str(told.get("key")), str(told.get("conversation")))
        try:
            signature = bytes.fromhex(str(told.get("signature")))
            agreement.check(signature, self._key, asks=False)
            return agreement.keys(own, agreement.answerer_half), agreement
        except (NotProven, ValueError) as error:
            raise self._refused(_ALTERED) from error

    def _post(self, path: str, body: bytes) -> tuple[int, bytes]:
        for host in list(self._hosts):
            try:
                answer = self._sent(host, path, body)
            except (OSError, http.client.HTTPException) as error:
                _log.info("%s does not answer: %s", self._names.answerer, type(error).__name__)
                if path != OPEN:
                    break  # the number may have been used there: it is not said twice
                continue
            self._hosts = [host, *(each for each in self._hosts if each != host)]
            return answer
        self._keys = None
        raise ColleagueNotReached(self._names.answerer)

    def _sent(self, host: str, path: str, body: bytes) -> tuple[int, bytes]:
        if self._closed:
            raise ConnectionAbortedError
        self._line = line = http.client.HTTPConnection(host, self._port, timeout=_PATIENCE)
        try:
            line.request("POST", path, body, {"Content-Type": "application/octet-stream"})
            answer = line.getresponse()
            content = answer.read(LONGEST + NUMBER.size)
        finally:
            self._line = None
            line.close()
        return answer.status, content

    def _read(self, read: Callable[[T], R], told: T) -> R:
        try:
            return read(told)
        except (KeyError, TypeError, ValueError) as error:
            raise self._refused(_OTHER_VERSION) from error

    def _refused(self, why: str) -> ColleagueRefused:
        return ColleagueRefused(self._names.answerer, _(why))


def _object(content: bytes) -> Mapping[str, object]:
    try:
        read = json.loads(content)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _why(content: bytes) -> str:
    return str(_object(content).get("why"))
