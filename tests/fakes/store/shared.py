"""What the fake registers share: the log, the clock, and the error they are told to raise."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.corrected import corrections_of, text_of
from clerkdesk.domain.corrections import Correction
from clerkdesk.domain.errors import (
    ClerkError,
)
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.ops import FIRST_HASH, FieldChange, Op, OpKind
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.plain import to_plain
from clerkdesk.domain.vietnamese import nfc

DEMO_OFFICE = Office(
    code="000.00.19.H01",
    name="UBND xã Thử Nghiệm",
    short_name="UBND xã",
    parent_name="UBND tỉnh Thử Nghiệm",
    place="Thử Nghiệm",
    notation="UBND",
)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Shared:
    """What the fake registers share; `error` is raised by the next acts that would store."""

    device: str
    agency: str
    clock: Callable[[], datetime]
    error: ClerkError | None = None
    log: list[Op] = field(default_factory=list)
    acked: int = 0
    names: Iterable[int] = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> str:
        return f"id-{next(iter(self.names)):06d}"

    def refuse_if_told(self) -> None:
        if self.error is not None:
            raise self.error

    def record(
        self, entity: str, key: str, kind: OpKind, by: str, values: Mapping[str, object]
    ) -> None:
        last = self.log[-1] if self.log else None
        fields = {name: FieldChange(to_plain(value)) for name, value in values.items()}
        self.log.append(
            Op(
                device=self.device,
                incarnation=1,
                seq=last.seq + 1 if last else 1,
                op_id=self.new_id(),
                previous=last.digest if last else FIRST_HASH,
                entity=entity,
                key=key,
                kind=kind.value,
                actor=by,
                at=self.clock(),
                fields=fields,
            )
        )


def new_act(
    shared: Shared,
    document: Incoming | Outgoing,
    changes: Mapping[str, str],
    reason: str,
    by: str,
) -> tuple[Correction, ...]:
    """The rows of one correction act, as the real store makes them."""
    act = Correction(shared.new_id(), "", "", "", nfc(reason), by, shared.clock())
    real = {name: text for name, text in changes.items() if text != text_of(document, name)}
    return corrections_of(document, real, act)


def login_of(login: str) -> str:
    return nfc(login).strip().casefold()
