"""Every failure that a clerk meets: two sentences, whole, and the same in every process."""

import dataclasses
import json
import re
import string
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clerkdesk.domain import errors
from clerkdesk.domain.errors import ClerkError, PaperJam, from_wire, to_wire

KINDS = sorted(
    (
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, ClerkError)
    ),
    key=lambda kind: kind.__name__,
)
KINDS.remove(ClerkError)
SAMPLES = {
    "int": 7,
    "str": "mẫu {thử}",
    "list": ["a.pdf"],
    "dict[str, str]": {"subject": "Chưa nhập."},
}


def sample(kind: type[ClerkError]) -> ClerkError:
    values = {}
    for field in dataclasses.fields(kind):
        name = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", "")
        values[field.name] = SAMPLES["dict[str, str]" if "dict" in name else name]
    return kind(**values)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_says_what_happened_and_what_to_do(kind: type[ClerkError]) -> None:
    error = sample(kind)
    names = {field.name for field in dataclasses.fields(kind)}
    for template, sentence in ((kind.happened, str(error)), (kind.do_next, error.advice)):
        used = {name for _, name, _, _ in string.Formatter().parse(template) if name}
        assert used <= names
        assert unicodedata.is_normalized("NFC", template)
        assert re.fullmatch(r"[A-ZĐỔ«{Ô].*[.]", template), template
        assert "None" not in sentence
    assert kind.__doc__


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_is_the_same_in_another_process(kind: type[ClerkError]) -> None:
    error = sample(kind)
    there = from_wire(json.loads(json.dumps(to_wire(error))))
    assert type(there) is kind
    assert there.values() == error.values()
    assert (str(there), there.advice) == (str(error), error.advice)


def test_the_fields_fill_in_the_sentences() -> None:
    assert str(PaperJam(3)) == "Máy quét bị kẹt giấy ở trang 3."
    assert "đặt lại từ trang 3" in PaperJam(3).advice


def test_an_error_of_another_version_is_a_defect() -> None:
    with pytest.raises(ValueError, match="unknown error 'Sunspots'"):
        from_wire({"type": "Sunspots", "values": {}})


@contextmanager
def _work() -> Iterator[None]:
    yield


def test_an_error_passes_through_a_context_manager_as_it_is() -> None:
    error = PaperJam(2)
    with pytest.raises(PaperJam) as caught, _work():
        raise error
    assert caught.value is error
