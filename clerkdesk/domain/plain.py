"""Values as JSON and back: one form for ops, for the store and for other desks."""

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from clerkdesk.domain.vietnamese import nfc

T = TypeVar("T")


def to_plain(value: object) -> object:
    """Write a domain value as a JSON value; text becomes NFC, dates ISO 8601.

    Raises:
        TypeError: `value` holds something that JSON cannot.
    """
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float():
            return value
        case str():
            return nfc(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {nfc(str(name)): to_plain(item) for name, item in value.items()}
        case Set():
            return sorted((to_plain(item) for item in value), key=str)
        case tuple() | list():
            return [to_plain(item) for item in value]
    return plain_fields(value)


def plain_fields(value: object) -> dict[str, object]:
    """The fields of a dataclass as JSON values, by name.

    Raises:
        TypeError: `value` is no dataclass.
    """
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{type(value).__name__} has no plain form")
    return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}


def from_plain(kind: type[T], value: object) -> T:
    """Make the `kind` that `value` was written from; names that `kind` does not have are skipped.

    Raises:
        TypeError, ValueError: `value` is not a `kind`.
    """
    result = _reader(kind)(value)  # type: ignore[arg-type]  # mypy doubts that type[T] is hashable
    if not isinstance(result, kind):
        raise TypeError(f"not a {kind.__name__}: {value!r}")
    return result


@cache
def _reader(hint: object) -> Callable[[object], object]:
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        (wanted,) = (argument for argument in arguments if argument is not NoneType)
        return _optional(_reader(wanted))
    if get_origin(hint) is tuple:
        return _many(tuple, _reader(arguments[0]))
    if get_origin(hint) is frozenset:
        return _many(frozenset, _reader(arguments[0]))
    if not isinstance(hint, type):
        raise TypeError(f"no reader for {hint}")
    if is_dataclass(hint):
        return _record(hint)
    if issubclass(hint, Enum):
        return hint
    if issubclass(hint, datetime):
        return _parsed(datetime.fromisoformat)
    if issubclass(hint, date):
        return _parsed(date.fromisoformat)
    return _exactly(hint)


def _optional(inner: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: None if value is None else inner(value)


def _many(
    collect: Callable[[list[object]], object], inner: Callable[[object], object]
) -> Callable[[object], object]:
    def read(value: object) -> object:
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"not a list: {value!r}")
        return collect([inner(item) for item in value])

    return read


def _record(kind: type) -> Callable[[object], object]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            raise TypeError(f"not a {kind.__name__}: {value!r}")
        return kind(
            **{name: reader(value[name]) for name, reader in readers.items() if name in value}
        )

    return read


def _parsed(parse: Callable[[str], object]) -> Callable[[object], object]:
    def read(value: object) -> object:
        if not isinstance(value, str):
            raise TypeError(f"not a date: {value!r}")
        return parse(value)

    return read


def _exactly(kind: type) -> Callable[[object], object]:
    def read(value: object) -> object:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise TypeError(f"not a {kind.__name__}: {value!r}")
        return value

    return read
