"""Say whether paper goes beside a document, and record at issue what was decided (Điều 5.4, 8, 9)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import HelperCrashed, HelperSilent, InvalidEntry
from clerkdesk.domain.outgoing import Outgoing, PaperDecision, Recipient
from clerkdesk.domain.paper_due import PaperCount, PaperDecided
from clerkdesk.domain.paper_rule import (
    PaperFacts,
    PaperProposal,
    Standing,
    choice_problem,
    facts_of,
    propose,
    settled,
    standing,
)
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.store import Store
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.paper_rules import PaperRules


@dataclass(frozen=True, slots=True)
class PaperOutlook:
    """What the rule says now, and what it will say once both công vụ signatures are found valid."""

    now: PaperProposal
    signed: PaperProposal


class DecidePaper:
    """Asks the rule with the office's lists, and keeps its answer with the document."""

    def __init__(self, store: Store, check: CheckSignatures, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._check = check
        self._clock = clock

    def outlook(self, values: Mapping[str, object]) -> PaperOutlook:
        """What the rule says of a draft as it stands in its form: nothing is signed yet."""
        places = values.get("recipients")
        listed = places if isinstance(places, tuple) else ()
        recipients = [place for place in listed if isinstance(place, Recipient)]
        facts = PaperFacts(
            doc_type=str(values.get("doc_type") or ""),
            field=str(values.get("field") or ""),
            subject=str(values.get("subject") or ""),
            kinds=frozenset(place.kind for place in recipients),
            reachable=not recipients or any(place.electronic for place in recipients),
        )
        return self._outlook(facts)

    def proposal(self, document: Outgoing) -> PaperProposal:
        """What the rule says of a document, by the recorded check of the very file that is sent."""
        rules = PaperRules(self._store.settings)
        main = document.main_file
        check = self._store.checks.latest(main.sha256) if main else None
        stands = standing(check, rules.authorities())
        return propose(facts_of(document.entry, stands), rules.rows(), self._today)

    def at_issue(self, document: Outgoing) -> PaperDecided:
        """Check the signatures of what leaves, ask the rule, and say what holds; nothing is recorded.

        A checker that breaks proves nothing: the document then goes with paper.
        """
        self._check_once(document)
        proposal = self.proposal(document)
        entry = document.entry
        decision, reason = settled(proposal, entry.paper_decision, entry.paper_reason)
        return PaperDecided(decision, proposal.decision, proposal.basis, reason)

    def override(self, uid: str, chosen: PaperDecision, reason: str, by: Person) -> Outgoing:
        """Depart from the rule, with a reason, before or after the issue.

        Raises:
            InvalidEntry: the reason is missing or too long.
            NotAllowed
        """
        demand(by, Right.ISSUE)
        proposal = self.proposal(self._store.outgoing.get(uid))
        if chosen is not proposal.decision and (sentence := choice_problem(chosen, reason)):
            raise InvalidEntry({"paper_reason": sentence})
        decision, kept = settled(proposal, chosen, nfc(reason).strip())
        decided = PaperDecided(decision, proposal.decision, proposal.basis, kept)
        return self._store.outgoing.decide_paper(uid, decided, by.login)

    def count(self, first: date, last: date) -> PaperCount:
        """How documents that were issued between two days went."""
        return self._store.outgoing.count_paper(first, last)

    def _check_once(self, document: Outgoing) -> None:
        main = document.main_file
        if main is None or self._store.checks.latest(main.sha256) is not None:
            return
        with suppress(HelperCrashed, HelperSilent):
            self._check(main.name, self._store.files.get(main.sha256))

    def _outlook(self, facts: PaperFacts) -> PaperOutlook:
        rows = PaperRules(self._store.settings).rows()
        now = propose(facts, rows, self._today)
        signed = replace(facts, standing=Standing.OFFICIAL)
        return PaperOutlook(now, propose(signed, rows, self._today))

    @property
    def _today(self) -> date:
        return local_date(self._clock())


def chosen_paper(values: Mapping[str, object]) -> PaperDecision | None:
    """The clerk's choice against the rule, as the form holds it; None follows the rule."""
    chosen = values.get("paper_decision")
    return PaperDecision(str(chosen)) if chosen else None


def paper_problems(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with the choice of a form, under «paper_reason»."""
    sentence = choice_problem(chosen_paper(values), str(values.get("paper_reason") or ""))
    return {"paper_reason": sentence} if sentence else {}
