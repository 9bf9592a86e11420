"""Did a structure only grow: structure tree, fonts of a form? Nothing that was there is lost or changed."""

from dataclasses import dataclass, field

import pikepdf

from clerkdesk.adapters.verify.objects import Number
from clerkdesk.adapters.verify.sameness import Sameness, is_reference

_DEPTH = 200
_COUNTER = "/ParentTreeNextKey"


@dataclass(slots=True)
class Growth:
    """Compares a structure of an old and a new revision.

    What speaks only of comments that were permitted to go may go with them.
    """

    same: Sameness
    more: frozenset[str] | None = None
    """Keys that a dictionary may gain; None = any."""
    gone: frozenset[Number] = frozenset()
    """Comments that were taken away."""
    gone_places: frozenset[object] = frozenset()
    """Their numbers in the parent tree (/StructParent)."""
    _seen: set[tuple[Number, Number]] = field(default_factory=set)

    def __call__(self, old: object, new: object) -> bool:
        """Whether `new` is `old` with entries added."""
        self._seen.clear()
        return self._grew(old, new, 0)

    def _grew(self, old: object, new: object, depth: int) -> bool:
        if depth > _DEPTH:
            return False
        answer = self.same.met(old, new, self._seen)
        if answer is not None:
            return answer
        if isinstance(old, pikepdf.Dictionary) and isinstance(new, pikepdf.Dictionary):
            return self._dictionary(old, new, depth)
        if isinstance(old, pikepdf.Array) and isinstance(new, pikepdf.Array):
            return self._array(list(old), list(new), depth)
        if is_reference(old) and isinstance(new, pikepdf.Array):  # one kid became several
            return any(self._grew(old, candidate, depth + 1) for candidate in list(new))
        return self.same(old, new)

    def _dictionary(self, old: pikepdf.Object, new: pikepdf.Object, depth: int) -> bool:
        if self.more is not None and not set(new.keys()) - set(old.keys()) <= self.more:
            return False
        for key, value in old.items():
            if key == _COUNTER and key in new:
                continue
            if key == "/Nums" and self.gone_places:
                kept, now = self._without_gone(value), new.get(key)
                if not isinstance(now, pikepdf.Array) or not self._array(kept, list(now), depth):
                    return False
            elif key not in new or not self._grew(value, new.get(key), depth + 1):
                return False
        return True

    def _array(self, old: list[pikepdf.Object], new: list[pikepdf.Object], depth: int) -> bool:
        """Whether `old` is a part of `new`, in order, but for what went with a comment."""
        place = 0
        for one in old:
            match = next(
                (at for at in range(place, len(new)) if self._grew(one, new[at], depth + 1)), None
            )
            if match is not None:
                place = match + 1
            elif not self._went(one, depth):
                return False
        return True

    def _went(self, thing: object, depth: int) -> bool:
        """Whether a kid of the structure tree speaks only of comments that were taken away."""
        if not self.gone or depth > _DEPTH or not isinstance(thing, pikepdf.Dictionary):
            return False
        if thing.get("/Type") == pikepdf.Name.OBJR:
            meant = thing.get("/Obj")
            return isinstance(meant, pikepdf.Object) and meant.objgen in self.gone
        kids = thing.get("/K")
        if isinstance(kids, pikepdf.Dictionary):
            return self._went(kids, depth + 1)
        return (
            isinstance(kids, pikepdf.Array)
            and len(kids) > 0
            and all(self._went(kid, depth + 1) for kid in kids)
        )

    def _without_gone(self, pairs: object) -> list[pikepdf.Object]:
        """A number tree's pairs but those of comments that were taken away."""
        flat = list(pairs) if isinstance(pairs, pikepdf.Array) else []
        kept: list[pikepdf.Object] = []
        for at in range(0, len(flat) - 1, 2):
            if flat[at] not in self.gone_places:
                kept += flat[at : at + 2]
        return kept
