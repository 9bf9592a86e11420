"""What may be done with an outgoing document now, by whom, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.outgoing import (
    FROZEN,
    IN_FORCE,
    OPEN_DRAFT,
    OUT_OF_USE,
    Outgoing,
    OutgoingState,
    Step,
)
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import RIGHT_OF_STEP, Right, may, who_may
from clerkdesk.domain.texts import N_, _


@dataclass(frozen=True, slots=True)
class Act:
    """One button of the preview."""

    name: str
    words: str
    key: str
    right: Right
    question: str = ""
    """Asked in place before it is done; empty where no reason is wanted."""
    done: str = ""
    """On the button that does it after the question."""


def _of(
    step: Step, words: str, key: str, question: str = "", done: str = "", name: str = ""
) -> Act:
    return Act(name or step.value, words, key, RIGHT_OF_STEP[step], question, done)


_SUBMIT = _of(Step.SUBMIT, N_("Trình lãnh đạo"), "F8")
_APPROVE = _of(Step.APPROVE, N_("Duyệt"), "F8")
_APPROVED_AT_ONCE = _of(Step.APPROVE, N_("Ghi đã duyệt"), "Ctrl+D")
_RETURN = _of(
    Step.RETURN,
    N_("Trả lại"),
    "Ctrl+R",
    N_("Trả lại người soạn thảo vì lý do gì?"),
    N_("Trả lại"),
)
_WITHDRAW = _of(Step.WITHDRAW, N_("Rút lại"), "Ctrl+R")
_SIGN = _of(Step.SIGN_PERSON, N_("Ký số của lãnh đạo"), "F8", name="sign")
_PERMIT = _of(Step.PERMIT_COPY, N_("Cho phép sao"), "F8")
_BY_HAND = _of(Step.SIGN_BY_HAND, N_("Ghi đã ký tay"), "Ctrl+T")
_NUMBER = _of(Step.ALLOT_NUMBER, N_("Cấp số, ghi số vào văn bản"), "F8", name="sign")
_NUMBER_ON_PAPER = _of(Step.ALLOT_NUMBER, N_("Cấp số"), "F8")
_ASK = Act("ask_number", N_("Xin số"), "F8", Right.SIGN_PERSON)
_SEAL = _of(Step.SIGN_ORGANISATION, N_("Ký số cơ quan"), "F8", name="sign")
_STAMP = _of(Step.STAMP, N_("Đã đóng dấu"), "F8")
_SCAN = _of(Step.ATTACH_SCAN, N_("Gắn bản quét"), "F8")
_ISSUE = _of(Step.ISSUE, N_("Phát hành"), "F8")
_EDIT = Act("edit", N_("Sửa dự thảo"), "Ctrl+E", Right.DRAFT)
_EDIT_SUBMITTED = Act("edit", N_("Sửa dự thảo"), "Ctrl+E", Right.APPROVE)
_SHEET = Act("sheet", N_("Phiếu trình ký"), "Ctrl+P", Right.DRAFT)
_ENTRY = Act("entry", N_("Sửa mục…"), "Ctrl+E", Right.CORRECT)
_RECALL = _of(
    Step.RECALL,
    N_("Thu hồi…"),
    "Ctrl+U",
    N_("Thu hồi: mọi nơi nhận được báo, văn bản bị khóa, số giữ nguyên. Lý do?"),
    N_("Thu hồi văn bản"),
)
_REPLACE = _of(
    Step.REPLACE,
    N_("Thay thế…"),
    "Ctrl+H",
    N_("Soạn văn bản mới thay thế văn bản này (sai nội dung, Điều 18.3). Lý do?"),
    N_("Soạn bản thay thế"),
)
_CORRECT = _of(
    Step.CORRECT,
    N_("Đính chính…"),
    "Ctrl+I",
    N_("Soạn công văn đính chính (sai thể thức, kỹ thuật, Điều 18.3). Lý do?"),
    N_("Soạn công văn"),
)
_UPDATE = Act(
    "update",
    N_("Gửi cập nhật…"),
    "Ctrl+Shift+G",
    Right.RECALL,
    N_("Gửi thông tin hiện nay của văn bản tới mọi nơi nhận. Lý do cập nhật?"),
    N_("Gửi cập nhật"),
)

_IN_ORDER = {
    OutgoingState.DRAFT: (_SUBMIT, _APPROVED_AT_ONCE, _EDIT, _SHEET),
    OutgoingState.RETURNED: (_SUBMIT, _APPROVED_AT_ONCE, _EDIT, _SHEET),
    OutgoingState.SUBMITTED: (_APPROVE, _RETURN, _EDIT_SUBMITTED, _WITHDRAW, _SHEET),
    OutgoingState.APPROVED: (_SIGN, _BY_HAND, _RETURN, _SHEET),
    OutgoingState.SIGNED: (_NUMBER, _ASK),
    OutgoingState.SIGNED_ON_PAPER: (_NUMBER_ON_PAPER, _ASK),
    OutgoingState.NUMBERED: (_SEAL, _ENTRY),
    OutgoingState.NUMBERED_ON_PAPER: (_STAMP, _ENTRY),
    OutgoingState.STAMPED: (_SCAN, _ENTRY),
    OutgoingState.SEALED: (_ISSUE, _ENTRY),
    OutgoingState.ISSUED: (_RECALL, _REPLACE, _CORRECT, _UPDATE, _ENTRY),
    OutgoingState.CORRECTED: (_RECALL, _REPLACE, _CORRECT, _UPDATE, _ENTRY),
    OutgoingState.REPLACED: (),
    OutgoingState.RECALLED: (),
    OutgoingState.VOID: (),
    OutgoingState.CANCELLED: (),
}
_OF_COPY = {
    OutgoingState.DRAFT: (_PERMIT, _SUBMIT, _EDIT),
    OutgoingState.RETURNED: (_PERMIT, _SUBMIT, _EDIT),
    OutgoingState.SUBMITTED: (_PERMIT, _RETURN, _EDIT_SUBMITTED, _WITHDRAW),
}
"""An electronic copy (NĐ 30/2020, Điều 25, 27)."""


def acts_of(document: Outgoing, person: Person) -> Sequence[Act]:
    """What `person` may do, the next lawful step first."""
    acts = [act for act in _offered(document) if may(person, act.right)]
    # Who may decide does not put it before himself; who may return it need not withdraw it.
    needless = {_SUBMIT} if _PERMIT in acts else set()
    if may(person, Right.ALLOT_NUMBER):  # pressing for the number asks by itself where it must
        needless.add(_ASK)
    if _RETURN in acts:
        needless.add(_WITHDRAW)
    return [act for act in acts if act not in needless]


def _offered(document: Outgoing) -> Sequence[Act]:
    """In the order of the law; an electronic copy is decided upon, and not signed by a person."""
    if not is_electronic_copy(document):
        return _IN_ORDER[document.state]
    return _OF_COPY.get(document.state, _IN_ORDER[document.state])


def is_next(act: Act, state: OutgoingState) -> bool:
    """Whether `act` is the next step of the law; what is done after issue is never pressed upon."""
    if act is _PERMIT:
        return True
    return state not in IN_FORCE and bool(_IN_ORDER[state]) and act is _IN_ORDER[state][0]


# --- the track of steps ------------------------------------------------------------------------------

_STAGES = (
    (N_("Soạn"), OPEN_DRAFT),
    (N_("Trình"), frozenset({OutgoingState.SUBMITTED})),
    (N_("Duyệt"), frozenset({OutgoingState.APPROVED})),
    (N_("Ký"), frozenset({OutgoingState.SIGNED, OutgoingState.SIGNED_ON_PAPER})),
    (
        N_("Số"),
        frozenset({OutgoingState.NUMBERED, OutgoingState.NUMBERED_ON_PAPER}) | OUT_OF_USE,
    ),
    (N_("Dấu"), frozenset({OutgoingState.STAMPED, OutgoingState.SEALED})),
    (N_("Phát hành"), (IN_FORCE | FROZEN) - OUT_OF_USE),
)


@dataclass(frozen=True, slots=True)
class Track:
    """The way of the law as stages: names, how many are done, and what is next."""

    stages: Sequence[str]
    done: int
    next: str
    stopped: bool
    """Returned, or taken back: it does not go on as it is."""


def track_of(document: Outgoing) -> Track:
    """How far a document has come."""
    state = document.state
    done = next(n for n, (_name, states) in enumerate(_STAGES, start=1) if state in states)
    stopped = state in FROZEN or state is OutgoingState.RETURNED
    return Track([_(name) for name, _states in _STAGES], done, _next(document), stopped)


def _next(document: Outgoing) -> str:
    state = document.state
    if state in FROZEN:
        return _("Đã khóa; số giữ nguyên trong sổ.")
    if state in IN_FORCE:
        return _("Đã phát hành; theo dõi nơi nhận bên dưới.")
    first = _offered(document)[0]
    return _("Tiếp theo: {step} · {who}").format(
        step=_(first.words).rstrip("…"), who=who_may(first.right)
    )
