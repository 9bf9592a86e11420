"""Vietnamese text: the stored form (NFC, TCVN 6909:2001) and the form that is searched."""

import unicodedata

_FOLDED_LETTERS = str.maketrans({"đ": "d", "Đ": "d"})


def nfc(text: str) -> str:
    """Return `text` with precomposed letters, as TCVN 6909:2001 demands for exchange and storage."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` as it is searched: no diacritics, «đ» as «d», lower case, single spaces.

    Tone placement («hoà», «hòa») and Unicode form disappear with the marks.
    """
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    return " ".join(bare.translate(_FOLDED_LETTERS).casefold().split())
