"""The office's lists about paper and its groups of recipients, read from its settings."""

from collections.abc import Mapping, Sequence

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.paper_lists import OFFICIAL_AUTHORITIES, USUAL_ROWS, PaperRow
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.recipients import recipients_problem
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.ports.store import Settings

PAPER_ROWS, AUTHORITIES, GROUPS = "paper.rows", "paper.official_authorities", "recipient_groups"


class PaperRules:
    """Typed reading and writing; where an office has changed nothing, the law's own lists hold."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def rows(self) -> Sequence[PaperRow]:
        """Every line of the lists of Điều 8 and 9."""
        stored = self._settings.get(PAPER_ROWS)
        if not isinstance(stored, Sequence):
            return USUAL_ROWS
        return [from_plain(PaperRow, row) for row in stored]

    def set_rows(self, rows: Sequence[PaperRow], by: Person) -> None:
        """Replace the lists; documents that were decided stay as they are.

        Raises:
            InvalidEntry: a line has no title, no article, no condition, or ends before it begins.
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        for row in rows:
            if wrong := row_problems(row):
                raise InvalidEntry(wrong)
        self._settings.put(PAPER_ROWS, rows, by.login)

    def authorities(self) -> Sequence[str]:
        """How certificates of công vụ authorities name their issuer."""
        stored = self._settings.get(AUTHORITIES)
        if not isinstance(stored, Sequence) or isinstance(stored, str):
            return OFFICIAL_AUTHORITIES
        return [str(name) for name in stored]

    def groups(self) -> Mapping[str, tuple[Recipient, ...]]:
        """Groups of recipients by name."""
        stored = self._settings.get(GROUPS)
        if not isinstance(stored, Mapping):
            return {}
        return {
            str(name): tuple(from_plain(Recipient, one) for one in members)
            for name, members in stored.items()
            if isinstance(members, Sequence)
        }

    def save_group(self, name: str, members: Sequence[Recipient], by: Person) -> None:
        """Keep a group under its name; one of that name is replaced.

        Raises:
            InvalidEntry: it has no name or nobody is in it, or a recipient is wrong.
            NotAllowed
        """
        demand(by, Right.DRAFT)
        name = nfc(" ".join(name.split()))
        if not name or len(name) > 100:
            raise InvalidEntry({"group": _("Đặt tên nhóm từ 1 đến 100 ký tự.")})
        if not members:
            raise InvalidEntry({"group": _("Nhóm chưa có nơi nhận nào.")})
        if wrong := recipients_problem(members):
            raise InvalidEntry({"group": wrong})
        others = {n: m for n, m in self.groups().items() if fold(n) != fold(name)}
        self._settings.put(GROUPS, {**others, name: list(members)}, by.login)

    def remove_group(self, name: str, by: Person) -> None:
        """Take a group off the list; documents that used it keep their recipients.

        Raises:
            NotAllowed
        """
        demand(by, Right.DRAFT)
        kept = {n: list(m) for n, m in self.groups().items() if fold(n) != fold(name)}
        self._settings.put(GROUPS, kept, by.login)


def row_problems(row: PaperRow) -> dict[str, str]:
    """What is wrong with a line of the lists, by field."""
    wrong = {}
    if not row.title.strip():
        wrong["title"] = _("Chưa nhập tên loại tài liệu, văn bản.")
    if not row.basis.strip():
        wrong["basis"] = _("Chưa nhập căn cứ, ví dụ «QĐ 15/2016/QĐ-UBND, Điều 8».")
    if not row.conditions:
        wrong["doc_types"] = _("Nhập loại văn bản hoặc từ ngữ để nhận ra văn bản.")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        wrong["valid_to"] = _("«Đến ngày» không được trước «Từ ngày».")
    return wrong
