"""What the registration screen says about a candidate: chips of its header, its files, its signatures."""

from collections.abc import Container, Mapping
from datetime import date

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.reading import ReadDocument, ReadField
from clerkdesk.domain.register_fields import INCOMING
from clerkdesk.domain.registry_checks import weight_of
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdict_words import all_findings, finding_sign
from clerkdesk.domain.verdicts import SIGNATURE_RESULT_NAMES, SignatureResult, Weight
from clerkdesk.services.candidates import Candidate
from clerkdesk.ui.incoming.words import RESULT_STATE, date_text, legal_text, result_text, size_text
from clerkdesk.ui.page_view.sheets import MarkedBox
from clerkdesk.ui.theme import State

_READ_AS = {"code_number": "code", "code_notation": "code"}


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
    if candidate.by_hand:
        return [(_("Bản giấy · không quét"), State.NEUTRAL)]
    result = candidate.signature_result
    name = _(SIGNATURE_RESULT_NAMES[result])
    return [(_("{result} · chữ ký số").format(result=name), RESULT_STATE[result])]


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


def searching_words(name: str, place: int, of: int) -> str:
    """Which file is searched for a stamp of secrecy."""
    if of <= 1:
        return _("Đang tìm dấu độ mật trong tệp…")
    words = _("Đang tìm dấu độ mật: tệp {place}/{of}, {name}…")
    return words.format(place=place, of=of, name=name if len(name) <= 28 else name[:27] + "…")


def waiting_words() -> str:
    """«Lưu» or «Từ chối» was pressed before the search ended."""
    return _("Đang tìm dấu độ mật, xong sẽ làm ngay…")


def discard_words(candidate: Candidate | None) -> str:
    """What the one button says that is left where there is a stamp of secrecy."""
    if candidate is not None and candidate.arrival is not None:
        return _("Hủy vì có độ mật, báo nơi gửi")
    if candidate is not None and candidate.batch is None:
        return _("Hủy vì có độ mật")
    return _("Hủy các trang này")


def by_form_field(reading: ReadDocument) -> dict[str, ReadField]:
    """What was read, by field of the form; of two that stand in one box, the less certain."""
    shown: dict[str, ReadField] = {}
    for name, read in reading.fields.items():
        field = _READ_AS.get(name, name)
        if field not in shown or read.confidence < shown[field].confidence:
            shown[field] = read
    return shown


def marked_boxes(shown: Mapping[str, ReadField], known: Container[str]) -> dict[str, MarkedBox]:
    """Where on the pages stands what was read of the `known` fields."""
    return {
        field: MarkedBox(read.page - 1, read.box, State.WARN if read.flagged else State.ACCENT)
        for field, read in shown.items()
        if read.box is not None and read.value is not None and field in known
    }


def read_words(read: int, doubtful: int) -> str:
    """How many fields were read off the pages, and how many of them must be looked at."""
    words = _("Đọc {read}/{all} ô").format(read=read, all=len(INCOMING))
    if not doubtful:
        return words
    return _("Xem lại {count} ô · {words}").format(count=doubtful, words=words.lower())


def forward_words(document: Incoming, forward_by: date) -> str:
    """What was registered, and until when it must be before the leader."""
    words = _("{code} · {org}\nChuyển lãnh đạo chậm nhất ngày {day}.")
    org, day = document.entry.issuing_org, date_text(forward_by)
    return words.format(code=document.code, org=org, day=day)
