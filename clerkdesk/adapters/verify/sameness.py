"""Are two PDF objects of two revisions the same, all the way down?"""

from collections.abc import Mapping
from itertools import zip_longest

import pikepdf

from clerkdesk.adapters.verify.objects import Number, is_long_and_plain

_MISSING = object()
_ENCODING = frozenset({"/Length", "/Filter", "/DecodeParms"})


class Sameness:
    """Compares objects of an old and a new revision.

    Args:
        old_roles, new_roles: objects that are compared elsewhere, by object number; reached from
            another object, they are the same where their role is the same.
    """

    def __init__(
        self, old_roles: Mapping[Number, object], new_roles: Mapping[Number, object]
    ) -> None:
        self._old_roles, self._new_roles = old_roles, new_roles
        self._known: set[tuple[Number, Number]] = set()

    def __call__(self, old: object, new: object) -> bool:
        """Whether both are equal, references followed."""
        seen: set[tuple[Number, Number]] = set()
        todo: list[tuple[object, object]] = [(old, new)]
        while todo:
            left, right = todo.pop()
            answer = self.met(left, right, seen)
            if answer is False:
                return False
            if answer is None:
                more = _parts(left, right)
                if more is None:
                    return False
                todo += more
        self._known |= seen
        return True

    def shallow(self, old: pikepdf.Object, new: pikepdf.Object, but: frozenset[str]) -> bool:
        """Whether two dictionaries with a role are equal, keys `but` left out."""
        return not self.changed_keys(old, new) - but

    def changed_keys(self, old: pikepdf.Object, new: pikepdf.Object) -> frozenset[str]:
        """The keys whose values differ, or that only one of the dictionaries has."""
        return frozenset(
            key
            for key in {*old.keys(), *new.keys()}
            if (key in old) != (key in new) or not self(old.get(key), new.get(key))
        )

    def met(self, old: object, new: object, seen: set[tuple[Number, Number]]) -> bool | None:
        """True or False where that is known without looking inside."""
        if not (is_reference(old) and is_reference(new)):
            return None
        left, right = _number(old), _number(new)
        pair = (left, right)
        if pair in seen or pair in self._known:
            return True
        role, other = self._old_roles.get(left, _MISSING), self._new_roles.get(right, _MISSING)
        if role is not _MISSING or other is not _MISSING:
            return role == other
        seen.add(pair)
        return None


def _parts(old: object, new: object) -> list[tuple[object, object]] | None:
    """What is still to be compared inside; None where they differ already."""
    if isinstance(old, pikepdf.Stream) or isinstance(new, pikepdf.Stream):
        return _parts_of_streams(old, new)
    if isinstance(old, pikepdf.Dictionary) and isinstance(new, pikepdf.Dictionary):
        keys = set(old.keys())
        if keys != set(new.keys()):
            return None
        return [(old.get(key), new.get(key)) for key in keys]
    if isinstance(old, pikepdf.Array) and isinstance(new, pikepdf.Array):
        if len(old) != len(new):
            return None
        if is_long_and_plain(old) and old.unparse(resolved=True) == new.unparse(resolved=True):
            return []
        return list(zip_longest(list(old), list(new)))
    if isinstance(old, pikepdf.String) and isinstance(new, pikepdf.String):
        return [] if bytes(old) == bytes(new) else None
    if isinstance(old, pikepdf.Object) or isinstance(new, pikepdf.Object):
        return [] if _plain(old) == _plain(new) else None
    return [] if old == new and isinstance(old, bool) == isinstance(new, bool) else None


def _parts_of_streams(old: object, new: object) -> list[tuple[object, object]] | None:
    if not (isinstance(old, pikepdf.Stream) and isinstance(new, pikepdf.Stream)):
        return None
    raw = old.read_raw_bytes() == new.read_raw_bytes()
    if not raw:
        try:
            if old.read_bytes() != new.read_bytes():
                return None
        except pikepdf.PdfError:
            return None
    keys = {*old.keys(), *new.keys()} - (frozenset({"/Length"}) if raw else _ENCODING)
    if any((key in old) != (key in new) for key in keys):
        return None
    return [(old.get(key), new.get(key)) for key in keys]


def _plain(thing: object) -> object:
    return thing.unparse() if isinstance(thing, pikepdf.Object) else thing


def is_reference(thing: object) -> bool:
    """Whether it stands elsewhere in the file."""
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def _number(thing: object) -> Number:
    assert isinstance(thing, pikepdf.Object)
    return thing.objgen
