"""What a signature lets later revisions do (ISO 32000-2, 12.8.2.2 and 12.8.2.4)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from clerkdesk.adapters.verify.structure import Form, FoundSignature


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the signature lets later revisions do."""

    level: int = 2
    """1 nothing, 2 fill in and sign, 3 also comment (DocMDP /P)."""
    locks: tuple[tuple[str, frozenset[str]], ...] = ()
    """FieldMDP: action All, Include or Exclude, and the field names."""

    def locked(self, name: str) -> bool:
        """Whether the field `name` may no longer change."""
        for action, names in self.locks:
            hit = any(name == one or name.startswith(f"{one}.") for one in names)
            if action == "/All" or (action == "/Include") == hit:
                return True
        return False


def certified_level(form: Form) -> int | None:
    """The DocMDP level of the certifying signature; None where nobody certified."""
    levels = [
        _level(parameters.get("/P", 2))
        for signature in form.signatures
        for method, parameters in _references(signature)
        if method == pikepdf.Name.DocMDP
    ]
    return min(levels, default=None)


def permissions(signature: FoundSignature, certified: int | None = None) -> Permissions:
    """Read DocMDP and FieldMDP from the signature and its field's lock.

    `certified` is the level of the certifying signature; it binds later signatures too.
    """
    level, locks = certified or 2, []
    for method, parameters in _references(signature):
        if method == pikepdf.Name.DocMDP:
            level = min(certified or 3, _level(parameters.get("/P", 2)))
        elif method == pikepdf.Name.FieldMDP:
            locks.append(_lock(parameters))
    lock = signature.field.get("/Lock")
    if isinstance(lock, pikepdf.Dictionary):
        locks.append(_lock(lock))
        if "/P" in lock:
            level = min(level, _level(lock.get("/P")))
    return Permissions(level, tuple(locks))


def _references(
    signature: FoundSignature,
) -> Iterator[tuple[object, pikepdf.Object]]:
    references = signature.value.get("/Reference")
    for one in references if isinstance(references, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Dictionary):
            parameters = one.get("/TransformParams")
            yield (
                one.get("/TransformMethod"),
                parameters if isinstance(parameters, pikepdf.Dictionary) else pikepdf.Dictionary(),
            )


def _level(value: object) -> int:
    return value if isinstance(value, int) and value in (1, 2, 3) else 1


def _lock(parameters: pikepdf.Object) -> tuple[str, frozenset[str]]:
    fields = parameters.get("/Fields")
    names = frozenset(str(one) for one in fields) if isinstance(fields, pikepdf.Array) else ()
    return str(parameters.get("/Action", "/All")), frozenset(names)
