"""Forms of a dossier, labels of what is not digitised, and Sổ theo dõi hồ sơ."""

import re
from datetime import date, datetime

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.dossier_book import BOOK_FORM, book_row
from clerkdesk.domain.dossier_sheets import Sheet, labels_of, sheet_values
from clerkdesk.domain.dossiers import Dossier, DossierEntry
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.register_cover import cover_of
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.dossiers import DossierFilter
from clerkdesk.ports.store import Store
from clerkdesk.services.one_stop_rules import KeepOneStopRules

_EVERY_LINE = 1_000_000
_FIELD = re.compile(r"\{(?:(?:rows|bars|qr):)?([a-z_]+)(?::\d)?\}")
_HARMFUL = re.compile(r"<\s*(script|img|link|style|iframe|object)\b", re.IGNORECASE)


class PrintDossier:
    """One PDF is preview, print and file."""

    def __init__(self, store: Store, printer: FormPrinter) -> None:
        self._store = store
        self._printer = printer
        self._rules = KeepOneStopRules(store.settings)

    def __call__(self, uid: str, sheet: Sheet) -> bytes:
        """A form, by the office's own text of it where there is one.

        Raises:
            NotFound: there is no such dossier.
        """
        values = self._values(sheet, self._store.dossiers.get(uid))
        return self._printer.sheet(sheet.value, values, self._rules.read().form(sheet.value))

    def labels(self, uid: str) -> bytes:
        """The labels of what is not digitised, a shelf each.

        Raises:
            NotFound: there is no such dossier.
            InvalidEntry: nothing of it lies on a shelf, or it has no code yet.
        """
        labels = labels_of(self._store.dossiers.get(uid), self._store.settings.office())
        if not labels:
            raise InvalidEntry({"label": _("Hồ sơ chưa có mã, hoặc mọi thành phần đã số hóa.")})
        return self._printer.dossier_labels(labels)

    def book(self, first: date, last: date) -> bytes:
        """Sổ theo dõi hồ sơ by the days of acceptance, oldest first, with its 13 columns.

        Raises:
            ValueError: `last` is before `first`.
        """
        if last < first:
            raise ValueError(f"the period ends on {last}, before {first}")
        found = self._store.dossiers.find(DossierFilter(first=first, last=last), _EVERY_LINE)
        rows = [dossier for dossier in reversed(found) if dossier.allotted]
        office, title = self._store.settings.office(), _("SỔ THEO DÕI HỒ SƠ")
        numbers = [str(row.allotted.number) for row in rows if row.allotted]
        words = _("{office} · Hồ sơ nhận từ ngày {first} đến ngày {last}")
        return self._printer.register(
            title,
            words.format(office=office.name, first=shown(first), last=shown(last)),
            FormTable(
                [(_(column.title), column.width) for column in BOOK_FORM],
                [book_row(row) for row in rows],
                cover_of(office, title, [row.day for row in rows], numbers, (first, last)),
            ),
        )

    def form_text(self, sheet: Sheet) -> str:
        """The text of a form as it is printed now, to be changed outside and brought in again."""
        return self._rules.read().form(sheet.value) or self._printer.form_text(sheet.value)

    def put_form(self, sheet: Sheet, text: str, by: Person) -> None:
        """Print by the office's own text from now on; an empty one puts ours back.

        Raises:
            InvalidEntry: it names a field that there is none of, or holds more than a form.
            NotAllowed
        """
        known = set(self._values(sheet, None))
        unknown = sorted(set(_FIELD.findall(text)) - known)
        if unknown:
            words = _("Mẫu có trường không có trong chương trình: {names}.")
            raise InvalidEntry({"form": words.format(names=", ".join(unknown))})
        if _HARMFUL.search(text):
            raise InvalidEntry({"form": _("Mẫu chỉ được có chữ, bảng và các trường.")})
        if text.strip() and "<" not in text:
            raise InvalidEntry({"form": _("Tệp này không phải mẫu in (.html).")})
        self._rules.put_form(sheet.value, text, by)

    def _values(self, sheet: Sheet, dossier: Dossier | None) -> dict[str, object]:
        office, rules = self._store.settings.office(), self._rules.read()
        names = {p.login: p.full_name for p in self._store.accounts.people()}
        return sheet_values(
            sheet, dossier or _BLANK, office, self._rules.place(), rules.volume, names
        )


_BLANK = Dossier("", DossierEntry(), (), (), "", datetime(2025, 7, 1, tzinfo=VIETNAM_TIME))
"""For the names of the fields that a form may have."""
