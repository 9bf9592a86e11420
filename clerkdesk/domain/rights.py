"""What each role may do; every use case asks before it acts."""

from enum import StrEnum

from clerkdesk.domain.errors import NotAllowed
from clerkdesk.domain.outgoing import Step
from clerkdesk.domain.people import ROLE_NAMES, Person, Role
from clerkdesk.domain.texts import N_, _


class Right(StrEnum):
    """One thing that an account may or may not do."""

    REGISTER = "register"
    FORWARD = "forward"
    HANDLE = "handle"
    DRAFT = "draft"
    APPROVE = "approve"
    SIGN_PERSON = "sign_person"
    ALLOT_NUMBER = "allot_number"
    VOID_NUMBER = "void_number"
    LATE_NUMBER = "late_number"
    KEEP_BOOKS = "keep_books"
    SIGN_ORGANISATION = "sign_organisation"
    STAMP = "stamp"
    ISSUE = "issue"
    RECALL = "recall"
    CORRECT = "correct"
    KEEP_GROUPS = "keep_groups"
    SETTINGS = "settings"


RIGHT_NAMES = {
    Right.REGISTER: N_("đăng ký văn bản"),
    Right.FORWARD: N_("chuyển văn bản"),
    Right.HANDLE: N_("xử lý văn bản được giao"),
    Right.DRAFT: N_("soạn văn bản đi"),
    Right.APPROVE: N_("duyệt văn bản đi"),
    Right.SIGN_PERSON: N_("ký số của lãnh đạo"),
    Right.ALLOT_NUMBER: N_("cấp số văn bản"),
    Right.VOID_NUMBER: N_("hủy số văn bản"),
    Right.LATE_NUMBER: N_("chèn số cấp muộn"),
    Right.KEEP_BOOKS: N_("mở sổ, đóng sổ"),
    Right.SIGN_ORGANISATION: N_("ký số của cơ quan"),
    Right.STAMP: N_("ghi nhận đóng dấu, gắn bản quét"),
    Right.ISSUE: N_("phát hành văn bản"),
    Right.RECALL: N_("thu hồi, thay thế, đính chính văn bản"),
    Right.CORRECT: N_("sửa mục đã vào sổ"),
    Right.KEEP_GROUPS: N_("sửa nhóm chuyển văn bản, thời hạn thường dùng"),
    Right.SETTINGS: N_("thay đổi thiết lập"),
}

_OF_ROLE = {
    # The token's PIN, not the account, makes a signature the leader's own: on a one-PC commune the
    # leader signs at the clerk's desk, so the clerk's account may start that step and record approval.
    Role.CLERK: frozenset(Right) - {Right.SETTINGS},
    Role.LEADER: frozenset(
        {
            Right.FORWARD,
            Right.HANDLE,
            Right.DRAFT,
            Right.APPROVE,
            Right.SIGN_PERSON,
            Right.RECALL,
        }
    ),
    Role.SPECIALIST: frozenset({Right.HANDLE, Right.DRAFT}),
    Role.ADMIN: frozenset({Right.SETTINGS, Right.KEEP_BOOKS, Right.KEEP_GROUPS}),
}

RIGHT_OF_STEP = {
    Step.SUBMIT: Right.DRAFT,
    Step.WITHDRAW: Right.DRAFT,
    Step.APPROVE: Right.APPROVE,
    Step.RETURN: Right.APPROVE,
    Step.SIGN_PERSON: Right.SIGN_PERSON,
    Step.SIGN_BY_HAND: Right.SIGN_PERSON,
    Step.PERMIT_COPY: Right.APPROVE,
    Step.ALLOT_NUMBER: Right.ALLOT_NUMBER,
    Step.SIGN_ORGANISATION: Right.SIGN_ORGANISATION,
    Step.STAMP: Right.STAMP,
    Step.ATTACH_SCAN: Right.STAMP,
    Step.ISSUE: Right.ISSUE,
    Step.CORRECT: Right.RECALL,
    Step.REPLACE: Right.RECALL,
    Step.RECALL: Right.RECALL,
}


def who_may(right: Right) -> str:
    """The roles that have `right`, e.g. «Văn thư, Lãnh đạo»."""
    return ", ".join(_(ROLE_NAMES[role]) for role in Role if right in _OF_ROLE[role])


def may(person: Person, right: Right) -> bool:
    """Whether one of the person's roles includes `right`."""
    return any(right in _OF_ROLE[role] for role in person.roles)


def demand(person: Person, right: Right) -> None:
    """Do nothing where the person has `right`.

    Raises:
        NotAllowed: no role of the person includes it.
    """
    if not may(person, right):
        raise NotAllowed(_(RIGHT_NAMES[right]))
