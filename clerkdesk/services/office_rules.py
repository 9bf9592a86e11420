"""The office's own rules, read from its settings: series, types, calendar, pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clerkdesk.domain.books import INCOMING_SERIES
from clerkdesk.domain.clock import TimeForm
from clerkdesk.domain.deadlines import USUAL_DAYS
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.issuers import Issuer, issuer_called, main_issuer
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.ports.store import Settings
from clerkdesk.services.calendar_setting import CALENDAR, plain_calendar, read_calendar

DOC_TYPES, SERIES, PICTURES = "doc_types", "series", "pictures"
SUGGESTIONS = "suggestions"
ISSUERS, INCOMING_BOOK, UNIT_SIGNS = "issuers", "incoming_book", "unit_signs"
SIGNING_TIME = "signing_time_form"
GROUPS, USUAL_DEADLINES = "groups", "usual_deadlines"


class OfficeRules:
    """Typed reading and writing of the settings that use cases need."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def doc_types(self) -> Sequence[DocumentType]:
        """The document types of the office, in the order of NĐ 30/2020, Điều 7."""
        return [
            DocumentType(
                str(row["name"]),
                str(row["abbreviation"]),
                _whole(row["edxml_type"]),
                str(row.get("group", "")),
            )
            for row in _rows(self._settings.get(DOC_TYPES))
        ]

    def set_doc_types(self, types: Sequence[DocumentType], by: str) -> None:
        """Replace the list of document types."""
        rows = [
            {
                "name": t.name,
                "abbreviation": t.abbreviation,
                "edxml_type": t.edxml_type,
                "group": t.group,
            }
            for t in types
        ]
        self._settings.put(DOC_TYPES, rows, by)

    def doc_type(self, name: str) -> DocumentType:
        """The type called `name`; a type of the clerk's own has no abbreviation."""
        wanted = name.casefold()
        for doc_type in self.doc_types():
            if doc_type.name.casefold() == wanted:
                return doc_type
        return DocumentType(name, "")

    def series(self) -> Sequence[Series]:
        """The number series of outgoing documents."""
        return [
            Series(
                series_id=str(row["id"]),
                title=str(row["title"]),
                doc_types=frozenset(str(name) for name in _list(row["doc_types"])),
                pattern=str(row["pattern"]),
                issuer=str(row.get("issuer", "")),
            )
            for row in _rows(self._settings.get(SERIES))
        ]

    def set_series(self, all_series: Sequence[Series], by: str) -> None:
        """Replace the number series; numbers already given are untouched."""
        rows = [
            {
                "id": s.series_id,
                "title": s.title,
                "doc_types": sorted(s.doc_types),
                "pattern": s.pattern,
                "issuer": s.issuer,
            }
            for s in all_series
        ]
        self._settings.put(SERIES, rows, by)

    def issuers(self) -> Sequence[Issuer]:
        """Who issues documents at this desk; the office itself comes first."""
        main = main_issuer(self._settings.office())
        others = [from_plain(Issuer, row) for row in _rows(self._settings.get(ISSUERS))]
        return [replace(main, incoming_series=self.incoming_series()), *others]

    def set_issuers(self, others: Sequence[Issuer], by: str) -> None:
        """Replace those beside the office."""
        self._settings.put(ISSUERS, [plain_fields(issuer) for issuer in others], by)

    def issuer_of(self, issuing_org_name: str) -> Issuer:
        """The issuer that «Cơ quan ban hành» names, else the office."""
        return issuer_called(issuing_org_name, self.issuers())

    def incoming_series(self) -> str:
        """The sổ đến of the agency; another one since an entity was founded within a year."""
        return str(self._settings.get(INCOMING_BOOK) or INCOMING_SERIES)

    def set_incoming_series(self, series: str, by: str) -> None:
        """Name the sổ đến from now on."""
        self._settings.put(INCOMING_BOOK, series, by)

    def unit_signs(self) -> Mapping[str, str]:
        """Abbreviations of units in ký hiệu, as the office laid them down."""
        stored = self._settings.get(UNIT_SIGNS)
        if not isinstance(stored, Mapping):
            return {}
        return {str(name): str(sign) for name, sign in stored.items()}

    def set_unit_signs(self, signs: Mapping[str, str], by: str) -> None:
        """Replace the abbreviations of units."""
        self._settings.put(UNIT_SIGNS, dict(signs), by)

    def calendar(self) -> OfficeCalendar:
        """Office hours, seasons, holidays and swapped working days; for the own office."""
        stored = read_calendar(self._settings.get(CALENDAR))
        return stored.of(self._settings.office().code)

    def set_calendar(self, calendar: OfficeCalendar, by: str) -> None:
        """Replace the office calendar."""
        self._settings.put(CALENDAR, plain_calendar(calendar), by)

    def suggestions(self) -> Mapping[str, Sequence[str]]:
        """What forms suggest, by field name."""
        stored = self._settings.get(SUGGESTIONS)
        if not isinstance(stored, Mapping):
            return {}
        return {str(name): [str(text) for text in _list(texts)] for name, texts in stored.items()}

    def set_suggestions(self, suggestions: Mapping[str, Sequence[str]], by: str) -> None:
        """Replace what forms suggest."""
        plain = {name: list(texts) for name, texts in suggestions.items()}
        self._settings.put(SUGGESTIONS, plain, by)

    def groups(self) -> Mapping[str, Sequence[str]]:
        """Groups and units that documents are forwarded to: members by name (login or full name)."""
        stored = self._settings.get(GROUPS)
        if not isinstance(stored, Mapping):
            return {}
        return {str(name): [str(member) for member in _list(m)] for name, m in stored.items()}

    def set_groups(self, groups: Mapping[str, Sequence[str]], by: str) -> None:
        """Replace the groups; rounds that name one keep the name."""
        self._settings.put(GROUPS, {name: list(m) for name, m in groups.items()}, by)

    def usual_deadlines(self) -> Mapping[Urgency, int]:
        """Working days that are proposed for handling, by urgency."""
        stored = self._settings.get(USUAL_DEADLINES)
        if not isinstance(stored, Mapping):
            return USUAL_DAYS
        days = {Urgency(int(str(key))): _whole(value) for key, value in stored.items()}
        return {**USUAL_DAYS, **{key: value for key, value in days.items() if value is not None}}

    def set_usual_deadlines(self, days: Mapping[Urgency, int], by: str) -> None:
        """Change how many working days are proposed."""
        self._settings.put(USUAL_DEADLINES, {str(int(u)): n for u, n in days.items()}, by)

    def signing_time(self) -> TimeForm:
        """How the time of signing is written where a signature is text."""
        stored = self._settings.get(SIGNING_TIME)
        return TimeForm.ISO if stored == TimeForm.ISO.value else TimeForm.DAY_FIRST

    def set_signing_time(self, form: TimeForm, by: str) -> None:
        """Choose how the time of signing is written from now on."""
        self._settings.put(SIGNING_TIME, form.value, by)

    def picture(self, whose: str) -> str | None:
        """SHA-256 of a signer's picture or of the seal (`whose` = «seal»); None where none is set."""
        stored = self._settings.get(PICTURES)
        found = stored.get(whose) if isinstance(stored, Mapping) else None
        return str(found) if found else None

    def set_picture(self, whose: str, sha256: str, by: str) -> None:
        """Name the stored PNG that shows a person's signature, or the seal."""
        stored = self._settings.get(PICTURES)
        pictures = dict(stored) if isinstance(stored, Mapping) else {}
        self._settings.put(PICTURES, {**pictures, whose: sha256}, by)


def _rows(value: object) -> Sequence[Mapping[str, object]]:
    return [row for row in _list(value) if isinstance(row, Mapping)]


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else []


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
