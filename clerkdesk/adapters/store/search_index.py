"""The search index: folded text in, folded words out; no input is a syntax error."""

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.page_words import page_words, words_of
from clerkdesk.domain.code_words import JOINT, code_beginning, code_words
from clerkdesk.domain.search_query import SearchQuery, Term, corrected_text, forgive, read_query
from clerkdesk.domain.vietnamese import fold

_INDEXED_BEGINNINGS = (2, 3)
"""Lengths of beginnings that the index holds as such (`prefix` of the table)."""
_ALTERNATIVES = 100
_HITS_TO_COMPARE = 500
_BEGINNING = 3
_BETWEEN = JOINT
"""Stands between text and code words, so that nothing is found across."""


def put_in_index(link: Connection, entity: str, position: int, text: str, pages: str = "") -> None:
    """Make the document at `position` findable by `text` and by the text of its pages; what was
    there before is replaced."""
    of_pages = page_words(pages)
    folded = fold(text)
    words = words_of(folded)
    # A number at the end of the fields stands together with what the pages begin with.
    codes = {*code_words(words + of_pages.words[:_BEGINNING]), *of_pages.codes}
    parts = (folded, of_pages.folded, _BETWEEN, *sorted(codes))
    row = {"position": position, "folded": " ".join(filter(None, parts))}
    take_from_index(link, entity, position)
    link.execute(f"INSERT INTO {entity}_search (rowid, folded) VALUES (:position, :folded)", row)
    link.executemany(
        f"INSERT OR IGNORE INTO {entity}_word (word) VALUES (?)",
        [(word,) for word in sorted({*words, *of_pages.words})],
    )


def take_from_index(link: Connection, entity: str, position: int) -> None:
    """Forget the document at `position`; it is written again, or it has moved."""
    link.execute(f"DELETE FROM {entity}_search WHERE rowid = :position", {"position": position})


def understood(link: Connection, entity: str, text: str) -> tuple[SearchQuery, str]:
    """The query for `text`, and the text that is searched instead, if a word is misspelt."""
    query = read_query(text)

    def hits(asked: SearchQuery) -> int:
        match asked.terms:
            case (Term((word,), is_beginning=False),) if not _is_word(link, entity, word):
                return 0
        row = link.execute(
            f"""
            SELECT count(*) FROM (
                SELECT 1 FROM {entity}_search WHERE {entity}_search MATCH :match LIMIT :limit
            )
            """,
            {"match": match_expression(link, entity, asked), "limit": _HITS_TO_COMPARE},
        ).fetchone()
        return int(row[0])

    instead = forgive(query, hits)
    for word, better in instead.items():
        query = query.with_word(word, better)
    return query, corrected_text(text, instead) if instead else ""


def match_expression(link: Connection, entity: str, query: SearchQuery) -> str:
    """The FTS5 expression of `query`; empty where there is nothing to search for."""
    return " AND ".join(_expression(link, entity, term) for term in query.terms)


def _expression(link: Connection, entity: str, term: Term) -> str:
    code = code_beginning(term.words, is_beginning=term.is_beginning)
    if code and _has_code_words(link, entity):
        ways = [f'"{code}" *']
    elif term.is_beginning:
        ways = _beginnings(link, entity, term.words)
    else:
        ways = [_phrase(term.words)]
    if term.or_word:
        ways.append(_phrase((term.or_word,)))
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _beginnings(link: Connection, entity: str, words: tuple[str, ...]) -> list[str]:
    """Expressions for words of which the last is a beginning: one of them must occur."""
    *whole, last = words
    as_typed = [_phrase(words) + " *"]
    if len(last) in _INDEXED_BEGINNINGS:
        return as_typed
    # FTS5 would collect every place of a beginning that it does not index before the first hit.
    if len(last) < _INDEXED_BEGINNINGS[0]:
        two = _words_from(link, entity, f"DISTINCT substr(word, 1, {_INDEXED_BEGINNINGS[0]})", last)
        found = [_phrase((*whole, word)) + (" *" if len(word) > 1 else "") for word in two]
    else:
        found = [_phrase((*whole, word)) for word in _words_from(link, entity, "word", last)]
    return found if 0 < len(found) <= _ALTERNATIVES else as_typed


def _has_code_words(link: Connection, entity: str) -> bool:
    """Whether every document was indexed with its code words (`search_upkeep`)."""
    waiting = "SELECT 1 FROM without_code_words WHERE entity = :entity"
    return link.execute(waiting, {"entity": entity}).fetchone() is None


def _words_from(link: Connection, entity: str, what: str, beginning: str) -> list[str]:
    rows = link.execute(
        f"SELECT {what} FROM {entity}_word WHERE word >= :first AND word < :last LIMIT :limit",
        {
            "first": beginning,
            "last": beginning + "\U0010ffff",
            "limit": _ALTERNATIVES + 1,
        },
    ).fetchall()
    return [str(row[0]) for row in rows]


def _is_word(link: Connection, entity: str, word: str) -> bool:
    return (
        link.execute(f"SELECT 1 FROM {entity}_word WHERE word = :word", {"word": word}).fetchone()
        is not None
    )


def _phrase(words: tuple[str, ...]) -> str:
    return f'"{" ".join(words)}"'
