"""Vietnamese text: the stored form (NFC, TCVN 6909:2001) and the form that is searched."""

import unicodedata


class _Bare(dict[int, str | None]):
    """What `str.translate` makes of a letter: a mark goes, «đ» is «d»; filled as letters come."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        bare = None if unicodedata.combining(letter) else {"đ": "d", "Đ": "d"}.get(letter, letter)
        self[code] = bare
        return bare


_BARE = _Bare()
_UNSEEN = dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)


def nfc(text: str) -> str:
    """Return `text` with precomposed letters, as TCVN 6909:2001 demands for exchange and storage.

    Every text that is stored or asked for passes here or through `fold`: half a letter, as a paste
    that was cut in an emoji leaves it, becomes «\ufffd», for it can be written nowhere.
    """
    return unicodedata.normalize("NFC", _whole(text))


def _whole(text: str) -> str:
    """`text` without halves of UTF-16 letters; two halves that belong together become one letter."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def visible(text: str) -> str:
    """Return `text` without the marks that are pasted along unseen: zero width, right to left.

    The soft hyphen stays, for it is the «ư» of TCVN3.
    """
    return text.translate(_UNSEEN)


def fold(text: str) -> str:
    """Return `text` as it is searched: no diacritics, «đ» as «d», lower case, single spaces.

    Tone placement («hoà», «hòa») and Unicode form disappear with the marks.
    """
    bare = unicodedata.normalize("NFD", _whole(text)).translate(_BARE)
    return " ".join(bare.casefold().split())
