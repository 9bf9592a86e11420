"""What ops about paper did, in the words of the registry."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.outgoing import PAPER_DECISION_NAMES, PaperDecision
from clerkdesk.domain.paper_dispatch import PAPER_WAY_NAMES, PaperWay
from clerkdesk.domain.texts import _

_FIELDS = {"paper_decision", "paper_proposed", "paper_basis", "paper_reason"}


def about_paper(entity: str, values: Mapping[str, object]) -> str:
    """The clause of an op that is about paper and nothing else; empty for every other op."""
    if entity != "outgoing":
        return ""
    if values and set(values) <= _FIELDS:
        return _decided(values)
    paper = values.get("paper")
    return _left(paper) if isinstance(paper, Mapping) else ""


def _decided(values: Mapping[str, object]) -> str:
    """E.g. «Quyết định bản giấy: chỉ gửi điện tử (…, Điều 9.2)»; only what changed is in `values`."""
    decision, reason = values.get("paper_decision"), values.get("paper_reason")
    if decision is None:
        return _("Ghi căn cứ gửi bản giấy")
    name = _(PAPER_DECISION_NAMES[PaperDecision(str(decision))])
    why = reason or values.get("paper_basis")
    if not why:
        return _("Bản giấy: {name}").format(name=name)
    return _("Bản giấy: {name} ({why})").format(name=name, why=why)


def _left(paper: Mapping[str, object]) -> str:
    """E.g. «Gửi giấy Sở Nội vụ: Bưu điện, 22/11/2026, số RA123»."""
    way = PaperWay(str(paper["way"]))
    day = date.fromisoformat(str(paper["sent_on"]))
    parts = [_(PAPER_WAY_NAMES[way]), f"{day:%d/%m/%Y}"]
    if paper["tracking"]:
        parts.append(_("số {tracking}").format(tracking=paper["tracking"]))
    if paper["received_by"]:
        parts.append(_("{name} nhận").format(name=paper["received_by"]))
    if paper["note"]:
        parts.append(str(paper["note"]))
    sentence = _("Gửi giấy {place}: {facts}").format(place=paper["name"], facts=", ".join(parts))
    return (
        _("Hủy ghi nhận: {sentence}").format(sentence=sentence) if paper["cancelled"] else sentence
    )
