"""One signature on its way to a report, and what was found about the file so far."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from clerkdesk.adapters.verify.certificates import CertificateJudgement
from clerkdesk.adapters.verify.cms import CmsSignature
from clerkdesk.adapters.verify.structure import FoundSignature
from clerkdesk.adapters.verify.texts import finding, weight
from clerkdesk.domain.verdicts import Finding, Integrity, Weight


@dataclass(slots=True)
class Case:
    """One signature; what is not yet known is empty, and integrity begins at its worst."""

    found: FoundSignature
    end: int = 0
    cms: CmsSignature | None = None
    stamp: CmsSignature | None = None
    integrity: Integrity = Integrity.BROKEN
    judgement: CertificateJudgement | None = None
    moment: datetime | None = None
    proven: bool = False


@dataclass(slots=True)
class Findings:
    """Codes in the order in which they were met, with their pages."""

    codes: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, code: str, *pages: int | None) -> None:
        """Note `code`, with the pages (from 0) that it is about."""
        self.codes[code].update(page for page in pages if page is not None)

    def told(self) -> tuple[Finding, ...]:
        """All findings for the clerk, the gravest first."""
        ordered = sorted(self.codes, key=lambda code: -weight(code))
        return tuple(finding(code, frozenset(self.codes[code])) for code in ordered)

    @property
    def worst(self) -> Weight:
        """The weight of the gravest finding."""
        return max((weight(code) for code in self.codes), default=Weight.NOTE)
