"""The Hub over HTTP."""

import hashlib
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import httpx

from clerkdesk.adapters.hub.books import read_grant, wish
from clerkdesk.adapters.hub.desk_key import DeskKey
from clerkdesk.adapters.hub.read_roots import read_leaves, read_roots
from clerkdesk.adapters.hub.session import Session, read_json
from clerkdesk.adapters.hub.uploads import SLOW_SECONDS, Uploads
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.books import Book, BookKey, Epoch
from clerkdesk.domain.bundles import PROVINCE, DeskCard
from clerkdesk.domain.errors import ServerRefused
from clerkdesk.domain.ops import Op, canonical_json, read_op
from clerkdesk.domain.province_log import Leaf
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import (
    PUSH_LIMIT,
    FeedEntry,
    FeedPage,
    HandedIn,
    Heard,
    PacketHeader,
    Pushed,
    RootsPage,
    read_header,
)

PUSH_BYTES = 256 * 1024
"""A push ends early where its ops are long, so that a thin line acknowledges often."""


class HttpHub:
    """The province server at `base_url`, spoken to as `device`.

    Nothing is sent before the first call. One desk's key belongs to one agency; the server
    learned which when the desk was enrolled.

    Args:
        base_url: as the administrator gives it; it must be the server's own idea of its address.
        device: the store's name of this desk.
        key: what `new_device_key` made, kept in the store.
        ssl_context: where the province has a certificate authority of its own.
    """

    def __init__(
        self,
        base_url: str,
        device: str,
        key: bytes,
        *,
        ssl_context: ssl.SSLContext | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._device = device
        self._key = DeskKey(key)
        self._session = Session(base_url, self._key, ssl_context=ssl_context, transport=transport)
        self._uploads = Uploads(self._session)

    def enrol(self, code: str, device: str, agency: Agency) -> None:
        """Introduce this desk once; safe to repeat when the answer was lost."""
        self._session.request(
            "POST",
            "/v1/desks",
            known=False,
            message={
                "code": code,
                "agency": agency.code,
                "device": device,
                "public_key": self._key.public_key,
                "proof": self._session.proof(),
            },
        )

    def push(self, incarnation: int, ops: Sequence[Op]) -> Pushed:
        """Hand over a first part of `ops`: as many as one request carries.

        A server that was put back knows less than it acknowledged: then `acked` is lower than
        the first of `ops`, and nothing was applied.
        """
        batch = _one_request(ops)
        envelope = {
            "device": self._device,
            "incarnation": incarnation,
            "first_seq": ops[0].seq if ops else 1,
        }
        head = canonical_json(envelope)[:-1]
        content = head + b',"ops":[' + b",".join(batch) + b"]}"
        answer = self._session.patiently(
            lambda: self._session.request(
                "POST", "/v1/ops", content=content, accept=(409,), wait=SLOW_SECONDS
            )
        )
        if not answer.is_success:
            return Pushed(_whole(read_json(answer), "expected_seq") - 1)
        return Pushed(_whole(read_json(answer), "acked_seq"))

    def pull(self, generation: int, since: int, *, wait: int = 0, own: bool = False) -> FeedPage:
        """Entries after `since`, without this desk's own ops unless `own`.

        A server that was restored has a new generation: then the page is the first of that one.
        """
        query: dict[str, str | int] = {"gen": generation, "since": since, "wait": wait}
        if own:
            query["own"] = "true"
        answer = self._session.request(
            "GET", "/v1/feed", query=query, accept=(410,), wait=wait, again=not wait
        )
        if not answer.is_success:
            query = {"gen": _whole(read_json(answer), "generation"), "since": 0}
            if own:
                query["own"] = "true"
            answer = self._session.request("GET", "/v1/feed", query=query)
        return _page(read_json(answer))

    def has_blob(self, sha256: str) -> bool:
        """Whether the agency can read this content on the server."""
        return self._uploads.has(sha256)

    def put_blob(self, sha256: str, content: bytes) -> None:
        """Upload what the server does not hold yet as one stream; after a cut it goes on there."""
        self._uploads.put(sha256, content)

    def put_blobs(self, contents: Iterable[tuple[str, Callable[[], bytes]]]) -> Iterator[str]:
        """Upload many, a few at a time."""
        return self._uploads.put_many(contents)

    def get_blob(self, sha256: str) -> bytes:
        """Download content and check it."""
        content = self._session.request("GET", f"/v1/blobs/{sha256}", again=False).content
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ServerRefused(_("tệp tải về không khớp mã kiểm tra"))
        return content

    def send(self, header: PacketHeader) -> str:
        """Route an uploaded packet; safe to repeat."""
        answer = self._session.request("POST", "/v1/packets", message=header.message())
        return str(read_json(answer).get("at", ""))

    def server_time(self) -> datetime | None:
        """What time it is by the server, counted on since its last answer."""
        return self._session.server_time()

    def agencies(self) -> Sequence[Agency]:
        """The province's directory."""
        listed = read_json(self._session.request("GET", "/v1/agencies")).get("agencies")
        if not isinstance(listed, list):
            raise _other_version()
        return [
            Agency(str(row["code"]), str(row["name"]), str(row["email"]), str(row["parent"]))
            for row in listed
        ]

    def trust_list(self) -> bytes | None:
        """The province's signed trust list; None where the server has none."""
        answer = self._session.request("GET", "/v1/trust", accept=(404,))
        return answer.content if answer.is_success else None

    def ask_for_book(self, key: BookKey, knows: Epoch) -> Book | None:
        """Ask for the right to number in a book; safe to repeat."""
        answer = self._session.request("POST", "/v1/books/grant", message=wish(key, knows))
        return read_grant(key, read_json(answer))

    def declare(self, incarnation: int, head: int, marks: Mapping[str, int]) -> Heard:
        """Say what this desk has and remembers."""
        message = {"incarnation": incarnation, "head": head, "marks": dict(marks)}
        answer = read_json(self._session.request("POST", "/v1/declarations", message=message))
        return Heard(_whole(answer, "acked_seq"), bool(answer.get("quarantine")))

    def offer(self, ops: Sequence[Op]) -> int:
        """Hand over ops heard from others."""
        content = b'{"ops":[' + b",".join(canonical_json(op.message()) for op in ops) + b"]}"
        answer = self._session.request("POST", "/v1/offers", content=content)
        return _whole(read_json(answer), "taken")

    def roots(self, after: int) -> RootsPage:
        """The province's signed roots beyond `after`."""
        return read_roots(
            read_json(self._session.request("GET", "/v1/roots", query={"after": after}))
        )

    def leaves(self, since: int, limit: int) -> Sequence[Leaf]:
        """Entries of the feed as the roots cover them."""
        query: dict[str, str | int] = {"since": since, "limit": limit}
        return read_leaves(read_json(self._session.request("GET", "/v1/leaves", query=query)))

    def listen(self, generation: int, since: int, wait: int) -> bool:
        """Wait for news, of which only the first entry is sent."""
        query: dict[str, str | int] = {"gen": generation, "since": since, "wait": wait, "limit": 1}
        answer = self._session.request(
            "GET", "/v1/feed", query=query, accept=(410,), wait=wait, again=False
        )
        if not answer.is_success:
            return True
        told = read_json(answer)
        return bool(told.get("entries") or told.get("wanted"))

    def hang_up(self) -> None:
        """Shut the connection on which another thread waits."""
        self._session.hang_up()

    def province_card(self) -> DeskCard | None:
        """By what bundles are written for the province; None for an older server."""
        answer = self._session.request("GET", "/v1/card", accept=(404,))
        if not answer.is_success:
            return None
        told = read_json(answer)
        return DeskCard(PROVINCE, str(told.get("sign")), str(told.get("seal")))

    def hand_in(self, bundle: bytes) -> HandedIn:
        """Give a bundle from a stick to the province."""
        told = read_json(self._session.request("POST", "/v1/bundles", content=bundle, again=False))
        return HandedIn(
            str(told.get("device")),
            _whole(told, "ops"),
            _whole(told, "files"),
            _whole(told, "left_out"),
        )

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def _one_request(ops: Sequence[Op]) -> list[bytes]:
    batch: list[bytes] = []
    size = 0
    for op in ops[:PUSH_LIMIT]:
        text = canonical_json(op.message())
        size += len(text)
        if batch and size > PUSH_BYTES:
            break
        batch.append(text)
    return batch


def _page(message: Mapping[str, object]) -> FeedPage:
    entries, wanted = message.get("entries"), message.get("wanted")
    if not isinstance(entries, list):
        raise _other_version()
    try:
        return FeedPage(
            _whole(message, "generation"),
            tuple(_entry(entry) for entry in entries),
            _whole(message, "last"),
            tuple(str(name) for name in wanted) if isinstance(wanted, list) else (),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _other_version() from error


def _entry(message: Mapping[str, object]) -> FeedEntry:
    op, packet = message["op"], message["packet"]
    return FeedEntry(
        seq=_whole(message, "seq"),
        op=read_op(op) if isinstance(op, Mapping) else None,
        packet=read_header(packet) if isinstance(packet, Mapping) else None,
        at=str(message["at"]),
    )


def _whole(message: Mapping[str, object], name: str) -> int:
    value = message.get(name)
    if not isinstance(value, int):
        raise _other_version()
    return value


def _other_version() -> ServerRefused:
    return ServerRefused(_("máy chủ trả lời theo định dạng mà phiên bản này không hiểu"))
