"""The door through which every file enters: judged by name and content, by the office's own list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clerkdesk.domain.allowed_formats import (
    FileFormat,
    FileVerdict,
    FormatRules,
    Objection,
    format_problems,
    judge,
    usual_formats,
)
from clerkdesk.domain.errors import DangerousFile, FormatRefused, InvalidEntry
from clerkdesk.domain.formats import shown_name
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Settings

FORMATS = "formats"


@dataclass(frozen=True, slots=True)
class AdmittedFile:
    """A file that may enter, by its real kind; `warning` says what the clerk should know."""

    name: str
    media_type: str
    warning: str = ""


def read_format_rules(settings: Settings) -> FormatRules:
    """The office's list; the usual one where none was set."""
    stored = settings.get(FORMATS)
    if isinstance(stored, Mapping):
        return from_plain(FormatRules, stored)
    return FormatRules(usual_formats())


class AdmitFile:
    """Judges files; a program is refused whatever the list says."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, name: str, content: bytes) -> AdmittedFile:
        """Let a file in.

        Raises:
            DangerousFile: a program, a script, or a name that hides one.
            FormatRefused: outside the list, and the office keeps such files out.
        """
        rules = read_format_rules(self._settings)
        verdict = judge(name, content, rules)
        said = shown_name(verdict.name)
        match verdict.objection:
            case None:
                return AdmittedFile(verdict.name, verdict.media_type)
            case Objection.DANGEROUS:
                raise DangerousFile(said, verdict.reason)
            case _ if rules.block:
                raise FormatRefused(said, verdict.reason, accepted(rules.formats))
        warning = _("Tệp «{name}»: {reason}.").format(name=said, reason=verdict.reason)
        return AdmittedFile(verdict.name, verdict.media_type, warning)

    def verdict(self, name: str, content: bytes) -> FileVerdict:
        """What would be said of a file, without letting it in."""
        return judge(name, content, read_format_rules(self._settings))


class ChangeFormats:
    """What an administrator does with the list."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, rules: FormatRules, by: Person) -> FormatRules:
        """Keep `rules`; gives back those before, for «Hoàn tác».

        Raises:
            InvalidEntry: a line is wrong; nothing was changed.
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        if wrong := format_problems(rules.formats):
            raise InvalidEntry({"formats": " ".join(wrong)})
        before = read_format_rules(self._settings)
        tidy = tuple(
            replace(entry, magic=tuple(head.replace(" ", "").lower() for head in entry.magic))
            for entry in rules.formats
        )
        self._settings.put(FORMATS, replace(rules, formats=tidy), by.login)
        return before


def accepted(formats: Sequence[FileFormat]) -> str:
    """The extensions that are taken, for messages."""
    return ", ".join(ending for entry in formats if entry.allowed for ending in entry.extensions)
