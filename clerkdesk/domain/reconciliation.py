"""Đối soát: whether the numbers of a book run without gap and double, and what to do where not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.books import ActKind, Book, GivenNumber, NumberAct
from clerkdesk.domain.numbering import print_number
from clerkdesk.domain.texts import N_, _


class FindingKind(StrEnum):
    """What a reconciliation can come upon."""

    GAP = "gap"
    DOUBLE = "double"
    VOID = "void"
    LATE = "late"
    DATE = "date"
    NO_FILE = "no_file"


FINDING_NAMES = {
    FindingKind.GAP: N_("Bỏ trống"),
    FindingKind.DOUBLE: N_("Trùng số"),
    FindingKind.VOID: N_("Đã hủy số"),
    FindingKind.LATE: N_("Số chèn muộn"),
    FindingKind.DATE: N_("Ngày sai thứ tự"),
    FindingKind.NO_FILE: N_("Chưa có tệp"),
}

_TO_DO = {
    FindingKind.GAP: N_(
        "Tìm văn bản của số này: nếu còn trên giấy thì nhập bổ sung; nếu không dùng thì bấm «Hủy số» và ghi lý do."
    ),
    FindingKind.DOUBLE: N_(
        "Giữ số cho văn bản phát hành trước; văn bản kia cấp số mới, báo nơi nhận và lập biên bản."
    ),
    FindingKind.DATE: N_("Đối chiếu ngày với bản giấy; nếu ghi nhầm thì đính chính."),
    FindingKind.NO_FILE: N_("Gắn tệp của văn bản, hoặc quét bản giấy."),
}
NEEDS_WORK = frozenset({FindingKind.GAP, FindingKind.DOUBLE})
"""They stand against the law («liên tiếp, không trùng»); the others are told, not wrong."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a number or a run of numbers."""

    kind: FindingKind
    number: int
    printed: str
    """«12», «12a», «14–17»."""
    detail: str
    uid: str = ""
    last: int = 0
    """The last number of a run; 0 = `number` alone."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every number that it is about."""
        return tuple(range(self.number, max(self.last, self.number) + 1))

    @property
    def to_do(self) -> str:
        """What the clerk does about it; empty where nothing is to be done."""
        return _(_TO_DO[self.kind]) if self.kind in _TO_DO else ""


@dataclass(frozen=True, slots=True)
class BookReport:
    """One book, reconciled."""

    book: Book
    given: int
    """Documents that have a number in it, late ones too."""
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether numbers run from the first to the last, each once, void ones among them."""
        return not any(finding.kind in NEEDS_WORK for finding in self.findings)

    def count(self, kind: FindingKind) -> int:
        """How many findings of one kind; a run of missing numbers is one."""
        return sum(finding.kind is kind for finding in self.findings)


def reconcile(
    book: Book,
    given: Sequence[GivenNumber],
    acts: Sequence[NumberAct],
    contested: Sequence[tuple[int, str]] = (),
) -> BookReport:
    """Compare what stands in a book with what its numbers promise (NĐ 30/2020, Điều 15 and 22).

    Args:
        given: numbers that documents have, in any order.
        contested: numbers that two desks gave, each with the code of the other document.
    """
    findings = [
        *_gaps(book, given, acts),
        *_doubles(given, contested),
        *_told(acts),
        *_disorder(given, acts),
        *_without_file(given, acts),
    ]
    order = list(FindingKind)
    findings.sort(key=lambda finding: (order.index(finding.kind), finding.number, finding.printed))
    return BookReport(book, len(given), tuple(findings))


def _gaps(book: Book, given: Sequence[GivenNumber], acts: Sequence[NumberAct]) -> list[Finding]:
    known = {row.number for row in given if not row.suffix}
    known |= {act.number for act in acts if act.kind is ActKind.VOID and not act.suffix}
    found, start = [], 0
    for number in range(book.first, book.last + 2):
        missing = number <= book.last and number not in known
        if missing and not start:
            start = number
        elif not missing and start:
            found.append(_gap(start, number - 1))
            start = 0
    return found


def _gap(first: int, last: int) -> Finding:
    printed = print_number(first)
    if last > first:
        printed = f"{printed}–{print_number(last)}"
    count = _("{n} số không có văn bản").format(n=last - first + 1)
    return Finding(FindingKind.GAP, first, printed, count, last=last)


def _doubles(given: Sequence[GivenNumber], contested: Sequence[tuple[int, str]]) -> list[Finding]:
    by_number: dict[tuple[int, str], list[GivenNumber]] = {}
    for row in given:
        by_number.setdefault((row.number, row.suffix), []).append(row)
    found = [
        Finding(
            FindingKind.DOUBLE,
            number,
            print_number(number, suffix),
            "; ".join(f"{row.code} {row.subject}".strip() for row in rows),
            rows[-1].uid,
        )
        for (number, suffix), rows in by_number.items()
        if len(rows) > 1
    ]
    found += [
        Finding(
            FindingKind.DOUBLE,
            number,
            print_number(number),
            _("hai máy cùng cấp; máy kia: {other}").format(other=other),
        )
        for number, other in contested
    ]
    return found


def _told(acts: Sequence[NumberAct]) -> list[Finding]:
    kinds = {ActKind.VOID: FindingKind.VOID, ActKind.LATE: FindingKind.LATE}
    return [
        Finding(kinds[act.kind], act.number, act.printed, told(act), act.uid)
        for act in acts
        if act.kind in kinds
    ]


def told(act: NumberAct) -> str:
    """The reason of an act with who and when, as it is printed."""
    return _("{reason} ({by}, {day})").format(
        reason=act.reason, by=act.by, day=f"{act.at:%d/%m/%Y}"
    )


def _disorder(given: Sequence[GivenNumber], acts: Sequence[NumberAct]) -> list[Finding]:
    reasons = {act.number: told(act) for act in acts if act.kind is ActKind.OUT_OF_ORDER}
    found, latest = [], date.min
    for row in sorted(given, key=lambda row: (row.number, row.suffix)):
        if row.day is None:
            continue
        if row.day < latest:
            words = _("ngày {day} sau số của ngày {latest}").format(
                day=f"{row.day:%d/%m/%Y}", latest=f"{latest:%d/%m/%Y}"
            )
            if row.number in reasons and not row.suffix:
                words = f"{words}: {reasons[row.number]}"
            printed = print_number(row.number, row.suffix)
            found.append(Finding(FindingKind.DATE, row.number, printed, words, row.uid))
        latest = max(latest, row.day)
    return found


def _without_file(given: Sequence[GivenNumber], acts: Sequence[NumberAct]) -> list[Finding]:
    """Runs of numbers without a file; a paper register has hundreds, and one line says them all."""
    void = {act.uid for act in acts if act.kind is ActKind.VOID}
    bare = [row for row in given if not row.has_file and row.uid not in void]
    bare.sort(key=lambda row: (row.number, row.suffix))
    runs: list[list[GivenNumber]] = []
    for row in bare:
        if runs and row.number - runs[-1][-1].number <= 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [_bare(run) for run in runs]


def _bare(run: Sequence[GivenNumber]) -> Finding:
    first, last = run[0], run[-1]
    printed, detail = _printed(first), f"{first.code} {first.subject}".strip()
    if len(run) > 1:
        printed = f"{printed}–{_printed(last)}"
        detail = _("{n} văn bản").format(n=len(run))
    return Finding(FindingKind.NO_FILE, first.number, printed, detail, first.uid)


def _printed(row: GivenNumber) -> str:
    return print_number(row.number, row.suffix)


def summary(report: BookReport) -> str:
    """How a book stands, in a few words: «Đủ», «2 chỗ bỏ trống · 1 trùng số»."""
    wrong = [
        _("{n} {what}").format(n=report.count(kind), what=_(FINDING_NAMES[kind]).lower())
        for kind in (FindingKind.GAP, FindingKind.DOUBLE)
        if report.count(kind)
    ]
    return " · ".join(wrong) or _("Liên tiếp, không trùng")


REPORT_COLUMNS = (
    (N_("Sổ"), 62.0),
    (N_("Từ số – đến số"), 24.0),
    (N_("Số văn bản"), 16.0),
    (N_("Nhận xét"), 26.0),
    (N_("Số"), 18.0),
    (N_("Nội dung"), 66.0),
    (N_("Việc cần làm"), 55.0),
)
"""The printed report: one line a finding, the book's own facts on its first line."""


def report_rows(report: BookReport) -> list[list[str]]:
    """The lines of one book in the printed report."""
    book = report.book
    span = _("chưa cấp số")
    if book.last >= book.first:
        span = f"{print_number(book.first)} – {print_number(book.last)}"
    head = [_title(book), span, str(report.given)]
    if not report.findings:
        return [[*head, summary(report), "", "", ""]]
    rows = []
    for finding in report.findings:
        rows.append(
            [
                *head,
                _(FINDING_NAMES[finding.kind]),
                finding.printed,
                finding.detail,
                finding.to_do,
            ]
        )
        head = ["", "", ""]
    return rows


def _title(book: Book) -> str:
    if book.closed_on is None:
        return book.title
    return _("{title} (đóng ngày {day})").format(title=book.title, day=f"{book.closed_on:%d/%m/%Y}")
