"""What the pages of a draft say for its form: type, subject, signer, and whom it is addressed to."""

import re
from collections.abc import Mapping, Sequence

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.vietnamese import nfc

_TAKEN = ("doc_type", "subject", "signer_name", "signer_position", "competence", "urgency")
_ADDRESSED = re.compile(r"^\s*Kính gửi\s*:?\s*(?P<rest>.*)$", re.IGNORECASE)
_ITEM = re.compile(r"^\s*[-–+•]\s*(?P<name>.+)$")


def draft_values(reading: ReadDocument, agencies: Sequence[Agency]) -> Mapping[str, object]:
    """Values of the outgoing form (`OUTGOING`) that stand on the pages; what is not there is left out.

    A recipient is named only where its line is, word for word, an agency of the directory: who
    receives a document is not guessed.
    """
    values = {
        name: read.value
        for name in _TAKEN
        if (read := reading.fields.get(name)) is not None and read.value is not None
    }
    if "urgency" in values:
        values["urgency"] = str(values["urgency"])
    if recipients := _recipients(reading, agencies):
        values["recipients"] = recipients
    return values


def _recipients(reading: ReadDocument, agencies: Sequence[Agency]) -> tuple[Recipient, ...]:
    """Agencies after «Kính gửi» and in «Nơi nhận», in that order, each once."""
    known = _known(agencies)
    listed = reading.fields.get("recipients")
    below = listed.value if listed is not None and isinstance(listed.value, tuple | list) else ()
    lines = [*_addressed(reading.text), *map(str, below)]
    found = {
        agency.key: Recipient(agency.name, agency.code, email=agency.email)
        for line in lines
        if (agency := known.get(_same(line))) is not None
    }
    return tuple(found.values())


def _known(agencies: Sequence[Agency]) -> dict[str, Agency]:
    """Agencies by each of their names; a name that two of them bear names nobody."""
    bearers: dict[str, dict[str, Agency]] = {}
    for agency in agencies:
        if agency.offered:
            for name in agency.names:
                bearers.setdefault(_same(name), {})[agency.key] = agency
    return {name: next(iter(them.values())) for name, them in bearers.items() if len(them) == 1}


def _same(name: str) -> str:
    """One form for a name: case and spaces do not matter, diacritics do (Tân Hà is not Tân Hạ)."""
    return " ".join(nfc(name).casefold().split()).strip(" .;,")


def _addressed(text: str) -> list[str]:
    """The names after «Kính gửi»: on its line, or one a line with a dash before it."""
    lines = iter(text.splitlines())
    for line in lines:
        if (addressed := _ADDRESSED.match(line)) is None:
            continue
        if rest := addressed["rest"].strip():
            return re.split(r";\s*", rest)
        names = []
        for following in lines:
            if (item := _ITEM.match(following)) is None:
                break
            names.append(item["name"])
        return names
    return []
