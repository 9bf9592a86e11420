"""What an operator can set on the server."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where the server keeps its things, under which addresses it is known, and its limits.

    `addresses` are the base URLs that desks use, e.g. «https://clerkdesk.tinh.example»: a desk's
    proof of identity names the one it speaks to, so that another server cannot use it here.
    """

    folder: Path
    addresses: tuple[str, ...]
    database: str = ""
    """PostgreSQL address («postgresql://…»); empty = SQLite in the folder."""
    bucket: str = ""
    """«s3://name»; keys, region and endpoint come from the usual AWS_ variables; empty = the folder."""
    body_bytes: int = 8 * 1024 * 1024
    """Largest JSON body; one op with the text of a long document must fit."""
    blob_bytes: int = 1024 * 1024 * 1024
    wait_seconds: int = 110
    """Longest long poll that is granted."""
    part_days: int = 7
    """How long an unfinished upload waits to be gone on with."""
    requests_a_second: float = 50.0
    """What one desk may ask in the long run, a process."""
    burst: int = 400
    """What it may ask at once: a desk that was away catches up."""
    strangers_a_minute: int = 120
    """Failed enrolments, proofs and logins from one address, a process."""
