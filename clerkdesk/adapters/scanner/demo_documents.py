"""Demo documents as data: what stands on the sheets that the virtual scanner feeds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerkdesk.process.resources import resource

_FOLDER = "demo"


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """An official document in the parts of NĐ 30/2020, Phụ lục I; body text in a tiny mark-up.

    In `body` and `annexes` a paragraph that begins with «# » is centred and bold, «/ » slanted,
    «/c » slanted and centred; **…** is bold.
    """

    name: str
    title: str
    seed: int
    sheets: int
    parent_org: str
    issuing_org: tuple[str, ...]
    code: str
    place_date: str
    doc_type: str
    """Empty for a công văn: its subject stands under the number as «V/v …»."""
    subject: str
    urgency: str
    to: tuple[str, ...]
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    seal: str
    annexes: tuple[tuple[str, ...], ...]


def demo_documents() -> Mapping[str, DemoDocument]:
    """The documents that ship with the program, by name.

    Raises:
        ResourceMissing: the folder is not installed.
    """
    return {file.stem: _read(file) for file in sorted(resource(_FOLDER).glob("*.json"))}


def _read(file: Path) -> DemoDocument:
    values = json.loads(file.read_text("utf-8"))
    values["annexes"] = tuple(tuple(annex) for annex in values["annexes"])
    for name in ("issuing_org", "to", "body", "recipients", "authority"):
        values[name] = tuple(values[name])
    return DemoDocument(name=file.stem, **values)
