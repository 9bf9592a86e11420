"""Names that the office knows, and what its clerks' corrections add to them."""

from collections.abc import Mapping

from clerkdesk.domain.reading import KnownNames, ReadDocument
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.store import Store

READ_NAMES = "read_names"
"""Setting of this desk: field name -> names, the newest last."""
_MOST = 400
_LEARNT = ("issuing_org", "signer_name", "signer_position")


class KnownToTheOffice:
    """Agencies of the directory and every name that a clerk had to put right."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> KnownNames:
        """The names as they are now."""
        learnt = learnt_names(self._store.settings.get(READ_NAMES))
        agencies = [agency.name for agency in self._store.directory.agencies()]
        return KnownNames(
            agencies=tuple(dict.fromkeys((*agencies, *learnt["issuing_org"]))),
            signers=learnt["signer_name"],
            positions=learnt["signer_position"],
        )


class LearnCorrections:
    """Keeps, on this desk, the names that were read otherwise than the clerk saved them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, reading: ReadDocument, saved: Mapping[str, object]) -> None:
        """Take over what the clerk put right; a name that was read well teaches nothing."""
        learnt = learnt_names(self._store.settings.get(READ_NAMES))
        fresh = dict(learnt)
        for name in _LEARNT:
            right = nfc(str(saved.get(name) or "")).strip()
            read = reading.fields.get(name)
            if not right or read is None or (str(read.value) == right and not read.flagged):
                continue
            others = [other for other in fresh[name] if other != right]
            fresh[name] = (*others, right)[-_MOST:]
        if fresh != learnt:
            self._store.settings.keep_here(READ_NAMES, {k: list(v) for k, v in fresh.items()})


def learnt_names(value: object) -> dict[str, tuple[str, ...]]:
    """The setting as names by field; what is not of that form counts as empty."""
    rows = value if isinstance(value, dict) else {}
    return {
        name: tuple(str(word) for word in rows[name]) if isinstance(rows.get(name), list) else ()
        for name in _LEARNT
    }
