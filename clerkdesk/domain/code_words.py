"""Numbers as a search index keeps them: a number and the words behind it, as one word.

«15/2016» as two words that stand together makes an index compare every place of 15 with every place
of 2016, and both stand in every tenth document; as one word it is looked up like a name. So a text's
numbers are written once more behind it, each with the words that follow.
"""

from collections.abc import Iterator, Sequence

JOINT = "\N{LATIN LETTER DENTAL CLICK}"
"""Ends each word inside a code word: a letter for the index, and in no folded Vietnamese text."""
_FOLLOWING = 3


def code_words(words: Sequence[str]) -> Iterator[str]:
    """The code word of each number among the folded `words` of a text that a word follows."""
    for place, word in enumerate(words[:-1]):
        if word[0].isdigit():
            yield "".join(part + JOINT for part in words[place : place + 1 + _FOLLOWING])


def code_beginning(words: Sequence[str], *, is_beginning: bool) -> str:
    """The beginning of the code words of all places where `words` stand together.

    Args:
        is_beginning: the last of them may be the beginning of a word.

    Returns:
        "" where no code word tells: `words` do not begin with a number, or are too many.
    """
    if len(words) not in range(2, 2 + _FOLLOWING) or not words[0][0].isdigit():
        return ""
    return JOINT.join(words) + ("" if is_beginning else JOINT)
