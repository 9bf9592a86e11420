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


def nfc(text: str) -> str:
    """Return `text` with precomposed letters, as TCVN 6909:2001 demands for exchange and storage."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` as it is searched: no diacritics, «đ» as «d», lower case, single spaces.

    Tone placement («hoà», «hòa») and Unicode form disappear with the marks.
    """
    bare = unicodedata.normalize("NFD", text).translate(_BARE)
    return " ".join(bare.casefold().split())
