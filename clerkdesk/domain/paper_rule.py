"""Whether paper goes beside an outgoing document: the law's order of questions over lists of an office.

Source: QĐ 15/2016/QĐ-UBND, Điều 5.4, 8, 9; QĐ 28/2018/QĐ-TTg, Điều 5.3. The seed's Điều 9.1 ends in a
catch-all that collides with Điều 8 and 9.2; DOMAIN §8.3 reads it in this order, and so does this rule.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from clerkdesk.domain.outgoing import OutgoingEntry, PaperDecision, RecipientKind
from clerkdesk.domain.paper_lists import (
    CATCH_ALL_BASIS,
    NO_LINE_BASIS,
    SIGNED_BASIS,
    PaperList,
    PaperRow,
)
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.trust import TrustList
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)
from clerkdesk.domain.vietnamese import fold, nfc

_WHOLE = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


class Standing(StrEnum):
    """What the recorded check makes of the document's signatures for Điều 9.2."""

    UNCHECKED = "unchecked"
    NOT_ENOUGH = "not_enough"
    OFFICIAL = "official"
    """Person and organisation, valid, by certificates of Ban Cơ yếu (công vụ)."""


class Step(IntEnum):
    """Which question decided; asked in this order."""

    PAPER_ONLY = 0
    ELECTRONIC_LIST = 1
    EXCEPTION = 2
    SIGNED = 3
    PAPER_LIST = 4


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the rule looks at."""

    doc_type: str = ""
    field: str = ""
    subject: str = ""
    kinds: frozenset[RecipientKind] = frozenset()
    """Kinds of the recipients."""
    reachable: bool = True
    """At least one recipient can get an electronic document."""
    standing: Standing = Standing.UNCHECKED


@dataclass(frozen=True, slots=True)
class PaperProposal:
    """What the rule says, and by which article."""

    decision: PaperDecision
    basis: str
    reason: str
    """A Vietnamese clause."""
    step: Step

    @property
    def forced(self) -> bool:
        """Whether no signature frees the document from its paper (Điều 9.2)."""
        return self.step is Step.EXCEPTION


def standing(check: SignatureCheck | None, official: Iterable[str]) -> Standing:
    """What a recorded check is worth here; a signature that was not checked is worth nothing.

    Source: QĐ 15/2016/QĐ-UBND, Điều 9.2 (certificates given by Ban Cơ yếu Chính phủ); NĐ 30/2020,
    Điều 5 (person and organisation).

    Args:
        official: how the names of the công vụ authorities begin, compared without diacritics.
    """
    if check is None:
        return Standing.UNCHECKED
    if check.verdict is not Verdict.VALID or check.legal_class is not LegalClass.ORIGINAL:
        return Standing.NOT_ENOUGH
    names = tuple(fold(name) for name in official if name.strip())
    sound = [one for one in check.signatures if _sound(one) and _by(one, names)]
    both = {one.is_organisation for one in sound} == {True, False}
    return Standing.OFFICIAL if both else Standing.NOT_ENOUGH


def _sound(one: SignatureReport) -> bool:
    return (
        one.integrity in _WHOLE
        and one.certificate is CertificateState.GOOD
        and one.revocation is Revocation.GOOD
    )


def _by(one: SignatureReport, names: tuple[str, ...]) -> bool:
    """Whether a công vụ authority issued it: the province's list says so; where the root stands on none of
    its lists, or the check is of an older program, the issuer's name does."""
    if one.trust_list in (TrustList.OFFICIAL, TrustList.PUBLIC):
        return one.trust_list == TrustList.OFFICIAL
    return bool(names) and fold(one.issuer).startswith(names)


def facts_of(entry: OutgoingEntry, standing: Standing) -> PaperFacts:
    """The facts of a document with this standing of its signatures."""
    return PaperFacts(
        doc_type=entry.doc_type,
        field=entry.field,
        subject=entry.subject,
        kinds=frozenset(place.kind for place in entry.recipients),
        reachable=not entry.recipients or any(place.electronic for place in entry.recipients),
        standing=standing,
    )


def propose(facts: PaperFacts, rows: Collection[PaperRow], on: date) -> PaperProposal:
    """What the law and the office's lists say of a document on a day; there is always an answer.

    Neither the order of `rows` nor their number of repetitions changes it.

    Source: DOMAIN §8.3: (0) not for the network or no way there, (1) the list of Điều 8, (2) the
    exceptions of Điều 9.2, (3) signed and verified, (4) Điều 9.1 and everything else.
    """
    if not facts.reachable:
        return PaperProposal(
            PaperDecision.PAPER_ONLY,
            NO_LINE_BASIS,
            _("nơi nhận chưa kết nối, chỉ nhận bản giấy"),
            Step.PAPER_ONLY,
        )
    found = _first(facts, rows, on, PaperList.NOT_ON_NETWORK)
    if found is not None:
        return _by_row(PaperDecision.PAPER_ONLY, found, Step.PAPER_ONLY)
    found = _first(facts, rows, on, PaperList.ELECTRONIC)
    if found is not None:
        return _by_row(PaperDecision.ELECTRONIC_ONLY, found, Step.ELECTRONIC_LIST)
    found = _first(facts, rows, on, PaperList.EXCEPTION)
    if found is not None:
        return _by_row(PaperDecision.WITH_PAPER, found, Step.EXCEPTION)
    if facts.standing is Standing.OFFICIAL:
        return PaperProposal(
            PaperDecision.ELECTRONIC_ONLY,
            SIGNED_BASIS,
            _("đã ký số công vụ của người có thẩm quyền và cơ quan, kiểm tra hợp lệ"),
            Step.SIGNED,
        )
    found = _first(facts, rows, on, PaperList.WITH_PAPER)
    why = _(_NOT_FREED[facts.standing])
    if found is not None:
        reason = f"{found.title}, {why}"
        return PaperProposal(PaperDecision.WITH_PAPER, found.basis, reason, Step.PAPER_LIST)
    reason = _("văn bản khác, {why}").format(why=why)
    return PaperProposal(PaperDecision.WITH_PAPER, CATCH_ALL_BASIS, reason, Step.PAPER_LIST)


_NOT_FREED = {
    Standing.UNCHECKED: N_("chữ ký số chưa được kiểm tra"),
    Standing.NOT_ENOUGH: N_("chưa đủ chữ ký số công vụ hợp lệ"),
    Standing.OFFICIAL: "",
}


def _by_row(decision: PaperDecision, row: PaperRow, step: Step) -> PaperProposal:
    return PaperProposal(decision, row.basis, row.title, step)


def _first(
    facts: PaperFacts, rows: Collection[PaperRow], on: date, of: PaperList
) -> PaperRow | None:
    """The row that speaks: of several, always the same one, however the lists are sorted."""
    held = [row for row in rows if row.of is of and _holds(row, facts, on)]
    return min(held, key=lambda row: (row.title, row.basis, row.key), default=None)


def _holds(row: PaperRow, facts: PaperFacts, on: date) -> bool:
    if not row.in_force(on) or not row.conditions:
        return False
    types = {nfc(name).casefold().strip() for name in row.doc_types}
    text = _spaced(f"{facts.field} {facts.subject}")
    return (
        (not types or nfc(facts.doc_type).casefold().strip() in types)
        and (not row.words or any(_spaced(phrase) in text for phrase in row.words))
        and (not row.kinds or bool(row.kinds & facts.kinds))
    )


def _spaced(text: str) -> str:
    """Lower case words between single spaces, so that only whole words are found."""
    letters = "".join(letter if letter.isalnum() else " " for letter in nfc(text).casefold())
    return f" {' '.join(letters.split())} "


def settled(
    proposal: PaperProposal, chosen: PaperDecision | None, reason: str
) -> tuple[PaperDecision, str]:
    """What holds: the clerk's choice where it differs from the rule and says why, else the rule's."""
    if chosen is None or chosen is proposal.decision or not reason:
        return proposal.decision, ""
    return chosen, reason


def choice_problem(chosen: PaperDecision | None, reason: str, limit: int = 500) -> str:
    """What is wrong with a choice against the rule, as a Vietnamese sentence; empty where nothing is."""
    if chosen is not None and not reason.strip():
        return _("Ghi lý do khi gửi khác với đề xuất.")
    if len(nfc(reason)) > limit:
        return _("Lý do dài quá {limit} ký tự.").format(limit=limit)
    return ""
