"""Two entries for one agency: which names and links the one that stays takes over."""

from dataclasses import replace

from clerkdesk.domain.agencies import Agency, AgencyKind
from clerkdesk.domain.vietnamese import fold


def merged(duplicate: Agency, stays: Agency) -> tuple[Agency, Agency]:
    """(the duplicate, leading to the other; the other, with all names and links of both).

    Empty facts of the one that stays are filled from the duplicate; nothing that it says is
    overwritten. The duplicate keeps its facts: documents name it, and its history stays readable.
    """
    own = {fold(name) for name in (stays.name, stays.short_name, stays.code)}
    aliases = {fold(name): name for name in (*stays.aliases, *duplicate.names)}
    links = [*stays.predecessors, *duplicate.predecessors]
    stayed = replace(
        stays,
        email=stays.email or duplicate.email,
        address=stays.address or duplicate.address,
        parent=stays.parent or duplicate.parent,
        level=stays.level or duplicate.level,
        valid_from=stays.valid_from or duplicate.valid_from,
        aliases=tuple(name for folded, name in aliases.items() if folded not in own),
        predecessors=tuple(
            key for key in dict.fromkeys(links) if key not in (stays.key, duplicate.key)
        ),
        merged_into="",
        withdrawn=False,
    )
    return replace(duplicate, merged_into=stays.key), stayed


def updated(mine: Agency, theirs: Agency) -> Agency:
    """The entry with what another list (province, spreadsheet) says of the same agency.

    Facts that the other list has win; those that it leaves empty stay. A name that was replaced
    stays as an alias: documents bear it.
    """
    aliases = {fold(name): name for name in (*mine.aliases, *theirs.aliases)}
    if fold(mine.name) != fold(theirs.name):
        aliases[fold(mine.name)] = mine.name
    short_name = theirs.short_name or mine.short_name
    own = {fold(theirs.name), fold(short_name)}
    return replace(
        mine,
        code=theirs.code or mine.code,
        name=theirs.name,
        email=theirs.email or mine.email,
        parent=theirs.parent or mine.parent,
        valid_from=theirs.valid_from or mine.valid_from,
        valid_to=theirs.valid_to or mine.valid_to,
        short_name=short_name,
        address=theirs.address or mine.address,
        kind=theirs.kind if theirs.kind is not AgencyKind.STATE else mine.kind,
        level=theirs.level or mine.level,
        predecessors=tuple(dict.fromkeys((*mine.predecessors, *theirs.predecessors))),
        aliases=tuple(name for folded, name in aliases.items() if folded not in own),
        merged_into="",
        withdrawn=False,
    )
