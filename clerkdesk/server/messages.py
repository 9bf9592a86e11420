"""The JSON of API version 1, as pydantic models: checks at the door and the OpenAPI text."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from clerkdesk.domain.wire import PUSH_LIMIT

_LARGEST = 2**53
"""Beyond this JSON numbers lose digits on the way."""

Line = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]
Code = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256, lower-case hex")]
Whole = Annotated[int, Field(ge=0, le=_LARGEST, strict=True)]
Positive = Annotated[int, Field(ge=1, le=_LARGEST, strict=True)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _OpenMessage(BaseModel):
    """A later version may add members; they are kept, hashed and forwarded."""

    model_config = ConfigDict(extra="allow")


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


class OpField(_OpenMessage):
    """New value of a field and the revision on which it was based."""

    v: JsonValue
    base_rev: Whole


class OpMessage(_OpenMessage):
    """One recorded change, chained by hash to the one before it on the same desk."""

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


class Push(_Message):
    """A run of ops, in order, without a gap."""

    device: Line
    incarnation: Whole = Field(description="grows each time the desk's store is restored")
    first_seq: Positive
    ops: Annotated[list[OpMessage], Field(max_length=PUSH_LIMIT)]


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


class AgencyMessage(_Message):
    """A row of the province's directory."""

    code: str
    name: str
    email: str
    parent: str


class Directory(_Message):
    """All agencies."""

    agencies: list[AgencyMessage]


class DeskMessage(_Message):
    """A desk of an agency and the key that is its own now."""

    device: str
    sign: str = Field(description="Ed25519 public key, hex")


class OfficeDesks(_Message):
    """The desks of the asking desk's agency; one that is not named here has no right any more."""

    agency: str
    desks: list[DeskMessage]


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
