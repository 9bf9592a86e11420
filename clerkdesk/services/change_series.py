"""Change how the office numbers: its series, its issuers, its abbreviations of units (Điều 15.1.c)."""

from collections.abc import Mapping, Sequence

from clerkdesk.domain.books import INCOMING_SERIES
from clerkdesk.domain.errors import InvalidEntry, SeriesUnfit
from clerkdesk.domain.issuers import SEAL, Issuer, issuer_problems
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.series import Series, body_series, series_problems, usual_series
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules


class ChangeSeries:
    """What the head of the agency lays down about numbers; numbers already given are untouched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rules = OfficeRules(store.settings)

    def series(self, all_series: Sequence[Series], by: Person) -> None:
        """Replace the series.

        Raises:
            NotAllowed
            SeriesUnfit: two would make one code, or a type would have none; nothing was changed.
        """
        demand(by, Right.SETTINGS)
        wrong = series_problems(all_series, self._rules.doc_types(), self._rules.issuers())
        if wrong:
            raise SeriesUnfit(wrong[0])
        self._rules.set_series(all_series, by.login)

    def issuer(
        self, values: Mapping[str, str], by: Person, *, body: bool, own_incoming: bool = False
    ) -> Issuer:
        """Add an issuer beside the office with its usual series.

        Args:
            values: `name`, `notation`, `code`.
            body: a consultative body that uses the office's seal: one series for all it issues;
                else an agency of its own, such as HĐND, with its seal and a series a type.
            own_incoming: its mail goes into a second sổ đến.

        Raises:
            NotAllowed
            InvalidEntry, SeriesUnfit: nothing was changed.
        """
        demand(by, Right.SETTINGS)
        issuers = self._rules.issuers()
        notation = values.get("notation", "").strip()
        taken = {issuer.issuer_id for issuer in issuers}
        name = next(n for n in _names(notation or "CQ") if n not in taken)
        made = Issuer(
            name,
            " ".join(values.get("name", "").split()),
            notation,
            values.get("code", "").strip(),
            SEAL if body else f"{SEAL}:{name}",
            f"{INCOMING_SERIES}-{name}" if own_incoming else issuers[0].incoming_series,
        )
        if wrong := issuer_problems(made, issuers):
            raise InvalidEntry(wrong)
        own = body_series(made) if body else usual_series(self._rules.doc_types(), name)
        whole = [*self._rules.series(), *own]
        problems = series_problems(whole, self._rules.doc_types(), [*issuers, made])
        if problems:
            raise SeriesUnfit(problems[0])
        self._rules.set_issuers([*issuers[1:], made], by.login)
        self._rules.set_series(whole, by.login)
        return made

    def drop_issuer(self, issuer_id: str, by: Person) -> tuple[Sequence[Issuer], Sequence[Series]]:
        """Let an issuer be chosen no more; its books stay. Returns what was, to take it back.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        issuers, series = self._rules.issuers()[1:], self._rules.series()
        self._rules.set_issuers([i for i in issuers if i.issuer_id != issuer_id], by.login)
        self._rules.set_series([s for s in series if s.issuer != issuer_id], by.login)
        return issuers, series

    def restore(self, issuers: Sequence[Issuer], series: Sequence[Series], by: Person) -> None:
        """Take a dropping back.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        self._rules.set_issuers(issuers, by.login)
        self._rules.set_series(series, by.login)

    def unit_signs(self, signs: Mapping[str, str], by: Person) -> None:
        """Lay down how units are abbreviated in ký hiệu (Phụ lục I, II.3.b).

        Raises:
            NotAllowed
            InvalidEntry: an abbreviation has blanks or strokes.
        """
        demand(by, Right.SETTINGS)
        wrong = [sign for sign in signs.values() if not sign or any(c in sign for c in " /")]
        if wrong:
            words = _("«{sign}»: chữ viết tắt không để trống, không có dấu cách và dấu «/».")
            raise InvalidEntry({"unit_signs": words.format(sign=wrong[0])})
        self._rules.set_unit_signs(signs, by.login)


def _names(notation: str) -> list[str]:
    return [notation, *(f"{notation}{n}" for n in range(2, 100))]
