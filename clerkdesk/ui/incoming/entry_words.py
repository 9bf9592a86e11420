"""What the registration screen says about a candidate: chips of its header, its files, its signatures."""

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.registry_checks import weight_of
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdict_words import all_findings, finding_sign
from clerkdesk.domain.verdicts import SIGNATURE_RESULT_NAMES, SignatureResult, Weight
from clerkdesk.services.candidates import Candidate
from clerkdesk.ui.incoming.words import RESULT_STATE, legal_text, result_text, size_text
from clerkdesk.ui.theme import State


def candidate_chips(candidate: Candidate) -> list[tuple[str, State]]:
    """How it came."""
    if candidate.batch is not None:
        first = candidate.batch.kept[0]
        return [
            (
                _("Vừa quét · {count} trang · {dpi} dpi").format(
                    count=len(candidate.batch.kept), dpi=first.dpi
                ),
                State.ACCENT,
            )
        ]
    result = candidate.signature_result
    name = _(SIGNATURE_RESULT_NAMES[result])
    return [(_("Chữ ký số: {result}").format(result=name), RESULT_STATE[result])]


def file_chips(candidate: Candidate) -> list[tuple[str, State]]:
    """Its files, but for the packet they came in."""
    chips = [
        (_("{name} · {size}").format(name=file.name, size=size_text(file.size)), State.ACCENT)
        for file in candidate.files
        if file.role is not FileRole.PACKET
    ]
    if candidate.batch is not None:
        words = _("{count} trang, thành một tệp PDF khi lưu")
        chips.append((words.format(count=len(candidate.batch.kept)), State.ACCENT))
    if candidate.signature_result is SignatureResult.PAPER:
        chips.append((_("Bản giấy, không có chữ ký số"), State.NEUTRAL))
    return chips


def warnings(candidate: Candidate) -> tuple[str, ...]:
    """What must be seen before anything is typed: another agency's seal, number, day or key, and what is
    odd about the files."""
    found = candidate.check.registry if candidate.check is not None else ()
    grave = (one.text for one in found if weight_of(one) >= Weight.DOUBT)
    return (*grave, *candidate.file_warnings)


def finding_lines(candidate: Candidate) -> list[str]:
    """What the check of its signatures found, and what that makes the document worth."""
    lines: list[str] = []
    if candidate.check is not None:
        lines.append(legal_text(candidate.check))
        lines += [
            _("Ký bởi {who}").format(who=signature.signer or signature.organisation)
            for signature in candidate.check.signatures
        ]
        found = all_findings(candidate.check)
        lines += [finding_sign(finding) + finding.text for finding in found]
    if lines:
        lines.insert(0, result_text(candidate.signature_result))
    return lines


def compared_words(done: int, of: int) -> str:
    """How far the comparison with the signed revision has come."""
    if not of:
        return _("Đang kiểm tra chữ ký số…")
    words = _("Đang kiểm tra chữ ký số: so với bản đã ký, {percent} %…")
    return words.format(percent=100 * done // of)
