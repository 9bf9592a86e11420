"""Hồ sơ at the one-stop counter, and the procedures that they are about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clerkdesk.domain.dossier_codes import CodeRule
from clerkdesk.domain.dossier_steps import DossierState, DossierStep
from clerkdesk.domain.dossiers import Component, Dossier, DossierEntry
from clerkdesk.domain.procedures import Procedure


@dataclass(frozen=True, slots=True)
class DossierFilter:
    """Which dossiers; `text` is searched without diacritics over code, applicant, procedure, shelf.

    `due_by` lists those whose promised day has come by then and which are not returned.
    """

    text: str = ""
    first: date | None = None
    last: date | None = None
    states: frozenset[DossierState] = frozenset()
    due_by: date | None = None


class Dossiers(Protocol):
    """Sổ theo dõi hồ sơ and the procedures of the office."""

    def add(self, entry: DossierEntry, components: Sequence[Component], by: str) -> Dossier:
        """Begin a dossier; it has no number before it is accepted.

        Raises:
            DiskFull: nothing was kept.
        """
        ...

    def change(
        self, uid: str, entry: DossierEntry, components: Sequence[Component], by: str
    ) -> Dossier:
        """Write other values; steps, number and code stay.

        Raises:
            NotFound: there is no such dossier.
            StepNotAllowed: it was returned or refused.
        """
        ...

    def step(self, uid: str, step: DossierStep, by: str) -> Dossier:
        """Record a step; every one but acceptance, which `accept` does.

        Raises:
            NotFound: there is no such dossier.
            StepNotAllowed: it is not lawful now.
        """
        ...

    def accept(
        self, uid: str, step: DossierStep, day: date, rule: CodeRule, title: str, by: str
    ) -> Dossier:
        """Record acceptance, with the next number of the year's book and the code made of it, in one
        commit.

        Raises:
            NotFound, StepNotAllowed: nothing was kept.
            BookNotOpen, NotHolder, BookLocked, DiskFull: nothing was kept, no number was used.
        """
        ...

    def get(self, uid: str) -> Dossier:
        """One dossier.

        Raises:
            NotFound: there is none.
        """
        ...

    def with_code(self, code: str) -> Dossier | None:
        """The dossier with this mã hồ sơ, or with this number of the portal, however it is typed."""
        ...

    def find(self, wanted: DossierFilter, limit: int = 2000) -> Sequence[Dossier]:
        """Dossiers by day and number, newest first; those not yet accepted before the others."""
        ...

    def procedures(self, text: str = "", *, withdrawn: bool = False) -> Sequence[Procedure]:
        """The procedures whose code, name or field holds every word of `text`, by code."""
        ...

    def put_procedures(
        self,
        procedures: Sequence[Procedure],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> int:
        """Write procedures, new and changed, in one transaction; how many differed."""
        ...
