"""The JSON of API version 1, as pydantic models: checks at the door and the OpenAPI text."""

from collections.abc import Callable
from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field, WrapValidator
from typing_extensions import TypedDict

from clerkdesk.domain.books import Direction
from clerkdesk.domain.wire import PUSH_LIMIT
from clerkdesk.server.plain_ops import plainly_right

_LARGEST = 2**53
"""Beyond this JSON numbers lose digits on the way."""

Line = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]
Code = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256, lower-case hex")]
Whole = Annotated[int, Field(ge=0, le=_LARGEST, strict=True)]
Positive = Annotated[int, Field(ge=1, le=_LARGEST, strict=True)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid")


_OPEN = ConfigDict(extra="allow")
"""A later version may add members; they are kept, hashed and forwarded."""


class Enrolment(_Message):
    """A desk introduces itself with the one-time code of its administrator."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    agency: Code = Field(description="Code of the agency for which the code was made")
    device: Line = Field(description="Name of the desk in ops and books")
    public_key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")] = Field(
        description="Ed25519 public key, base64url (the member x of its JWK)"
    )
    proof: Annotated[str, Field(max_length=4000)] = Field(
        description="A client assertion as for /v1/token: shows that the desk has the private key"
    )


class Enrolled(_Message):
    """The desk is known now."""

    key_id: str = Field(description="RFC 7638 thumbprint: issuer and subject of its assertions")


class AccessToken(_Message):
    """RFC 6749 §5.1."""

    access_token: str
    token_type: str
    expires_in: int = Field(description="seconds")


class OpField(TypedDict):
    """New value of a field and the revision on which it was based."""

    __pydantic_config__ = _OPEN  # type: ignore[misc]  # pydantic reads it there
    v: object  # any JSON value, which the body is; JsonValue would ask Python about each
    base_rev: Whole


class OpMessage(TypedDict):
    """One recorded change, chained by hash to the one before it on the same desk.

    A dictionary, not a model: it is written canonically again, five hundred a request.
    """

    __pydantic_config__ = _OPEN  # type: ignore[misc]  # pydantic reads it there
    device: Line
    incarnation: Whole
    seq: Positive
    id: Line
    prev_hash: Sha256
    entity: Line
    key: Line
    kind: Line
    actor: Annotated[str, Field(max_length=500)]
    at: Line
    fields: dict[str, OpField]
    book_epoch: Annotated[list[Whole], Field(min_length=2, max_length=2)] | None


def _checked(ops: object, check: Callable[[object], list[OpMessage]]) -> list[OpMessage]:
    return cast(list[OpMessage], ops) if plainly_right(ops) else check(ops)


class Push(_Message):
    """A run of ops, in order, without a gap."""

    device: Line
    incarnation: Whole = Field(description="grows each time the desk's store is restored")
    first_seq: Positive
    ops: Annotated[list[OpMessage], Field(max_length=PUSH_LIMIT), WrapValidator(_checked)]


class PushAnswer(_Message):
    """Everything up to here is applied and durable."""

    acked_seq: int


class PacketMessage(_Message):
    """The routing header of an edXML packet; the server never opens the packet itself."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    sender: Code = Field(alias="from", description="agency code of the sender")
    recipients: Annotated[list[Code], Field(min_length=1, max_length=1000)] = Field(alias="to")
    document_id: Line
    kind: Line
    sha256: Sha256
    size: Whole = Field(description="bytes")
    name: Line = Field(description="file name of the packet")


class Sent(_Message):
    """The packet is in the feed of every recipient."""

    at: str = Field(description="when the server took it in, ISO 8601: the send time of Điều 12.1")


class FeedEntryMessage(_Message):
    """An op of a desk of the agency, or a packet for it."""

    seq: int
    at: str
    op: OpMessage | None
    packet: PacketMessage | None


class FeedMessage(_Message):
    """A run of the agency's feed."""

    generation: int
    last: int = Field(description="ask with this as `since` next time")
    entries: list[FeedEntryMessage]
    wanted: list[str] = Field(
        description="books that this desk holds and another waits for, «direction/series/year»"
    )


class AgencyMessage(_Message):
    """A row of the province's directory."""

    code: str
    name: str
    email: str
    parent: str


class Directory(_Message):
    """All agencies."""

    agencies: list[AgencyMessage]


class CardMessage(_Message):
    """The province as a reader of bundles on a stick."""

    sign: str = Field(description="Ed25519 public key, hex")
    seal: str = Field(description="X25519 public key, hex")


class BundleTaken(_Message):
    """What was new of a bundle."""

    device: str = Field(description="who wrote it")
    ops: int
    files: int
    left_out: int = Field(description="ops of desks that are not enrolled, or after a gap")


class Health(_Message):
    """The server answers and its database reads."""

    status: str
    version: str
    generation: int


class ProblemMessage(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="stable name of the kind of problem")
    title: str = Field(description="Vietnamese, for the clerk")
    status: int
    detail: str
    retryable: bool


class RootMessage(_Message):
    """The province's signed word on the first `size` entries of a feed."""

    agency: str
    generation: int
    day: str = Field(description="in Viet Nam, ISO 8601")
    size: int
    root: str = Field(description="RFC 6962 tree hash, hex")
    previous: str = Field(description="hash of the signed text of the root before, hex")
    signature: str = Field(description="Ed25519 over the canonical JSON of the others, base64url")


class RootsAnswer(_Message):
    """Signed roots, oldest first."""

    generation: int
    key: str = Field(description="Ed25519 public key, base64url; a desk keeps the first it sees")
    roots: list[RootMessage]


class LeafMessage(_Message):
    """One entry of the feed as its hash covers it; `device` is empty for a packet."""

    seq: int
    at: str
    digest: str
    device: str
    incarnation: int
    op_seq: int


class Leaves(_Message):
    """A run of leaves."""

    leaves: list[LeafMessage]


EpochPair = Annotated[
    list[Whole],
    Field(min_length=2, max_length=2, description="server generation and grant counter"),
]
Series = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^/\x00-\x1f\x7f]+$")]
Year = Annotated[int, Field(ge=1945, le=9999, strict=True)]


class BookMessage(_Message):
    """A book, its holder and the last number that the server has heard of."""

    direction: Direction
    series: str
    year: int
    title: str
    holder: str = Field(description="name of a desk; empty: nobody")
    epoch: EpochPair
    last: int


class BooksAnswer(_Message):
    """The books of an agency."""

    quarantine: bool = Field(description="no book is granted until every desk has spoken")
    books: list[BookMessage]


class Wish(_Message):
    """A desk wants to number in a book."""

    direction: Direction
    series: Series
    year: Year
    knows: EpochPair = Field(description="the newest grant of which the desk has heard, or [0, 0]")


class GrantAnswer(_Message):
    """The book as it was given; null: wait."""

    book: BookMessage | None


class Declaration(_Message):
    """What a desk has, and what it remembers outside its store."""

    incarnation: Whole
    head: Whole = Field(description="seq of its last op")
    marks: Annotated[dict[str, Whole], Field(max_length=1000)] = Field(
        description="«agency/direction/series/year» to the highest number ever shown"
    )


class Declared(_Message):
    """How far the desk's chain is here."""

    acked_seq: int
    quarantine: bool


class Offers(_Message):
    """Ops of other desks, each chain in order."""

    ops: Annotated[list[OpMessage], Field(max_length=PUSH_LIMIT)]


class Offered(_Message):
    """How many of the ops were new."""

    taken: int
