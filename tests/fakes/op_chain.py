"""Ops of one desk that follow each other, as a store would make them."""

from dataclasses import replace
from datetime import UTC, datetime

from clerkdesk.domain.ops import FIRST_HASH, FieldChange, Op, OpKind


class OpChain:
    """Makes the next op of a desk, and the next, from seq 1."""

    def __init__(self, device: str, incarnation: int = 1) -> None:
        self.device = device
        self.incarnation = incarnation
        self.ops: list[Op] = []

    def say(self, entity: str, key: str, kind: OpKind, **values: object) -> list[Op]:
        """Make one op of any kind and return it in a list."""
        (op,) = self.add()
        fields = {name: FieldChange(value) for name, value in values.items()}
        self.ops[-1] = replace(op, entity=entity, key=key, kind=kind, fields=fields, epoch=None)
        return self.ops[-1:]

    def add(self, count: int = 1, subject: str = "Về việc họp giao ban") -> list[Op]:
        """Make `count` ops and return them."""
        made = []
        for _ in range(count):
            seq = len(self.ops) + 1
            op = Op(
                device=self.device,
                incarnation=self.incarnation,
                seq=seq,
                op_id=f"0190-{self.device}-{self.incarnation}-{seq}",
                previous=self.ops[-1].digest if self.ops else FIRST_HASH,
                entity="incoming",
                key=f"doc-{seq}",
                kind=OpKind.REGISTER,
                actor="lan",
                at=datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
                fields={
                    "subject": FieldChange(subject),
                    "arrival_number": FieldChange(seq),
                    "issuing_org": FieldChange("UBND huyện Ba Vì"),
                    "code_number": FieldChange(None),
                },
                epoch=(1, 1),
            )
            self.ops.append(op)
            made.append(op)
        return made
