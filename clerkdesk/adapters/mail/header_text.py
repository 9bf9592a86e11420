"""Text of mail headers: RFC 2047 as it should be and as it comes, raw bytes, TCVN3, VNI, broken UTF-8."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.utils import collapse_rfc2231_value, getaddresses

from clerkdesk.domain.legacy_text import LegacyReader
from clerkdesk.domain.vietnamese import nfc

_WORD = re.compile(r"=\?([\w.:+-]*)(?:\*[\w-]*)?\?([bBqQ])\?(.*?)(?:\?=|$)", re.DOTALL)
"""Tolerant: blanks and «?» inside, and no end where a program has cut it off."""
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_FOLD = re.compile(r"\r?\n[ \t]*|[\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ADDRESS = re.compile(r"[^\s<>,;:\"'()]+@[^\s<>,;:\"'()]+")
_OLD = (
    "unknown-8bit",
    "x-unknown",
    "tcvn",
    "viscii",
    "vni",
    "vps",
    "x-viet",
    "user-defined",
    "default",
)
"""Names of charsets that say nothing, or that Python does not know."""


class HeaderText:
    """Decodes what stands in headers; `legacy` knows the letters of the old encodings."""

    def __init__(self, legacy: LegacyReader) -> None:
        self._legacy = legacy

    def plain(self, raw: str) -> str:
        """A header as one NFC line. Neighbouring encoded words are joined before decoding: programs
        cut a letter in two."""
        text = _BETWEEN_WORDS.sub(r"\1", _FOLD.sub(" ", raw))
        said = "".join(self._pieces(text))
        said = self.mended(said)
        return nfc(" ".join(_CONTROL.sub(" ", said).split()))

    def address(self, raw: str) -> tuple[str, str]:
        """(shown name, address) of the first in a header."""
        found = self.addresses(raw)
        return found[0] if found else ("", "")

    def addresses(self, raw: str) -> list[tuple[str, str]]:
        """All (shown name, address) of a header."""
        flat = _FOLD.sub(" ", raw)
        found = [pair for pair in getaddresses([flat]) if "@" in pair[1]]
        if not found:  # not written as the rule is: whatever looks like an address
            found = [("", match[0]) for match in _ADDRESS.finditer(flat)]
        return [(self.plain(name), self.plain(address)) for name, address in found]

    def file_name(self, value: object) -> str:
        """A file name from a parameter: RFC 2231, or encoded words where they do not belong."""
        if isinstance(value, tuple):
            charset, _language, text = value
            if charset and not text.isascii():
                return self.plain(text)
            value = self.bytes_text(_bytes(text), charset or "") if text else ""
        return self.plain(collapse_rfc2231_value(str(value)))

    def bytes_text(self, content: bytes, charset: str) -> str:
        """Text of bytes by what they are called, else by what they can be."""
        name = charset.strip("\"' ").lower()
        if name and not name.startswith(_OLD):
            try:
                return self.mended(content.decode(name))
            except (LookupError, ValueError):  # no such charset, or other letters
                pass
        if name in ("utf-8", "utf8") and (cut := _cut_letters(content)):
            return self.mended(cut)
        try:
            return self.mended(content.decode("utf-8"))
        except UnicodeDecodeError:
            pass
        shown = content.decode("latin-1")
        if (found := self._legacy.find(shown)) is not None:
            return found.converted
        if name in ("windows-1258", "cp1258"):
            return nfc(content.decode("cp1258", "replace"))
        return content.decode("cp1252", "replace")

    def mended(self, text: str) -> str:
        """NFC; text of an old encoding converted, UTF-8 that was read as Latin put right."""
        again = _read_twice(text)
        if again:
            return nfc(again)
        found = self._legacy.find(text)
        return found.converted if found is not None else nfc(text)

    def _pieces(self, text: str) -> Iterator[str]:
        place, pending, charset = 0, b"", ""
        for match in _WORD.finditer(text):
            between = text[place : match.start()]
            name = match[1].lower()
            if (between or name != charset) and pending:
                yield self.bytes_text(pending, charset)
                pending = b""
            if between:
                yield self._raw(between)
            charset, place = name, match.end()
            pending += _decoded(match[2], match[3])
        if pending:
            yield self.bytes_text(pending, charset)
        if text[place:]:
            yield self._raw(text[place:])

    def _raw(self, text: str) -> str:
        """Text between encoded words; bytes that stand there raw arrive as lone surrogates."""
        return text if text.isascii() else self.bytes_text(_bytes(text), "")


def _decoded(way: str, text: str) -> bytes:
    if way in "qQ":
        spaced = text.replace("_", " ")
        return quopri.decodestring(_bytes(spaced))
    packed = re.sub(r"[^A-Za-z0-9+/]", "", text)
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4))
    except binascii.Error:  # one letter too many: a cut word
        packed = packed[: len(packed) // 4 * 4]
        return base64.b64decode(packed)


def _cut_letters(content: bytes) -> str:
    """UTF-8 in which a program has cut a letter or two; empty where it is something else."""
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") > max(2, len(text) // 20):
        return ""
    return text.rstrip("\ufffd")


def _bytes(text: str) -> bytes:
    """The bytes that a header of the parser stands for."""
    try:
        return text.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")


def _read_twice(text: str) -> str:
    """What UTF-8 says that a program took for Latin (1252); empty where it is not that."""
    if not any("\xc0" <= letter <= "\xff" for letter in text):
        return ""
    for charset in ("cp1252", "latin-1"):
        try:
            again = text.encode(charset).decode("utf-8")
        except UnicodeError:
            continue
        if len(again) < len(text):
            return again
    return ""
